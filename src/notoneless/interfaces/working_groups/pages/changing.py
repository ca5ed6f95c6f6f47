"""The form that gives a place of a group to another post."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext

from notoneless.casework.watch_list.selectors.keepers import holders_of
from notoneless.casework.working_groups.rules.parties import KINDS, Party
from notoneless.casework.working_groups.selectors import READ_GROUP
from notoneless.casework.working_groups.selectors.groups import place_in_reach
from notoneless.casework.working_groups.selectors.knowing import posts_for
from notoneless.casework.working_groups.services import change_place
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.forming import FormField, Options, tried
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of, page, route
from notoneless.interfaces.working_groups.pages.wording import told
from notoneless.kernel.problems import sentence


@page({"GET": change_place.code, "POST": change_place.code})
def changing(ctx: Context, request: HttpRequest, group_place: UUID) -> Answer:
    """Who is to stand for a party, and why; and its sending."""
    row = place_in_reach(ctx, group_place, change_place.code)
    typed = {name: str(text) for name, text in request.POST.items()}
    unit, _, role = typed.get("member", "").partition("/")

    def act(acting: Context) -> None:
        given = {"member_unit": unit, "member_role": role, "reason": typed.get("reason", "")}
        change_place(acting, group_place=group_place, **given)

    refusal = tried(ctx, request, change_place.code, act) if request.method == "POST" else None
    if request.method == "POST" and refusal is None:
        messages.success(request, told("working_groups.changed"))
        return Went("child_group", {"child": row.child_id})
    fields = [
        FormField(
            "member", gettext("换成谁"), "select", typed.get("member", ""), _choices(ctx, row.child_id, row.party)
        ),
        FormField("reason", gettext("为什么换"), "text", typed.get("reason", ""), hint=gettext("原来的成员留有记录")),
    ]
    values = {
        "name": row.child.name,
        "child": row.child_id,
        "title": gettext("更换小组成员"),
        "party": told(f"working_groups.party_{row.party}"),
        "fields": fields,
        "form": new_form(ctx),
        "error": sentence(refusal.told, language_of()) if refusal else "",
    }
    return Shown("working_groups/change.html", values, 422 if refusal else 200)


def _choices(ctx: Context, child: UUID, party: str) -> Options:
    """The posts that may stand for a party: those that answer for the child and are of its units."""
    posts = posts_for(child, ctx.roles.allowing(READ_GROUP), ctx.today)
    units = {row.pk: row for row in Unit._base_manager.filter(pk__in=[unit for unit, _ in posts])}
    held = holders_of(set(posts), ctx.today)
    return [
        (f"{unit}/{role}", f"{units[unit].name} {told(f'role.{role}')} {'、'.join(held.get((unit, role), ()))}".strip())
        for unit, role in posts
        if units[unit].kind in KINDS[Party(party)]
    ]


ROUTES = [route("working-groups/places/<uuid:group_place>/change/", changing, "group_change")]
