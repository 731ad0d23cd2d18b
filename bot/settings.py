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
_DATABASE = re.compile(r"sqlite(\+\w+)?:///.+|postgres(ql)?(\+\w+)?://.+")


class SettingsError(Exception):
    """A setting is missing or malformed; the message names it and says what it should be."""


class Settings(BaseSettings):
    """All settings. Their names in the environment are the same in capitals."""

    # An empty one is one that is not set: so a compose file passes on what there is.
    model_config = SettingsConfigDict(
        env_file=".env", env_ignore_empty=True, extra="ignore", hide_input_in_errors=True
    )

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
        scheme, host = _scheme_and_host(value)
        if not host or scheme not in {"https", "http"}:
            raise ValueError("must be an address like https://api.telegram.org")
        if scheme == "http" and host not in LOOPBACK:
            raise ValueError("must be https, or the token could be read on its way")
        return value.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        if value and not _DATABASE.fullmatch(value):
            raise ValueError("must be like sqlite:///path/to/file or postgresql://…")
        return value

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
        file = str(self.data_dir / "rocking.db").replace("%", "%25").replace("?", "%3F")
        return self.database_url or f"sqlite:///{file}"

    def folder(self) -> Path:
        """`data_dir`, made for the owner's eyes only if it is missing; raises SettingsError."""
        try:
            self.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            reason = f"is no folder that can be written to ({error.strerror})"
            raise SettingsError(f"DATA_DIR {reason}: {self.data_dir}") from None
        return self.data_dir

    def token(self) -> str:
        """The bot's token; raises SettingsError when there is none."""
        if not self.bot_token.get_secret_value():
            raise SettingsError(
                "BOT_TOKEN is not set. Get one from @BotFather, or try without: make demo"
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
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f".env cannot be read ({type(error).__name__})") from None


def _scheme_and_host(address: str) -> tuple[str, str]:
    """Of an address that may be built upon: no space, no query; else nothing."""
    try:
        parts = urlsplit(address)
        fine = parts.port != 0 and not re.search(r"\s|[?#]", address)
    except ValueError:  # a port beyond 65535, a bracket left open
        return "", ""
    return (parts.scheme, parts.hostname or "") if fine else ("", "")
