"""The words by which a row says that it is no child's: totals, counts, and the labels of forms and signatures."""

import re
import unicodedata
from collections.abc import Sequence

from notoneless.tabular.recognition.headers import fold

_COUNTED = r"(?:其中|男生?|女生?|儿童|学生|人[数口]|[共计有人名个]|\d+)*"
_TOTAL = re.compile(
    r"(?:.{0,8}?(?:合计|总计|小计|共计|汇总|总人数|总数|人数|total|subtotal|grandtotal|sum)|.{0,4}?共有?\d+[人名])"
    + _COUNTED
)
_SUMS = frozenset({"合计", "总计", "小计", "共计"})
_COUNT = re.compile(r"(?=.*\d)(?=.*[男女人名个])[\W\d_男女生共计有其中人名个]+|共[一二三四五六七八九十百]+[人名个]")
_EMPTY_DATE = re.compile(r"\d*年\d*月\d*日")
_PIECES = 4
"""Into how many cells a total is divided: 合 | 计 | 8 | 人."""

_NOTE = re.compile(
    r"填表|制表|审核|填报|负责人|经办人|盖章|公章|签字|签名|填写说明|以上情况属实|^\(?注[): \d]|^备注:|^说明:|^[*※]"
)
_DUTY = (
    "填表|制表|造表|填报|填写|编制|统计|汇总|登记|录入|采集|调查|摸排|核实|核查|审核|审批|审查|复核|校对|核对|经办|承办|负责|责任|"
    "主管|分管|联系|上报|报送|监督|任课|包[村户片保组]"
)
_WHO = "人员?|员|者|单位|部门|领导|干部|老师|教师|责任人|负责人|校长|日期|时间|电话|签字|签名"
_OFFICE = (
    "校长|园长|村长|主任|书记|支书|村主任|村支书|班主任|单位(?:负责人?|领导)?|学校(?:负责人|领导)|"
    "村委会(?:负责人)?|乡镇(?:负责人)?|温馨提示"
)
_ON = "(?:填报|填表|制表|上报|报送|统计)?(?:日期|时间)|(?:联系)?(?:电话|方式)|年月日"
_SIGNED = r"\(?(?:签字|签名|签章|盖章|公章|印章|章)(?:[或、/及和]?(?:签字|签名|签章|盖章|公章))*\)?"
_LABEL = re.compile(
    rf"(?:(?:{_DUTY})(?:{_WHO})|{_OFFICE})(?:{_SIGNED})?(?::.*)?|{_SIGNED}(?::.*)?|备注|说明|注"
    rf"|(?:{_DUTY}|{_ON}|备注|说明|注):.*"
)


def says_total(texts: Sequence[str]) -> bool:
    """Whether one of `texts`, or the first of them read as one, says that the row counts others."""
    pieces = ("".join(texts[:count]) for count in range(2, _PIECES + 1))
    first = (*texts[:_PIECES], *pieces)
    return any(_TOTAL.fullmatch(fold(text)) for text in first) or any(fold(text) in _SUMS for text in texts)


def is_date_line(texts: Sequence[str]) -> bool:
    """Whether `texts` together are the line under a signature where the day is filled in: 年 | 月 | 日."""
    return _EMPTY_DATE.fullmatch(_plain("".join(texts))) is not None


def is_count(text: str) -> bool:
    """True for a number of people or things (8人, 男4女4), which is nobody's name."""
    return _COUNT.fullmatch(_plain(text)) is not None


def is_label(text: str) -> bool:
    """True for a cell that is a form's label, with or without what is filled in behind it: 填表人, 单位(盖章):, 审核人:李四."""
    return _LABEL.fullmatch(_plain(text)) is not None


def is_open_label(text: str) -> bool:
    """True for a label behind which nothing is filled in, or in the next cell: no child's row has one anywhere."""
    return is_label(text) and _plain(text).endswith(":")


def has_note(text: str) -> bool:
    """True for a text in which a note or signature stands somewhere."""
    return _NOTE.search(text) is not None or is_label(text)


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
