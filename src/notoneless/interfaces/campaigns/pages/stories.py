"""Stories of role models and good work, consent, and the books of school years."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from notoneless.casework.campaigns.rules.stories import StoryKind, StoryState
from notoneless.casework.campaigns.selectors import READ_CAMPAIGN
from notoneless.casework.campaigns.selectors.books import list_books
from notoneless.casework.campaigns.selectors.meetings import units_to_call
from notoneless.casework.campaigns.selectors.stories import (
    READ_STORY,
    StoryLine,
    StoryPage,
    consent_in_reach,
    guardians_of,
    list_stories,
    media,
    open_story,
    pupils_called,
    story_in_reach,
)
from notoneless.casework.campaigns.services import (
    approve_story,
    collect_story,
    consent,
    issue_book,
    pass_on_story,
    publish_story,
    withdraw_consent,
    withdraw_story,
)
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.calendar.selectors import load_calendar
from notoneless.foundation.papers.selectors import READ_PAPER
from notoneless.interfaces.campaigns.pages.acting import Form, Kind, a_reason, no_fields, routes_of
from notoneless.interfaces.campaigns.pages.filling import Typed, field, form_shown, typed_in
from notoneless.interfaces.campaigns.pages.wording import told, word
from notoneless.interfaces.frame.forming import FormField, tried
from notoneless.interfaces.frame.pages import Answer, Shown, Went, page, route
from notoneless.kernel.problems import Problem


def _of(line: StoryLine) -> dict[str, Any]:
    return {"line": line, "kind": word("story", line.kind), "state": word("storystate", line.state)}


@page({"GET": READ_STORY})
def stories(ctx: Context, request: HttpRequest) -> Answer:
    """The stories in reach."""
    values = {"lines": [_of(each) for each in list_stories(ctx)], "may_collect": ctx.may(collect_story.code)}
    return Shown("campaigns/stories.html", values)


@page({"GET": READ_STORY})
def story(ctx: Context, request: HttpRequest, story: UUID) -> Answer:
    """One story, and what this person may do next."""
    found = open_story(ctx, story)
    own = found.unit in ctx.units_for(publish_story.code)
    may_withdraw = found.consent is not None and own and ctx.may(withdraw_consent.code)
    values = {
        **_of(found.line),
        "found": found,
        "ways": _ways(ctx, found) if own else [],
        "may_withdraw_consent": may_withdraw,
    }
    return Shown("campaigns/story.html", values)


def _ways(ctx: Context, found: StoryPage) -> list[tuple[str, str]]:
    state = found.line.state
    fits = {
        "consent": found.line.names_pupil and found.consent is None,
        "approve": state is StoryState.COLLECTED and not found.is_own,
        "publish": state is StoryState.APPROVED,
        "pass-on": state in (StoryState.APPROVED, StoryState.PUBLISHED),
        "withdraw": True,
    }
    if state is StoryState.WITHDRAWN:
        return []
    return [
        (f"story_{name.replace('-', '_')}", form.words())
        for name, form in FORMS.items()
        if fits[name] and ctx.may(form.action.code)
    ]


@page({"GET": collect_story.code, "POST": collect_story.code})
def collecting(ctx: Context, request: HttpRequest) -> Answer:
    """The form that collects a story, and its sending."""
    made, names = list[UUID](), ("unit", "story_kind", "topic", "story_text", "child")
    name = request.POST.get("pupil_name", "").strip()
    alike = pupils_called(ctx, name) if name else []

    def act(acting: Context) -> None:
        given: dict[str, Any] = {each: request.POST.get(each, "") for each in names}
        given["child"] = given["child"] or _only_one(alike, name)
        made.append(collect_story(acting, **given))

    refusal = tried(ctx, request, collect_story.code, act) if request.method == "POST" else None
    if made and refusal is None:
        messages.success(request, told("campaigns.done_collected"))
        return Went("story", {"story": made[0]})
    typed, units = typed_in(request), units_to_call(ctx, collect_story.code)
    hint = gettext("写到学生姓名的才填；没有家长同意书不能审核、公布")
    shown = [
        field("unit", "select", typed, units[0][0] if len(units) == 1 else "", units),
        field("story_kind", "select", typed, options=[(each.value, word("story", each)) for each in StoryKind]),
        field("topic", "text", typed),
        field("story_text", "textarea", typed),
        field("pupil_name", "text", typed, optional=True, hint=hint),
        *([field("child", "select", typed, options=alike)] if len(alike) > 1 else []),
    ]
    return form_shown(ctx, gettext("收集典型事例"), "", shown, refusal, reverse("stories"))


def _only_one(alike: list[tuple[str, str]], name: str) -> str:
    """The pupil of a typed name; nobody where none was typed. Raises Unusable where there is none of it, or several."""
    if not name:
        return ""
    if not alike:
        raise Unusable(Problem("campaigns.no_such_pupil", {"name": name}))
    if len(alike) > 1:
        raise Unusable(Problem("campaigns.pupils_alike", {"name": name, "count": len(alike)}))
    return alike[0][0]


def _consent(ctx: Context, row: Any, typed: Typed) -> list[FormField]:
    return [
        field("guardian", "select", typed, options=guardians_of(ctx, row)),
        field("signed_on", "date", typed, ctx.today.isoformat()),
    ]


def _publish(_: Context, __: Any, typed: Typed) -> list[FormField]:
    return [field("where", "text", typed, hint=gettext("例如宣传栏、校园广播、家长会"))]


def _pass_on(ctx: Context, _: Any, typed: Typed) -> list[FormField]:
    return [
        field("medium", "select", typed, options=[(each, each) for each in media(ctx.today)]),
        field("outlet", "text", typed),
    ]


FORMS = {
    "consent": Form(consent, lambda: gettext("登记家长同意"), _consent, "done_consented", proof=True),
    "approve": Form(approve_story, lambda: gettext("审核"), no_fields, "done_approved"),
    "publish": Form(publish_story, lambda: gettext("公布"), _publish, "done_published"),
    "pass-on": Form(pass_on_story, lambda: gettext("推荐给媒体"), _pass_on, "done_passed_on"),
    "withdraw": Form(withdraw_story, lambda: gettext("撤回事例"), a_reason, "done_withdrawn"),
}
_WITHDRAWN = Form(
    withdraw_consent,
    lambda: gettext("登记家长撤回同意"),
    a_reason,
    "done_consent_withdrawn",
    given=lambda _, row: {"story_consent": row.pk},
)
_KIND = Kind("story", "stories", story_in_reach, lambda row: "" if row.withdrawn_on else str(row.heading))
_CONSENT = Kind("story_consent", "stories/consents", consent_in_reach, lambda _: "", "story", lambda row: row.story_id)


@page({"GET": READ_CAMPAIGN})
def books(ctx: Context, request: HttpRequest) -> Answer:
    """The books in reach, and the form that issues one."""
    values = {"lines": list_books(ctx), "may_issue": ctx.may(issue_book.code), "may_see_paper": ctx.may(READ_PAPER)}
    return Shown("campaigns/books.html", values)


@page({"GET": issue_book.code, "POST": issue_book.code})
def issuing(ctx: Context, request: HttpRequest) -> Answer:
    """The form that issues a book, and its sending."""
    made = list[UUID]()

    def act(acting: Context) -> None:
        given: dict[str, Any] = {each: request.POST.get(each, "") for each in ("unit", "school_year")}
        made.append(issue_book(acting, **given))

    refusal = tried(ctx, request, issue_book.code, act) if request.method == "POST" else None
    if made and refusal is None:
        messages.success(request, told("campaigns.done_book"))
        return Went("paper", {"paper": made[0]})
    typed, units = typed_in(request), units_to_call(ctx, issue_book.code)
    year = load_calendar(ctx.today, ctx.today).school_year_of(ctx.today)
    years = [(str(each), f"{each}—{each + 1}") for each in (year, year - 1)]
    shown = [
        field("unit", "select", typed, units[0][0] if len(units) == 1 else "", units),
        field("school_year", "select", typed, str(year), years),
    ]
    return form_shown(ctx, gettext("出具年度档案"), "", shown, refusal, reverse("campaign_books"))


ROUTES = [
    route("stories/", stories, "stories"),
    route("stories/collect/", collecting, "story_collect"),
    route("stories/<uuid:story>/", story, "story"),
    *routes_of(_KIND, FORMS),
    *routes_of(_CONSENT, {"withdraw": _WITHDRAWN}),
    route("campaign-books/", books, "campaign_books"),
    route("campaign-books/issue/", issuing, "campaign_book_issue"),
]
