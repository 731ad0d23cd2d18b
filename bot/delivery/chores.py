"""Housekeeping: practices that were left open, and what is kept no longer than promised."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection

from bot.domain.practice import IDLE
from bot.gateway.outgoing import Reply
from bot.store import feedback, files, people, practices, reminders, updates
from bot.store.practices import Kept

NIGHTLY = timedelta(hours=20)  # once a day, and never twice because a restart came late
UPDATES_KEPT = timedelta(days=7)
UNANSWERED_KEPT = timedelta(days=30)
UNRATED_KEPT = timedelta(days=1)
DROPPED_KEPT = timedelta(days=30)  # nudges that were decided against
BLOCKED_KEPT = timedelta(days=365)
FILES_KEPT = timedelta(days=30)  # what Telegram calls a picture nobody was shown since
BACKUPS_KEPT = timedelta(days=7)

CloseIdle = Callable[[Connection, Kept, datetime], Reply | None]


def close_idle(tx: Connection, now: datetime, close: CloseIdle) -> Sequence[Reply]:
    """Closes practices nobody added to for 30 minutes; what the chats are to show."""
    replies = [close(tx, kept, now) for kept in practices.idle_since(tx, now - IDLE)]
    return [reply for reply in replies if reply is not None]


def nightly(tx: Connection, now: datetime) -> bool:
    """Forgets what has been kept long enough; whether it was time to."""
    done = feedback.chore_done(tx, "nightly")
    if done is not None and now - done < NIGHTLY:
        return False
    updates.prune(tx, now - UPDATES_KEPT)
    feedback.forget_before(tx, now - UNANSWERED_KEPT)
    feedback.forget_unrated(tx, now - UNRATED_KEPT)
    reminders.prune(tx, now - DROPPED_KEPT)
    files.forget_unused(tx, now - FILES_KEPT)
    people.delete_blocked_before(tx, now - BLOCKED_KEPT)
    feedback.mark_chore(tx, "nightly", now)
    return True


def remove_old_backups(folder: Path, machine_now: float) -> None:
    """Deletes backup copies older than 7 days."""
    for copy in folder.glob("*") if folder.is_dir() else ():
        age = machine_now - copy.stat().st_mtime
        if copy.is_file() and age > BACKUPS_KEPT.total_seconds():
            copy.unlink()
