"""The tables and nothing else: short rows, because a million people will have them.

Everything a person sees (streak, progress, next reminder) is derived from these dated rows; no
counter is kept that could drift. Rows of one person go when the person's row goes.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Integer, SmallInteger, text
from sqlmodel import Field, SQLModel

from bot.store.types import Day, Instant, WallTime

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

# SQLite numbers rows by itself only in a column of type INTEGER.
_Serial = BigInteger().with_variant(Integer(), "sqlite")

# An old button must not find another row under the number of one that was undone.
_NEVER_REUSED = {"sqlite_autoincrement": True}


def _serial() -> Any:
    return Field(default=None, primary_key=True, sa_type=_Serial)


def _person(*, key: bool = False) -> Any:
    return Field(
        primary_key=key,
        sa_type=BigInteger,
        sa_column_args=[ForeignKey("people.id", ondelete="CASCADE")],
        sa_column_kwargs={"autoincrement": False},
    )


class Person(SQLModel, table=True):
    """One Telegram user in a private chat. Names are not kept."""

    __tablename__ = "people"

    id: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    language: str | None = None
    created: datetime = Field(sa_type=Instant)
    last_seen: datetime = Field(sa_type=Instant)
    first_day: date = Field(sa_type=Day)
    # The question that is open ("zone", "goal" …) and what it needs to be put again.
    step: str | None = None
    step_note: str | None = None
    zone_known: bool = False
    set_up: datetime | None = Field(default=None, sa_type=Instant)
    goal: int = Field(default=20, sa_type=SmallInteger)
    plan: str | None = None
    plan_asked: bool = False
    way: str | None = None
    bedtime_rings: bool = False
    follow_up: bool = False
    pictures: bool = True
    sound: bool = True
    # Whether the morning asks how stiff the back is; off until wanted.
    asks_back: bool = False
    quiet_until: datetime | None = Field(default=None, sa_type=Instant)
    gentle: bool = False
    weekly_from: date | None = Field(default=None, sa_type=Day)
    blocked: datetime | None = Field(default=None, sa_type=Instant)
    # The last question, masked, until its answer is rated or a day has passed; "" for a button's.
    asked: str | None = None

    __table_args__ = (CheckConstraint("goal between 1 and 100", name="goal_range"),)


class Zone(SQLModel, table=True):
    """IANA names, once each: a person's row holds a small number."""

    __tablename__ = "zones"

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)


class PersonZone(SQLModel, table=True):
    """From `since` on the person lives in this zone."""

    __tablename__ = "person_zones"

    person_id: int = _person(key=True)
    since: datetime = Field(primary_key=True, sa_type=Instant)
    zone_id: int = Field(foreign_key="zones.id")


class DayEnd(SQLModel, table=True):
    """From `first_day` on habit days end this many minutes (0 to 360) after local midnight."""

    __tablename__ = "day_ends"

    person_id: int = _person(key=True)
    first_day: date = Field(primary_key=True, sa_type=Day)
    minutes: int = Field(sa_type=WallTime)


class Weekdays(SQLModel, table=True):
    """From `first_day` on the weekdays in `mask` (bit 0 = Monday) are practice days."""

    __tablename__ = "weekdays"

    person_id: int = _person(key=True)
    first_day: date = Field(primary_key=True, sa_type=Day)
    mask: int = Field(sa_type=SmallInteger)


class PauseRow(SQLModel, table=True):
    """Neutral days, both ends counted; `last_day` is open until `ended` or planned ahead."""

    __tablename__ = "pauses"

    id: int | None = _serial()
    person_id: int = _person()
    first_day: date = Field(sa_type=Day)
    last_day: date | None = Field(default=None, sa_type=Day)
    reason: str
    ended: datetime | None = Field(default=None, sa_type=Instant)

    __table_args__ = (Index("ix_pauses_person", "person_id"), _NEVER_REUSED)


class PracticeRow(SQLModel, table=True):
    """One practice, none a tap. `day`, `half` are written once; `finished` is empty while open."""

    __tablename__ = "practices"

    id: int | None = _serial()
    person_id: int = _person()
    day: date = Field(sa_type=Day)
    half: str
    started: datetime = Field(sa_type=Instant)
    touched: datetime = Field(sa_type=Instant)
    finished: datetime | None = Field(default=None, sa_type=Instant)
    reps: int = Field(default=0, sa_type=SmallInteger)
    last_add: int = Field(default=0, sa_type=SmallInteger)
    version: int = Field(default=0, sa_type=SmallInteger)
    # Filed for a day by a button or a word, not by the clock: never filed anew.
    dated: bool = False
    message_id: int | None = Field(default=None, sa_type=BigInteger)

    __table_args__ = (
        Index("ix_practices_person_day", "person_id", "day"),
        Index(
            "ux_practices_open",
            "person_id",
            unique=True,
            sqlite_where=text("finished IS NULL"),
            postgresql_where=text("finished IS NULL"),
        ),
        _NEVER_REUSED,
    )


