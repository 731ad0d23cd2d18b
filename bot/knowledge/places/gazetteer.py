"""The derived table of cities, searched as it lies in memory: no row becomes an object before it is
found. Who asks, and what a typed text may mean, is not its business."""

import gzip
import math
import re
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

_COSINE_OF_10_KM = math.cos(10 / 6371)


@dataclass(frozen=True)
class Place:
    """A city with its time zone; `region` is "" where the country and the name are enough."""

    name: str
    country: str
    region: str
    zone: str
    population: int


@dataclass(frozen=True)
class Row:
    """A line of cities.tsv: folded names, the city's own first, and the country's two letters."""

    names: tuple[str, ...]
    name: str
    country: str
    region: str
    population: int
    zone: str


class Gazetteer:
    """cities.tsv.gz, countries.tsv and regions.tsv of a folder, read once; cities by population."""

    def __init__(self, folder: Path) -> None:
        self._table = b"\n" + gzip.decompress((folder / "cities.tsv.gz").read_bytes())
        countries = _lines(folder / "countries.tsv")
        self._countries = {code: (name, set(names.split("|"))) for code, name, names in countries}
        regions = _lines(folder / "regions.tsv")
        self._regions = {(code, name): set(names.split("|")) for code, name, names in regions}

    def place(self, row: Row) -> Place:
        country = self._countries[row.country][0]
        return Place(row.name, country, row.region, row.zone, row.population)

    def named(self, name: str) -> Iterator[Row]:
        """Cities with this folded name, in whatever language."""
        return self._rows(f"|{name}|") if name else iter(())

    def similar(self, name: str, slips: int) -> Iterator[Row]:
        """Cities whose name is at most `slips` typing errors away, only those with the fewest."""
        names = self._table.decode().split("|")
        near = process.extract(name, names, scorer=OSA.distance, score_cutoff=slips, limit=None)
        least = min((distance for _, distance, _ in near), default=0)
        for found in sorted({found for found, distance, _ in near if distance == least}):
            yield from self.named(found)

    def areas(self, name: str) -> Iterator[list[Row]]:
        """The cities of each country and each region that has this folded name."""
        for code, (_, names) in self._countries.items():
            if name in names:
                yield self.of_country(code)
        for (code, region), names in self._regions.items():
            if name in names:
                yield list(self._rows(f"\t{code}\t{region}\t"))

    def of_country(self, code: str) -> list[Row]:
        return list(self._rows(f"\t{code}\t"))

    def lies_in(self, row: Row, words: list[str]) -> bool:
        """Whether folded `words` say where the city is: "texas", "tx", "texas usa"."""
        around = {row.country.lower(), row.region.lower(), *self._countries[row.country][1]}
        around |= self._regions.get((row.country, row.region), set())
        return not words or any(
            " ".join(words[:end]) in around and self.lies_in(row, words[end:])
            for end in range(len(words), 0, -1)
        )

    def nearest(self, latitude: float, longitude: float) -> Row:
        """The city at the smallest great-circle distance of a position in degrees, or the biggest
        within 10 km in the same zone: nobody knows Kreuzberg on a map of the world.
        """
        x, y, z = _unit_vector(latitude, longitude)
        starts, xs, ys, zs = self._positions
        cosines = [x * a + y * b + z * c for a, b, c in zip(xs, ys, zs, strict=True)]
        nearest = max(range(len(cosines)), key=cosines.__getitem__)
        around = [index for index, cosine in enumerate(cosines) if cosine >= _COSINE_OF_10_KM]
        rows = [self._row_at(starts[index]) for index in (nearest, *around)]
        return next((row for row in rows[1:] if row.zone == rows[0].zone), rows[0])

    def _row_at(self, start: int) -> Row:
        return _row(self._table[start : self._table.index(b"\n", start)])

    @cached_property
    def _positions(self) -> "tuple[array[int], array[float], array[float], array[float]]":
        starts, vectors = array("L"), (array("d"), array("d"), array("d"))
        for match in re.finditer(rb"\n([^\n]+)\t([-.\d]+)\t([-.\d]+)\t", self._table):
            starts.append(match.start(1))
            vector = _unit_vector(float(match[2]), float(match[3]))
            for axis, value in zip(vectors, vector, strict=True):
                axis.append(value)
        return starts, *vectors

    def _rows(self, needle: str) -> Iterator[Row]:
        sought = needle.encode(errors="ignore")
        at = self._table.find(sought)
        while at >= 0:
            end = self._table.index(b"\n", at)
            yield _row(self._table[self._table.rfind(b"\n", 0, at) + 1 : end])
            at = self._table.find(sought, end)


def main_zones(rows: Iterable[Row], least_share: float) -> list[tuple[int, Row]]:
    """For each zone with that share of the people: how many they are and the biggest city."""
    people: dict[str, int] = {}
    biggest: dict[str, Row] = {}
    for row in rows:
        people[row.zone] = people.get(row.zone, 0) + row.population
        biggest.setdefault(row.zone, row)
    least = least_share * sum(people.values())
    ranked = sorted(people, key=lambda zone: -people[zone])
    return [(people[zone], biggest[zone]) for zone in ranked if people[zone] >= least]


def _row(line: bytes) -> Row:
    names, name, country, region, population, _, _, zone = line.decode().split("\t")
    return Row(tuple(names[1:-1].split("|")), name, country, region, int(population), zone)


def _lines(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]


def _unit_vector(latitude: float, longitude: float) -> tuple[float, float, float]:
    north, east = math.radians(latitude), math.radians(longitude)
    return math.cos(north) * math.cos(east), math.cos(north) * math.sin(east), math.sin(north)
