"""Student aid and left-behind children of a demonstration: the class of the cast, some of each still to be done."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from notoneless.casework.aid.services import entitle, pair, pay
from notoneless.casework.early_warning.services import record_fact
from notoneless.casework.left_behind.services import contact, name_partner, name_person, open_file
from notoneless.foundation.people.schools import pupils_on
from notoneless.interfaces.demo.county.cast import Cast

_ENTITLED, _PAID = 3, 2
_AWAY, _FILED = 3, 2


class Aiding:
    """What the class teacher and the head of the cast do for pupils in need, and for those whose parents work away."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast

    @transaction.atomic
    def begin(self) -> None:
        """Some are entitled, one of them unpaid; of some a parent is away, one of them without a file; police take part."""
        pupils = self._pupils()
        self._aided(pupils[:_ENTITLED])
        self._left_behind(pupils[_ENTITLED : _ENTITLED + _AWAY])
        name_partner(self._cast.by("li"), unit=self._cast.unit("li"), partner="police", contact_name="派出所 高警官")

    def _pupils(self) -> list[UUID]:
        """The pupils of the class of the cast."""
        school, room = self._cast.unit("li"), self._cast.unit("wang")
        held = pupils_on(self._cast.by("li").today, [school]).get(school, {})
        return sorted(child for child, unit in held.items() if unit == room)

    def _aided(self, pupils: Sequence[UUID]) -> None:
        for number, child in enumerate(pupils):
            given = {"aid_ground": "poor", "second_ground": None, "aid_basis": "低保证"}
            entitle(self._cast.by("wang"), child=child, **given)
            if number < _PAID:
                ctx = self._cast.by("li")
                told = {"aid_amount": "500", "aid_item": "生活补助", "paid_on": ctx.today, "term_day": ctx.today}
                pay(ctx, child=child, **told)
            if number == 0:
                pair(self._cast.by("li"), child=child, mentor=self._person("wang"))

    def _left_behind(self, pupils: Sequence[UUID]) -> None:
        for number, child in enumerate(pupils):
            ctx = self._cast.by("wang")
            record_fact(ctx, child=child, fact="parents_away", value="both", on=ctx.today)
            if number < _FILED:
                given = {"parents_away": "both", "is_other_able": False, "carer": "grandparents", "traits": "steady"}
                file = open_file(self._cast.by("wang"), child=child, **given, family="old_carers", adults=None)
                if number == 0:
                    self._in_touch(file)

    def _in_touch(self, file: UUID) -> None:
        given = {"contact_person": self._person("wang"), "every": 14}
        name_person(self._cast.by("li"), left_behind_file=file, **given)
        ctx = self._cast.by("wang")
        spoken = {"on": ctx.today, "manner": "phone", "whom": "relative", "is_reached": True, "note": "奶奶说孩子听话"}
        contact(ctx, left_behind_file=file, **spoken)

    def _person(self, name: str) -> UUID:
        actor = self._cast.by(name).actor
        assert actor is not None
        return actor
