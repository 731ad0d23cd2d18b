"""Everything about one person: out as tables, away for good."""

import csv
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select
from sqlmodel import SQLModel

from bot.store import people, updates


def tables_of(tx: Connection, person_id: int) -> dict[str, list[dict[str, Any]]]:
    """Every row about a person, by table, with dates and instants as ISO text."""
    found: dict[str, list[dict[str, Any]]] = {}
    for table in SQLModel.metadata.sorted_tables:
        key = table.c.get("person_id", table.c.id if table.name == "people" else None)
        if key is None or table.name == "updates":  # what is about to be shown is no news
            continue
        rows = tx.execute(select(table).where(key == person_id)).mappings()
        found[table.name] = [_plain(row) for row in rows]
    _name_zones(tx, found)
    return found


def zipped(tables: Mapping[str, Sequence[Mapping[str, Any]]]) -> bytes:
    """A ZIP with everything as one JSON file and each table as a CSV file."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("rocking.json", json.dumps(tables, indent=2, ensure_ascii=False))
        for name, rows in tables.items():
            if rows:
                file.writestr(f"{name}.csv", _csv(rows))
    return packed.getvalue()


def delete(tx: Connection, person_id: int) -> bool:
    """Forgets a person; of their updates only the numbers stay, so that none comes twice."""
    updates.forget_person(tx, person_id)
    return people.delete_all(tx, person_id)


def _csv(rows: Sequence[Mapping[str, Any]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _name_zones(tx: Connection, found: Mapping[str, Sequence[dict[str, Any]]]) -> None:
    zones = SQLModel.metadata.tables["zones"]
    names = {number: name for number, name in tx.execute(select(zones.c.id, zones.c.name))}  # noqa: C416 - rows are no pairs to mypy
    for row in found.get("person_zones", ()):
        row["zone"] = names.get(row.pop("zone_id"))


def _plain(row: Any) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, date | datetime) else value
        for name, value in row.items()
    }
