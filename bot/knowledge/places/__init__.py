"""From a city, a language, a pin or a clock to a time zone.

The tables are content (`content/places`); nothing is read before it is asked for.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.knowledge.places.gazetteer import Gazetteer, Place, Row, main_zones
from bot.knowledge.places.names import fold

__all__ = ["Place", "Places"]

_LONGEST = 100  # characters of a text that can be a place
_MOST_WORDS = 8
_OFFSET = re.compile(r"(?:utc|gmt)\s*([+\-−–])\s*(\d{1,2})(?::?(\d\d))?", re.IGNORECASE)
_WHOLE_HOURS = range(-12, 15)


@dataclass(frozen=True)
class _Zone:
    place: Place
    old_names: tuple[str, ...]


class Places:
    """The places of `content`, the folder that holds `places/`."""

    def __init__(self, content: Path) -> None:
        self._folder = content / "places"

    def guess(self, language_code: str | None) -> Place | None:
        """The place to offer where a language, as Telegram names it, has one main zone."""
        language, *parts = (language_code or "").lower().replace("_", "-").split("-")
        languages: Mapping[str, str] = self._hand["languages"]
        zone = languages.get("-".join([language, *parts]))
        country = next((part.upper() for part in parts if len(part) == 2), "")
        if zone is None and country:
            ranked = main_zones(self._gazetteer.of_country(country), 0.9)
            zone = ranked[0][1].zone if ranked else None
        elif zone is None:
            zone = languages.get(language)
        return None if zone is None else self.by_zone(zone)

    def search(self, text: str, limit: int = 5) -> list[Place]:
        """The places that `text` may mean, likeliest first; none for what is no place."""
        name = fold(text) if len(text) <= _LONGEST else ""
        if not name or name.count(" ") >= _MOST_WORDS:
            return []
        return self._zone_typed(text) or self._meant(name, text)[:limit]

    def nearest(self, latitude: float, longitude: float) -> Place:
        """The nearest city to a position in degrees."""
        return self._gazetteer.place(self._gazetteer.nearest(latitude, longitude))

    def zones_at(self, now: datetime, minutes: int) -> list[Place]:
        """A well-known city of each zone where the clock at `now` shows `minutes` after midnight,
        give or take a quarter of an hour; most people first.
        """
        return [zone.place for zone in self._zones.values() if _is_near(zone.place, now, minutes)]

    def by_zone(self, name: str) -> Place:
        """The best known city of a zone. Raises KeyError (ZoneInfoNotFoundError) for no zone."""
        zone = self._zones.get(self._zone_names.get(name.lower(), ""))
        if zone is not None:
            return zone.place
        return Place(_title(ZoneInfo(name).key), "", "", name, 0)

    @cached_property
    def _hand(self) -> Mapping[str, Any]:
        return tomllib.loads((self._folder / "places.toml").read_text(encoding="utf-8"))

    @cached_property
    def _gazetteer(self) -> Gazetteer:
        return Gazetteer(self._folder)

    @cached_property
    def _zones(self) -> Mapping[str, _Zone]:
        lines = (self._folder / "zones.tsv").read_text(encoding="utf-8").splitlines()
        zones = {}
        for zone, _, name, country, region, population, old in (line.split("\t") for line in lines):
            place = Place(name, country, region, zone, int(population))
            zones[zone] = _Zone(place, tuple(old.split()))
        return zones

    @cached_property
    def _zone_names(self) -> Mapping[str, str]:
        """Every name of a zone in lower case, old ones too → its name today."""
        names = {old.lower(): name for name, zone in self._zones.items() for old in zone.old_names}
        return names | {name.lower(): name for name in self._zones}

    def _zone_typed(self, text: str) -> list[Place]:
        """ "Europe/Berlin", "CET", "UTC+2"."""
        typed = text.strip().lower()
        offset = _OFFSET.fullmatch(typed)
        zone: str | None = self._hand["abbreviations"].get(typed)
        if offset:
            zone = self._at_offset(offset)
        if "/" in typed:
            zone = self._zone_names.get(typed.replace(" ", "_"))
        return [self.by_zone(zone)] if zone else []

    def _at_offset(self, offset: re.Match[str]) -> str | None:
        minutes = (int(offset[2]) * 60 + int(offset[3] or 0)) * (1 if offset[1] == "+" else -1)
        hours, rest = divmod(minutes, 60)
        if rest or hours not in _WHOLE_HOURS:
            odd: Mapping[str, str] = self._hand["offsets"]
            return odd.get(str(minutes))
        return f"Etc/GMT{-hours:+}" if hours else "Etc/UTC"  # POSIX counts westward

    def _meant(self, name: str, text: str) -> list[Place]:
        """The cities, countries and regions of a folded name; failing that, its neighbours."""
        return (
            self._called(name)
            or self._qualified(name)
            or self._led_in(name)
            or ("," in text and self._misspelt(*map(fold, text.split(",", 1))))
            or self._misspelt(name)
        )

    def _called(self, name: str) -> list[Place]:
        found = [(self._weight(row, name), row) for row in self._gazetteer.named(name)]
        heaviest = max((weight for weight, _ in found), default=0)
        found = [hit for hit in found if hit[1].names[0] == name or hit[0] * 10 >= heaviest]
        for rows in self._gazetteer.areas(name):
            found += main_zones(rows, 0.005)
        return self._ranked(found)

    def _qualified(self, name: str) -> list[Place]:
        """ "springfield illinois": a name and then where it lies."""
        words = name.split()
        for end in range(len(words) - 1, 0, -1):
            named = " ".join(words[:end])
            rows = [
                r for r in self._gazetteer.named(named) if self._gazetteer.lies_in(r, words[end:])
            ]
            if rows:
                return self._ranked((self._weight(row, named), row) for row in rows)
        return []

    def _led_in(self, name: str) -> list[Place]:
        """ "I live in Berlin": the same without its first words."""
        for lead in map(fold, self._hand["lead_in"]):
            if name.startswith(f"{lead} ") and (rest := name.removeprefix(f"{lead} ")) != name:
                found = self._called(rest) or self._qualified(rest) or self._misspelt(rest)
                if found:
                    return found
        return []

    def _misspelt(self, name: str, around: str = "") -> list[Place]:
        """Cities a slip or two away; those that lie in `around`, if any of them does."""
        slips = 0 if len(name) < 5 else 1 if len(name) < 9 else 2
        rows = list(self._gazetteer.similar(name, slips)) if slips else []
        if len(name) == 5:  # "hello" is no Bello, but "sydny" is Sydney
            rows = [row for row in rows if row.population >= 1_000_000]
        there = [row for row in rows if self._gazetteer.lies_in(row, around.split())]
        return self._ranked((row.population, row) for row in there or rows)

    def _weight(self, row: Row, name: str) -> int:
        """People, three times over for a city whose own name it is."""
        return row.population * (3 if row.names[0] == name else 1)

    def _ranked(self, found: Iterable[tuple[int, Row]]) -> list[Place]:
        shown: dict[tuple[str, ...], Place] = {}
        for _, row in sorted(found, key=lambda hit: (-hit[0], hit[1].country)):
            looks = (row.name, row.country, row.region, row.zone)
            shown.setdefault(looks, self._gazetteer.place(row))
        return list(shown.values())


def _is_near(place: Place, now: datetime, minutes: int) -> bool:
    local = now.astimezone(ZoneInfo(place.zone))
    ahead = (local.hour * 60 + local.minute - minutes) % 1440
    return ahead <= 15 or ahead >= 1440 - 15


def _title(zone: str) -> str:
    """What a zone without a city is called: "UTC+2" for Etc/GMT-2."""
    hours = re.fullmatch(r"Etc/GMT([+-]\d{1,2})", zone)
    return f"UTC{-int(hours[1]):+}" if hours else zone.rsplit("/", 1)[-1].replace("_", " ")
