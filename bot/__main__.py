"""The command line: python -m bot …"""

import asyncio
import gc
import json
import logging
import os
import signal
import sys
import time
from collections.abc import Coroutine
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from bot import settings as config
from bot.knowledge import ContentError
from bot.store.errors import DatabaseError

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)
HEARTBEAT_SECONDS = 60


def main() -> None:
    """Runs a subcommand; what a person can mend is one line and exit code 2."""
    os.umask(0o077)  # what it writes is for its owner's eyes only
    try:
        app()
    except (config.SettingsError, ContentError, DatabaseError) as error:
        _fail(str(error), 2)
    except KeyboardInterrupt:
        sys.exit(130)


@app.command()
def demo(
    port: Annotated[int | None, typer.Option(help="Port of the page; 0: any free one.")] = None,
    browser: Annotated[bool, typer.Option(help="Open the page in the browser.")] = True,
    db: Annotated[Path | None, typer.Option(help="Keep the data in this file.")] = None,
) -> None:
    """Try the bot in the browser: no token, no phone, no network."""
    from bot import demo as demonstration

    _quiet_logs()
    stop = asyncio.Event()
    see_through(demonstration.run(port, db, browser=browser, stop=stop), stop)


@app.command()
def run() -> None:
    """Run the bot on Telegram. Needs BOT_TOKEN in the environment or in .env."""
    settings = config.load()
    _logs(settings.token())
    settings.folder()
    # The thread that writes and the one that reads give way to taps five times as soon as usual.
    sys.setswitchinterval(0.001)
    stop = asyncio.Event()
    see_through(_bot(settings, stop), stop)


@app.command()
def ask(
    text: Annotated[str, typer.Argument(help="A question; - reads one a line from stdin.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Ask the knowledge index what it would answer."""
    from bot.knowledge import library
    from bot.knowledge.answers import Answers
    from bot.wiring import content_folder

    known = library.load(content_folder())
    answers = Answers(known)
    _known_for_good()
    sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    for line in sys.stdin if text == "-" else [text]:
        finding = answers.ask(line.rstrip("\r\n"))
        if as_json:
            print(
                json.dumps(
                    {
                        "topic": finding.topic or "none",
                        "kind": finding.kind,
                        "candidates": list(finding.candidates),
                    }
                )
            )
        else:
            _print_answer(finding.topic, finding.candidates, known)


@app.command()
def picture(
    person: Annotated[str, typer.Option(help="A Telegram number, or demo.")] = "demo",
    out: Annotated[Path, typer.Option(help="The PNG file to write.")] = Path("calendar.png"),
    db: Annotated[Path | None, typer.Option(help="An SQLite file; it is only read.")] = None,
    back: Annotated[bool, typer.Option("--back", help="How stiff the back was.")] = False,
    name: Annotated[str, typer.Option(help="The name in the title.")] = "",
) -> None:
    """Draw a half year: a built-in sample, or a person's own from a database file."""
    from bot import picture as pictures
    from bot.knowledge.words import Words
    from bot.wiring import content_folder

    words = Words([content_folder() / "en" / "texts.ftl"])
    try:
        life = pictures.found(person, db, datetime.now(UTC))
        out.write_bytes(pictures.draw(words, life, name, back=back))
    except pictures.PictureError as error:
        _fail(str(error), 2)
    except OSError as error:
        _fail(f"{out} cannot be written ({error.strerror})", 2)
    print(out)


@app.command()
def check() -> None:
    """Check the content: every problem in a line, exit code 1 if there is one."""
    from bot.knowledge import checks
    from bot.wiring import content_folder

    problems = checks.check(content_folder())
    for problem in problems:
        print(problem)
    if problems:
        raise typer.Exit(1)
    print("The content is in order.")


@app.command()
def unanswered(
    limit: Annotated[int, typer.Option(help="How many at the most.")] = 200,
) -> None:
    """Print the texts that nothing answered, or whose answer did not help: masked, newest first."""
    from bot.store import feedback
    from bot.store.database import Database

    async def newest() -> list[str]:
        database = await Database.open(config.load().database())
        try:
            return list(await database.read(lambda tx: feedback.unanswered(tx, limit)))
        finally:
            await database.close()

    for text in asyncio.run(newest()):
        print(text)


@app.command()
def migrate() -> None:
    """Bring the database up to date; an existing file is copied to DATA_DIR/backups first."""
    from bot.store.migrations import upgrade

    settings = config.load()
    changed = upgrade(settings.database(), settings.folder() / "backups")
    print("The database was upgraded." if changed else "The database is up to date.")


@app.command()
def health() -> None:
    """Exit code 0 when the running bot's heartbeat is younger than a minute."""
    heartbeat = config.load().data_dir / "heartbeat"
    age = time.time() - heartbeat.stat().st_mtime if heartbeat.exists() else None
    if age is None or age > HEARTBEAT_SECONDS:
        _fail("There is no heartbeat." if age is None else f"The last one is {age:.0f} s old.", 1)
    print("alive")


async def _bot(settings: config.Settings, stop: asyncio.Event) -> None:
    from bot.wiring import build

    async with build(settings) as program:
        _known_for_good()
        await program.run(stop)


def see_through(work: Coroutine[Any, Any, None], stop: asyncio.Event) -> None:
    """Runs until the work ends or somebody asks it to; known endings are one line."""
    from bot.gateway.polling import ConflictError, TokenRefusedError

    async def until_asked() -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, stop.set)
        await work

    try:
        asyncio.run(until_asked())
    except (ConflictError, TokenRefusedError) as error:
        _fail(str(error), error.exit_code)


def _print_answer(topic: str | None, candidates: tuple[str, ...], known: Any) -> None:
    if topic is None:
        print("unsure, near:" if candidates else "unknown", *candidates)
        return
    print(f"{known.topics[topic].answer}\n\n{topic}")


def _known_for_good() -> None:
    """What is known stays until the end: the collector need not look at it, then least of all."""
    gc.freeze()


def _logs(token: str) -> None:
    from bot.gateway.request import Redacted

    handler = logging.StreamHandler()
    handler.addFilter(Redacted(token))
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    for noisy in ("alembic", "apscheduler", "aiohttp.access"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


def _quiet_logs() -> None:
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")


def _fail(line: str, code: int) -> None:
    print(" ".join(line.split()), file=sys.stderr)
    sys.exit(code)


if __name__ == "__main__":
    main()
