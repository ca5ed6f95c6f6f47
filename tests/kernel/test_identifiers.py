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


def test_the_same_step_of_the_same_parent_has_the_same_id() -> None:
    parent = UUID(int=1)
    assert derived(parent, "grant") == derived(parent, "grant")
    assert len({derived(parent, "grant"), derived(parent, "post"), derived(UUID(int=2), "grant")}) == 3
