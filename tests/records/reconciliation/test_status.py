"""What each roll status means, as an official reads it: word, grade, age, and where it leaves the child."""

import pytest

from notoneless.records.reconciliation.rules.status import Presence, presence_of

YOUNGEST = 14
"""Years at which nine years of schooling can be over."""

WORDS = {
    # in school: nothing else in the text
    Presence.PRESENT: """在读 在校 正常 在籍在读 在籍 随班就读 送教上门 借读 寄读 走读 住校 复学 转入 劝返复学 留级 升级 新生
        已注册 01-在读 1在读 在读(住校) 在读（2024年9月转入） 2024年9月转入 已在校 现在读 正在就读 目前在校 在校生 五年级在读
        初一在读 2023级在读 外地就读 县外借读 特校就读 是 Y y √ 1 01 05 1.0 - / attending Enrolled""",
    # on the roll, but to be checked: with what approval, until when
    Presence.NOT_ATTENDING: """休学 06-休学 因病休学 停学 02 04 长期请假 请病假 长期缺勤 旷课 缓学 延缓入学 保留学籍
        保留入学资格 正在劝返""",
    # gone
    Presence.LEFT: """已辍学 辍学 疑似辍学 辍学在家 失学 退学 03-退学 03 06 已转出 转出 转学（转出） 转往外县 2024年9月转出 流失
        离校 其他离校 开除 肄业 注销 不在校 非在校 在籍不在校 空挂学籍 未到校 未报到 未入学 下落不明 出国 外出务工 否 N 0 ×
        在读（2024年9月已转出） 在读转出 转入后辍学 28""",
    # finished, but not shown to be of grade nine: lost between primary and junior school
    Presence.PRIMARY_ONLY: "小学毕业 六年级毕业 毕业 结业 07 21 已毕业 毕业（2024年7月） 升学 小学毕业升入初中",
    Presence.FINISHED: "初中毕业 九年级毕业 初中结业",
    Presence.DECEASED: "死亡 已死亡 因病死亡 溺水死亡 病故 26",
    # not understood: never silently in school
    Presence.UNCLEAR: """待定 其他 99 无 ？ 低保户 2024 2024-09 11 12 13 未辍学 防辍学 父亲死亡 死亡（待核实） 在读? 转入外地
        学习困难""",
}
CASES = [(word, presence) for presence, words in WORDS.items() for word in words.split()]


@pytest.mark.parametrize(("word", "presence"), CASES)
def test_a_status_without_grade(word: str, presence: Presence) -> None:
    assert presence_of(word, None, None, YOUNGEST) is presence


@pytest.mark.parametrize("word", [None, "", " "])
def test_no_status_says_nothing_against_the_entry(word: str | None) -> None:
    assert presence_of(word, "五年级", 11, YOUNGEST) is Presence.PRESENT


@pytest.mark.parametrize(
    ("status", "grade", "age", "presence"),
    [
        ("毕业", "九年级", 15, Presence.FINISHED),
        ("07-毕业", "九年级", None, Presence.FINISHED),
        ("07", "初三", 14, Presence.FINISHED),
        ("结业", "9", 15, Presence.FINISHED),
        ("毕业", "高一", 15, Presence.FINISHED),
        ("毕业", "九年级", 12, Presence.PRIMARY_ONLY),
        ("毕业", "六年级", 12, Presence.PRIMARY_ONLY),
        ("毕业", "八年级", 14, Presence.PRIMARY_ONLY),
        ("毕业", "2022级", 15, Presence.PRIMARY_ONLY),
        ("初中毕业", "六年级", 15, Presence.PRIMARY_ONLY),
        ("小学毕业", "九年级", 15, Presence.PRIMARY_ONLY),
        ("毕业去向不明", "九年级", 15, Presence.LEFT),
        ("未毕业", "九年级", 15, Presence.UNCLEAR),
        ("在读", "九年级", 20, Presence.PRESENT),
    ],
)
def test_finishing_hangs_on_grade_and_age(status: str, grade: str, age: int | None, presence: Presence) -> None:
    assert presence_of(status, grade, age, YOUNGEST) is presence
