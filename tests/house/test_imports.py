"""Who may import whom: the arrows between the rooms of the house, walked through file by file."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

BOT = Path(__file__).parents[2] / "bot"

# What each room may import beside itself and the standard library; a name allows all below it.
MAY_IMPORT: dict[str, set[str]] = {
    "domain": set(),
    "store": {"sqlmodel", "sqlalchemy", "alembic", "asyncpg", "bot.domain"},
    "knowledge": {"fluent", "snowballstemmer", "rapidfuzz", "bot.domain"},
    "pictures": {"PIL", "bot.domain"},
    "gateway": {"telegram", "aiohttp", "sqlalchemy.Connection", "bot.store"},
    "delivery": {
        "apscheduler",
        "sqlalchemy.Connection",  # the type of `tx`
        "bot.gateway",
        "bot.domain",
        "bot.store",
    },
    "chat": {
        "telegram.Chat",  # the types of an update, and nothing that sends
        "telegram.Message",
        "telegram.Update",
        "sqlalchemy.Connection",  # the type of `tx`
        "bot.domain",
        "bot.knowledge",
        "bot.pictures",
        "bot.store",
        "bot.gateway.outgoing",
    },
    "web": {"aiohttp", "bot.gateway", "bot.store"},
    "settings": {"pydantic", "pydantic_settings"},
    "sandbox": {"aiohttp"},
    "easel": {"bot.pictures"},
    "exhibition": {
        "sqlalchemy.Connection",  # the type of `tx`
        *("bot.gateway", "bot.store"),
    },
    "wiring": {
        "telegram",
        *("bot.easel", "bot.exhibition"),
        *("bot.chat", "bot.delivery", "bot.domain", "bot.gateway", "bot.knowledge", "bot.pictures"),
        *("bot.settings", "bot.store", "bot.web", "bot.__version__"),
    },
    "demo": {"bot.wiring", "bot.sandbox", "bot.settings", "bot.gateway.pacing", "pydantic"},
    # What the subcommand `picture` draws: it reads, composes and draws, and sends nothing.
    "picture": {
        "sqlalchemy.Connection",  # the type of `tx`
        *("bot.chat.halfyear", "bot.domain", "bot.knowledge", "bot.pictures", "bot.store"),
    },
    "__main__": {
        "typer",
        *("bot.demo", "bot.picture", "bot.settings", "bot.wiring", "bot.knowledge", "bot.store"),
        *("bot.gateway", "bot.__version__"),
    },
    "__init__": set(),
}

# The clock, chance and the outside world are arguments of the rules.
NEVER_IN_THE_RULES = {
    *("asyncio", "threading", "multiprocessing", "concurrent", "time", "random", "secrets", "uuid"),
    *("os", "io", "pathlib", "shutil", "subprocess", "socket", "ssl", "http", "urllib", "sqlite3"),
    *("logging", "tempfile"),
}

# What several surfaces of the chat share; every other file of bot/chat is a surface.
SHARED_BY_SURFACES = {
    "arrivals",
    "buttons",
    "care",
    "events",
    "halfyear",
    "logbook",
    "marks",
    "nudges",
    "phrases",
    "times",
    "visit",
    "week",
    "zone",
}


def files() -> list[Path]:
    return sorted(BOT.rglob("*.py"))


def room_of(path: Path) -> str:
    return path.relative_to(BOT).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    """Every imported name in full: `from bot.chat import log` is bot.chat.log.

    `import bot` alone gives no more than the version.
    """
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
            yield from ("bot.__version__" if name == "bot" else name for name in names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import hides which room it enters"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_below(name: str, allowed: str) -> bool:
    return name == allowed or name.startswith(f"{allowed}.")


def is_standard(name: str) -> bool:
    return name.partition(".")[0] in sys.stdlib_module_names


def surfaces() -> set[str]:
    names = {path.relative_to(BOT / "chat").parts[0] for path in (BOT / "chat").rglob("*.py")}
    return (
        {name.removesuffix(".py") for name in names}
        - SHARED_BY_SURFACES
        - {"router", "surfaces", "__init__"}
    )


@pytest.mark.parametrize("path", files(), ids=lambda path: str(path.relative_to(BOT)))
def test_a_room_imports_only_what_the_table_allows(path: Path) -> None:
    room = room_of(path)
    allowed = {*MAY_IMPORT[room], f"bot.{room}"}

    wrong = [
        name
        for name in imports(path)
        if not is_standard(name) and not any(is_below(name, other) for other in allowed)
    ]

    assert wrong == []


def test_the_rules_see_no_clock_no_chance_and_no_outside_world() -> None:
    used = {
        name.partition(".")[0] for path in (BOT / "domain").rglob("*.py") for name in imports(path)
    }

    assert used & NEVER_IN_THE_RULES == set()


@pytest.mark.parametrize("room", ["domain", "store", "knowledge", "chat", "pictures"])
def test_nobody_but_the_edge_reads_the_clock(room: str) -> None:
    readings = [
        f"{path.name}:{node.lineno}"
        for path in (BOT / room).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and node.attr in {"now", "utcnow", "today"}
        and isinstance(node.value, ast.Name)
        and node.value.id in {"datetime", "date"}
    ]

    assert readings == []


def test_only_the_router_and_its_table_know_the_surfaces() -> None:
    known = surfaces()

    wrong = [
        (path.name, name)
        for path in (BOT / "chat").rglob("*.py")
        for name in imports(path)
        if is_below(name, "bot.chat")
        and len(parts := name.split(".")) > 2
        and parts[2] in known
        and path.stem not in {"router", "surfaces"}
        and parts[2] not in path.relative_to(BOT / "chat").parts
    ]

    assert wrong == []


def test_nobody_imports_the_router_but_the_wiring() -> None:
    users = {
        room_of(path)
        for path in files()
        for name in imports(path)
        if is_below(name, "bot.chat.router") and path.name != "router.py"
    }

    assert users <= {"wiring"}


def test_only_the_demo_brings_the_bot_and_the_sandbox_together() -> None:
    users = {
        room_of(path) for path in files() for name in imports(path) if is_below(name, "bot.sandbox")
    }

    assert users <= {"demo", "sandbox"}
