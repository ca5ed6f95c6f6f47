"""Pinyin of names: surnames are read as surnames."""

import pytest

from notoneless.kernel.names import initials, readings, surname_reading, syllables

SURNAMES = """
单雄:shan 仇海:qiu 解放:xie 查明:zha 区伟:ou 朴真:piao 盖华:ge 曾强:zeng 缪云:miao 任重:ren 华山:hua 纪晓:ji
折月:she 种田:chong
乐天:yue 员工:yun 黑土:he 秘书:bi 冼星:xian 翟明:zhai 逄勃:pang 晁盖:chao 燕青:yan 洗心:xian 应声:ying 宁静:ning
哈明:ha 覃美:qin
祭天:zhai 王单:wang 张仇:zhang 贠文:yun 乜力:nie
"""
COMPOUNDS = """
尉迟敬:yu,chi 长孙明:zhang,sun 万俟强:mo,qi 令狐冲:ling,hu 澹台月:tan,tai 欧阳娜:ou,yang 司马南:si,ma 单于辉:chan,yu
夏侯婷:xia,hou
"""


@pytest.mark.parametrize("entry", SURNAMES.split())
def test_surnames(entry: str) -> None:
    name, reading = entry.split(":")
    assert surname_reading(name) == (reading,)
    assert syllables(name)[0] == reading


@pytest.mark.parametrize("entry", COMPOUNDS.split())
def test_surnames_of_two_characters(entry: str) -> None:
    name, reading = entry.split(":")
    assert surname_reading(name) == tuple(reading.split(","))
    assert len(syllables(name)) == len(name)


@pytest.mark.parametrize(
    ("name", "spelled"),
    [
        ("欧阳", ("ou", "yang")),  # two characters are a surname and a given name
        ("张单", ("zhang", "dan")),
        ("吕布", ("lv", "bu")),
        ("買麗", ("mai", "li")),
        ("买买提·艾力", ("mai", "mai", "ti", "ai", "li")),
        ("单·艾力", ("dan", "ai", "li")),
        ("王KUN", ("wang", "K", "U", "N")),
        ("王?", ("wang", "?")),
        ("", ()),
    ],
)
def test_whole_names(name: str, spelled: tuple[str, ...]) -> None:
    assert syllables(name) == spelled


@pytest.mark.parametrize(
    ("name", "letters"), [("张伟", "zw"), ("欧阳娜娜", "oynn"), ("单小明", "sxm"), ("", ""), ("王A", "wa")]
)
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


@pytest.mark.parametrize(
    ("char", "first"), [("张", "zhang"), ("绿", "lv"), ("女", "nv"), ("略", "lve"), ("乐", "le"), ("喆", "zhe")]
)
def test_the_usual_reading_comes_first(char: str, first: str) -> None:
    assert readings(char)[0] == first


@pytest.mark.parametrize("char", ["A", "?", "·", "", "张伟", "\ue000"])
def test_no_reading(char: str) -> None:
    assert readings(char) == ()
