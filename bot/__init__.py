"""The rocking coach: a Telegram bot that helps stiff people keep one tiny daily habit."""

__version__ = "0.1.0"
