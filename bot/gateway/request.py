"""One HTTP exchange with a Bot API server over aiohttp, and the `Bot` that uses it.

Answers are read as bytes, and every error is made here anew: an address holds the token, so no
text of the HTTP library leaves this file. What an error means is decided in `refusals`.
"""

import json
import logging
from collections.abc import Mapping
from http import HTTPStatus
from io import BytesIO
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import aiohttp
from telegram import Bot
from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    TelegramError,
)
from telegram.request import BaseRequest, RequestData

CONNECT_SECONDS = 5.0
READ_SECONDS = 15.0
# Nothing takes longer beside the reading: uploads over a slow line above all.
WRITE_SECONDS = 45.0

# File name, content, media type.
Upload = tuple[str, bytes, str]


class NotSentError(NetworkError):
    """No connection came about, so the server certainly knows nothing of the request."""


class MaybeSentError(NetworkError):
    """The request was under way when something broke: it may have had its effect."""


class UnreadableError(MaybeSentError):
    """The server took the request, and its answer is no JSON that can be read."""

    def __init__(self, payload: bytes) -> None:
        super().__init__("The answer is not readable JSON")
        self.payload = payload


class TooManyError(TelegramError):
    """429: nothing was done, and nothing will be for so many seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"Too many requests: wait {seconds} s")
        self.seconds = seconds


class Http(BaseRequest):
    """python-telegram-bot's way out over aiohttp; connects at the first request."""

    def __init__(self, token: str, *, behind_proxy: bool) -> None:
        self._token = token
        self._behind_proxy = behind_proxy
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds to wait for an answer when nothing else is asked for."""
        return READ_SECONDS

    async def initialize(self) -> None:
        """Nothing to do: the session opens by itself."""

    async def shutdown(self) -> None:
        """Closes the connections."""
        if self._session:
            await self._session.close()
        self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - one limit covers it
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - the same
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - the pool has no limit
    ) -> tuple[int, bytes]:
        """An exchange for python-telegram-bot; raises instead of giving it a refusal to read."""
        parameters = request_data.json_parameters if request_data else {}
        files: Any = request_data.multipart_data if request_data else None
        seconds = read_timeout if isinstance(read_timeout, int | float) else READ_SECONDS
        code, payload = await self._exchange(method, url, _form(parameters, files), seconds)
        if method == "POST":  # a downloaded file is no JSON
            self._result(code, payload)
        return code, payload

    async def call(
        self, url: str, parameters: Mapping[str, str], files: Mapping[str, Upload], seconds: float
    ) -> Any:
        """The `result` of a Bot API method as plain JSON."""
        code, payload = await self._exchange("POST", url, _form(parameters, files), seconds)
        return self._result(code, payload)

    async def _exchange(
        self, method: str, url: str, form: aiohttp.FormData | aiohttp.BytesPayload, seconds: float
    ) -> tuple[int, bytes]:
        timeout = aiohttp.ClientTimeout(
            total=seconds + WRITE_SECONDS, sock_connect=CONNECT_SECONDS, sock_read=seconds
        )
        try:
            async with self._open().request(
                method, url, data=form, timeout=timeout, allow_redirects=False
            ) as answer:
                return answer.status, await answer.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise NotSentError(f"No connection ({type(error).__name__})") from None
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise MaybeSentError(f"The connection broke ({type(error).__name__})") from None

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            # The sender bounds how much is under way; idle connections go before servers drop them.
            connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=15)
            self._session = aiohttp.ClientSession(connector=connector, trust_env=self._behind_proxy)
        return self._session

    def _result(self, code: int, payload: bytes) -> Any:
        try:
            answer = json.loads(payload.decode("utf-8", "replace"))
        except (ValueError, RecursionError):
            answer = None
        if code == HTTPStatus.OK and isinstance(answer, dict) and "result" in answer:
            return answer["result"]
        if code == HTTPStatus.OK and isinstance(answer, dict) and answer.get("ok") is False:
            code = answer.get("error_code", HTTPStatus.BAD_REQUEST)  # the body is what counts
        if code == HTTPStatus.OK:
            raise UnreadableError(payload) from None
        raise self._refusal(code, answer if isinstance(answer, dict) else {}) from None

    def _refusal(self, code: int, answer: Mapping[str, Any]) -> TelegramError:
        text = str(answer.get("description") or f"HTTP {code}").replace(self._token, "<token>")
        if code == HTTPStatus.TOO_MANY_REQUESTS:
            parameters = answer.get("parameters") or {}
            return TooManyError(max(1.0, float(parameters.get("retry_after", 5))))
        if code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return MaybeSentError(text)
        return _KINDS.get(code, BadRequest)(text)


_KINDS: Mapping[int, type[TelegramError]] = {
    HTTPStatus.UNAUTHORIZED: InvalidToken,
    HTTPStatus.NOT_FOUND: InvalidToken,
    HTTPStatus.FORBIDDEN: Forbidden,
    HTTPStatus.CONFLICT: Conflict,
}


def _form(
    parameters: Mapping[str, str], files: Mapping[str, Upload] | None
) -> aiohttp.FormData | aiohttp.BytesPayload:
    if not files:  # FormData would draw a boundary from the kernel for each request
        body = urlencode(parameters).encode()
        return aiohttp.BytesPayload(body, content_type="application/x-www-form-urlencoded")
    form = aiohttp.FormData(parameters, quote_fields=False)
    for name, (filename, content, media_type) in files.items():
        # As a file: of bytes, aiohttp would refuse more than 1 MiB where warnings are errors.
        form.add_field(name, BytesIO(content), filename=filename, content_type=media_type)
    return form


class CoachBot(Bot):
    """python-telegram-bot's Bot, with a cheap way to call a method and without a talkative repr."""

    def __init__(self, token: str, api_root: str) -> None:
        loopback = urlsplit(api_root).hostname in {"localhost", "127.0.0.1", "::1"}
        http = Http(token, behind_proxy=not loopback)
        super().__init__(
            token,
            base_url=f"{api_root.rstrip('/')}/bot",
            base_file_url=f"{api_root.rstrip('/')}/file/bot",
            request=http,
            get_updates_request=http,
        )
        self._http = http

    def __repr__(self) -> str:
        """The id before the colon is public; the rest is the token."""
        return f"CoachBot({self.token.partition(':')[0]})"

    async def initialize(self) -> None:
        """Asks who the bot is; raises InvalidToken, without naming it as the library would."""
        try:
            await super().initialize()
        except InvalidToken:
            raise InvalidToken from None

    async def call(
        self,
        method: str,
        fields: Mapping[str, Any],
        *,
        files: Mapping[str, Upload] | None = None,
        seconds: float = READ_SECONDS,
    ) -> Any:
        """The raw `result` of a Bot API method; raises TelegramError.

        Nothing is made of the answer: parsing returned messages that nobody reads would be the
        dearest part of a tap.
        """
        parameters = {
            name: value if isinstance(value, str) else json.dumps(value)
            for name, value in fields.items()
        }
        return await self._http.call(f"{self.base_url}/{method}", parameters, files or {}, seconds)

    async def close_connections(self) -> None:
        """To be called at the end, also where `initialize` never was."""
        await self._http.shutdown()


def make_bot(token: str, api_root: str = "https://api.telegram.org") -> CoachBot:
    """A bot that talks to the Bot API server at `api_root`; nothing is sent yet."""
    return CoachBot(token, api_root)


class Redacted(logging.Filter):
    """Takes the token out of whatever a handler writes; belongs on every handler."""

    def __init__(self, token: str) -> None:
        super().__init__()
        self._forms = (token, quote(token))

    def filter(self, record: logging.LogRecord) -> bool:
        """Always lets the record pass, without the token."""
        record.msg, record.args = self._hide(record.getMessage()), None
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = self._hide(record.exc_text)
        return True

    def _hide(self, text: str) -> str:
        for form in self._forms:
            text = text.replace(form, "<token>")
        return text
