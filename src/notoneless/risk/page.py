"""The evaluation on one page for an officer: what was decided, what the list found, whom it missed, group by group."""

from collections.abc import Sequence
from html import escape
from typing import Any

from notoneless.kernel.problems import Lang, Problem, from_json, sentence

_STYLE = (
    "body{font:15px/1.6 'Noto Sans SC','Microsoft YaHei',sans-serif;max-width:52em;margin:1.5em auto;padding:0 1em;color:#222}"
    "h1{font-size:1.4em}h2{font-size:1.1em;margin:1.2em 0 .3em}table{border-collapse:collapse;width:100%;font-size:.93em}"
    "td,th{border:1px solid #bbb;padding:.2em .5em;text-align:left}td.n{text-align:right}td.n:has(.bar){text-align:left}"
    ".verdict{border-left:4px solid #246;background:#eef3f8;padding:.5em 1em}.warn{background:#fff4e0}"
    ".bar{display:inline-block;height:.6em;background:#246;vertical-align:middle}.bar.was{background:#c60}"
    "@media print{body{margin:0;font-size:12px}}"
)


def page(told: dict[str, Any], lang: Lang) -> str:
    """The page of an evaluation, whole in itself: no script, nothing loaded."""
    made = _Page(told, lang)
    title = escape(made.say("page_title"))
    body = "\n".join(
        [f"<h1>{title}</h1>", made.verdict(), made.found(), made.bands(), made.groups(), made.missed(), made.notes()]
    )
    language = "zh-CN" if lang == "zh" else "en"
    head = f'<meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style>'
    return f'<!doctype html>\n<html lang="{language}"><head>{head}</head>\n<body>\n{body}\n</body></html>\n'


class _Page:
    def __init__(self, told: dict[str, Any], lang: Lang) -> None:
        self.told, self.lang, self.of = told, lang, told["figures"]

    def say(self, code: str, **params: str | int | Problem) -> str:
        return sentence(Problem(f"risk.{code}", params), self.lang)

    def _table(self, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
        """A table; all but the first cell of a row are numbers, and made safe already."""
        first = "".join(f"<th>{escape(self.say(head))}</th>" for head in heads)
        lines = [
            "<tr>"
            + "".join(f'<td class="n">{cell}</td>' if at else f"<td>{cell}</td>" for at, cell in enumerate(row))
            + "</tr>"
            for row in rows
        ]
        return f"<table><tr>{first}</tr>{''.join(lines)}</table>"

    def verdict(self) -> str:
        lines = [sentence(from_json(each), self.lang) for each in self.told["verdict"]]
        of = self.of
        lines.append(self.say("page_data", rows=of["rows"], leavers=of["leavers"], seed=self.told["seed"]))
        return '<div class="verdict">' + "".join(f"<p>{escape(line)}</p>" for line in lines) + "</div>"

    def found(self) -> str:
        of, total = self.of, max(self.of["leavers"], 1)
        by_lot = total * of["by_chance"]
        rows = [
            [escape(self.say(name)), f"{found:.0f}", f"{100 * found / total:.0f}%"]
            for name, found in (
                ("page_by_used", of["model"]["found"]),
                ("page_by_rules", of["rules"]["found"]),
                ("page_by_lot", by_lot),
            )
        ]
        text = self.say("page_listed", leavers=of["leavers"], listed=of["listed"], share=f"{of['share']:g}")
        stayed = self.say("page_stayed", stayed=of["would_have_stayed"], listed=of["listed"])
        more = f"<p>{escape(stayed)}</p>"
        if of["unvisited"]:
            rest = of["unvisited"]
            line = self.say("page_unvisited", leavers=rest["leavers"], found=f"{rest['found']:.0f}")
            more += f"<p>{escape(line)}</p>"
        heads = ("head_by", "head_found", "head_share")
        return f"<h2>{escape(self.say('page_h_found'))}</h2><p>{escape(text)}</p>{self._table(heads, rows)}{more}"

    def bands(self) -> str:
        most = max([max(each["said"], each["happened"]) for each in self.of["bands"]] or [1.0]) or 1.0
        rows = []
        for each in self.of["bands"]:
            said, was = (_bar(each[key] / most, kind) for key, kind in (("said", ""), ("happened", " was")))
            rows.append([self._natural(each["said"]) + said, self._natural(each["happened"]) + was, str(each["rows"])])
        ratio = self.of["observed_over_expected"]
        text = self.say(
            "page_expected",
            observed=f"{self.of['observed']:.0f}",
            expected=f"{self.of['expected']:.0f}",
            ratio="-" if ratio is None else f"{ratio:.1f}",
        )
        heads = ("head_said", "head_happened", "head_children")
        return f"<h2>{escape(self.say('page_h_bands'))}</h2><p>{escape(text)}</p>{self._table(heads, rows)}"

    def _natural(self, chance: float) -> str:
        """A chance as so many of a hundred or of a thousand children like this; never with decimals."""
        if chance >= 0.0095:
            return escape(self.say("of_hundred", count=round(100 * chance)))
        return escape(self.say("of_thousand", count=round(1000 * chance)))

    def groups(self) -> str:
        if not self.of["groups"]:
            return f"<h2>{escape(self.say('page_h_groups'))}</h2><p>{escape(self.say('page_no_groups'))}</p>"
        rows = []
        for each in self.of["groups"]:
            name = f"{each['column']}：{each['level'] or self.say('page_blank')}"
            stayers = max(each["rows"] - each["leavers"], 1)
            found = f"{100 * each['found'] / each['leavers']:.0f}%" if each["is_judged"] else self.say("page_too_few")
            rows.append(
                [
                    escape(name),
                    str(each["rows"]),
                    str(each["leavers"]),
                    f"{each['listed']:.0f}",
                    escape(found),
                    f"{100 * each['alarmed'] / stayers:.0f}%",
                ]
            )
        lines = [
            self.say(
                "uneven",
                column=each["column"],
                level=each["level"],
                best=each["best"],
                percent=round(100 * each["ratio"]),
            )
            for each in self.of["uneven"]
        ]
        warn = "".join(f'<p class="warn">{escape(line)}</p>' for line in lines)
        heads = ("head_group", "head_children", "head_leavers", "head_listed", "head_found_share", "head_alarmed")
        return f"<h2>{escape(self.say('page_h_groups'))}</h2>{warn}{self._table(heads, rows)}"

    def missed(self) -> str:
        rows = [[escape(self.say(f"missed_{each['why']}")), f"{each['count']:.0f}"] for each in self.of["missed"]]
        heads = ("head_missed_why", "head_leavers")
        text = self.say("page_missed")
        return f"<h2>{escape(self.say('page_h_missed'))}</h2><p>{escape(text)}</p>{self._table(heads, rows)}"

    def notes(self) -> str:
        lines = [sentence(from_json(each), self.lang) for each in self.told["notes"]]
        lines += [self.say("page_use_one"), self.say("page_use_two")]
        items = "".join(f"<li>{escape(line)}</li>" for line in lines)
        return f"<h2>{escape(self.say('page_h_notes'))}</h2><ul>{items}</ul>"


def _bar(part: float, kind: str) -> str:
    return f' <span class="bar{kind}" style="width:{6 * min(max(part, 0.0), 1.0):.2f}em"></span>'
