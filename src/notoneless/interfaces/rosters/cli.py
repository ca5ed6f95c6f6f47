"""`notoneless inspect`: show how a roster file is understood, and write the map by which a person can mend it."""

import json
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import click

from notoneless.kernel.problems import Lang, Problem, sentence
from notoneless.tabular.cells import mask
from notoneless.tabular.column_map import Column, ColumnMap, load_map
from notoneless.tabular.fields import Field
from notoneless.tabular.issues import CellIssue, column_letter
from notoneless.tabular.reading import Roster, read_roster
from notoneless.tabular.request import ColumnsError, field_words

_SHOWN_ISSUES = 20
_FILE = click.Path(path_type=Path)


@click.command("inspect", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("file", type=_FILE)
@click.option("--columns", type=_FILE, metavar="MAP.yaml", help="列对应文件 / which column is which")
@click.option(
    "--write-map", type=_FILE, metavar="PATH", help="写出列对应文件，供修改 / write the column map for editing"
)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON / print JSON")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help="语言 / language")
def inspect_command(file: Path, columns: Path | None, write_map: Path | None, as_json: bool, lang: Lang) -> None:
    """看一份花名册怎样被读懂：哪些表、哪些列、有什么问题。

    Show how a roster is understood: which sheets, which columns, what is wrong with it.
    """
    chosen = load_map(columns) if columns else None
    show = _as_json if as_json else _as_text
    try:
        roster = read_roster(file, columns=chosen)
    except ColumnsError as error:
        # what was recognised is what a person needs to see in order to mend it
        _write_map(write_map, error.columns, lang)
        click.echo(show(error.columns, None, lang))
        raise
    _write_map(write_map, roster.columns, lang)
    click.echo(show(roster.columns, roster, lang))


def _write_map(path: Path | None, columns: ColumnMap, lang: Lang) -> None:
    if path is None:
        return
    hint = sentence(Problem("tabular.map_hint", {"fields": ", ".join(Field)}), lang)
    text = "".join(f"# {line}\n" for line in hint.split("\n")) + columns.to_yaml()
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise click.FileError(str(path), error.strerror) from error


def _as_text(columns: ColumnMap, roster: Roster | None, lang: Lang) -> str:
    say = _speaker(lang)
    lines = [say("inspect_file", file=roster.source.name, format=roster.format)] if roster else []
    if columns.sheets:
        lines.append(say("inspect_sheets", sheets="、".join(columns.sheets)))
    rows = ", ".join(map(str, columns.header_rows or ()))
    if columns.header_rows is not None:
        lines.append(say("inspect_header", rows=rows) if rows else say("inspect_no_header"))
    lines += ["", *_table((*columns.columns, *columns.from_sheets), lang)]
    if roster is not None:
        lines += ["", say("inspect_rows", count=roster.data.num_rows), *_issues(roster.issues, lang)]
    return "\n".join(lines)


def _speaker(lang: Lang) -> Callable[..., str]:
    def say(code: str, **params: str | int) -> str:
        return sentence(Problem(f"tabular.{code}", params), lang)

    return say


def _table(columns: Sequence[Column], lang: Lang) -> Iterator[str]:
    say = _speaker(lang)
    heads = [
        say(f"inspect_head_{name}") for name in ("column", "header", "field", "confidence", "examples", "evidence")
    ]
    rows = [heads] + [_row(column, lang) for column in columns if column.header or column.field or column.examples]
    widths = [max(_width(row[index]) for row in rows) for index in range(len(heads) - 1)]
    for row in rows:
        padded = [cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=False)]
        yield "  ".join([*padded, row[-1]]).rstrip()


def _row(column: Column, lang: Lang) -> list[str]:
    field = f"{sentence(field_words(column.field), lang)} ({column.field.value})" if column.field else "-"
    confidence = f"{column.confidence:.2f}" if column.field else ""
    evidence = "；".join(sentence(problem, lang) for problem in column.evidence)
    place = "" if column.index is None else column_letter(column.index)
    return [place, mask(column.header)[:30], field, confidence, " / ".join(column.examples), evidence]


def _width(text: str) -> int:
    """Columns of a terminal: a Han character takes two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _issues(issues: Sequence[CellIssue], lang: Lang) -> Iterator[str]:
    say = _speaker(lang)
    if not issues:
        yield say("inspect_no_issues")
        return
    yield say("inspect_issues", count=len(issues))
    for issue in issues[:_SHOWN_ISSUES]:
        yield f"  {_place(issue)}{sentence(issue.problem, lang)}" + (f"  [{issue.value}]" if issue.value else "")
    if len(issues) > _SHOWN_ISSUES:
        yield "  " + say("inspect_more_issues", count=len(issues) - _SHOWN_ISSUES)


def _place(issue: CellIssue) -> str:
    cell = f"{issue.column or ''}{issue.row or ''}"
    place = "!".join(part for part in (issue.sheet, cell) if part)
    return f"{place}: " if place else ""


def _as_json(columns: ColumnMap, roster: Roster | None, lang: Lang) -> str:
    content: dict[str, object] = {
        "sheets": columns.sheets,
        "header_rows": columns.header_rows,
        "columns": [
            {
                "column": None if column.index is None else column_letter(column.index),
                "header": mask(column.header),
                "field": column.field,
                "confidence": column.confidence,
                "examples": column.examples,
                "evidence": [sentence(problem, lang) for problem in column.evidence],
            }
            for column in (*columns.columns, *columns.from_sheets)
        ],
    }
    if roster is not None:
        content |= {"file": roster.source.name, "format": roster.format, "sha256": roster.fingerprint}
        content |= {"rows": roster.data.num_rows, "issues": [_issue_object(issue, lang) for issue in roster.issues]}
    return json.dumps(content, ensure_ascii=False, indent=2)


def _issue_object(issue: CellIssue, lang: Lang) -> dict[str, object]:
    return {
        "code": issue.problem.code,
        "sheet": issue.sheet,
        "row": issue.row,
        "column": issue.column,
        "field": issue.field,
        "value": issue.value,
        "sentence": sentence(issue.problem, lang),
    }
