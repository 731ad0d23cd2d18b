"""Telegram's HTML: text and entities out of markup, with Telegram's own errors, and back again.

Offsets and lengths are UTF-16 code units, as everywhere in the Bot API. The rules and the wording
of the errors follow TDLib's parser.
"""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NoReturn

from bot.sandbox.errors import bad_request

Entity = dict[str, Any]

_TAGS = {
    "b": "bold", "strong": "bold",
    "i": "italic", "em": "italic",
    "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
    "tg-spoiler": "spoiler", "span": "spoiler",
    "a": "text_link", "code": "code", "pre": "pre", "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}  # fmt: skip
_SHOWN_AS = {
    "bold": "b", "italic": "i", "underline": "u", "strikethrough": "s", "spoiler": "tg-spoiler",
    "text_link": "a", "code": "code", "pre": "pre", "blockquote": "blockquote",
}  # fmt: skip
_CHARACTERS = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_PLAIN = re.compile(r"[^<&]+")
_REFERENCE = re.compile(r"&(#x[0-9a-fA-F]{1,8}|#[0-9]{1,9}|[a-zA-Z]+);?")
_START = re.compile(r"<([^\s>]*)")
_END = re.compile(r"</([^\s>]*)\s*")
_ATTRIBUTE = re.compile(
    r"""\s*([^\s=>]+)\s*=\s*+(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9.\-]*)(?=[\s>]))"""
)
_COMMAND = re.compile(r"(?<![\w/<>@])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/])")
_LINK = re.compile(r"(https?|tg|ftp|tonsite)://\S+|[\w-]+(\.[\w-]+)+\S*", re.IGNORECASE)


def units(text: str) -> int:
    """How many UTF-16 code units `text` has."""
    return len(text) + sum(character > "\uffff" for character in text)


def read_text(source: str, mode: str) -> tuple[str, list[Entity]]:
    """`source` by its parse_mode. Raises ApiError; of the modes only HTML is known here."""
    if mode.lower() == "html":
        return read_html(source)
    if mode:
        raise bad_request("unsupported parse_mode")
    return _trimmed(source, [])


def read_html(source: str) -> tuple[str, list[Entity]]:
    """Text and entities as Telegram would store them, trimmed. Raises ApiError (can't parse)."""
    reader = _Reader(source)
    reader.read()
    return _trimmed("".join(reader.text), reader.entities)


def commands_in(text: str) -> list[Entity]:
    """The `/commands` that Telegram marks by itself."""
    return [
        {"type": "bot_command", "offset": units(text[: found.start()]), "length": units(found[0])}
        for found in _COMMAND.finditer(text)
    ]


def to_html(text: str, entities: Sequence[Entity]) -> str:
    """The markup that stands for `text` with `entities` (those that have a tag)."""
    marks: list[tuple[int, int, int, int, str]] = []
    for number, entity in enumerate(entities):
        if tag := _SHOWN_AS.get(entity["type"]):
            start, length = entity["offset"], entity["length"]
            link = f' href="{html.escape(entity["url"])}"' if tag == "a" else ""
            # At one place: ends before starts, inner ends first, outer starts first.
            marks.append((start, 1, -length, number, f"<{tag}{link}>"))
            marks.append((start + length, 0, -start, -number, f"</{tag}>"))
    pieces, at = [], 0
    for offset, _, _, _, tag in sorted(marks):
        pieces += [html.escape(_cut(text, at, offset), quote=False), tag]
        at = offset
    return "".join(pieces) + html.escape(_cut(text, at, units(text)), quote=False)


def _cut(text: str, start: int, end: int) -> str:
    raw = text.encode("utf-16-le", "surrogatepass")
    return raw[2 * start : 2 * end].decode("utf-16-le", "surrogatepass")


def _trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    clean = re.sub(r"[\x00-\x09\x0b-\x1f]", " ", text.replace("\r", ""))
    left = units(clean) - units(clean.lstrip())
    clean = clean.strip()
    kept = []
    for entity in sorted(entities, key=lambda one: (one["offset"], -one["length"])):
        start = max(entity["offset"] - left, 0)
        end = min(entity["offset"] - left + entity["length"], units(clean))
        if end > start:
            kept.append({**entity, "offset": start, "length": end - start})
    return clean, kept


@dataclass
class _Tag:
    name: str
    attributes: dict[str, str]
    offset: int
    text_from: int
    rank: int


@dataclass
class _Reader:
    source: str
    at: int = 0
    length: int = 0
    text: list[str] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    open: list[_Tag] = field(default_factory=list)

    def read(self) -> None:
        while self.at < len(self.source):
            if self.source.startswith("</", self.at):
                self._end_tag()
            elif self.source.startswith("<", self.at):
                self._start_tag()
            else:
                self._characters()
        if self.open:
            _fail(f'Can\'t find end tag corresponding to start tag "{self.open[-1].name}"')

    def _characters(self) -> None:
        if reference := _REFERENCE.match(self.source, self.at):
            self._add(_decoded(reference))
            self.at = reference.end()
        else:
            plain = _PLAIN.match(self.source, self.at)
            self._add(plain[0] if plain else "&")
            self.at = plain.end() if plain else self.at + 1

    def _add(self, text: str) -> None:
        self.text.append(text)
        self.length += units(text)

    def _start_tag(self) -> None:
        begin = self.at
        found = _START.match(self.source, begin)
        name = found[1].lower() if found else ""
        self.at = found.end() if found else begin
        if self.at == len(self.source):
            _fail(f"Unclosed start tag at byte offset {self._bytes(begin)}")
        if name not in _TAGS:
            _fail(f'Unsupported start tag "{name}" at byte offset {self._bytes(begin)}')
        attributes = self._attributes(name, begin)
        if name == "span" and attributes.get("class") != "tg-spoiler":
            where = self._bytes(begin)
            _fail(f'Tag "span" must have class "tg-spoiler" at byte offset {where}')
        self.open.append(_Tag(name, attributes, self.length, len(self.text), len(self.entities)))

    def _attributes(self, name: str, begin: int) -> dict[str, str]:
        attributes = {}
        while not (close := re.compile(r"\s*>").match(self.source, self.at)):
            found = _ATTRIBUTE.match(self.source, self.at)
            if found:
                value = next((one for one in found.groups()[1:] if one is not None), "")
                attributes[found[1].lower()] = _REFERENCE.sub(_decoded, value)
                self.at = found.end()
            elif flag := re.compile(r"\s*expandable(?=[\s>])").match(self.source, self.at):
                self.at = flag.end()
            else:
                self._bad_attribute(name, begin)
        self.at = close.end()
        return attributes

    def _bad_attribute(self, name: str, begin: int) -> NoReturn:
        where = f'the tag "{name}" at byte offset {self._bytes(begin)}'
        found = re.compile(r"\s*([^\s=>]*)\s*(=?)\s*").match(self.source, self.at)
        if not found or not found[1]:
            _fail(f"Empty attribute name in {where}")
        if not found[2]:
            _fail(f"Expected equal sign in declaration of an attribute of {where}")
        if found.end() == len(self.source):
            _fail(f'Unclosed start tag "{name}" at byte offset {self._bytes(begin)}')
        if self.source[found.end()] in "\"'":
            _fail(f"Unclosed start tag at byte offset {self._bytes(begin)}")
        _fail(f"Unexpected end of name token at byte offset {self._bytes(found.end())}")

    def _end_tag(self) -> None:
        where = self._bytes(self.at)
        if not self.open:
            _fail(f"Unexpected end tag at byte offset {where}")
        found = _END.match(self.source, self.at)
        if not found or not self.source.startswith(">", found.end()):
            _fail(f"Unclosed end tag at byte offset {where}")
        tag = self.open.pop()
        if found[1] and found[1] != tag.name:
            expected = f'expected "</{tag.name}>", found "</{found[1]}>"'
            _fail(f"Unmatched end tag at byte offset {where}, {expected}")
        self.at = found.end() + 1
        self._close(tag)

    def _close(self, tag: _Tag) -> None:
        entity: Entity = {"type": _TAGS[tag.name], "offset": tag.offset}
        entity["length"] = self.length - tag.offset
        if tag.name == "a":
            link = tag.attributes.get("href") or "".join(self.text[tag.text_from :])
            if not _LINK.fullmatch(link):
                return
            entity["url"] = link if "://" in link else f"http://{link}/"
        if tag.name == "tg-emoji":
            entity["custom_emoji_id"] = tag.attributes.get("emoji-id", "")
        if entity["length"]:
            self.entities.insert(tag.rank, entity)  # outer ones first

    def _bytes(self, at: int) -> int:
        return len(self.source[:at].encode("utf-8", "surrogatepass"))


def _decoded(reference: re.Match[str]) -> str:
    name = reference[1]
    if not name.startswith("#"):
        return _CHARACTERS.get(name, reference[0])
    code = int(name[2:], 16) if name[1] == "x" else int(name[1:])
    if 0xD800 <= code <= 0xDFFF:
        _fail(
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units"
        )
    return chr(code) if 0 < code < 0x10FFFF else reference[0]


def _fail(reason: str) -> NoReturn:
    raise bad_request(f"can't parse entities: {reason}")
