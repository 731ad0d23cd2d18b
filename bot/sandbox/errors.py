"""What can go wrong in the sandbox, and how Telegram says no to a bot."""

from collections.abc import Mapping
from typing import Any


class SandboxError(Exception):
    """Something asked of the sandbox is not possible; the message says what."""


class ApiError(SandboxError):
    """A Bot API call is answered with an error.

    `mistake` tells a bot that is wrong (too long, malformed) from one that was merely too late
    or met a person who left; only mistakes are kept as violations.
    """

    def __init__(
        self,
        code: int,
        description: str,
        *,
        mistake: bool = False,
        parameters: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.mistake = mistake
        self.parameters = parameters


def bad_request(reason: str, *, mistake: bool = True) -> ApiError:
    """A 400, by default one that a correct bot never gets."""
    return ApiError(400, f"Bad Request: {reason}", mistake=mistake)


def forbidden(reason: str) -> ApiError:
    """A 403: the person left or never came, which is no fault of the bot."""
    return ApiError(403, f"Forbidden: {reason}")
