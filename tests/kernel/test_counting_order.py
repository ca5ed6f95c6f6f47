"""Names in the order in which a person counts."""

import random

import pytest

from notoneless.kernel.counting_order import counting_order


@pytest.mark.parametrize(
    "names",
    [
        ["1组", "2组", "9组", "10组", "11组", "100组"],
        ["一组", "二组", "三组", "九组", "十组", "十一组", "十九组", "二十组", "二十三组", "一百零五组", "一百二十组"],
        ["一组", "2组", "三组", "10组", "十一组", "12组"],
        ["一年级", "二年级", "三年级", "四年级", "五年级", "六年级", "七年级", "八年级", "九年级"],
        ["三年级（1）班", "三年级（2）班", "三年级（10）班", "四年级（1）班"],
        ["七年级一班", "七年级二班", "七年级十班", "八年级一班"],
        ["柳树村1组", "柳树村2组", "柳树村10组", "石桥村1组"],
        ["第二中学", "第十中学", "第十一中学"],
        ["二〇二三级", "2024级", "二〇二五级"],
        ["００９组", "１０组"],
        ["999组", "1000000组"],
        ["零组", "一组"],
    ],
)
def test_numbers_stand_by_their_value(names: list[str]) -> None:
    mixed = random.Random(0).sample(names, len(names))
    assert sorted(mixed, key=counting_order) == names


@pytest.mark.parametrize(
    ("one", "other"), [("十组", "10组"), ("二十三组", "23组"), ("007组", "7组"), ("二三组", "23组")]
)
def test_one_number_has_one_place_however_it_is_written(one: str, other: str) -> None:
    assert counting_order(one) == counting_order(other)


@pytest.mark.parametrize("name", ["", "十十", "百", "百花村", "十里铺", "〇", "1" * 200, "一" * 100])
def test_every_name_has_a_key(name: str) -> None:
    assert len(counting_order(name)) <= 4 * max(len(name), 1)
