"""What is true: days, streaks, reminders and practices as pure rules."""


class DomainError(Exception):
    """A rule of the habit says no; each subclass explains itself."""
