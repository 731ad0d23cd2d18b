"""How it reaches Telegram and back."""
