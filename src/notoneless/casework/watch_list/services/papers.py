"""The file of a pupil on paper: numbered by the school, with what is in it on that day."""

from collections.abc import Iterable
from uuid import UUID

from notoneless.casework.watch_list.models import Care, KeeperContact, WatchListEntry
from notoneless.casework.watch_list.selectors.keepers import holders_of, kept_by
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Account, Unit
from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.access.unit_kinds import Track, UnitKind
from notoneless.foundation.papers.rules.filling import Data
from notoneless.foundation.papers.services import issue
from notoneless.foundation.people.models import ChildUnit
from notoneless.kernel.problems import Problem, sentence
from notoneless.typesetting.paper import written_day

ISSUE_FILE = "watch_list.issue_file"
KIND = "key_pupil_file"
"""The paper that a file becomes."""

_BETWEEN = "、"


@action("watch_list.issue_file", words="出具重点生档案", english="Issue the file of a watch-listed pupil on paper")
def issue_file(ctx: Context, *, watch_list_entry: WatchListEntry) -> UUID:
    """Set the file of a pupil on paper as it is today, numbered by the pupil's school; the paper. It takes the earlier one's
    place where the school has issued one. Notes and key groups stay out: they open by need only.

    Raises Unusable for a pupil in no class of a school in reach, Refused for a school without a prefix.
    """
    entry = watch_list_entry
    room = _class_of(ctx, entry.child_id)
    school = room.parent if room is not None else None
    if room is None or school is None or not visible_to(ctx, ISSUE_FILE, Unit).filter(pk=school.pk).exists():
        raise Unusable(Problem("watch_list.in_no_class"))
    before = entry.paper if entry.paper is not None and entry.paper.unit_id == school.pk else None
    entry.paper = issue(
        ctx, ISSUE_FILE, unit=school, kind=KIND, data=_data(ctx, entry, school, room), supersedes=before
    )
    entry.save(update_fields=["paper"])
    return entry.paper.pk


def _class_of(ctx: Context, child: UUID) -> Unit | None:
    rows = ChildUnit._base_manager.filter(in_force(ctx.today), child_id=child, track=Track.SCHOOL)
    place = rows.filter(unit__kind=UnitKind.CLASS).select_related("unit__parent").first()
    return place.unit if place is not None else None


def _data(ctx: Context, entry: WatchListEntry, school: Unit, room: Unit) -> Data:
    """What the paper is filled in with. Papers are Chinese, whoever issues them."""
    return {
        "school": school.name,
        "room": room.name,
        "name": entry.child.name,
        "opened_on": written_day(entry.opened_on),
        "reasons": _BETWEEN.join(_told(f"watch_list.reason_{each}") for each in entry.reasons.split()),
        "keeper": _keeper(ctx, entry),
        "state": _state(entry),
        "care": _care(entry),
        "contacts": _contacts(entry),
    }


def _keeper(ctx: Context, entry: WatchListEntry) -> str:
    post = kept_by(entry.pk, ctx.today)
    if post is None:
        return _told("watch_list.gap_unnamed")
    unit, role = post
    names = holders_of([post], ctx.today).get(post, ())
    title = f"{Unit._base_manager.get(pk=unit).name}{_told(f'role.{role}')}"
    return f"{title} {_BETWEEN.join(names)}" if names else f"{title}（{_told('watch_list.gap_vacant')}）"


def _state(entry: WatchListEntry) -> str:
    if entry.lifted_on is None:
        return _told("watch_list.state_open")
    why = f"{_told(f'watch_list.lifting_{entry.lifting}')} {entry.lifted_because}"
    return f"{written_day(entry.lifted_on)}解除：{why}"


def _care(entry: WatchListEntry) -> list[dict[str, str]]:
    rows = Care._base_manager.filter(child_id=entry.child_id).order_by("on", "id")
    return [
        {
            "ordinal": str(number),
            "on": written_day(row.on),
            "kind": _told(f"watch_list.care_{row.kind}"),
            "words": row.words,
            "effect": f"{_told(f'watch_list.effect_{row.effect}')} {row.effect_words}".strip() if row.effect else "",
        }
        for number, row in enumerate(rows, 1)
    ]


def _contacts(entry: WatchListEntry) -> list[dict[str, str]]:
    rows = list(KeeperContact._base_manager.filter(child_id=entry.child_id).order_by("on", "at", "id"))
    names = _names(row.by_id for row in rows)
    return [
        {
            "ordinal": str(number),
            "on": written_day(row.on),
            "how": _told(f"early_warning.how_{row.how}"),
            "whom": _told(f"early_warning.whom_{row.whom}"),
            "answered": _told(f"early_warning.answered_{row.answered}"),
            "by": names.get(row.by_id, ""),
        }
        for number, row in enumerate(rows, 1)
    ]


def _names(accounts: Iterable[UUID]) -> dict[UUID, str]:
    return dict(Account._base_manager.filter(pk__in=set(accounts)).values_list("pk", "name"))


def _told(code: str) -> str:
    return sentence(Problem(code))