class Reminder(SQLModel, table=True):
    """One bell of a person and its next due instant; `last_day` is the habit day last served."""

    __tablename__ = "reminders"

    person_id: int = _person(key=True)
    slot: str = Field(primary_key=True)
    enabled: bool = True
    minutes: int = Field(sa_type=WallTime)
    weekend_minutes: int | None = Field(default=None, sa_type=WallTime)
    due: datetime | None = Field(default=None, sa_type=Instant)
    due_day: date | None = Field(default=None, sa_type=Day)
    last_day: date | None = Field(default=None, sa_type=Day)

    __table_args__ = (
        Index(
            "ix_reminders_due",
            "due",
            sqlite_where=text("due IS NOT NULL"),
            postgresql_where=text("due IS NOT NULL"),
        ),
    )


class Delivery(SQLModel, table=True):
    """One nudge of one reminder on one habit day: planned, sending, or how it ended."""

    __tablename__ = "deliveries"

    id: int | None = _serial()
    person_id: int = _person()
    slot: str
    day: date = Field(sa_type=Day)
    nudge: str
    due: datetime = Field(sa_type=Instant)
    status: str
    attempts: int = Field(default=0, sa_type=SmallInteger)
    lease_until: int | None = Field(default=None, sa_type=BigInteger)
    sent: datetime | None = Field(default=None, sa_type=Instant)
    message_id: int | None = Field(default=None, sa_type=BigInteger)
    answer: str | None = None
    practice_id: int | None = Field(default=None, sa_type=BigInteger)
    prompt: str | None = None

    __table_args__ = (
        Index("ux_deliveries_nudge", "person_id", "slot", "day", "nudge", unique=True),
        Index(
            "ix_deliveries_open",
            "due",
            sqlite_where=text("status IN ('planned', 'sending')"),
            postgresql_where=text("status IN ('planned', 'sending')"),
        ),
        _NEVER_REUSED,
    )


class BackAnswer(SQLModel, table=True):
    """How stiff the back was on the morning of a habit day: 0 to 10, empty where it was skipped."""

    __tablename__ = "back_answers"

    person_id: int = _person(key=True)
    day: date = Field(primary_key=True, sa_type=Day)
    stiffness: int | None = Field(default=None, sa_type=SmallInteger)
    answered: datetime = Field(sa_type=Instant)


class SentFile(SQLModel, table=True):
    """What Telegram calls a file that a bot has uploaded; such a name holds for that bot alone.

    `key` changes with the content; `person_id` is set where the picture is about one person.
    """

    __tablename__ = "sent_files"

    bot_id: int = Field(primary_key=True, sa_type=BigInteger)
    key: str = Field(primary_key=True)
    file_id: str
    used: datetime = Field(sa_type=Instant)
    person_id: int | None = Field(
        default=None,
        sa_type=BigInteger,
        sa_column_args=[ForeignKey("people.id", ondelete="CASCADE")],
    )

    __table_args__ = (Index("ix_sent_files_person", "person_id"),)


class PromptShown(SQLModel, table=True):
    """When a cue or reason of the day was last sent to a person."""

    __tablename__ = "prompts_shown"

    person_id: int = _person(key=True)
    prompt: str = Field(primary_key=True)
    shown: datetime = Field(sa_type=Instant)


class UpdateRow(SQLModel, table=True):
    """An update that was applied, and its reply until it was shown."""

    __tablename__ = "updates"

    id: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    received: datetime = Field(sa_type=Instant)
    person_id: int | None = Field(default=None, sa_type=BigInteger)
    reply: str | None = None
    tries: int = Field(default=0, sa_type=SmallInteger)
    set_aside: bool = False


class Unanswered(SQLModel, table=True):
    """A text no topic answered, masked, without its author; 30 days."""

    __tablename__ = "unanswered"

    id: int | None = _serial()
    asked: datetime = Field(sa_type=Instant)
    text: str
    topic: str | None = None


class TopicCount(SQLModel, table=True):
    """How often a topic answered on a UTC date, and how helpful it was found."""

    __tablename__ = "topic_counts"

    topic: str = Field(primary_key=True)
    day: date = Field(primary_key=True, sa_type=Day)
    asked: int = 0
    up: int = 0
    down: int = 0


class Chore(SQLModel, table=True):
    """When a housekeeping chore was last done."""

    __tablename__ = "chores"

    name: str = Field(primary_key=True)
    done: datetime = Field(sa_type=Instant)
