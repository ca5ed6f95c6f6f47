"""A Word document opens in LibreOffice, on as many pages, with its parts where GB/T 9704-2012 has them."""

import io
import os
import shutil
import subprocess
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from notoneless.foundation.papers.rules.filling import described, number_text
from notoneless.foundation.papers.rules.templates import latest
from notoneless.foundation.papers.rules.wordings import invented
from notoneless.typesetting import layout
from notoneless.typesetting.fonts import PACKAGED, fonts_in
from notoneless.typesetting.paper import Column, Footer, Heading, Paper, Paragraph, Signature, Table, written_day
from notoneless.typesetting.pdf import as_pdf
from notoneless.typesetting.word import as_word
from typesetting.test_both_documents import DAY

OFFICE = shutil.which("soffice")
MM = layout.POINTS_OF_MM
LEFT, RIGHT = layout.LEFT_MM * MM, (layout.LEFT_MM + layout.WIDTH_MM) * MM
MIDDLE = (LEFT + RIGHT) / 2
TOP = (layout.PAGE_MM[1] - layout.TOP_MM) * MM
BOTTOM = layout.BOTTOM_MM * MM
NEAR = 1.0
"""Points: a third of a millimetre."""


@dataclass(frozen=True)
class Put:
    """A text on a page: the left end of its foot, in points from the lower left corner, and its size."""

    page: int
    text: str
    x: float
    y: float
    size: float


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Put]]:
    """The papers as LibreOffice sets them, each as what stands where."""
    if OFFICE is None:
        if os.environ.get("NOTONELESS_CI"):
            pytest.fail("soffice is missing: .ci/run brings it")
        pytest.skip("soffice is not on this machine (Debian: apt-get install libreoffice-writer-nogui)")
    folder = tmp_path_factory.mktemp("office")
    papers = {
        "sealed": whole(),
        "plain": replace(whole(), signature=Signature("清溪镇中心小学", written_day(DAY), False)),
        **{kind: of_kind(kind) for kind in PARTS},
    }
    for name, paper in papers.items():
        (folder / f"{name}.docx").write_bytes(as_word(paper))
    words = [OFFICE, "--headless", f"-env:UserInstallation={(folder / 'own').as_uri()}", "--convert-to", "pdf"]
    files = [str(folder / f"{name}.docx") for name in papers]
    subprocess.run([*words, "--outdir", str(folder), *files], check=True, capture_output=True, timeout=300)
    return {name: put_in(folder / f"{name}.pdf") for name in papers}


def whole() -> Paper:
    """A paper of several pages: head, number, title, text, a table, and a signature."""
    rows = tuple((f"{at}班", "每月核对名册") for at in range(1, 4))
    blocks: tuple[Any, ...] = (
        Paragraph("为规范学籍管理，" * 30),
        Heading(1, "一、目标"),
        *(Paragraph(f"第{at}条　每月核对名册。", is_indented=False) for at in range(1, 51)),
        Table((Column("班级", 1), Column("措施", 3)), rows),
        Paragraph("以上请遵照执行。"),
    )
    return Paper(
        title="学籍管理工作计划",
        day=DAY,
        blocks=blocks,
        agency="清溪镇中心小学",
        number="清溪小学学籍〔2026〕3号",
        addressee="各班",
        signature=Signature("清溪镇中心小学", written_day(DAY)),
    )


PARTS = {
    "return_notice": (
        "辍学学生返校通知书",
        "依照《中华人民共和国义务教育法》",
        "回执（请签名后交回学校）",
        "存根（学校留存）",
    ),
    "penalty_decision": (
        "行政处罚决定书",
        "一、违法事实和证据",
        "二、处罚的种类和依据",
        "三、履行的方式和期限",
        "四、申请复议",
    ),
}
"""What has to stand on a paper, one beneath the other: original, reply and stub of the notice, the items of the decision."""


def of_kind(kind: str) -> Paper:
    """A paper of the latest template, about an invented child."""
    made = latest(kind)
    number = number_text(made, "清溪", DAY.year, 3)
    return described(made, invented(made), number, DAY, Footer("7K3M2-9QX4T", "0123456789abcdef" * 4))


def put_in(path: Path) -> list[Put]:
    """What stands where on the pages of a PDF."""
    found: list[Put] = []
    for number, page in enumerate(PdfReader(io.BytesIO(path.read_bytes())).pages):

        def visit(text: str, _: Any, matrix: list[float], __: Any, size: float, number: int = number) -> None:
            if text.strip():
                found.append(Put(number, text.strip(), matrix[4], matrix[5], size))

        page.extract_text(visitor_text=visit)
    return found


def first(found: list[Put], begins: str, after: int = 0) -> Put:
    """The first part of the text that begins so, from a page on."""
    return next(each for each in found if each.page >= after and each.text.startswith(begins))


def test_it_has_as_many_pages_as_the_pdf(opened: dict[str, list[Put]]) -> None:
    pages = len(PdfReader(io.BytesIO(as_pdf(whole(), fonts_in(PACKAGED)))).pages)
    assert max(each.page for each in opened["sealed"]) + 1 == pages > 1


