"""Films, pictures, and how the back is."""

import sqlalchemy as sa
from alembic import op

from bot.store import types

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """What was sent as a file, answers about the back, and who wants what of it."""
    op.create_table(
        "back_answers",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", types.Day(), nullable=False),
        sa.Column("stiffness", sa.SmallInteger(), nullable=True),
        sa.Column("answered", types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_back_answers_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", "day", name=op.f("pk_back_answers")),
    )
    op.create_table(
        "sent_files",
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("file_id", sa.String(), nullable=False),
        sa.Column("used", types.Instant(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_sent_files_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("bot_id", "key", name=op.f("pk_sent_files")),
    )
    op.create_index("ix_sent_files_person", "sent_files", ["person_id"])
    # People who are there already get what newcomers get; a default also spares SQLite a rebuild.
    for name, default in (("pictures", sa.true()), ("sound", sa.true()), ("asks_back", sa.false())):
        column: sa.Column[bool] = sa.Column(
            name, sa.Boolean(), nullable=False, server_default=default
        )
        op.add_column("people", column)
