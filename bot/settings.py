"""What can be configured, from the environment or `.env`; nothing is read at import."""

import re
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

TELEGRAM = "https://api.telegram.org"
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_TOKEN = re.compile(r"\d{1,20}:[A-Za-z0-9_-]{1,100}")


class SettingsError(Exception):
    """A setting is missing or malformed; the message names it and says what it should be."""


class Settings(BaseSettings):
    """All settings. Their names in the environment are the same in capitals."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", hide_input_in_errors=True)

    bot_token: SecretStr = SecretStr("")
    bot_api_url: str = TELEGRAM
    data_dir: Path = Path("data")
    database_url: str = ""
    owner_ids: Annotated[frozenset[int], NoDecode] = frozenset()

    @field_validator("bot_token")
    @classmethod
    def _token_of_telegram(cls, value: SecretStr) -> SecretStr:
        if value.get_secret_value() and not _TOKEN.fullmatch(value.get_secret_value()):
            raise ValueError("must look like 123456:ABC-def, as BotFather gives it")
        return value

    @field_validator("bot_api_url")
    @classmethod
    def _safe_address(cls, value: str) -> str:
        parts = urlsplit(value)
        local = parts.hostname in LOOPBACK
        if not parts.hostname or parts.scheme not in {"https", "http"}:
            raise ValueError("must be an address like https://api.telegram.org")
        if parts.scheme == "http" and not local:
            raise ValueError("must be https, or the token could be read on its way")
        return value.rstrip("/")

    @field_validator("owner_ids", mode="before")
    @classmethod
    def _numbers(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        words = value.replace(",", " ").split()
        if not all(word.isascii() and word.isdigit() for word in words):
            raise ValueError("must be Telegram user numbers, separated by commas")
        return frozenset(int(word) for word in words)

    def database(self) -> str:
        """The address of the database: as configured, else an SQLite file in `data_dir`."""
        return self.database_url or f"sqlite:///{self.data_dir / 'rocking.db'}"

    def token(self) -> str:
        """The bot's token; raises SettingsError when there is none."""
        if not self.bot_token.get_secret_value():
            raise SettingsError(
                "BOT_TOKEN is not set. Get one from @BotFather, or try: python -m bot demo"
            )
        return self.bot_token.get_secret_value()


def load() -> Settings:
    """The settings of this process; raises SettingsError in one line."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        name = str(first["loc"][0]).upper()
        what = first["msg"].removeprefix("Value error, ")
        raise SettingsError(f"{name} {what}") from None
