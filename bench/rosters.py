"""The rosters that are measured: invented, made once for each size, with the truth about them."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.processes import output

SEED = 1
NOTONELESS = (sys.executable, "-m", "notoneless")


@dataclass(frozen=True, slots=True)
class Rosters:
    """A folder made by `notoneless demo rosters`, and what its meta.json says."""

    folder: Path
    meta: dict[str, Any]

    @property
    def files(self) -> list[str]:
        """The household, school and elsewhere rosters."""
        return [str(self.folder / f"{part}.parquet") for part in ("household", "school", "elsewhere")]

    @property
    def truth(self) -> Path:
        """The folder of the truth."""
        return self.folder / "truth"

    @property
    def as_of(self) -> str:
        """The day ages are counted on."""
        return str(self.meta["as_of"])

    @property
    def rows(self) -> int:
        """Rows of all three rosters."""
        return sum(self.meta["counts"]["rows"].values())


def rosters(children: int, folder: Path) -> Rosters:
    """The rosters of so many children in `folder`, made unless they are there already. Raises ProcessFailedError."""
    found = _found(children, folder)
    if found is None:
        words = ("demo", "rosters", "--children", str(children), "--seed", str(SEED), "--out", str(folder))
        output((*NOTONELESS, *words))
        found = _found(children, folder)
    if found is None:
        raise ValueError(f"{folder} does not hold the rosters just made: its meta.json says otherwise")
    return found


def _found(children: int, folder: Path) -> Rosters | None:
    """The rosters in `folder`, if all files are there and meta.json tells of the same children and seed."""
    path = folder / "truth" / "meta.json"
    if not path.exists():
        return None
    found = Rosters(folder, json.loads(path.read_text(encoding="utf-8")))
    wanted = {"children": children, "seed": SEED, "error_factor": 1.0}
    same = all(found.meta.get(name) == value for name, value in wanted.items())
    return found if same and all(Path(file).exists() for file in found.files) else None
