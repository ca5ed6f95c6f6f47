"""The one-time link by which an administrator first comes in. Its token is taken out of the address at once."""

from django.contrib import messages
from django.contrib.auth import logout, password_validation
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import EntryLink
from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.sealing.keys import key_ring
from notoneless.interfaces.access.adapters import AccountAdapter
from notoneless.interfaces.frame.pages import ANYONE, Answer, Shown, Went, language_of, page, route
from notoneless.kernel.problems import Problem, sentence

KEYS = "notoneless.entry"
"""Session key of what stands for the token: the token itself is kept nowhere."""


@page({"GET": ANYONE})
def arrive(ctx: Context, request: HttpRequest, token: str) -> Answer:
    """Take the token, good or not, out of the address, so that no log of a refusal and no Referer holds it."""
    request.session[KEYS] = [key.hex() for key in key_ring().indexes(token, "access_entry_link/token")]
    return Went("enter_form")


@page({"GET": ANYONE, "POST": ANYONE})
def enter(ctx: Context, request: HttpRequest) -> Answer:
    """Choose the password of the account that the link belongs to; then the link is gone."""
    link = _link(ctx, request)
    account = link.account
    if request.method != "POST":
        return _form(account.sign_in_name, [])
    password = request.POST.get("password1", "")
    try:
        if password != request.POST.get("password2", ""):
            raise ValidationError(sentence(Problem("session.passwords_differ"), language_of()))
        password_validation.validate_password(password, account)
    except ValidationError as error:
        return _form(account.sign_in_name, error.messages)
    AccountAdapter(request).set_password(account, password)
    link.delete()
    logout(request)
    messages.success(request, sentence(Problem("session.password_chosen"), language_of()))
    return Went("account_login")


def _link(ctx: Context, request: HttpRequest) -> EntryLink:
    """The link, locked. Raises Unusable, in one sentence, whether it is forged, used, or too old."""
    keys = [bytes.fromhex(key) for key in request.session.get(KEYS, [])]
    rows = EntryLink.objects.select_for_update(of=("self",)).select_related("account")
    link = rows.filter(token__in=keys, until__gte=ctx.at, account__is_active=True).first()
    if link is None:
        raise Unusable(Problem("session.link_over"))
    return link


def _form(sign_in_name: str, errors: list[str]) -> Answer:
    return Shown("access/enter.html", {"sign_in_name": sign_in_name, "errors": errors}, 422 if errors else 200)


ROUTES = [
    route("enter/", enter, "enter_form"),
    route("enter/<str:token>/", arrive, "enter"),
]
