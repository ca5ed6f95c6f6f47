"""Pairs that look like one child and are two: a false link would hide a child who is in no school."""

import pytest
from quiet_county import child, pupil, resident_id

OWN = resident_id("20130517", 124)
OTHER = resident_id("20130517", 347)
PARENT = resident_id("19850304", 451)

TWO_CHILDREN = {
    "双胞胎，各有身份证号": ({"name": "王子轩"}, {"name": "王子涵", "id_no": OTHER}),
    "双胞胎，名字同音": ({"name": "王明明"}, {"name": "王鸣鸣", "id_no": OTHER, "sex": "男"}),
    "双胞胎，一方缺身份证号": ({"name": "王子轩", "id_no": None}, {"name": "王语嫣", "id_no": OTHER}),
    "双胞胎只凭家庭": ({"name": "王子轩", "id_no": None}, {"name": "王语嫣", "id_no": None}),
    "姐弟，家庭相同": ({"name": "王子轩", "id_no": None}, {"name": "王子涵", "id_no": None, "dob": "2015-08-01"}),
    "同名同年": ({"id_no": None}, {"dob": "2013-09-30", "id_no": resident_id("20130930", 88), "guardian_name": "王有福",
                                 "phone": "13700009999", "township": "白水乡", "village": "石桥村"}),
    "同名同日，身份证号不同": ({}, {"id_no": OTHER, "guardian_name": "王有福", "phone": "13700009999",
                                  "township": "白水乡", "village": "石桥村"}),
    "同名同村同日，身份证号、监护人、电话都不同": ({}, {"id_no": OTHER, "guardian_name": "李秀英", "phone": "13700009999"}),
    "身份证号被别家孩子用了": ({}, {"name": "李四妹", "guardian_name": "李国富", "phone": "13700009999", "township": "白水乡",
                                    "village": "石桥村"}),
    "姐姐的身份证号被弟弟用了": ({}, {"name": "王志强", "sex": "男"}),
    "都填了监护人的身份证号": ({"id_no": PARENT}, {"name": "王志强", "sex": "男", "id_no": PARENT}),
    "都还没取名": ({"name": "未取名", "id_no": None}, {"name": "未取名", "id_no": None}),
    "身份证号相同，姓名生日都不同": ({"name": "王子轩"}, {"name": "王语嫣", "dob": "2016-02-03"}),
}  # fmt: skip


@pytest.mark.parametrize("case", TWO_CHILDREN)
def test_two_children_are_never_linked(judge, case):
    household, school = TWO_CHILDREN[case]
    assert judge([child(**household)], [pupil(**school)]).links == {}


def test_the_twin_at_home_is_not_hidden_by_the_twin_in_school(judge):
    at_home, in_school = child(name="王语铭", id_no=None), child(name="王语明", id_no=OTHER)
    verdict = judge([at_home, in_school], [pupil(name="王语明", id_no=OTHER)])
    assert set(verdict.links) == {(2, 1)}


def test_a_brothers_entry_with_my_number_is_my_brothers(judge):
    me, brother = child(name="王佳平"), child(name="王佳轩", dob="2016-12-04", id_no=resident_id("20161204", 61))
    verdict = judge([me, brother], [pupil(name="王佳轩", dob="2016-12-04", id_no=OWN)])
    assert set(verdict.links) == {(2, 1)}


def test_one_entry_that_fits_two_children_is_left_to_a_person(judge):
    first = child(name="王子轩", id_no=None, guardian_name=None, phone=None)
    second = child(name="王子轩", id_no=None, guardian_name="王有福", phone="13700009999")
    verdict = judge([first, second], [pupil(name="王子轩", id_no=None, guardian_name=None, phone=None)])
    assert verdict.links == {}
    assert set(verdict.review) == {(1, 1), (2, 1)}


NEPHEW = {"guardian_name": "王国梁", "id_no": OTHER}


def test_a_cousin_of_the_same_name_behind_the_same_telephone_is_not_hidden(judge):
    verdict = judge([child(), child(**NEPHEW)], [pupil(**NEPHEW)])
    assert set(verdict.links) == {(2, 1)}


def test_a_cousin_born_months_apart_is_not_hidden(judge):
    later = NEPHEW | {"dob": "2013-09-01", "id_no": resident_id("20130901", 326)}
    verdict = judge([child(), child(**later)], [pupil(**(later | {"id_no": None}))])
    assert set(verdict.links) == {(2, 1)}


def test_a_namesake_of_the_village_is_not_hidden_by_the_entry_of_the_other(judge):
    other = {"id_no": OTHER, "guardian_name": "李国富", "phone": "13700009999"}
    verdict = judge([child(), child(**other)], [pupil(**(other | {"id_no": None}))])
    assert set(verdict.links) == {(2, 1)}


def test_a_child_entered_under_a_sisters_name_is_left_to_a_person(judge):
    elder, younger = child(), child(name="王筱云", dob="2015-09-03", id_no=resident_id("20150903", 146))
    verdict = judge([elder, younger], [pupil(name="王筱云")])
    assert verdict.links == {}
    assert {(1, 1), (2, 1)} <= set(verdict.review)
