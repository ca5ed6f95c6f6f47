"""The fonts of a PDF: those of the installation first, then the machine's, then those that come with the program."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst
from pylopdf_fonts_zh_cn import serif_path

from notoneless.typesetting.characters import characters_of

PACKAGED = serif_path().parent
"""Noto Serif SC and Noto Sans SC: all of Unicode's first blocks of Han characters, 䶮 and 㛃 included; see decisions/0012."""

_SONG = ("Noto Serif SC", "Noto Serif CJK SC", "Source Han Serif SC", "Source Han Serif CN", "SimSun", "宋体")
_SANS = ("Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", "Source Han Sans CN", "WenQuanYi Zen Hei")

CHAINS: Mapping[str, tuple[str, ...]] = {
    "body": ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "STFangsong", "FandolFang R", *_SONG, *_SANS),
    "title": ("FZXiaoBiaoSong-B05S", "方正小标宋简体", "FZXiaoBiaoSong-B05", "STZhongsong", *_SONG, *_SANS),
    "black": ("SimHei", "黑体", "STHeiti", "FandolHei", *_SANS, *_SONG),
    "script": ("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体", "STKaiti", "FandolKai", *_SONG, *_SANS),
}
"""The families of each face, the wanted one first. A character that one lacks is taken from the next that has it: faces of
GB 2312 lack 喆, 堃 and 玥, and a name must not be printed with a hole."""


@dataclass(frozen=True)
class Fonts:
    """The fonts there are: `faces` names for each face the families found, none where no font is Chinese."""

    loaded: Any = field(repr=False)
    faces: Mapping[str, tuple[str, ...]]
    files: tuple[tuple[Path, int], ...] = field(default=(), repr=False)
    """Where the fonts of the faces lie, and which of their files they are."""

    def lacking(self, text: str) -> str:
        """The characters of a text that none of the faces has, each once."""
        wanted = {letter for letter in text if unicodedata.category(letter)[0] not in "CZM"}
        for path, index in self.files:
            if not wanted:
                break
            wanted -= {letter for letter in wanted if ord(letter) in characters_of(path, index)}
        return "".join(sorted(wanted))


def find_fonts(own: Path | None = None) -> Fonts:
    """The fonts of the installation's folder, of the machine, and of the program. Looked for once."""
    return _found((own,) if own else (), True, (PACKAGED,))


def fonts_in(*folders: Path) -> Fonts:
    """The fonts of some folders alone."""
    return _found(folders, False, ())


@lru_cache(maxsize=8)
def _found(own: tuple[Path, ...], with_system: bool, packaged: tuple[Path, ...]) -> Fonts:
    folders = [str(each) for each in (*own, *packaged) if each.is_dir()]
    loaded = typst.Fonts(include_system_fonts=with_system, include_embedded_fonts=False, font_paths=folders)
    known = set(loaded.families())
    faces = {face: tuple(name for name in chain if name in known) for face, chain in CHAINS.items()}
    if not all(faces.values()):
        return Fonts(loaded, {})
    wanted = dict.fromkeys(name for chain in faces.values() for name in chain)
    infos = [each for name in wanted for each in loaded.fonts() if each.family == name and each.path]
    return Fonts(loaded, faces, tuple((Path(each.path or ""), each.index) for each in infos))
