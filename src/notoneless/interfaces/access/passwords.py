"""What a password may not be, besides short and common; and how it is hashed."""

import re
from collections.abc import Iterator
from typing import Any

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.auth.password_validation import CommonPasswordValidator, MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from notoneless.foundation.access.models import Account, Unit, UnitClosure
from notoneless.interfaces.frame.pages import language_of
from notoneless.kernel.names.readings import initials, syllables
from notoneless.kernel.problems import Problem, sentence

_LOCAL = (
    "notoneless", "kongchuobaoxue", "kongchuo", "baoxue", "yigedoubunengshao", "xueji", "xuexiao", "xuesheng", "laoshi",
    "jiaoshi", "jiaoyuju", "jiaoyu", "xiaoxue", "zhongxue", "xiaozhang", "banzhuren", "shenfenzheng", "shouji", "mima",
    "guanliyuan", "system", "security", "audit", "admin", "password", "school", "teacher", "student", "welcome",
    "控辍保学", "学籍", "学校", "学生", "老师", "教师",
    "教育局", "教育", "小学", "中学", "校长", "班主任", "身份证", "手机", "密码",
    "管理员", "一个都不能少",
)  # fmt: skip
"""The words of this work, in letters and in characters (ASVS 5.0, 6.2.11). Names of units and people come with each account."""

_OWN_LEAST = 5
"""Letters that a password has of its own, beside the words that everybody here would try."""

LONGEST = 128
"""Characters of the longest password: more than anybody remembers, less than what keeps the hasher busy."""

_FILLER = re.compile(r"[\W\d_]+")
_NUMBER = re.compile(r"\d{6,18}x?")
"""A phone number, a birth date, an ID number or the end of one."""


class Hasher(Argon2PasswordHasher):
    """Argon2id with 64 MiB and three passes on one lane: above OWASP's least, and a sixth of a second on a small server."""

    time_cost = 3
    memory_cost = 64 * 1024
    parallelism = 1


class LongEnough(MinimumLengthValidator):
    """A password has a least length; Django says so in English alone."""

    def get_error_message(self) -> str:
        """How long it must be."""
        return sentence(Problem("session.password_short", {"least": self.min_length}), language_of())

    get_help_text = get_error_message


class NotCommon(CommonPasswordValidator):
    """A password is not among those that everybody tries first."""

    def get_error_message(self) -> str:
        """That it is."""
        return sentence(Problem("session.password_common"), language_of())

    get_help_text = get_error_message


class NotTooLong:
    """A password has an end."""

    def validate(self, password: str, user: Any = None) -> None:  # noqa: ARG002 (Django's)
        """Raises ValidationError for one that goes on."""
        if len(password) > LONGEST:
            raise ValidationError(self.get_help_text(), code="too_long")

    def get_help_text(self) -> str:
        """How long it may be."""
        return _("密码最多 128 个字符。")


class NoOwnWords:
    """A password is not made of the person's name, sign-in name, unit, a number, or the words of this work.

    A phrase of one's own may hold such a word: what counts is what is left without them.
    """

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError for a password that is little more than such words."""
        rest = text = password.casefold()
        words = {word for word in (*_LOCAL, *(_words(user) if isinstance(user, Account) else ())) if len(word) > 1}
        rest = _NUMBER.sub(" ", rest)
        for word in sorted(words, key=len, reverse=True):
            rest = rest.replace(word, " ")
        if rest != text and len(_FILLER.sub("", rest)) < _OWN_LEAST:
            raise ValidationError(self.get_help_text(), code="own_words")
        if len(set(password)) <= _OWN_LEAST - 1 or not re.sub(r"[\d\W_]", "", password):
            raise ValidationError(self.get_help_text(), code="own_words")

    def get_help_text(self) -> str:
        """What to avoid."""
        return _("密码不要用姓名、登录名、单位名、拼音、号码或本行业的词。")


def _words(account: Account) -> Iterator[str]:
    above = UnitClosure.objects.filter(descendant_id=account.unit_id).values_list("ancestor_id", flat=True)
    names = Unit._base_manager.filter(pk__in=[account.unit_id, *above]).values_list("name", flat=True)
    yield account.sign_in_name.casefold()
    for name in (account.name, *names):
        read = syllables(name)
        yield from (name.casefold(), "".join(read).casefold(), initials(name).casefold())
        if len(read) > 2:  # without its last or its first character: 清溪 of 清溪镇, 小明 of 王小明
            yield from (name[:-1].casefold(), name[1:].casefold())
            yield from ("".join(part).casefold() for part in (read[:-1], read[1:]))


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
