"""A bot's HTTP request taken apart: query, form, multipart or JSON, all as text and uploads."""

import json
from typing import Any

from aiohttp import web

from bot.sandbox.checks import Upload
from bot.sandbox.errors import bad_request

Given = dict[str, str | Upload]


async def read_request(request: web.Request) -> Given:
    """Every parameter by name. Raises ApiError for a body that cannot be read."""
    given: Given = dict(request.query)
    try:
        if request.content_type == "application/json":
            given |= _from_json(json.loads(await request.text() or "{}"))
        else:
            given |= _from_form(await request.post())
    except (ValueError, RecursionError):
        raise bad_request("can't parse the request's body") from None
    for value in given.values():
        if isinstance(value, str) and any("\ud800" <= one <= "\udfff" for one in value):
            raise bad_request("strings must be encoded in UTF-8")
    return given


def _from_json(body: Any) -> Given:
    if not isinstance(body, dict):
        raise bad_request("the request's body must be a JSON object")
    return {
        name: value if isinstance(value, str) else json.dumps(value)
        for name, value in body.items()
        if value is not None
    }


def _from_form(body: Any) -> Given:
    return {name: _form_value(value) for name, value in body.items()}


def _form_value(value: Any) -> str | Upload:
    if isinstance(value, web.FileField):
        return Upload(value.filename, value.content_type, value.file.read())
    return value.decode() if isinstance(value, bytes | bytearray) else str(value)
