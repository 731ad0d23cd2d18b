"""A call's parameters against the Bot API's specification (`api.json`), more strict than Telegram.

Telegram overlooks unknown fields and wrong types; here they are refused, so that they are noticed.
Limits on what is inside the values are the methods' business.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.sandbox.errors import bad_request

Values = dict[str, Any]
Fields = Mapping[str, Mapping[str, Any]]

_SPECIFICATION = json.loads(Path(__file__).with_name("api.json").read_text(encoding="utf-8"))
METHODS: Mapping[str, Fields] = _SPECIFICATION["methods"]
_TYPES: Mapping[str, Fields] = _SPECIFICATION["types"]
_UNIONS: Mapping[str, list[str]] = _SPECIFICATION["unions"]

_MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "photo": "there is no photo in the request",
    "video": "there is no video in the request",
    "animation": "there is no animation in the request",
    "document": "there is no document in the request",
    "file_id": "file_id not specified",
}
_FLAGS = {"true": True, "false": False, "True": True, "False": False, "1": True, "0": False}


@dataclass(frozen=True)
class Upload:
    """A file that came with the request."""

    name: str
    mime: str
    data: bytes

    def __repr__(self) -> str:
        return f"<{self.name}, {len(self.data):,} bytes>"


def read_parameters(method: str, given: Mapping[str, str | Upload]) -> Values:
    """The parameters as values of the specified types. Raises ApiError where they do not fit."""
    fields = METHODS[method]
    attached = {name: value for name, value in given.items() if isinstance(value, Upload)}
    wanted = {name for value in given.values() if isinstance(value, str) for name in _wanted(value)}
    for name in given:
        if name not in fields and name not in attached.keys() & wanted:
            raise bad_request(f"{method} has no parameter {name}")
    values = {}
    for name, field in fields.items():
        value = given.get(name, "")
        if isinstance(value, str) and value.startswith("attach://"):
            value = given.get(value.removeprefix("attach://"), "")
        if value != "":
            values[name] = _with_files(_value(name, value, field["types"]), attached)
        elif field["required"]:
            raise bad_request(_MISSING.get(name, f"parameter {name} is required"))
    return values


def _wanted(value: str) -> list[str]:
    """The names of the files that a parameter refers to."""
    return re.findall(r"attach://(\w+)", value)


def _with_files(value: Any, attached: Mapping[str, Upload]) -> Any:
    """The fields of an object that refer to a file hold the file."""
    if not isinstance(value, dict):
        return value
    named = {
        name: attached.get(inner.removeprefix("attach://"))
        for name, inner in value.items()
        if isinstance(inner, str) and inner.startswith("attach://")
    }
    if None in named.values():
        raise bad_request("can't parse InputMedia: the attached file was not found")
    return value | named


def _value(name: str, value: str | Upload, types: list[str]) -> Any:
    """Every parameter arrives as text (or a file) and is read as the first type that fits."""
    if isinstance(value, Upload):
        if "InputFile" in types:
            return value
        raise bad_request(f"parameter {name} is no file")
    if "Integer" in types and re.fullmatch(r"-?\d{1,18}", value):
        return int(value)
    if types == ["Boolean"] and value in _FLAGS:
        return _FLAGS[value]
    if "String" in types:
        return value
    if set(types) <= {"Integer", "Boolean", "InputFile"}:
        raise bad_request(f"parameter {name} must be of type {' or '.join(types)}")
    try:
        decoded = json.loads(value)
    except (ValueError, RecursionError):
        raise bad_request(f"can't parse {name} JSON object") from None
    return _checked(name, decoded, types)


def _checked(where: str, value: Any, types: list[str]) -> Any:
    """A decoded JSON value, refused unless it is of one of `types`."""
    types = [one for kind in types for one in _UNIONS.get(kind, [kind])]
    simple = {"String": str, "Integer": int, "Boolean": bool}
    for kind in types:
        if kind in simple and type(value) is simple[kind]:
            return value
        if kind.startswith("Array of ") and isinstance(value, list):
            inner = kind.removeprefix("Array of ")
            return [_checked(f"{where}[{n}]", one, [inner]) for n, one in enumerate(value)]
    shapes = [kind for kind in types if kind in _TYPES]
    if isinstance(value, dict) and shapes:
        return _object(where, value, shapes)
    raise bad_request(f"can't parse {where}: must be of type {' or '.join(types)}")


def _object(where: str, value: Values, shapes: list[str]) -> Values:
    fitting = [one for one in shapes if _fits(value, _TYPES[one])]
    related = [one for one in shapes if next(iter(_TYPES[one])) in value]
    shape = (fitting + related + shapes)[0]
    fields = _TYPES[shape]
    for name, field in fields.items():
        if field["required"] and name not in value:
            raise bad_request(f"can't parse {where}: can't find field \"{name}\" of {shape}")
    for name, inner in value.items():
        if name not in fields:
            raise bad_request(f"can't parse {where}: {shape} has no field {name}")
        _checked(f"{where}.{name}", inner, fields[name]["types"])
    return value


def _fits(value: Values, fields: Fields) -> bool:
    """Whether this shape is meant: what it cannot do without is there, and nothing strange."""
    needed = {name for name, field in fields.items() if field["required"]}
    return needed <= value.keys() <= fields.keys()
