"""Reads of an MP4 file what a test wants to know: its boxes, tracks, codecs, lengths and sizes.

Only as much of ISO/IEC 14496-12 as the films here use.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Track:
    """`kind` is "vide" or "soun"; `codec` as the file calls it, "avc1" or "mp4a"."""

    kind: str
    codec: str
    seconds: float
    samples: int
    width: int
    height: int
    description: bytes  # what the codec has to know

    @property
    def profile(self) -> int:
        """Of H.264: 66 baseline, 77 main, 100 high."""
        return self.description[self.description.index(b"avcC") + 5]

    @property
    def channels(self) -> int:
        """Of sound."""
        return int.from_bytes(self.description[32:34], "big")


def order(path: Path) -> list[str]:
    """The outermost boxes as they follow each other."""
    return [name for name, _ in _boxes(path.read_bytes())]


def seconds(path: Path) -> float:
    """How long the file says it is."""
    (head,) = _found(path.read_bytes(), "moov", "mvhd")
    scale, length = struct.unpack_from(">II", head, 12)
    return length / scale


def tracks(path: Path) -> list[Track]:
    """Every track, in order."""
    return [_track(track) for track in _found(path.read_bytes(), "moov", "trak")]


def _track(track: bytes) -> Track:
    (size,) = _found(track, "tkhd")
    (head,) = _found(track, "mdia", "mdhd")
    (handler,) = _found(track, "mdia", "hdlr")
    (description,) = _found(track, "mdia", "minf", "stbl", "stsd")
    (sizes,) = _found(track, "mdia", "minf", "stbl", "stsz")
    scale, length = struct.unpack_from(">II", head, 12)
    width, height = struct.unpack_from(">II", size, len(size) - 8)
    return Track(
        kind=handler[8:12].decode(),
        codec=description[12:16].decode(),
        seconds=length / scale,
        samples=struct.unpack_from(">I", sizes, 8)[0],
        width=width >> 16,
        height=height >> 16,
        description=description,
    )


def _found(content: bytes, *way: str) -> list[bytes]:
    """What the boxes of the last name hold, inside those of the names before."""
    inside = [held for name, held in _boxes(content) if name == way[0]]
    return inside if len(way) == 1 else [one for box in inside for one in _found(box, *way[1:])]


def _boxes(content: bytes) -> Iterator[tuple[str, bytes]]:
    place = 0
    while place < len(content):
        length, name = struct.unpack_from(">I4s", content, place)
        assert length >= 8, "no box of a length of its own, and none without an end"
        yield name.decode("latin-1"), content[place + 8 : place + length]
        place += length
