"""What a password may not be, besides short and common."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from notoneless.foundation.access.models import Account, Unit
from notoneless.kernel.names.readings import initials, syllables

_LOCAL = ("notoneless", "yigedoubunengshao", "kongchuobaoxue", "jiaoyuju", "xueji", "xuexiao", "laoshi", "banzhuren")
"""The words of this work, as everybody types them."""

_SHORTEST_WORD = 4


class NoOwnWords:
    """A password is not made of the person's name, sign-in name, unit, or the words of this work, with figures around."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError for a password that is little more than such a word."""
        rest = re.sub(r"[\W\d_]+", "", password.lower())
        words = {*_LOCAL, *(_words(user) if isinstance(user, Account) else ())}
        if rest in words or any(len(word) >= _SHORTEST_WORD and word in rest for word in words):
            raise ValidationError(self.get_help_text(), code="own_words")
        if not rest and len(set(password)) <= _SHORTEST_WORD:
            raise ValidationError(self.get_help_text(), code="own_words")

    def get_help_text(self) -> str:
        """What to avoid."""
        return _("密码不要用姓名、登录名、单位名、拼音或本行业的词。")


def _words(account: Account) -> set[str]:
    unit = Unit._base_manager.filter(pk=account.unit_id).values_list("name", flat=True).first() or ""
    words = {account.sign_in_name.lower()}
    for name in (account.name, unit):
        words |= {name.lower(), "".join(syllables(name)).lower(), initials(name)}
    return {re.sub(r"[\W\d_]+", "", word) for word in words} - {""}


class ThreeKinds:
    """A password has three of: small letters, capitals, figures, signs (GB/T 22239-2019, 8.1.4.1)."""

    def validate(self, password: str, user: Any = None) -> None:  # noqa: ARG002 (Django's)
        """Raises ValidationError for a password of fewer kinds."""
        kinds = sum(bool(re.search(kind, password)) for kind in ("[a-z]", "[A-Z]", "[0-9]", "[^a-zA-Z0-9]"))
        if kinds < 3:
            raise ValidationError(self.get_help_text(), code="three_kinds")

    def get_help_text(self) -> str:
        """What it must have."""
        return _("密码须有小写字母、大写字母、数字、符号中的三种。")
