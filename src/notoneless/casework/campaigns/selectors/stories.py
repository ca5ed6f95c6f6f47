"""Stories as lists and one by one; what is withdrawn is shown to nobody any more but as withdrawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from notoneless.casework.campaigns.models import Story, StoryConsent, StoryPassing
from notoneless.casework.campaigns.rules.stories import Named, StoryKind, StoryState, named_in, state_of
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import UnitClosure
from notoneless.foundation.access.permissions import reading
from notoneless.foundation.access.recording import listed, opened_row
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.access.unit_kinds import Track
from notoneless.foundation.people.models import Child, ChildUnit, Guardian
from notoneless.kernel.names import clean_name
from notoneless.policy.parameters import load_parameters

READ_STORY = reading("story.read", words="查看典型事例", english="See stories")
PLAN, MEDIA = "local/campaigns", "campaign.media"
SHOWN = 200


_ALIKE = 20
"""Pupils of one name that are offered."""


@dataclass(frozen=True, slots=True)
class StoryLine:
    """A story in a list. Withdrawn, it has no heading and names nobody any more."""

    id: UUID
    unit_name: str
    kind: StoryKind
    heading: str
    state: StoryState
    collected_on: date
    published_on: date | None
    names_pupil: bool
    passed_on: int


@dataclass(frozen=True, slots=True)
class PassingLine:
    """To which medium a story was passed on, when."""

    medium: str
    outlet: str
    on: date


@dataclass(frozen=True, slots=True)
class StoryPage:
    """One story. `consent`: that which holds, `guardian`: who gave it. `lacks`: that it names a pupil without consent."""

    line: StoryLine
    unit: UUID
    text: str
    child: str
    collected_by: str
    approved_by: str
    published_where: str
    withdrawn_on: date | None
    withdrawn_why: str
    consent: UUID | None
    guardian: str
    consented_on: date | None
    lacks: bool
    is_own: bool
    passings: tuple[PassingLine, ...]


def media(day: date) -> Sequence[str]:
    """The levels of media to which good stories are passed on, as the county has set them."""
    return load_parameters(PLAN, day)[MEDIA].value.split()


def names_of(story: Story, day: date) -> Named:
    """The pupils whom a story names: the one it is about, and every pupil of the unit whose name stands in it."""
    consent = StoryConsent._base_manager.filter(story=story, withdrawn_on__isnull=True).first()
    inner = UnitClosure.objects.filter(ancestor_id=story.unit_id).values("descendant_id")
    members = ChildUnit._base_manager.filter(in_force(day), unit__in=inner, track=Track.SCHOOL).values("child_id")
    pupils = Child._base_manager.filter(pk__in=members).order_by("id").values_list("pk", "name")
    named = named_in(f"{story.heading}\n{story.text}", pupils)
    if story.child_id is not None and story.child is not None:
        named.insert(0, (story.child_id, story.child.name))
    return Named(tuple(named), consent.child_id if consent else None)


def story_in_reach(ctx: Context, story: UUID, code: str) -> Story:
    """One story on which this person may do `code`. Raises NotFound out of reach."""
    row = visible_to(ctx, code, Story).select_related("unit").filter(pk=story).first()
    if row is None:
        raise NotFound
    return row


def consent_in_reach(ctx: Context, consent: UUID, code: str) -> StoryConsent:
    """One consent on which this person may do `code`. Raises NotFound out of reach."""
    row = visible_to(ctx, code, StoryConsent).filter(pk=consent).first()
    if row is None:
        raise NotFound
    return row


def list_stories(ctx: Context) -> tuple[StoryLine, ...]:
    """The stories in reach, the latest first."""
    rows = visible_to(ctx, READ_STORY, Story).select_related("unit").order_by("-collected_on", "-id")[:SHOWN]
    lines = tuple(_line(row) for row in rows)
    listed(ctx, READ_STORY, [each.id for each in lines], {})
    return lines


def _line(row: Story) -> StoryLine:
    state = state_of(row.approved_on, row.published_on, row.withdrawn_on)
    heading = row.heading if state is not StoryState.WITHDRAWN else ""
    passed = StoryPassing._base_manager.filter(story=row).count()
    told = (row.pk, row.unit.name, StoryKind(row.kind), heading, state, row.collected_on, row.published_on)
    return StoryLine(*told, row.child_id is not None, passed)


def open_story(ctx: Context, story: UUID) -> StoryPage:
    """One story. Opening it leaves an entry. Raises NotFound out of reach."""
    row = story_in_reach(ctx, story, READ_STORY)
    opened_row(ctx, READ_STORY, row)
    line = _line(row)
    is_over = line.state is StoryState.WITHDRAWN
    consents = StoryConsent._base_manager.filter(story=row, withdrawn_on__isnull=True).select_related("guardian")
    consent, named = consents.first(), names_of(row, ctx.today)
    passings = StoryPassing._base_manager.filter(story=row).order_by("on", "id")
    return StoryPage(
        line=line,
        unit=row.unit_id,
        text="" if is_over else row.text,
        child=row.child.name if row.child and not is_over else "",
        collected_by=row.collected_by.name,
        approved_by=row.approved_by.name if row.approved_by else "",
        published_where=row.published_where,
        withdrawn_on=row.withdrawn_on,
        withdrawn_why=row.withdrawn_why,
        consent=consent.pk if consent else None,
        guardian=consent.guardian.name if consent and not is_over else "",
        consented_on=consent.signed_on if consent else None,
        lacks=any(pk != named.consented for pk, _ in named.pupils),
        is_own=row.collected_by_id == ctx.actor,
        passings=tuple(PassingLine(each.medium, each.outlet, each.on) for each in passings),
    )


def guardians_of(ctx: Context, story: Story) -> list[tuple[str, str]]:
    """Who may consent for the pupil of a story."""
    rows = visible_to(ctx, "child.read", Guardian).filter(child=story.child).order_by("id")
    return [(str(row.pk), f"{row.name}（{row.relation}）") for row in rows.only("pk", "name", "relation")]


def pupils_called(ctx: Context, name: str) -> list[tuple[str, str]]:
    """The pupils in reach of a name, whom a story may be about, each with its class and school: two may be called alike."""
    members = visible_to(ctx, "child.read", ChildUnit).filter(in_force(ctx.today), track=Track.SCHOOL)
    seen = visible_to(ctx, "story.collect", Child).filter(name=clean_name(name)).values("pk")
    rows = (
        members.filter(child_id__in=seen).select_related("child", "unit__parent").order_by("unit__sort_key", "child_id")
    )
    return [
        (str(row.child_id), " ".join([row.child.name, row.unit.parent.name if row.unit.parent else "", row.unit.name]))
        for row in rows[:_ALIKE]
    ]
