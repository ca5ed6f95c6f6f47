"""One post: what is handed over with it, as a list to print, and the hand-over itself, by the security administrator."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import Refused
from notoneless.foundation.organizations.selectors import READ
from notoneless.foundation.organizations.selectors.showing import open_post
from notoneless.foundation.organizations.services import hand_over_post
from notoneless.foundation.people.selectors import READ as READ_CHILDREN
from notoneless.foundation.people.selectors import count_children
from notoneless.interfaces.access.pages.choosing import account_typed
from notoneless.interfaces.frame.asking import new_form, with_form
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of, page, proved, route
from notoneless.interfaces.organizations.pages.forms import again, word
from notoneless.interfaces.organizations.pages.tree import shown
from notoneless.kernel.problems import Problem, sentence


@page({"GET": READ})
def post(ctx: Context, request: HttpRequest, post: UUID) -> Answer:
    """A post with all that goes with it."""
    return _post(ctx, request, post)


def _post(ctx: Context, request: HttpRequest, post: UUID) -> Shown:
    card = open_post(ctx, post)
    values = {
        "card": card,
        "role": word(f"role.{card.line.role}"),
        "ties": [(tie, word(f"organizations.tie_{tie.kind}")) for tie in card.ties],
        "seats": [(name, word(f"organizations.seat_{seat}"), duties) for name, seat, duties in card.seats],
        "units": shown(list(card.units)),
        "children": count_children(ctx, card.line.unit) if ctx.may(READ_CHILDREN) else None,
        "may_hand_over": ctx.may("post.hand_over"),
        "sent": {"from_on": ctx.today.isoformat(), **request.POST.dict()},
        "form": new_form(ctx),
    }
    return Shown("organizations/post.html", values)


@page({"POST": "post.hand_over"})
def hand_over(ctx: Context, request: HttpRequest, post: UUID) -> Answer:
    """Hand it over on a day."""
    proved(ctx)
    acting = with_form(ctx, request)
    try:
        account = account_typed(ctx, request)
        made = hand_over_post(acting, post=post, account=account, from_on=request.POST.get("from_on", ""))
    except Refused as refusal:
        return again(ctx, refusal, "post.hand_over", lambda: _post(ctx, request, post))
    messages.success(request, sentence(Problem("organizations.handed_over", {"name": account.name}), language_of()))
    return Went("post", {"post": made})


ROUTES = [
    route("organizations/posts/<uuid:post>/", post, "post"),
    route("organizations/posts/<uuid:post>/hand-over/", hand_over, "post_hand_over"),
]
