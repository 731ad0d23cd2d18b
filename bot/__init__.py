"""The rocking coach: a Telegram bot that helps stiff people keep one tiny daily habit."""
