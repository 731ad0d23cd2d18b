"""What the store refuses to do, in words fit for a person who runs the bot."""

from sqlalchemy.exc import OperationalError

# A unit failed for reasons that are not its own (a full disk, a lock): it may be tried again.
OutOfOrderError = OperationalError


class DatabaseError(Exception):
    """The database cannot be used as it is; the message says why in one line."""
