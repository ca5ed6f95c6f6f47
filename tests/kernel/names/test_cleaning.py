"""Names as clerks and spreadsheets leave them, and the name itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notoneless.kernel.names import clean_name, fold_name


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (None, ""),
        ("", ""),
        (" \u3000", ""),
        ("张伟", "张伟"),
        (" 张 伟 ", "张伟"),
        ("张\u3000伟", "张伟"),
        ("张\u200b伟\ufeff", "张伟"),
        ("张伟\n", "张伟"),
        ("张伟。", "张伟"),
        ("张伟(双胞胎)", "张伟"),
        ("张伟（随迁", "张伟"),
        ("张伟【转入】", "张伟"),
        ("(张伟)", "张伟"),
        ("张(伟)", "张伟"),
        ("张伟1", "张伟"),
        ("张伟-2", "张伟"),
        ("李娜A", "李娜"),
        ("李娜A?", "李娜A?"),
        ("李A", "李A"),
        ("王kun", "王KUN"),
        ("王 kun", "王KUN"),
        ("王?", "王?"),
        ("王？明", "王?明"),
        ("王*明", "王*明"),
        ("王■明", "王□明"),
        ("John  Smith", "JOHN SMITH"),
        ("Ｊｏｈｎ", "JOHN"),
        ("扎西 次仁", "扎西次仁"),
        ("\ue000三", "\ue000三"),
    ],
)
def test_the_name_itself(raw: str | None, name: str) -> None:
    assert clean_name(raw) == name


@pytest.mark.parametrize("dot", ["·", "•", "・", "．", ".", "‧", "∙", "。", " · ", " . ", "-", "—", "､", "･", "⋅"])
def test_every_middle_dot_is_one_dot(dot: str) -> None:
    assert clean_name(f"买买提{dot}吐尔逊") == "买买提·吐尔逊"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("張偉", "张伟"),
        ("陳麗華", "陈丽华"),
        ("李峯", "李峰"),
        ("劉羣", "刘群"),
        ("王菓菓", "王果果"),
        ("趙徳明", "赵德明"),
        ("郝靑", "郝青"),
        ("於洋", "於洋"),
        ("陳\uf98e", "陈年"),  # a compatibility ideograph
        ("鍾國強", "钟国强"),
    ],
)
def test_forms_of_one_character_fold_together(one: str, other: str) -> None:
    assert fold_name(one) == fold_name(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("喆", "哲"),
        ("堃", "坤"),
        ("昇", "升"),
        ("淼", "渺"),
        ("囍", "喜"),
        ("甯", "宁"),
        ("乾", "干"),
        ("於", "于"),
        ("闫", "阎"),
        ("肖", "萧"),
    ],
)
def test_characters_of_their_own_stay_apart(one: str, other: str) -> None:
    assert fold_name(f"李{one}") != fold_name(f"李{other}")


NAMES = st.text("张王李國買麗峯喆·•.()（）1A?* \u3000a\u200bé", max_size=8)


@given(NAMES | st.text(max_size=8))
def test_cleaning_and_folding_are_done_once(raw: str) -> None:
    cleaned, folded = clean_name(raw), fold_name(raw)
    assert clean_name(cleaned) == cleaned
    assert fold_name(folded) == folded
