"""Gives an account of the served county new codes for signing in, and prints them; run by itself, with the county's home."""

import sys

import django

django.setup()

from allauth.mfa.models import Authenticator  # noqa: E402
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes  # noqa: E402

from notoneless.foundation.access.models import Account  # noqa: E402

account = Account._base_manager.get(sign_in_name=sys.argv[1])
Authenticator.objects.filter(user=account, type=Authenticator.Type.RECOVERY_CODES).delete()
sys.stdout.write(" ".join(RecoveryCodes.activate(account).get_unused_codes()))
