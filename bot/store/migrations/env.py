"""Read by alembic for each run: works on the connection, and in the transaction, it is given."""

from typing import Any, Literal

from alembic import context
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import AutoString

import bot.store.tables  # noqa: F401 - fills the metadata


def render_item(_kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Writes SQLModel's string as SQLAlchemy's, so that a step needs no import for it."""
    return "sa.String()" if isinstance(item, AutoString) else False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    render_item=render_item,
    user_module_prefix="types.",
)
with context.begin_transaction():
    context.run_migrations()
