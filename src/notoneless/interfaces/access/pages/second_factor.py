"""Second factors: an authenticator app, passkeys, recovery codes. Each change is recorded."""

from typing import Any

from allauth.mfa.base import views as base
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.contrib import messages
from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url

from notoneless.foundation.access.recording import recorded
from notoneless.foundation.access.services import end_sessions, end_ways_in
from notoneless.foundation.audit.models import Outcome
from notoneless.interfaces.access.forms import LAST_STEP
from notoneless.interfaces.access.pages.signing_in import declared
from notoneless.interfaces.frame.asking import context_of
from notoneless.interfaces.frame.pages import ANYONE, SIGNED_IN, language_of, route
from notoneless.kernel.problems import Problem, sentence

REMOVED = "account.remove_factor"


def _record(request: HttpRequest, code: str, kind: str) -> None:
    account: Any = request.user
    recorded(context_of(request), code, Outcome.DONE, {"kind": kind}, [account])


class _Recorded:
    """A change of second factors that is made and recorded, or neither. `recorded_as`: what it is, and of which kind."""

    request: HttpRequest
    recorded_as: tuple[str, str]

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        """Make the change."""
        response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        _record(self.request, *self.recorded_as)
        return self._begun_anew() or response

    def _begun_anew(self) -> HttpResponse | None:
        """Without any factor left all that was strong ends: tokens, sessions, this one too; on to signing in. Else None."""
        account: Any = self.request.user
        left = Authenticator.objects.filter(user=account).exclude(type=Authenticator.Type.RECOVERY_CODES)
        if self.recorded_as[0] != REMOVED or left.exists():
            return None
        end_ways_in(account.pk)
        end_sessions(context_of(self.request), account.pk)
        logout(self.request)
        messages.info(self.request, sentence(Problem("session.no_factor_left"), language_of()))
        return HttpResponseRedirect(resolve_url("account_login"))


class _OnceMore:
    """A form about a passkey, whose page makes a challenge each time."""

    def form_invalid(self, form: Any) -> HttpResponse:
        """The page again, with what was wrong and a new challenge."""
        view: Any = self
        response: HttpResponse = view.render_to_response({**view.get_context_data(), "form": form})
        return response


class SetUpTotp(totp.ActivateTOTPView):  # type: ignore[misc]
    """Set up an authenticator app. Its first code counts as a second factor of this session, and is used up."""

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        """Keep the new authenticator."""
        response: HttpResponse = super().form_valid(form)
        row = Authenticator.objects.get(user=self.request.user, type=Authenticator.Type.TOTP)
        row.data[LAST_STEP] = form.step()
        row.save(update_fields=["data"])
        post_authentication(self.request, row)
        _record(self.request, "account.add_factor", row.type)
        return response


class GiveUpTotp(_Recorded, totp.DeactivateTOTPView):  # type: ignore[misc]
    """Give up the authenticator app."""

    recorded_as = (REMOVED, Authenticator.Type.TOTP)


class AddKey(_OnceMore, webauthn.AddWebAuthnView):  # type: ignore[misc]
    """Add a passkey. Having just used it counts as a second factor of this session."""

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        """Keep the new key."""
        response: HttpResponse = super().form_valid(form)
        row = Authenticator.objects.filter(user=self.request.user, type=Authenticator.Type.WEBAUTHN).latest("pk")
        post_authentication(self.request, row)
        _record(self.request, "account.add_factor", row.type)
        return response


class ProveByKey(_OnceMore, webauthn.ReauthenticateWebAuthnView):  # type: ignore[misc]
    """Prove again by a passkey who one is."""


class RemoveKey(_Recorded, webauthn.RemoveWebAuthnView):  # type: ignore[misc]
    """Remove a passkey."""

    recorded_as = (REMOVED, Authenticator.Type.WEBAUTHN)


class NewRecoveryCodes(_Recorded, recovery.GenerateRecoveryCodesView):  # type: ignore[misc]
    """Make new recovery codes in place of the old ones."""

    recorded_as = ("account.add_factor", Authenticator.Type.RECOVERY_CODES)


ROUTES = [
    route("security/factors/", declared(base.index, SIGNED_IN, ("GET",)), "mfa_index"),
    route("sign-in/factor/", declared(base.authenticate, ANYONE), "mfa_authenticate"),
    route("security/again/factor/", declared(base.reauthenticate, SIGNED_IN), "mfa_reauthenticate"),
    route("security/factors/app/add/", declared(SetUpTotp.as_view(), SIGNED_IN), "mfa_activate_totp"),
    route("security/factors/app/remove/", declared(GiveUpTotp.as_view(), SIGNED_IN), "mfa_deactivate_totp"),
    route(
        "security/factors/codes/",
        declared(recovery.view_recovery_codes, SIGNED_IN, ("GET",)),
        "mfa_view_recovery_codes",
    ),
    route(
        "security/factors/codes/new/",
        declared(NewRecoveryCodes.as_view(), SIGNED_IN),
        "mfa_generate_recovery_codes",
    ),
    route("security/factors/keys/", declared(webauthn.list_webauthn, SIGNED_IN, ("GET",)), "mfa_list_webauthn"),
    route("security/factors/keys/add/", declared(AddKey.as_view(), SIGNED_IN), "mfa_add_webauthn"),
    route(
        "security/again/key/",
        declared(ProveByKey.as_view(), SIGNED_IN),
        "mfa_reauthenticate_webauthn",
    ),
    route("security/factors/keys/<int:pk>/remove/", declared(RemoveKey.as_view(), SIGNED_IN), "mfa_remove_webauthn"),
    route("security/factors/keys/<int:pk>/edit/", declared(webauthn.edit_webauthn, SIGNED_IN), "mfa_edit_webauthn"),
]
