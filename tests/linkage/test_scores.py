"""Every case of the two tables with its score: a changed weight, bound or rule shows in `scores.csv`, line by line.

`python tests/linkage/test_scores.py` writes the table anew; whoever changes it reads each line that differs. What was a link
and is none costs a visit; what was none and is a link may hide a child.
"""

import csv
import sys
from pathlib import Path

from quiet_county import child, pupil, settled, table
from test_one_child import ONE_CHILD
from test_two_children import TWO_CHILDREN

from notoneless.linkage import LinkSettings, link

TABLE = Path(__file__).with_name("scores.csv")
HEAD = ["case", "verdict", "score", "reason"]
Row = dict[str, str | None]


def verdicts() -> list[list[str]]:
    """Each case judged: link, review, told (near enough to be named) or stranger."""
    cases: dict[str, tuple[Row, Row]] = {}
    for name, (household, school, _) in ONE_CHILD.items():
        cases[f"同一儿童：{name}"] = household, school
    for name, (household, school) in TWO_CHILDREN.items():
        cases[f"两名儿童：{name}"] = household, school
    return [[name, *_judged(household, school)] for name, (household, school) in cases.items()]


def _judged(household: Row, school: Row) -> list[str]:
    county = settled()
    row = len(county.household) + 1
    county.household.append(child(**household))
    county.school.append(pupil(**school))
    result = link(table(county.household), table(county.school), LinkSettings())
    for verdict, found in (("link", result.links), ("review", result.review), ("told", result.nearest)):
        mine = [line for line in found.to_pylist() if line["left_row"] == row and line["right_row"] == row]
        if mine:
            return [verdict, str(mine[0]["score"]), mine[0]["reason"]]
    return ["stranger", "", ""]


def test_every_case_is_judged_as_written() -> None:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        written = list(csv.reader(lines))
    assert written == [HEAD, *verdicts()], f"read every line that differs, then write the table anew: {sys.argv[0]}"


if __name__ == "__main__":
    with TABLE.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines, lineterminator="\n").writerows([HEAD, *verdicts()])
