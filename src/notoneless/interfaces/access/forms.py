"""The forms of allauth as we use them: each refusal a sentence of the catalogue, each code good once, each failure counted."""

from collections.abc import Callable
from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.core import context
from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.forms import GenerateRecoveryCodesForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm, EditWebAuthnForm
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils.translation import gettext

from notoneless.interfaces.access.adapters import record_refused
from notoneless.interfaces.access.locking import code_attempt, count_failure, minutes_left
from notoneless.interfaces.frame.pages import language_of
from notoneless.kernel.catalogue import WORDS
from notoneless.kernel.problems import Problem, sentence

LAST_STEP = "last_step"
"""Where an authenticator keeps the step of the last code it was used with."""


def _refusal(problem: Problem) -> ValidationError:
    return ValidationError(sentence(problem, language_of()), code=problem.code)


class _OwnWords:
    """What forms have in common: an empty, too long or unreadable field is told in our own words, and by its name."""

    fields: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, each in self.fields.items():
            code = f"session.field_{name}"
            if code in WORDS:
                each.error_messages |= _messages(Problem(code), getattr(each, "max_length", None) or 0)


def _messages(field: Problem, longest: int) -> dict[str, str]:
    missing = sentence(Problem("access.missing_parameter", {"name": field}), language_of())
    wrong = sentence(Problem("access.control_characters", {"name": field}), language_of())
    long = sentence(Problem("access.too_long", {"name": field, "longest": longest}), language_of())
    return {"required": missing, "invalid": wrong, "null_characters_not_allowed": wrong, "max_length": long}


class SignInForm(_OwnWords, LoginForm):  # type: ignore[misc]
    """Name or phone, and password."""

    def clean(self) -> Any:
        """Raises ValidationError with the one sentence for all that may be wrong, and when to try again if it is locked."""
        try:
            return super().clean()
        except ValidationError:
            if not getattr(self.request, "axes_locked_out", False):
                raise _refusal(Problem("session.not_let_in")) from None
        minutes = minutes_left(self.request, self.user_credentials())
        raise _refusal(Problem("session.locked", {"minutes": minutes}))


class ProofForm(_OwnWords, ReauthenticateForm):  # type: ignore[misc]
    """The password again. Counted together with signing in."""

    def clean_password(self) -> str:
        """Raises ValidationError for a wrong password, and when to try again if it is locked."""
        request = context.request
        try:
            return str(super().clean_password())
        except ValidationError:
            if not getattr(request, "axes_locked_out", False):
                raise _refusal(Problem("session.password_wrong")) from None
        minutes = minutes_left(request, {"username": self.user.sign_in_name})
        raise _refusal(Problem("session.locked", {"minutes": minutes}))


class ChangeForm(_OwnWords, ChangePasswordForm):  # type: ignore[misc]
    """The present password, and twice the new one."""

    def clean_oldpassword(self) -> str:
        """The present password. Counted, so that nobody tries passwords at a screen left open."""
        given = str(self.cleaned_data["oldpassword"])
        request, attempt = context.request, {"username": self.user.sign_in_name}
        if minutes := minutes_left(request, attempt):
            raise _refusal(Problem("session.locked", {"minutes": minutes}))
        if not self.user.check_password(given):
            count_failure(request, attempt)
            record_refused(request, self.user, {}, "session.password_wrong")
            raise _refusal(Problem("session.password_wrong"))
        return given

    def clean(self) -> Any:
        """Raises ValidationError where the two differ."""
        given = self.cleaned_data
        if given.get("password1") and given.get("password2") and given["password1"] != given["password2"]:
            self.add_error("password2", _refusal(Problem("session.passwords_differ")))
        return given


