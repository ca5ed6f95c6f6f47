"""The confusable characters are what their lists say."""

import re

from pypinyin import Style, pinyin

from notoneless.synthetic import characters, han_names, minority_names


def sounds(character: str) -> set[str]:
    return set(pinyin(character, style=Style.NORMAL, heteronym=True)[0])


def in_dialect(sound: str) -> str:
    """Syllables that a southern or south-western speaker no longer keeps apart fall together."""
    flat = re.sub(r"^([zcs])h", r"\1", sound).removesuffix("g")
    flat = re.sub(r"^n", "l", flat)
    return {"hu": "fu", "hun": "fen"}.get(flat) or re.sub(r"^hu?", "f", flat)


def test_same_sound_groups_share_a_reading():
    wrong = [
        group for group in characters.SAME_SOUND if not set.intersection(*(sounds(character) for character in group))
    ]
    assert not wrong
    assert all(len(set(group)) == len(group) > 1 for group in characters.SAME_SOUND)


def test_almost_same_sound_pairs_share_a_reading_in_dialect_only():
    for first, second in characters.ALMOST_SAME_SOUND:
        same = {in_dialect(sound) for sound in sounds(first)} & {in_dialect(sound) for sound in sounds(second)}
        assert same, first + second
        assert not set(pinyin(first, style=Style.NORMAL)[0]) & set(pinyin(second, style=Style.NORMAL)[0])


def test_look_alikes_are_pairs_of_two():
    assert all(len(pair) == len(set(pair)) == 2 for pair in characters.ALIKE)


def test_there_are_enough_pairs():
    assert sum(len(group) * (len(group) - 1) // 2 for group in characters.SAME_SOUND) >= 150
    assert len(set(characters.ALIKE)) >= 150


def test_rare_characters_have_their_pinyin():
    for character, sound in characters.RARE.items():
        assert sound in sounds(character)


def test_other_forms_differ():
    for table in (
        characters.TRADITIONAL_FORMS,
        characters.VARIANT_FORMS,
        characters.HOMOPHONES,
        characters.LOOK_ALIKES,
    ):
        assert all(character not in others and others for character, others in table.items())


def test_spellings_of_a_word_lead_to_one_another():
    for word, others in minority_names.RESPELLINGS.items():
        assert word not in others
        assert all(word in minority_names.RESPELLINGS[other] for other in others)


def test_surnames_come_with_weights():
    for surnames, weights in (
        han_names.HAN_SURNAMES,
        han_names.HUI_SURNAMES,
        han_names.MIAO_SURNAMES,
        han_names.ZHUANG_SURNAMES,
    ):
        assert len(surnames) == len(set(surnames)) == len(weights)
        assert all(weight > 0 for weight in weights)
