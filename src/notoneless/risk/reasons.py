"""Why a child needs attention, in words: three reasons with their values, a fact that speaks for it, how much is known."""

from collections.abc import Iterator

import numpy as np

from notoneless.kernel.problems import Lang, Problem, sentence
from notoneless.risk.measures import GROUPS
from notoneless.risk.panel import Panel
from notoneless.risk.scoring import SHARED, Scored

_MOST = 3
_LEAST_SHARE = 0.15
"""In logits: what adds less is no reason."""


def reasons(panel: Panel, scored: Scored, lang: Lang) -> Iterator[str]:
    """The reasons of each row as one text; never a line break, and no formula for a spreadsheet."""
    words = _Words(panel, scored, lang)
    shares = scored.shares
    order = np.argsort(-shares, axis=1, kind="stable")[:, :_MOST]
    kindest = np.argmin(shares, axis=1)
    known = scored.points.known.sum(axis=1)
    least = 0.5 if scored.by_points else _LEAST_SHARE
    for row in range(panel.rows):
        told = [words.reason(row, int(group)) for group in order[row] if shares[row, group] >= least]
        told = told or [words.none]
        kind = words.kind(row, int(kindest[row]))
        if kind:
            told.append(kind)
        told.append(words.known[int(known[row])])
        yield words.joint.join(told)


class _Words:
    """The sentences of a language, made once where they are the same for many rows."""

    def __init__(self, panel: Panel, scored: Scored, lang: Lang) -> None:
        self.panel, self.scored, self.lang = panel, scored, lang
        self.joint = "；" if lang == "zh" else "; "
        self.none = sentence(Problem("risk.reason_none"), lang)
        self.known = [
            sentence(Problem("risk.known_groups", {"known": count, "all": len(GROUPS)}), lang)
            for count in range(len(GROUPS) + 1)
        ]
        self._groups = [sentence(Problem(f"risk.group_{group}"), lang) for group in SHARED]
        self._columns = [each.column for each in panel.inputs]
        self._zero = [
            [index for index, each in enumerate(panel.inputs) if each.group == group and each.feeds_points]
            for group in GROUPS
        ]
        self._order = [number for number, mine in enumerate(self._zero) if mine]

    def value(self, row: int, index: int) -> str:
        """A cell as a person reads it."""
        column = self._columns[index]
        if column in self.panel.levels:
            return str(self.panel.levels[column][row] or "").lstrip("=+@\t\r")
        number = float(self.panel.numbers[column][row])
        if np.isnan(number):
            return ""
        if self.panel.inputs[index].kind == "flag":
            return ("是" if number else "否") if self.lang == "zh" else ("yes" if number else "no")
        return f"{number:.4g}"

    def reason(self, row: int, group: int) -> str:
        """One reason: the input that leads its group, with its points or how much likelier it makes leaving."""
        index, share = int(self.scored.leading[row, group]), float(self.scored.shares[row, group])
        if index < 0:
            return self._unknown(group)
        params: dict[str, str | int | Problem] = {
            "column": self._columns[index].lstrip("=+-@"),
            "value": self.value(row, index),
            "group": self._groups[group],
        }
        if self.scored.by_points:
            return sentence(Problem("risk.reason_points", params | {"points": f"{share:g}"}), self.lang)
        return sentence(Problem("risk.reason_times", params | {"times": f"{np.exp(min(share, 5)):.1f}"}), self.lang)

    def _unknown(self, group: int) -> str:
        return sentence(Problem("risk.reason_unknown", {"group": self._groups[group]}), self.lang)

    def kind(self, row: int, group: int) -> str:
        """A fact that speaks for the child: the group that lowers the chance most, or one that is known and gives no point."""
        if self.scored.by_points:
            for number in self._order:
                index = int(self.scored.leading[row, number])
                if (
                    index >= 0
                    and self.scored.points.by_group[row, number] == 0
                    and self.scored.points.known[row, number]
                ):
                    return self._kind(row, number, index)
            return ""
        index = int(self.scored.leading[row, group])
        if index < 0 or self.scored.shares[row, group] > -_LEAST_SHARE:
            return ""
        return self._kind(row, group, index)

    def _kind(self, row: int, group: int, index: int) -> str:
        params = {"column": self._columns[index].lstrip("=+-@"), "value": self.value(row, index)}
        return sentence(Problem("risk.reason_kind", params | {"group": self._groups[group]}), self.lang)
