"""Learning warning on a file of 100,000 rows, trained and scored: `python -m bench.risk [--rows 100000] [--data build/bench]`.

Invented pupils of three years (`synthetic/pupils.py`), whose chances are known. Each command runs as a whole process.
Beside them stand the floor, the same file scored by points alone, and two rankings: the rules, and the truth, which nothing can
beat but by luck. A bound that does not hold is printed, because a busy machine must not fail a build.
"""

import argparse
import csv
import os
import sys
from pathlib import Path

from bench.processes import Cost, output, run
from bench.rosters import NOTONELESS

SECONDS, MEGABYTES = 180.0, 4000.0
"""For training and scoring together; for the larger of the two."""
SHARE = 10
_MAKE = (
    "import sys; from pathlib import Path; from notoneless.synthetic.pupils import MAP, make_pupils; out = Path(sys.argv[2]); "
    "made = make_pupils(int(sys.argv[1]), int(sys.argv[3])); made.write(out / 'pupils.csv'); "
    "(out / 'map.yaml').write_text(MAP, encoding='utf-8'); "
    "(out / 'truth.txt').write_text('\\n'.join(map(repr, made.truth.tolist())))"
)


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--data", type=Path, default=Path("build/bench"))
    asked = parser.parse_args()
    past, later = (_made(asked.data / f"risk-{asked.rows}-{seed}", asked.rows, seed) for seed in (1, 2))
    model = str(past / "out" / "model.json")
    trained = _cost("train", past, past / "out")
    scored = _cost("score", later, later / "out", "--model", model)
    floor = _cost("score", later, later / "points", "--points")
    largest = max(trained.megabytes, scored.megabytes)
    print(
        f"{asked.rows} rows on {os.cpu_count()} cores: trained in {trained.seconds:.1f} s, scored in {scored.seconds:.1f} s, "
        f"together {trained.seconds + scored.seconds:.1f} s (bound {SECONDS:.0f} s), "
        f"at most {largest:.0f} MB (bound {MEGABYTES:.0f} MB); floor, points alone: {floor.seconds:.1f} s"
    )
    _compare(later)


def _made(folder: Path, rows: int, seed: int) -> Path:
    if not (folder / "truth.txt").is_file():
        folder.mkdir(parents=True, exist_ok=True)
        output([sys.executable, "-c", _MAKE, str(rows), str(folder), str(seed)])
    return folder


def _cost(command: str, folder: Path, out: Path, *more: str) -> Cost:
    files = ["--data", str(folder / "pupils.csv"), "--columns", str(folder / "map.yaml"), "--out", str(out)]
    return run([*NOTONELESS, "risk", command, *files, *more], folder / f"{out.name}-{command}.log")


def _compare(folder: Path) -> None:
    """How well each ranking finds those who left, of children of whom nothing was learnt."""
    import numpy as np

    from notoneless.risk.comparing import auc, found_rate, listed

    left = np.array([float(row["离校"] == "是") for row in _rows(folder / "pupils.csv")])
    truth = np.array([float(line) for line in (folder / "truth.txt").read_text(encoding="utf-8").split()])
    rankings = {
        "points": np.array([float(row["risk"]) for row in _rows(folder / "points" / "risk.csv")]),
        "model": np.array([float(row["risk"]) for row in _rows(folder / "out" / "risk.csv")]),
        "truth": truth,
    }
    for name, ranked in rankings.items():
        print(
            f"{name:8} AUC {auc(ranked, left):.3f}   found in {SHARE} %: {100 * found_rate(listed(ranked, SHARE), left):.1f} %"
        )
    print(f"left {left.sum():.0f}, expected by the model {rankings['model'].sum():.0f}")


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


if __name__ == "__main__":
    main()
