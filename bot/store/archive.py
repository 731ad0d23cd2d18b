"""Everything about one person: out as tables, away for good."""

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
        if key is None:
            continue
        rows = tx.execute(select(table).where(key == person_id)).mappings()
        found[table.name] = [_plain(row) for row in rows]
    _name_zones(tx, found)
    return found


def delete(tx: Connection, person_id: int) -> bool:
    """Forgets a person; of their updates only the numbers stay, which keep them from coming twice."""
    updates.forget_person(tx, person_id)
    return people.delete_all(tx, person_id)


def _name_zones(tx: Connection, found: Mapping[str, Sequence[dict[str, Any]]]) -> None:
    zones = SQLModel.metadata.tables["zones"]
    names = dict(tx.execute(select(zones.c.id, zones.c.name)).tuples().all())
    for row in found.get("person_zones", ()):
        row["zone"] = names.get(row.pop("zone_id"))


def _plain(row: Any) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, date | datetime) else value
        for name, value in row.items()
    }