def test_head_number_and_title_stand_centred_one_beneath_the_other(opened: dict[str, list[Put]]) -> None:
    found = opened["sealed"]
    agency, title = first(found, "清溪镇中心小学"), first(found, "学籍管理")
    assert agency.size == layout.head_size("清溪镇中心小学")
    assert title.size == layout.TITLE_PT
    for each, text in ((agency, "清溪镇中心小学"), (title, "学籍管理工作计划")):
        assert each.x + len(text) * each.size / 2 == pytest.approx(MIDDLE, abs=NEAR)
    number = [each for each in found if each.page == 0 and each.y == first(found, "清溪小学学籍").y]
    ends = number[0].x, number[-1].x + layout.BODY_PT
    assert number[-1].text == "号"
    assert sum(ends) / 2 == pytest.approx(MIDDLE, abs=NEAR)
    assert TOP > agency.y > number[0].y > title.y > first(found, "各班").y > first(found, "为规范").y


def test_the_body_fills_the_type_area_line_by_line(opened: dict[str, list[Put]]) -> None:
    found = [each for each in opened["sealed"] if each.page == 0 and each.size == layout.BODY_PT]
    lines = sorted({round(each.y, 1) for each in found if "规范" in each.text or "学籍管理" in each.text}, reverse=True)
    steps = {round(one - other, 1) for one, other in pairwise(lines)}
    assert all(step == pytest.approx(layout.LINE_PT, abs=0.2) for step in steps)
    assert first(found, "为规范").x == pytest.approx(LEFT + 2 * layout.BODY_PT, abs=NEAR)
    assert min(each.x for each in found) == pytest.approx(LEFT, abs=NEAR)
    assert all(each.y > BOTTOM - 0.5 for each in found)


def test_a_sealed_day_keeps_four_characters_free_and_an_unsealed_name_two(opened: dict[str, list[Put]]) -> None:
    for name, is_sealed in (("sealed", True), ("plain", False)):
        found, last = opened[name], max(each.page for each in opened[name])
        agency = first(found, "清溪镇中心小学", last)
        [day] = [each for each in found if each.page == last and each.text == "日" and each.y < agency.y]
        where = layout.placed(Signature("清溪镇中心小学", written_day(DAY), is_sealed))
        assert day.x + layout.BODY_PT == pytest.approx(RIGHT - where.day * layout.BODY_PT, abs=NEAR)
        assert agency.y - day.y == pytest.approx(layout.LINE_PT, abs=0.2)
        ends = agency.x + 7 * (layout.BODY_PT + layout.TRACKING_PT)
        assert ends == pytest.approx(RIGHT - where.name * layout.BODY_PT, abs=NEAR)
        assert (where.day if is_sealed else where.name) == pytest.approx(4.0 if is_sealed else 2.0)


def test_the_number_of_the_page_stands_outside_of_the_type_area_at_its_size(opened: dict[str, list[Put]]) -> None:
    found = opened["sealed"]
    for page, is_right in ((0, True), (1, False)):
        [number] = [each for each in found if each.page == page and each.text == str(page + 1) and each.y < BOTTOM]
        assert number.size == layout.NUMBER_PT
        assert (number.x > MIDDLE) is is_right


def lines_of(found: list[Put]) -> list[tuple[int, float, float, str]]:
    """The lines of a paper from the top of the first page to the foot of the last: page, height, left end, text."""
    lines: dict[tuple[int, float], list[Put]] = {}
    for each in found:
        lines.setdefault((each.page, round(each.y)), []).append(each)
    told = []
    for (page, height), parts in sorted(lines.items(), key=lambda item: (item[0][0], -item[0][1])):
        parts.sort(key=lambda each: each.x)
        told.append((page, height, parts[0].x, "".join(each.text for each in parts)))
    return told


@pytest.mark.parametrize("kind", PARTS)
def test_a_notice_and_a_decision_have_their_parts_in_order_on_as_many_pages_as_the_pdf(
    opened: dict[str, list[Put]], kind: str
) -> None:
    found, paper = opened[kind], of_kind(kind)
    pages = len(PdfReader(io.BytesIO(as_pdf(paper, fonts_in(PACKAGED)))).pages)
    assert max(each.page for each in found) + 1 == pages
    lines = lines_of(found)
    where = [next((number for number, line in enumerate(lines) if part in line[3]), -1) for part in PARTS[kind]]
    assert -1 not in where, (where, lines)
    assert where == sorted(where)
    title = lines[where[0]]
    assert title[2] + len(paper.title) * layout.TITLE_PT / 2 == pytest.approx(MIDDLE, abs=NEAR)
    assert all(LEFT - NEAR <= line[2] < RIGHT for line in lines if BOTTOM < line[1] < TOP)
    text = "".join(line[3] for line in lines)
    assert paper.number in text
    assert written_day(DAY) in text
    assert "{{" not in text
    for blank in ("通知书编号", "收到日期", "我的答复", "监护人签名", "送达人签名") if kind == "return_notice" else ():
        assert blank in text
