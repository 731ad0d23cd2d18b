"""Films and pictures for a sender under test: a few bytes each, ids kept in a dictionary."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.gateway.gallery import Exhibit, Gallery
from bot.gateway.outgoing import Media


@dataclass
class Shelf:
    """Has a film, a loop that stands in for it, and a picture that cannot be drawn."""

    ids: dict[str, str] = field(default_factory=dict)
    read: list[str] = field(default_factory=list)

    def gallery(self) -> Gallery:
        """What a sender needs."""
        return Gallery(self.find, self)

    async def find(self, chat_id: int, media: Media) -> Exhibit | None:
        if media.name == "broken":
            raise KeyError(chat_id)
        kinds: Mapping[str, tuple[str, Media | None]] = {
            "film": ("video", Media("loop")),
            "loop": ("animation", None),
            "calendar": ("photo", None),
            "undrawable": ("photo", None),
        }
        if media.name not in kinds:
            return None
        kind, instead = kinds[media.name]

        async def content() -> bytes:
            if media.name == "undrawable":
                raise ValueError(media.name)
            self.read.append(media.name)
            return b"bytes of " + media.name.encode()

        details = {"width": 640} if kind == "video" else {}
        return Exhibit(kind, f"{media.name}:1", f"{media.name}.mp4", content, details, instead)

    async def known(self, key: str) -> str | None:
        return self.ids.get(key)

    async def keep(self, key: str, file_id: str, person_id: int | None) -> None:
        assert person_id is None
        self.ids[key] = file_id

    async def forget(self, key: str) -> None:
        self.ids.pop(key, None)
