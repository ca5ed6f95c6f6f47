"""Characters that sound alike, in the standard language and in dialects."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notoneless.kernel.names import fold_sound, sound_similarity

MERGED = (
    "zhang/zang chen/cen shi/si nan/lan niu/liu fang/huang fei/hui fu/hu fen/hun lin/ling zhen/zheng wan/wang lue/lve"
)
KEPT_APART = "zhang/chang ran/lan hu/huo dong/dun tian/tan ba/pa ji/qi feng/hong yi/yu"
SAME = "伟炜 晨辰 涵晗 子梓 欣馨 单善 曾增 晟成 晟圣 乐月 乐勒 茜倩 茜西 柏伯 柏百 缪妙 丽莉"
DIALECT = "林凌 南兰 牛刘 鑫兴 敏铭 陈程 子芷 思诗 泽哲 曾郑 发花 分昏 安昂 燕样 王万 福胡 方黄 四世"
OTHER = "张李 伟芳 王刘 娜强 静涛 明霞"
SAMPLE = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗"
    "伟芳娜敏静秀英丽强磊洋艳勇军杰娟涛超明霞平刚桂兰乐单查晟茜子涵宇轩浩然欣怡梓"
)


@pytest.mark.parametrize("pair", MERGED.split())
def test_dialects_merge(pair: str) -> None:
    one, other = pair.split("/")
    assert fold_sound(one) == fold_sound(other)


@pytest.mark.parametrize("pair", KEPT_APART.split())
def test_what_no_dialect_merges_stays_apart(pair: str) -> None:
    one, other = pair.split("/")
    assert fold_sound(one) != fold_sound(other)


@pytest.mark.parametrize("text", ["", "A", "王", "K"])
def test_what_is_no_syllable_folds_to_itself(text: str) -> None:
    assert fold_sound(text) == text


@pytest.mark.parametrize("pair", SAME.split())
def test_homophones(pair: str) -> None:
    assert sound_similarity(*pair) == 100


@pytest.mark.parametrize("pair", DIALECT.split())
def test_homophones_of_dialects(pair: str) -> None:
    assert sound_similarity(*pair) == 80


@pytest.mark.parametrize("pair", OTHER.split())
def test_unlike_sounds(pair: str) -> None:
    assert sound_similarity(*pair) <= 30


def test_a_rare_reading_is_no_homophone() -> None:
    assert sound_similarity("王", "旺") == 100
    assert sound_similarity("沈", "臣") == 100
    assert sound_similarity("员", "捐") <= 70


@pytest.mark.parametrize("pair", ["张A", "A张", "张?", "张·"])
def test_what_has_no_sound_is_unlike_everything(pair: str) -> None:
    assert sound_similarity(*pair) == 0


@given(st.sampled_from(SAMPLE), st.sampled_from(SAMPLE))
def test_likeness_is_mutual_and_bounded(one: str, other: str) -> None:
    likeness = sound_similarity(one, other)
    assert likeness == sound_similarity(other, one)
    assert 0 <= likeness <= 100
    assert one != other or likeness == 100


def test_random_characters_seldom_sound_alike() -> None:
    pairs = [(a, b) for a in SAMPLE for b in SAMPLE if a < b]
    alike = sum(sound_similarity(a, b) >= 75 for a, b in pairs)
    assert alike / len(pairs) < 0.03
