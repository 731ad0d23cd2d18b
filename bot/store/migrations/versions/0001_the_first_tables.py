"""The first tables."""

import sqlalchemy as sa
from alembic import op

from bot.store import types

revision = "0001"
down_revision = None


def upgrade() -> None:
    """The first tables."""
    op.create_table(
        "chores",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("done", types.Instant(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_chores")),
    )
    op.create_table(
        "people",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("created", types.Instant(), nullable=False),
        sa.Column("last_seen", types.Instant(), nullable=False),
        sa.Column("first_day", types.Day(), nullable=False),
        sa.Column("step", sa.String(), nullable=True),
        sa.Column("step_note", sa.String(), nullable=True),
        sa.Column("zone_known", sa.Boolean(), nullable=False),
        sa.Column("set_up", types.Instant(), nullable=True),
        sa.Column("goal", sa.SmallInteger(), nullable=False),
        sa.Column("plan", sa.String(), nullable=True),
        sa.Column("plan_asked", sa.Boolean(), nullable=False),
        sa.Column("way", sa.String(), nullable=True),
        sa.Column("bedtime_rings", sa.Boolean(), nullable=False),
        sa.Column("follow_up", sa.Boolean(), nullable=False),
        sa.Column("quiet_until", types.Instant(), nullable=True),
        sa.Column("gentle", sa.Boolean(), nullable=False),
        sa.Column("weekly_from", types.Day(), nullable=True),
        sa.Column("blocked", types.Instant(), nullable=True),
        sa.Column("asked", sa.String(), nullable=True),
        sa.CheckConstraint("goal between 1 and 100", name=op.f("ck_people_goal_range")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
    )
    op.create_table(
        "topic_counts",
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("day", types.Day(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("up", sa.Integer(), nullable=False),
        sa.Column("down", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("topic", "day", name=op.f("pk_topic_counts")),
    )
    op.create_table(
        "unanswered",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("asked", types.Instant(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unanswered")),
    )
    op.create_table(
        "updates",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("received", types.Instant(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("reply", sa.String(), nullable=True),
        sa.Column("tries", sa.SmallInteger(), nullable=False),
        sa.Column("set_aside", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_updates")),
    )
    op.create_table(
        "zones",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_zones")),
        sa.UniqueConstraint("name", name=op.f("uq_zones_name")),
    )
    op.create_table(
        "day_ends",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("first_day", types.Day(), nullable=False),
        sa.Column("minutes", types.WallTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_day_ends_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", "first_day", name=op.f("pk_day_ends")),
    )
    op.create_table(
        "deliveries",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("slot", sa.String(), nullable=False),
        sa.Column("day", types.Day(), nullable=False),
        sa.Column("nudge", sa.String(), nullable=False),
        sa.Column("due", types.Instant(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("attempts", sa.SmallInteger(), nullable=False),
        sa.Column("lease_until", sa.BigInteger(), nullable=True),
        sa.Column("sent", types.Instant(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("practice_id", sa.BigInteger(), nullable=True),
        sa.Column("prompt", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_deliveries_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("deliveries") as batch_op:
        batch_op.create_index(
            "ix_deliveries_open",
            ["due"],
            unique=False,
            sqlite_where=sa.text("status IN ('planned', 'sending')"),
            postgresql_where=sa.text("status IN ('planned', 'sending')"),
        )
        batch_op.create_index(
            "ux_deliveries_nudge", ["person_id", "slot", "day", "nudge"], unique=True
        )

    op.create_table(
        "pauses",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("first_day", types.Day(), nullable=False),
        sa.Column("last_day", types.Day(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("ended", types.Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_pauses_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pauses")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("pauses") as batch_op:
        batch_op.create_index("ix_pauses_person", ["person_id"], unique=False)

    op.create_table(
        "person_zones",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("since", types.Instant(), nullable=False),
        sa.Column("zone_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_person_zones_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["zone_id"], ["zones.id"], name=op.f("fk_person_zones_zone_id_zones")
        ),
        sa.PrimaryKeyConstraint("person_id", "since", name=op.f("pk_person_zones")),
    )
    op.create_table(
        "practices",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", types.Day(), nullable=False),
        sa.Column("half", sa.String(), nullable=False),
        sa.Column("started", types.Instant(), nullable=False),
        sa.Column("touched", types.Instant(), nullable=False),
        sa.Column("finished", types.Instant(), nullable=True),
        sa.Column("reps", sa.SmallInteger(), nullable=False),
        sa.Column("last_add", sa.SmallInteger(), nullable=False),
        sa.Column("version", sa.SmallInteger(), nullable=False),
        sa.Column("dated", sa.Boolean(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_practices_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practices")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("practices") as batch_op:
        batch_op.create_index("ix_practices_person_day", ["person_id", "day"], unique=False)
        batch_op.create_index(
            "ux_practices_open",
            ["person_id"],
            unique=True,
            sqlite_where=sa.text("finished IS NULL"),
            postgresql_where=sa.text("finished IS NULL"),
        )

    op.create_table(
        "prompts_shown",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("prompt", sa.String(), nullable=False),
        sa.Column("shown", types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_prompts_shown_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", "prompt", name=op.f("pk_prompts_shown")),
    )
    op.create_table(
        "reminders",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("slot", sa.String(), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("minutes", types.WallTime(), nullable=False),
        sa.Column("weekend_minutes", types.WallTime(), nullable=True),
        sa.Column("due", types.Instant(), nullable=True),
        sa.Column("due_day", types.Day(), nullable=True),
        sa.Column("last_day", types.Day(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_reminders_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", "slot", name=op.f("pk_reminders")),
    )
    with op.batch_alter_table("reminders") as batch_op:
        batch_op.create_index(
            "ix_reminders_due",
            ["due"],
            unique=False,
            sqlite_where=sa.text("due IS NOT NULL"),
            postgresql_where=sa.text("due IS NOT NULL"),
        )

    op.create_table(
        "weekdays",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("first_day", types.Day(), nullable=False),
        sa.Column("mask", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_weekdays_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", "first_day", name=op.f("pk_weekdays")),
    )
