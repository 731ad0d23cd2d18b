"""Derives the fonts of the pictures: `python -m content.fonts.derive FOLDER FOLDER_OF_CJK`.

For developers: needs the package fonttools, and the unpacked packages manimgx-fonts and
manimgx-fonts-cjk, which carry Noto as its authors publish it. The bot reads only what is written
here into the folder of this file.

Taken over are the outlines at one weight each. What only a shaping engine reads is left out: the
pictures are drawn without one, so that every machine draws the same.
"""

import sys
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont
from fontTools.varLib.instancer import instantiateVariableFont

HERE = Path(__file__).parent
REGULAR, BOLD = 400, 700
# Latin, Greek and Cyrillic with their accents; punctuation, arrows, signs.
EUROPE = [*range(0x20, 0x530), *range(0x1E00, 0x2000), *range(0x2000, 0x2C00), 0xFFFD]
# Scripts that read well letter by letter; those of India, Khmer, Lao and Burmese need an engine.
SCRIPTS = ("Arabic", "Hebrew", "Armenian", "Georgian", "Thai", "Ethiopic")
ENGINE_TABLES = ["GSUB", "GPOS", "GDEF", "STAT", "BASE", "VORG", "vmtx", "vhea", "VVAR"]
IN_NAMES = "堃珺燚赟翀垚祎弢禤𠮷曌婳嫄瑄芃莯镕鹍"  # in no everyday standard, and yet common
BIG5_SECOND_LEVEL = b"\xc7"  # rare signs from here on


def main(folder: Path, folder_of_cjk: Path) -> None:
    """Writes every font; a few minutes."""
    _write("NotoSans-Regular.ttf", _noto(folder, ""), REGULAR, EUROPE)
    _write("NotoSans-Bold.ttf", _noto(folder, ""), BOLD, EUROPE)
    for script in SCRIPTS:
        font = _noto(folder, script)
        _write(f"NotoSans{script}-Bold.ttf", font, BOLD, font.getBestCmap())
    together = TTCollection(folder_of_cjk / "NotoSansCJK-VF.otf.ttc")
    _write("NotoSansCJK-Bold.otf", together.fonts[2], BOLD, everyday())


def everyday() -> set[int]:
    """Code points of Chinese, Japanese and Korean that a name is likely to be written with."""
    private = range(0xE000, 0xF900)
    known = {sign for sign in range(0x2E80, 0xFFF0) if _known(chr(sign))}
    return known.difference(private) | {ord(sign) for sign in IN_NAMES}


def _known(sign: str) -> bool:
    return (
        bool(_coded(sign, "gb2312"))
        or bool(_coded(sign, "cp932"))
        or b"" < _coded(sign, "big5") < BIG5_SECOND_LEVEL
        or (not "\u4e00" <= sign <= "\u9fff" and len(_coded(sign, "euc_kr")) == 2)  # hangul
    )


def _coded(sign: str, standard: str) -> bytes:
    try:
        return sign.encode(standard)
    except UnicodeEncodeError:
        return b""


def _noto(folder: Path, script: str) -> TTFont:
    return TTFont(folder / f"NotoSans{script}[wght].ttf")


def _write(name: str, font: TTFont, weight: int, signs: Iterable[int]) -> None:
    options = Options()
    options.desubroutinize = True  # else a variable CFF2 font cannot be fixed at a weight
    options.drop_tables += ENGINE_TABLES
    options.layout_features = []
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 13, 14]
    chosen = Subsetter(options)
    chosen.populate(unicodes=signs)
    chosen.subset(font)
    instantiateVariableFont(_reopened(font), {"wght": weight}).save(HERE / name)


def _reopened(font: TTFont) -> TTFont:
    # What was only just cut down cannot be fixed at a weight if its outlines are CFF2.
    file = BytesIO()
    font.save(file)
    return TTFont(file)


if __name__ == "__main__":
    main(*(Path(one) for one in sys.argv[1:3]))
