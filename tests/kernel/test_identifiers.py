"""Ids that grow, and ids derived from ids."""

import itertools
from uuid import UUID

from notoneless.kernel.identifiers import IdSource, derived


def test_ids_are_version_seven_and_carry_the_time() -> None:
    made = IdSource(lambda: 0x0123456789AB, lambda size: b"\xff" * size).new()
    assert (made.version, made.variant, made.int >> 80) == (7, "specified in RFC 4122", 0x0123456789AB)


def test_ids_grow_within_a_millisecond_and_when_the_clock_goes_back() -> None:
    clock = itertools.chain([1000] * 5000, [999] * 10, itertools.repeat(2000))
    source = IdSource(lambda: next(clock), bytes)
    made = [source.new() for _ in range(6000)]
    assert made == sorted(set(made))


def test_ids_made_together_are_as_those_made_alone() -> None:
    numbers = itertools.count()
    one, many = (IdSource(lambda: 1000, lambda size: bytes(next(numbers) % 251 for _ in range(size))) for _ in range(2))
    numbers = itertools.count()
    alone = [one.new().hex for _ in range(5000)]
    numbers = itertools.count()
    assert [*many.texts(2000), *many.texts(0), *many.texts(3000)] == alone
    assert many.new().hex > alone[-1]


def test_the_same_step_of_the_same_parent_has_the_same_id() -> None:
    parent = UUID(int=1)
    assert derived(parent, "grant") == derived(parent, "grant")
    assert len({derived(parent, "grant"), derived(parent, "post"), derived(UUID(int=2), "grant")}) == 3
