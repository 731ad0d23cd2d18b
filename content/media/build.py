"""Builds the stills, the loop and the films: `python -m content.media.build [check]`.

For developers: needs the ffmpeg of the package imageio-ffmpeg. The bot reads only what is written
here into the folder of this file.
"""

import hashlib
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO, cast

from imageio_ffmpeg import get_ffmpeg_exe
from PIL import Image

from bot.knowledge.words import Words
from bot.pictures import film, stills
from bot.pictures.pace import REP, Course
from content.media import sound

HERE = Path(__file__).parent
WORDS = HERE.parent / "en" / "texts.ftl"
LENGTHS = (10, 20, 30)  # reps
COLOURS = 128  # of a still: flat colours and their smooth edges

# How coarse: the loop is short and may be fine, the longest film has to stay below 1.5 MB.
LOOP_COARSENESS, FILM_COARSENESS = 18, 28

# The same bytes from the same frames: one thread, no dates, no names of versions.
PLAIN = ("-fflags", "+bitexact", "-map_metadata", "-1", "-threads", "1")
# Colours as players of today expect them, and said so: else each guesses another shade.
PIXELS = (
    "scale=out_color_matrix=bt709:out_range=tv:flags=accurate_rnd+full_chroma_int+bitexact,"
    "format=yuv420p,setparams=colorspace=bt709:color_primaries=bt709:color_trc=bt709:range=tv"
)
VIDEO = (
    *("-vf", PIXELS),
    *("-c:v", "libx264", "-profile:v", "main", "-level", "3.1", "-preset", "veryslow"),
    *("-tune", "animation", "-g", "200", "-flags:v", "+bitexact"),
    *("-x264-params", "threads=1:lookahead-threads=1"),
    *("-bsf:v", "filter_units=remove_types=6"),  # the encoder's note about itself
)
AUDIO = ("-c:a", "aac", "-b:a", "24k", "-flags:a", "+bitexact")
# What describes the film comes first, so that it plays while it is loaded.
FILE = ("-movflags", "+faststart", "-f", "mp4")

ABOUT = """\
# What the bot shows beside words, by name: its file, and of a film whether it is a loop, its size
# in pixels and its length. Written by `make media`.
"""


def build(folder: Path, words: Words) -> None:
    """Writes every file into this folder; the same sources and tools give the same bytes."""
    table = _pictures(folder, words)
    size, frames = film.LOOP_SIZE, film.loop_frames()
    _encode(frames, size, LOOP_COARSENESS, folder / "loop.mp4")
    table["loop"] = _about("loop.mp4", size, REP, loop=True)
    for reps in LENGTHS:
        table |= _paced(folder, Course(reps))
    (folder / "media.toml").write_text(ABOUT + "".join(map(_section, table.items())), "utf-8")


def check() -> bool:
    """Builds twice and says whether the bytes are the same, and the same as the files here."""
    with tempfile.TemporaryDirectory() as first, tempfile.TemporaryDirectory() as second:
        folders = [Path(first), Path(second)]
        for folder in folders:
            build(folder, Words([WORDS], strict=True))
        digests, again = map(_digests, folders)
    same = digests == again
    print(f"{len(digests)} files built twice: {'the same' if same else 'NOT the same'} bytes")
    kept = _digests(HERE)
    for name, digest in digests.items():
        print(f"{name}: {'as' if kept.get(name) == digest else 'NOT as'} committed")
    return same


def _pictures(folder: Path, words: Words) -> dict[str, dict[str, object]]:
    labels = {name: words.plain(f"figure-{name}") for name in stills.POSES}
    images = {name: stills.still(name, labels[name]) for name in stills.POSES}
    images["steps"] = stills.steps(labels)
    for name, image in images.items():
        few = image.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        few.save(folder / f"{name}.png", optimize=True)
    return {name: {"file": f"{name}.png"} for name in images}


def _paced(folder: Path, course: Course) -> dict[str, dict[str, object]]:
    """A film with sound, and the very same frames with silence.

    Silence, for Telegram takes a film without a track of sound for a loop.
    """
    heard = sound.as_bytes(sound.track(course))
    tracks = {f"rock-{course.reps}": heard, f"rock-{course.reps}-silent": bytes(len(heard))}
    raw = ("-f", "s16le", "-ar", str(sound.RATE), "-ac", "1", "-i", "pipe:0")
    with tempfile.TemporaryDirectory() as desk:
        mute = Path(desk) / "mute.mp4"
        _encode(film.frames(course), film.SIZE, FILM_COARSENESS, mute)
        for name, track in tracks.items():
            _ffmpeg(
                ["-i", str(mute), *raw, "-c:v", "copy", *AUDIO], [track], folder / f"{name}.mp4"
            )
    return {name: _about(f"{name}.mp4", film.SIZE, course.seconds, loop=False) for name in tracks}


def _encode(
    frames: Iterable[Image.Image], size: tuple[int, int], coarseness: int, file: Path
) -> None:
    extent, rate = f"{size[0]}x{size[1]}", str(film.FRAMES_A_SECOND)
    raw = ("-f", "rawvideo", "-pix_fmt", "rgb24", "-s", extent, "-r", rate, "-i", "pipe:0")
    _ffmpeg([*raw, *VIDEO, "-crf", str(coarseness)], (frame.tobytes() for frame in frames), file)


def _ffmpeg(arguments: list[str], stream: Iterable[bytes], file: Path) -> None:
    """Runs it on what is piped in. Raises CalledProcessError where it fails."""
    command = [get_ffmpeg_exe(), "-hide_banner", "-loglevel", "error", "-y"]
    command += [*arguments, *PLAIN, *FILE, str(file)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE)  # noqa: S603 - our own words
    with process, cast(IO[bytes], process.stdin) as pipe:
        for piece in stream:
            pipe.write(piece)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)


def _about(file: str, size: tuple[int, int], seconds: float, *, loop: bool) -> dict[str, object]:
    return {"file": file, "loop": loop, "width": size[0], "height": size[1], "seconds": seconds}


def _section(entry: tuple[str, Mapping[str, object]]) -> str:
    """A table of TOML; numbers, words and yes or no read the same in it, but for their quotes."""
    name, about = entry
    lines = [f"{key} = {_value(value)}\n" for key, value in about.items()]
    return f"\n[{name}]\n{''.join(lines)}"


def _value(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value).lower()


def _digests(folder: Path) -> dict[str, str]:
    """The files that are built, with what they hold."""
    files = [*folder.glob("*.png"), *folder.glob("*.mp4"), folder / "media.toml"]
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(files)}


if __name__ == "__main__":
    if sys.argv[1:] == ["check"]:
        sys.exit(not check())
    build(HERE, Words([WORDS], strict=True))
