"""Plan files on the disk, checked each with the table beside it: those that the program brings, or those given."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from notoneless.foundation.calendar.rules import usual_terms
from notoneless.foundation.plans.rules import Examined, examined, examined_own
from notoneless.kernel.calendar import Calendar
from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.policy.model import Plan
from notoneless.policy.parameters import load_plan, plans_folder
from notoneless.policy.reading import LARGEST, Fault, PlanRefused, decoded
from notoneless.policy.tables import Table, run_table, table_calendar
from notoneless.policy.working_days import TABLE, load_working_days, read_table

_BESIDE = ".table.yaml"
_TERMS = "model/terms.yaml"


@dataclass
class Checked:
    """What was looked at, and everything that is wrong, each told with its file and line."""

    plans: int = 0
    rows: int = 0
    faults: list[Fault | Problem] = field(default_factory=list)

    def told(self) -> list[Problem]:
        """Each fault as a sentence."""
        return [each.told() if isinstance(each, Fault) else each for each in self.faults]


@cache
def calendar_of_tables() -> Calendar:
    """The calendar by which tables are worked out."""
    return table_calendar(usual_terms(date(2026, 9, 1)))


def usual_calendar(day: date) -> Calendar:
    """The calendar of a county that has entered nothing: the usual terms, and the notices that the program knows."""
    return Calendar(notices=load_working_days(), terms=(), changes={}, usual=usual_terms(day))


def check_packaged() -> Checked:
    """Every plan and every table that the program brings."""
    found = Checked()
    root = plans_folder()
    for path in _files(root):
        name = f"plans/{path.relative_to(root).as_posix()}"
        if name == f"plans/{TABLE}.yaml":
            _check_working_days(found, path, name)
        elif name == f"plans/{_TERMS}":
            _gather(found, calendar_of_tables)
        elif not name.endswith(_BESIDE):
            _check_plan(found, path, name)
    return found


def check_given(paths: Sequence[Path]) -> Checked:
    """The given files: plans, or tables whose plan lies beside them or is one that the program brings.

    Raises NotonelessError for one that cannot be opened.
    """
    found = Checked()
    for path in paths:
        if str(path).endswith(_BESIDE):
            if path.with_name(path.name.replace(_BESIDE, ".yaml")) not in paths:
                _check_table(found, path, str(path), None)
        else:
            _check_plan(found, path, str(path))
    return found


def read_bytes(path: Path) -> bytes:
    """The bytes of a file, one more than is taken at most. Raises NotonelessError where it cannot be opened."""
    try:
        with path.open("rb") as opened:
            return opened.read(LARGEST + 1)
    except IsADirectoryError as error:
        raise NotonelessError(Problem("policy.is_folder", {"plan": str(path)})) from error
    except OSError as error:
        raise NotonelessError(Problem("policy.no_plan", {"plan": str(path)})) from error


def look(path: Path, name: str) -> Examined:
    """A plan file as it was looked at; one of somebody's own is asked for more. Raises NotonelessError."""
    content = read_bytes(path)
    found = examined(name, content)
    return examined_own(name, content) if found.is_own else found


def _check_plan(found: Checked, path: Path, name: str) -> None:
    seen = look(path, name)
    found.plans += 1
    found.faults += seen.faults
    beside = path.with_name(f"{path.stem}{_BESIDE}")
    if beside.is_file():
        _check_table(found, beside, f"{name.removesuffix('.yaml')}{_BESIDE}", seen)


def _check_table(found: Checked, path: Path, name: str, beside: Examined | None) -> None:
    try:
        table = Table(name, decoded(name, read_bytes(path)))
    except PlanRefused as refused:
        found.faults += refused.faults
        return
    found.rows += len(table.rows)
    try:
        plan = beside.plan if beside is not None else _plan_of(path, table.plan)
    except PlanRefused as refused:
        found.faults += refused.faults
        return
    if plan is None:
        return
    if plan.key != table.plan:
        params = {"found": table.plan, "plan": plan.key}
        found.faults.append(Fault(name, 1, Problem("policy.table_of_other", params)))
        return
    found.faults += run_table(table, plan, calendar_of_tables())


def _plan_of(path: Path, key: str) -> Plan | None:
    """The plan beside a table, else that which the program brings. Raises NotonelessError for neither."""
    beside = path.with_name(path.name.replace(_BESIDE, ".yaml"))
    return look(beside, str(beside)).plan if beside.is_file() else load_plan(key)


def _check_working_days(found: Checked, path: Path, name: str) -> None:
    def read() -> None:
        found.rows += len(read_table(decoded(name, read_bytes(path)), name))

    _gather(found, read)


def _gather(found: Checked, work: Callable[[], object]) -> None:
    """Do something; what it refuses is one more thing that is wrong."""
    try:
        work()
    except PlanRefused as refused:
        found.faults += refused.faults
    except NotonelessError as refused:
        found.faults.append(refused.told)


def _files(root: Path) -> list[Path]:
    """The files of law, settings and model plans; forms of papers lie beside them and are none."""
    return sorted(path for folder in ("local", "model", "national") for path in (root / folder).glob("*.yaml"))


def packaged_keys() -> Iterator[str]:
    """The keys of the plans that the program brings."""
    root = plans_folder()
    for path in _files(root):
        name = path.relative_to(root).as_posix()
        if not name.endswith(_BESIDE) and name not in (f"{TABLE}.yaml", _TERMS):
            yield name.removesuffix(".yaml")
