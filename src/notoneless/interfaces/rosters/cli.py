"""`notoneless inspect`: show how a roster file is understood, and write the map by which a person can mend it."""

import json
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import click

from notoneless.kernel.problems import Lang, NotonelessError, Problem, sentence
from notoneless.tabular.checking import checked
from notoneless.tabular.column_map import Column, ColumnMap, load_map
from notoneless.tabular.fields import Field
from notoneless.tabular.issues import CellIssue, column_letter
from notoneless.tabular.reading import Roster, read_roster
from notoneless.tabular.recognition.shown import shown_headings
from notoneless.tabular.request import ColumnsError, field_words

_SHOWN_ISSUES = 20
_MOST_BESIDE = 100
_FILE = click.Path(path_type=Path)


@click.command("inspect", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("file", type=_FILE)
@click.option(
    "--columns", type=_FILE, metavar="MAP.yaml",
    help="列对应文件：写明的列照此，其余照常识别 / column map: what it names stands, the rest is recognised as usual",
)  # fmt: skip
@click.option(
    "--write-map", type=_FILE, metavar="PATH",
    help="写出列对应文件，供修改；已有的文件不会被覆盖 / write the column map for editing; no file is overwritten",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="输出 JSON / print JSON")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help="语言 / language")
def inspect_command(file: Path, columns: Path | None, write_map: Path | None, as_json: bool, lang: Lang) -> None:
    """看一份花名册怎样被读懂：哪些表、哪些列、有什么问题。

    Show how a roster is understood: which sheets, which columns, what is wrong with it.
    """
    if write_map is not None:
        _refuse_no_map(write_map, file)
    chosen = load_map(columns) if columns else None
    show = _as_json if as_json else _as_text

    def tell(found: ColumnMap, roster: Roster | None) -> None:
        said = _written(write_map, found, lang) if write_map is not None else None
        click.echo(show(found, roster, lang))
        if said is not None:
            click.echo(sentence(said, lang), err=as_json)

    try:
        roster = checked(read_roster(file, columns=chosen))
    except ColumnsError as error:
        # what was recognised is what a person needs to see in order to mend it
        tell(error.columns, None)
        raise
    tell(roster.columns, roster)


def _refuse_no_map(path: Path, roster: Path) -> None:
    """Raise NotonelessError where something else than a column map stands at `path`: it may be the only copy of a roster."""
    if not path.exists():
        return
    problem = Problem("tabular.not_a_map", {"file": str(path)})
    if roster.exists() and path.samefile(roster):
        raise NotonelessError(problem)
    try:
        load_map(path)
    except NotonelessError as error:
        raise NotonelessError(problem) from error


def _written(path: Path, columns: ColumnMap, lang: Lang) -> Problem:
    """Write the map to `path`, or beside it where another map stands there; what to tell of it."""
    text = _map_text(columns, lang)
    for place in (path, *(path.with_stem(f"{path.stem}-{number}") for number in range(2, _MOST_BESIDE))):
        try:
            if not place.exists():
                with place.open("x", encoding="utf-8") as file:
                    file.write(text)
            elif place.read_bytes() != text.encode():
                continue
        except OSError as error:
            raise NotonelessError(Problem("tabular.cannot_write", {"file": str(place)})) from error
        if place == path:
            return Problem("tabular.map_written", {"file": str(path)})
        return Problem("tabular.map_written_beside", {"file": str(path), "beside": str(place)})
    raise NotonelessError(Problem("tabular.cannot_write", {"file": str(path)}))


def _map_text(columns: ColumnMap, lang: Lang) -> str:
    """The map file with what a person needs to know to change it."""
    hint = sentence(Problem("tabular.map_hint", {"fields": ", ".join(Field)}), lang)
    text = "".join(f"# {line}\n" for line in hint.split("\n")) + columns.to_yaml()
    if Field.ID_NO in columns.absent or any(column.field is Field.ID_NO for column in columns.columns):
        return text
    waiver = sentence(Problem("tabular.map_hint_no_id"), lang)
    text = text.replace("columns: {}\n", "columns:\n")
    # the mark stands without a blank behind it: whoever takes it off leaves the indentation right
    return f"{text}  # {waiver}\n  #id_no: null\n"


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
    shown = zip(columns, shown_headings([column.header for column in columns]), strict=True)
    rows = [heads] + [
        _row(column, heading, lang) for column, heading in shown if heading or column.field or column.examples
    ]
    widths = [max(_width(row[index]) for row in rows) for index in range(len(heads) - 1)]
    for row in rows:
        padded = [cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=False)]
        yield "  ".join([*padded, row[-1]]).rstrip()


def _row(column: Column, heading: str, lang: Lang) -> list[str]:
    field = f"{sentence(field_words(column.field), lang)} ({column.field.value})" if column.field else "-"
    confidence = f"{column.confidence:.2f}" if column.field else ""
    evidence = "；".join(sentence(problem, lang) for problem in column.evidence)
    place = "" if column.index is None else column_letter(column.index)
    return [place, heading[:30], field, confidence, " / ".join(column.examples), evidence]


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
    every = (*columns.columns, *columns.from_sheets)
    headings = shown_headings([column.header for column in every])
    content: dict[str, object] = {
        "sheets": columns.sheets,
        "header_rows": columns.header_rows,
        "columns": [
            {
                "column": None if column.index is None else column_letter(column.index),
                "header": heading,
                "field": column.field,
                "confidence": column.confidence,
                "examples": column.examples,
                "evidence": [sentence(problem, lang) for problem in column.evidence],
            }
            for column, heading in zip(every, headings, strict=True)
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
