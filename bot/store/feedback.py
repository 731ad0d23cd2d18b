"""What people asked and whether the answer helped, never who. Synchronous functions."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, update
from sqlmodel import col, select

from bot.store.tables import Chore, Person, TopicCount, Unanswered


def count(tx: Connection, topic: str, utc_date: date, **more: int) -> None:
    """Adds to a topic's figures of a UTC date: asked, up, down."""
    same = [col(TopicCount.topic) == topic, col(TopicCount.day) == utc_date]
    added = {name: getattr(TopicCount, name) + number for name, number in more.items()}
    if not tx.execute(update(TopicCount).where(*same).values(**added)).rowcount:
        fresh = {"asked": 0, "up": 0, "down": 0, **more}
        tx.execute(insert(TopicCount).values(topic=topic, day=utc_date, **fresh))


def top_topics(tx: Connection, since: date, limit: int) -> Sequence[tuple[str, int, int, int]]:
    """The topics most asked since a UTC date: id, asked, thumbs up, thumbs down."""
    asked: Any = func.sum(TopicCount.asked)
    found = tx.execute(
        select(TopicCount.topic, asked, func.sum(TopicCount.up), func.sum(TopicCount.down))
        .where(col(TopicCount.day) >= since)
        .group_by(col(TopicCount.topic))
        .order_by(asked.desc())
        .limit(limit)
    )
    return [(topic, int(one), int(up), int(down)) for topic, one, up, down in found]


def keep_unanswered(tx: Connection, text: str, now: datetime, topic: str | None = None) -> None:
    """Keeps a masked text that nothing answered, or whose answer did not help."""
    tx.execute(insert(Unanswered).values(text=text, asked=now, topic=topic))


def unanswered(tx: Connection, limit: int) -> Sequence[str]:
    """The newest of these texts."""
    newest = select(Unanswered.text).order_by(col(Unanswered.id).desc()).limit(limit)
    return list(tx.execute(newest).scalars())


def unanswered_count(tx: Connection) -> int:
    """How many of these texts there are."""
    return tx.execute(select(func.count()).select_from(Unanswered)).scalar_one()


def forget_before(tx: Connection, instant: datetime) -> None:
    """Drops texts that are older than `instant`."""
    tx.execute(delete(Unanswered).where(col(Unanswered.asked) < instant))


def forget_unrated(tx: Connection, instant: datetime) -> None:
    """Drops the last questions of people who were last seen before `instant`."""
    asked = col(Person.asked).is_not(None) & (col(Person.last_seen) < instant)
    tx.execute(update(Person).where(asked).values(asked=None))


def chore_done(tx: Connection, name: str) -> datetime | None:
    """When a chore was last done."""
    return tx.execute(select(Chore.done).where(col(Chore.name) == name)).scalar_one_or_none()


def mark_chore(tx: Connection, name: str, now: datetime) -> None:
    """Remembers that a chore is done."""
    if not tx.execute(update(Chore).where(col(Chore.name) == name).values(done=now)).rowcount:
        tx.execute(insert(Chore).values(name=name, done=now))
