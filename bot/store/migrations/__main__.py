"""Writes the next step: `python -m bot.store.migrations "what it adds"`. Read it after."""

import sys
import tempfile
from pathlib import Path

from alembic import command

from bot.store.engine import database_url, sqlite_engine
from bot.store.migrations import FOLDER, alembic_config, upgrade


def main(message: str) -> None:
    """Compares `tables.py` with the tables of an upgraded empty database."""
    number = f"{len(list((FOLDER / 'versions').glob('*.py'))) + 1:04}"
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'empty.sqlite3'}"
        upgrade(url, None)
        with sqlite_engine(database_url(url), begin="BEGIN").begin() as connection:
            config = alembic_config(connection)
            command.revision(config, message, autogenerate=True, rev_id=number)


if __name__ == "__main__":
    main(sys.argv[1])
