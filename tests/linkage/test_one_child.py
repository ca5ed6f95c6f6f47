"""Pairs that are one child, whatever a clerk did to them, and the sentence that says why."""

import pytest
from quiet_county import child, pupil, resident_id

OWN = resident_id("20130517", 124)
MISTYPED = OWN[:16] + ("9" if OWN[16] != "9" else "8") + OWN[17]

ONE_CHILD = {
    "身份证号、姓名一致": ({}, {}, "完全一致"),
    "小写x和空格": ({"id_no": resident_id("20130517", 12).lower()}, {"id_no": " " + resident_id("20130517", 12)}, "完全一致"),
    "全角身份证号": ({}, {"id_no": "".join(chr(ord(c) + 0xFEE0) for c in OWN)}, "完全一致"),
    "学籍号里有身份证号": ({}, {"id_no": None, "student_no": "G" + OWN}, "学籍号中的身份证号"),
    "身份证号错一位": ({}, {"id_no": MISTYPED}, "录错一位"),
    "身份证号相邻两位颠倒": ({}, {"id_no": OWN[:8] + OWN[9] + OWN[8] + OWN[10:]}, "录错一位"),
    "身份证号少一位": ({}, {"id_no": OWN[:10] + OWN[11:]}, "录错一位"),
    "身份证号多一位": ({}, {"id_no": OWN[:10] + "7" + OWN[10:]}, "录错一位"),
    "身份证号遮挡中间": ({}, {"id_no": OWN[:4] + "*" * 10 + OWN[14:]}, "末四位"),
    "身份证号被Excel改成数字": ({}, {"id_no": OWN[:15] + "000"}, "残缺"),
    "身份证号遮挡末四位": ({}, {"id_no": OWN[:14] + "****"}, "残缺"),
    "身份证号缺失": ({"id_no": None}, {}, "姓名、出生日期、监护人、电话一致"),
    "两边都缺身份证号": ({"id_no": None}, {"id_no": None}, "姓名、出生日期"),
    "误用监护人的身份证号": ({}, {"id_no": resident_id("19860312", 21)}, "属于另一"),
    "占位号码": ({}, {"id_no": "111111111111111111"}, "姓名、出生日期"),
    "第二次上户": ({"id_no": resident_id("20130517", 377, "520123")}, {}, "均有效但不同"),
    "改过出生日期，身份证号随之改变": (
        {"id_no": resident_id("20140517", 124), "dob": "2014-05-17"},
        {"name": "王雅筱", "guardian_name": "李秀英", "phone": "13700009999", "village": None, "township": None}, "顺序不同"),
    "形近字，除生日外别无旁证": (
        {"id_no": None, "name": "王若涵"},
        {"name": "王诺涵", "guardian_name": None, "phone": None, "village": None, "township": None}, "形近"),
    "学籍缺生日，误用监护人的身份证号": ({"phone": None}, {"id_no": resident_id("19860312", 21), "dob": None}, "姓名、监护人"),
    "同音字": ({"id_no": None}, {"name": "王晓雅"}, "同音"),
    "形近字": ({"id_no": None}, {"name": "王筱稚"}, "姓名"),
    "繁体字": ({"id_no": None, "name": "張曉東"}, {"name": "张晓东"}, "姓名"),
    "两字颠倒": ({"id_no": None}, {"name": "王雅筱"}, "顺序不同"),
    "少一个字": ({"id_no": None}, {"name": "王雅"}, "少一字"),
    "改了姓": ({"id_no": None}, {"name": "陈筱雅"}, "姓不同"),
    "生僻字成了问号": ({"id_no": None}, {"name": "王?雅"}, "无法辨认"),
    "生僻字写成拼音": ({"id_no": None}, {"name": "王xiao雅"}, "拼音"),
    "曾用名": ({"id_no": None}, {"name": "王招弟", "former_name": "王筱雅"}, "曾用名"),
    "农历生日": ({"id_no": None, "dob": "2013-04-08"}, {"dob": "2013-05-17"}, "农历"),
    "月日颠倒": ({"id_no": None, "dob": "2013-11-05"}, {"dob": "2013-05-11"}, "颠倒"),
    "只有年月": ({"id_no": None, "dob": "2013年5月"}, {}, "缺日"),
    "填成1月1日": ({"id_no": None, "dob": "2013-01-01"}, {}, "1月1日"),
    "生日缺失": ({"id_no": None, "dob": None}, {}, "姓名、监护人、电话一致"),
    "性别填错": ({"id_no": None, "sex": "男"}, {}, "性别不同"),
    "维吾尔名新旧译写": (
        {"id_no": None, "name": "阿不都热合曼·买买提"}, {"name": "阿卜杜热合曼•麦麦提"}, "译写"),
    "一方漏写点号": ({"id_no": None, "name": "罗洪·妞妞"}, {"name": "罗洪妞妞"}, "只差间隔号"),
    "父名写在前": ({"id_no": None, "name": "莎依热·买买提"}, {"name": "买买提·莎依热"}, "译写"),
    "只写本名": ({"id_no": None, "name": "莎依热·买买提"}, {"name": "莎依热"}, "译写"),
    "点号不同": ({"id_no": None, "name": "古丽努尔·艾力"}, {"name": "古丽努尔．艾力"}, "姓名、出生日期"),
}  # fmt: skip


@pytest.mark.parametrize("case", ONE_CHILD)
def test_one_child_is_linked_and_the_sentence_says_why(judge, case):
    household, school, words = ONE_CHILD[case]
    verdict = judge([child(**household)], [pupil(**school)])
    assert list(verdict.links) == [(1, 1)]
    assert words in verdict.links[1, 1]


def test_a_column_shifted_by_one_row_is_seen_through(judge):
    births = ("20130517", "20130802", "20131123", "20140214")
    names = ("王筱雅", "赵芷萱", "钱沐阳", "孙可馨")
    household = [child(name=n, dob=b, id_no=resident_id(b, 200 + k), phone=f"1381111000{k}", guardian_name=n[0] + "大山")
                 for k, (n, b) in enumerate(zip(names, births, strict=True))]  # fmt: skip
    ids = [row["id_no"] for row in household]
    school = [pupil(**(row | {"id_no": shifted})) for row, shifted in zip(household, ids[1:] + ids[:1], strict=True)]
    assert set(judge(household, school).links) == {(k, k) for k in range(1, 5)}


def test_second_rows_of_a_child_are_linked_too(judge):
    household = [child(), child(id_no=None, village="松林村")]
    school = [pupil(), pupil(id_no=None)]
    assert set(judge(household, school).links) == {(1, 1), (1, 2), (2, 1), (2, 2)}


def test_two_rows_of_one_number_have_one_claim_though_their_names_differ(judge):
    household = [child(name="王小雅", phone=None), child(name="王筱娅", phone=None)]
    verdict = judge(household, [pupil(name="王晓雅", id_no=None, phone=None)])
    assert verdict.links
