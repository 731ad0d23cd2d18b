"""What the store refuses to do, in words fit for a person who runs the bot."""


class DatabaseError(Exception):
    """The database cannot be used as it is; the message says why in one line."""