class CodeForm(_OwnWords, AuthenticateForm):  # type: ignore[misc]
    """A code of the authenticator app, or a recovery code."""

    again = False

    def clean_code(self) -> str:
        """The code, used up. Raises ValidationError if it is wrong, was used already, or attempts are locked."""
        request, attempt = context.request, code_attempt(self.user)
        if minutes := minutes_left(request, attempt):
            raise self._locked(request, minutes)
        code = str(self.cleaned_data["code"])
        with transaction.atomic():
            rows = Authenticator.objects.select_for_update().filter(user=self.user)
            for row in rows.exclude(type=Authenticator.Type.WEBAUTHN):
                if use_up(row, code):
                    row.user, self.authenticator = self.user, row
                    return code
        count_failure(request, attempt)
        record_refused(request, self.user, {}, "session.code_refused")
        if minutes := minutes_left(request, attempt):
            raise self._locked(request, minutes)
        raise _refusal(Problem("session.code_refused"))

    def _locked(self, request: Any, minutes: int) -> ValidationError:
        request.axes_locked_out, request.axes_credentials = True, code_attempt(self.user)
        return _refusal(Problem("session.code_locked", {"minutes": minutes}))

    def save(self) -> None:
        """Keep in the session that the second factor was used."""
        post_authentication(context.request, self.authenticator, reauthenticated=self.again)


class CodeProofForm(CodeForm):
    """The same, to prove again who one is."""

    again = True


class SetUpForm(_OwnWords, ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new authenticator app."""

    def clean_code(self) -> str:
        """The code. Raises ValidationError for a wrong one."""
        try:
            return str(super().clean_code())
        except ValidationError:
            raise _refusal(Problem("session.code_refused")) from None

    def step(self) -> int:
        """The step of the code that was entered, so that it is not used a second time."""
        return step_of(self.secret, self.cleaned_data["code"]) or 0


class _OfKey:
    """What forms for passkeys have in common: whatever is wrong with an answer, and there is no end of it, is one sentence."""

    fields: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = sentence(_KEY_REFUSED, language_of())
        self.fields["credential"].error_messages |= {"required": told, "invalid": told}

    def understood(self, answer: Callable[[], Any]) -> Any:
        """What allauth makes of an answer. Raises ValidationError: what the bytes were meant to be, only its sender knows."""
        try:
            return answer()
        except DatabaseError:
            raise
        except Exception:  # bytes from outside, parsed by three libraries, each with errors of its own
            raise _refusal(_KEY_REFUSED) from None


_KEY_REFUSED = Problem("session.key_refused")


class NewKeyForm(_OwnWords, _OfKey, AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey and its name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"name": gettext("通行密钥")}, **kwargs})

    def clean_name(self) -> str:
        """The name, or what it is where it was given none."""
        return str(self.cleaned_data["name"] or gettext("通行密钥"))

    def clean(self) -> Any:
        """Raises ValidationError where the answer of the key does not fit what was asked."""
        return self.understood(super().clean)


class RenameKeyForm(_OwnWords, EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""


class NewCodesForm(GenerateRecoveryCodesForm):  # type: ignore[misc]
    """New recovery codes."""

    def clean(self) -> Any:
        """Raises ValidationError where there is nothing that they would stand in for."""
        try:
            return super().clean()
        except ValidationError:
            raise _refusal(Problem("session.no_factor_yet")) from None


class KeyForm(_OfKey, AuthenticateWebAuthnForm):  # type: ignore[misc]
    """The answer of a passkey, at sign-in."""

    def clean_credential(self) -> Any:
        """The passkey that answered. Raises ValidationError, recorded, for one of nobody, or another answer than was asked."""
        try:
            return self.understood(super().clean_credential)
        except ValidationError:
            record_refused(context.request, self.user, {}, _KEY_REFUSED.code)
            raise


class KeyProofForm(KeyForm):
    """The same, to prove again who one is."""

    reauthenticated = True


def use_up(row: Authenticator, code: str) -> bool:
    """Whether a code fits an authenticator and is later than the last one used; it is used up by this. In a transaction."""
    if row.type != Authenticator.Type.TOTP:
        return bool(row.wrap().validate_code(code))
    step = step_of(decrypt(row.data["secret"]), code)
    if step is None or step <= row.data.get(LAST_STEP, 0):
        return False
    row.data[LAST_STEP] = step
    row.save(update_fields=["data"])
    return True


def step_of(secret: str, code: str) -> int | None:
    """The step of time whose code this is, among those that a clock a little off may show."""
    for step in yield_hotp_counters_from_time():
        if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, step))):
            return int(step)
    return None
