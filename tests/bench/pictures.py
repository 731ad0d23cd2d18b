"""What a calendar costs: CPU, memory and size, beside matplotlib drawing the same half year.

    python -m tests.bench.pictures

Each draws in a process of its own, so that neither pays for the other. CPU is the process's own
time, the least of several drawings after a first one (what else runs only adds to it); memory is
the process's highest. Exit code 1 where a bar is missed.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

from bot import picture
from bot.chat import halfyear
from bot.knowledge.words import Words
from bot.pictures import calendar, palette
from bot.pictures.calendar import HalfYear
from bot.pictures.squares import Mark
from bot.wiring import content_folder

SHARE_OF_CPU = 0.1
LARGEST = 60_000  # bytes
ROUNDS = {"this bot": 40, "matplotlib": 8}
INCH = 100  # pixels


def sample() -> HalfYear:
    """The half year of `python -m bot picture --person demo`."""
    life = picture.sample()
    words = Words([content_folder() / "en" / "texts.ftl"])
    return halfyear.half_year(words, life.record, life.halves, "Anna")


def matplotlib_calendar() -> Callable[[HalfYear], bytes]:
    """A drawer of the same squares, signs and words: no pyplot, all patches in one collection."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.collections import PatchCollection
    from matplotlib.figure import Figure
    from matplotlib.patches import FancyBboxPatch, Rectangle

    signs = {Mark.FREEZE: "*", Mark.PAUSE: "||", Mark.REST: "o"}

    def of(colour: palette.Colour) -> tuple[float, ...]:
        return tuple(channel / 255 for channel in colour)

    def draw(half_year: HalfYear) -> bytes:
        high = 1514
        figure = Figure(figsize=(1080 / INCH, high / INCH), dpi=INCH, facecolor=of(palette.PAGE))
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set(xlim=(0, 1080), ylim=(high, 0))
        axes.set_axis_off()
        patches: list[Any] = []
        colours = []

        def text(x: int, y: int, words: str, pixels: int, colour: palette.Colour) -> None:
            axes.text(x, y, words, fontsize=pixels * 72 / INCH, color=of(colour))

        text(44, 82, half_year.title, 46, palette.TEXT)
        for column, (value, label) in enumerate(half_year.figures):
            text(44 + 248 * column, 178, value, 72, palette.TEXT)
            text(44 + 248 * column, 222, label, 30, palette.QUIET)
        first = calendar.first_shown(half_year.squares[-1].day)
        for row in range(2):
            for weekday, name in enumerate(half_year.weekdays):
                text(44, 351 + row * calendar.ROW_HIGH + weekday * 66, name, 30, palette.QUIET)
        for one in half_year.squares:
            x, y = calendar.place(one.day, first)
            box = FancyBboxPatch((x + 8, y + 8), 44, 44, "round,pad=8")
            patches.append(box)
            colours.append(of(palette.EMPTY))
            if one.morning:
                patches.append(Rectangle((x, y), 60, 28))
                colours.append(of(palette.MORNING))
            if one.bedtime:
                patches.append(Rectangle((x, y + 32), 60, 28))
                colours.append(of(palette.BEDTIME))
            if one.mark in signs:
                text(x + 18, y + 42, signs[one.mark], 40, palette.ICE)
            if one.day.day == 1:
                text(
                    x,
                    y - 20 - one.day.weekday() * calendar.DOWN,
                    half_year.months[one.day.month - 1],
                    30,
                    palette.QUIET,
                )
        axes.add_collection(PatchCollection(patches, facecolors=colours))
        for column, word in enumerate(vars(half_year.legend).values()):
            text(120 + 330 * (column % 3), 1388 + 74 * (column // 3), word, 30, palette.TEXT)
        file = BytesIO()
        FigureCanvasAgg(figure).print_png(file)
        return file.getvalue()

    return draw


def measure(drawer: str) -> dict[str, float]:
    """Draws in this process: CPU in ms, highest memory in MiB, size in bytes."""
    half_year = sample()
    before = memory()
    began = time.process_time()
    draw = matplotlib_calendar() if drawer == "matplotlib" else calendar.draw
    png = draw(half_year)
    first = time.process_time() - began
    spent = []
    for _ in range(ROUNDS[drawer]):
        began = time.process_time()
        draw(half_year)
        spent.append(time.process_time() - began)
    return {
        "cpu": 1000 * min(spent),
        "first": 1000 * first,
        "memory": memory() - before,
        "size": len(png),
    }


def memory() -> float:
    """MiB that this process has had at the most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def in_its_own_process(drawer: str) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.bench.pictures", "--measure", drawer]
    folder = Path(__file__).parents[2]
    done = subprocess.run(command, capture_output=True, check=True, cwd=folder, text=True)
    return dict(json.loads(done.stdout))


def main() -> int:
    """Prints a table and whether the bars hold."""
    found = {drawer: in_its_own_process(drawer) for drawer in ROUNDS}
    print(f"{'':12}{'CPU a picture':>15}{'the first':>12}{'memory':>12}{'PNG':>10}")
    for drawer, one in found.items():
        print(
            f"{drawer:12}{one['cpu']:>12.1f} ms{one['first']:>9.0f} ms"
            f"{one['memory']:>8.1f} MiB{one['size'] / 1000:>7.1f} kB"
        )
    ours, theirs = found["this bot"], found["matplotlib"]
    share = ours["cpu"] / theirs["cpu"]
    print(f"\nCPU: 1/{1 / share:.0f} of matplotlib's (bar: 1/{1 / SHARE_OF_CPU:.0f})")
    print(f"PNG: {ours['size'] / 1000:.1f} kB (bar: {LARGEST / 1000:.0f} kB)")
    return int(share > SHARE_OF_CPU or ours["size"] > LARGEST)


if __name__ == "__main__":
    if "--measure" in sys.argv:
        print(json.dumps(measure(sys.argv[-1])))
    else:
        sys.exit(main())
