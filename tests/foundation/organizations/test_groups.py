"""Which posts should sit in a leading group and do not, as tables: facts in, posts out."""

from uuid import UUID

from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.organizations.rules.groups import Held, Lacking, lacking

SCHOOL, ROOM, OTHER, HEAD, TEACHER = (UUID(int=number) for number in range(1, 6))
BENEATH = {SCHOOL: UnitKind.SCHOOL, ROOM: UnitKind.CLASS}
HELD = (Held(SCHOOL, "school_head", HEAD), Held(ROOM, "class_teacher", TEACHER))


def test_who_holds_a_post_that_belongs_in_the_group_and_has_no_seat_is_lacking() -> None:
    assert lacking(UnitKind.SCHOOL, BENEATH, HELD, {HEAD}) == (Lacking(ROOM, "class_teacher", TEACHER),)
    assert lacking(UnitKind.SCHOOL, BENEATH, HELD, {HEAD, TEACHER}) == ()


def test_a_post_that_nobody_holds_is_lacking_too() -> None:
    assert lacking(UnitKind.SCHOOL, BENEATH, HELD[:1], {HEAD}) == (Lacking(ROOM, "class_teacher", None),)


def test_a_township_asks_for_heads_alone_and_a_village_for_nobody() -> None:
    assert lacking(UnitKind.TOWNSHIP, BENEATH, HELD, ()) == (Lacking(SCHOOL, "school_head", HEAD),)
    assert lacking(UnitKind.VILLAGE, BENEATH, HELD, ()) == ()


def test_posts_of_other_units_do_not_belong_in_it() -> None:
    assert lacking(UnitKind.TOWNSHIP, {}, (Held(OTHER, "school_head", HEAD),), ()) == ()
