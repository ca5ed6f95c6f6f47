"""Word and PDF say the same, whatever the text; the same paper gives the same bytes; the layout is that of the standard."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from notoneless.kernel.problems import NotonelessError
from notoneless.typesetting import layout
from notoneless.typesetting.characters import characters_of
from notoneless.typesetting.fonts import PACKAGED, find_fonts, fonts_in
from notoneless.typesetting.paper import (
    HOLE,
    Align,
    Column,
    Footer,
    Heading,
    Paper,
    Paragraph,
    Signature,
    Slip,
    SlipKind,
    Table,
    ems,
    printable,
    written_day,
)
from notoneless.typesetting.pdf import as_pdf, as_pdf_of, as_pictures
from notoneless.typesetting.word import as_word

DAY = date(2026, 3, 5)
FONTS = fonts_in(PACKAGED)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

HOSTILE = (
    '#import "x": *',
    "#{panic()}",
    "{{姓名}}",
    "$x^2$",
    "*粗* _斜_ `码` <标签> @引用 = 标题",
    "\\u{41} \\ // 注 /* 注 */",
    "[括号] ~ --- ...",
    "<w:t>&amp;</w:t> ]]>",
    "马䶮㛃、喆堃玥、昇珺赟瑄祎",
    "https://example.invalid/" + "a" * 300,
)


def paper(*blocks: Any, **changes: Any) -> Paper:
    return Paper(**{"title": "学籍管理工作计划", "day": DAY, "blocks": blocks, **changes})


def whole() -> Paper:
    rows = tuple((str(at), f"每月核对第{at}班名册，有出入当日查明。", "王老师", "2026年9月30日") for at in range(1, 40))
    columns = (
        Column("序号", 1, Align.CENTRE),
        Column("措施", 5),
        Column("责任人", 2, Align.CENTRE),
        Column("时限", 3, Align.CENTRE),
    )
    return paper(
        Paragraph("为规范学籍管理，" * 30),
        Heading(1, "一、目标"),
        Heading(2, "（一）人籍一致"),
        Heading(3, "1.不漏一人"),
        Table(columns, rows),
        Paragraph("此件公开发布。", is_indented=False),
        Slip(SlipKind.RECEIPT, "回执", (("收件人", "某某"), ("日期", "　年　月　日"))),
        agency="清溪镇中心小学",
        number="清溪小学学籍〔2026〕3号",
        addressee="各班",
        attachments=("名册", "登记表"),
        signature=Signature("清溪镇中心小学", written_day(DAY)),
        footer=Footer("7K3M2-9QX4T", "0123456789abcdef" * 4),
    )


def of_word(content: bytes, part: str = "word/document.xml") -> str:
    """The text of a part of a Word document, paragraph by paragraph."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        root = ElementTree.fromstring(parts.read(part))
    return "\n".join("".join(text.text or "" for text in line.iter(f"{W}t")) for line in root.iter(f"{W}p"))


def of_pdf(content: bytes) -> list[str]:
    """The text of each page."""
    return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]


def bare(text: str) -> str:
    """A text without blanks, breaks, and the feet of pages."""
    text = re.sub(r"—\s\d+\s—", "", text)
    text = re.sub(r"核验码 \S+ +SHA-256 [0-9a-f]+", "", text)
    return re.sub(r"[\s\u200b\u00ad]+", "", text)


def test_both_say_the_same_in_the_same_order() -> None:
    made = whole()
    word, pdf = bare(of_word(as_word(made))), bare("\n".join(of_pdf(as_pdf(made, FONTS))))
    heads = "序号措施责任人时限"
    assert heads in pdf
    assert pdf.replace(heads, "") == word.replace(heads, "")  # the head of a table stands on each page again
    for text in ("清溪镇中心小学", "清溪小学学籍〔2026〕3号", "各班：", "附件：1.名册2.登记表", "2026年3月5日", "回执"):
        assert text in word


def test_a_paper_that_is_not_in_force_says_so_above_every_page_of_both() -> None:
    made, mark = whole(), "作废（2026年3月9日撤回）"
    marked = replace(made, mark=mark)
    pages = of_pdf(as_pdf(marked, FONTS))
    assert len(pages) == len(of_pdf(as_pdf(made, FONTS))) > 1
    assert all(bare(page).count(mark) == 1 for page in pages)
    assert "作废" not in "".join(of_pdf(as_pdf(made, FONTS)))
    with zipfile.ZipFile(io.BytesIO(as_word(marked))) as parts:
        headers = [name for name in parts.namelist() if re.fullmatch(r"word/header\d+\.xml", name)]
    assert [of_word(as_word(marked), name) for name in headers] == [mark, mark]  # of odd and of even pages
    assert bare(of_word(as_word(marked))) == bare(of_word(as_word(made)))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_comes_out_as_it_was_written(text: str) -> None:
    columns = (Column(text[:40], 1), Column("二", 1))
    made = paper(
        Paragraph(text),
        Heading(1, text),
        Table(columns, ((text, ""),)),
        agency=text[:30],
        number=text[:30],
        addressee=text[:30],
        attachments=(text[:30],),
        signature=Signature(text[:30], "2026年3月5日", False),
        title=text[:40],
    )
    word, pdf = bare(of_word(as_word(made))), bare("\n".join(of_pdf(as_pdf(made, FONTS))))
    assert word == pdf
    assert word.count(bare(text)) >= 3


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("甲\x00乙", f"甲{HOLE}乙"),
        ("甲\x1b[31m乙\x7f", f"甲{HOLE}[31m乙{HOLE}"),
        ("甲\u202e乙\u2066", f"甲{HOLE}乙{HOLE}"),
        ("甲\ud800乙\ufffe", f"甲{HOLE}乙{HOLE}"),
        ("甲\r\n乙\t丙", "甲 乙 丙"),
    ],
)
def test_what_no_paper_can_show_leaves_a_mark(text: str, shown: str) -> None:
    assert printable(text) == shown
    made = paper(Paragraph(text), title=text)
    assert shown in of_word(as_word(made))
    assert bare(shown) in bare(of_pdf(as_pdf(made, FONTS))[0])


@settings(max_examples=40, deadline=None)
@given(
    st.text(
        alphabet=st.characters(max_codepoint=0x2FF) | st.sampled_from("中文䶮㛃〔〕：“”，。\u202e\x00"), max_size=60
    )
)
def test_any_text_can_be_set_and_says_the_same_in_both(text: str) -> None:
    made = paper(Paragraph(f"始{text}终"))
    lacking = FONTS.lacking(printable(text))
    if lacking:
        with pytest.raises(NotonelessError, match=re.escape(lacking[:20])):
            as_pdf(made, FONTS)
        return
    pdf = bare(of_pdf(as_pdf(made, FONTS))[0])
    word = of_word(as_word(made))
    assert printable(text).split() == word.rpartition("始")[2].rpartition("终")[0].split()
    # blanks of every kind, and marks that join to letters, are told apart by no reader of PDF
    assert re.sub(r"\W", "", pdf) == re.sub(r"\W", "", bare(word))


def test_the_same_paper_gives_the_same_bytes_and_another_day_gives_others() -> None:
    made, later = whole(), paper(day=date(2026, 3, 6))
    assert as_word(made) == as_word(made)
    assert as_pdf(made, FONTS) == as_pdf(made, FONTS)
    assert as_word(later) != as_word(paper())
    with zipfile.ZipFile(io.BytesIO(as_word(made))) as parts:
        assert {part.date_time for part in parts.infolist()} == {(2026, 3, 5, 0, 0, 0)}
        assert "2026-03-05T00:00:00Z" in parts.read("docProps/core.xml").decode()
    assert str(PdfReader(io.BytesIO(as_pdf(made, FONTS))).metadata["/CreationDate"]).startswith("D:20260305")


# the layout


def test_a_page_has_22_lines_of_28_characters() -> None:
    first, second, *_ = of_pdf(as_pdf(paper(Paragraph("一二三四五六七八九十" * 150, False)), FONTS))
    signed = paper(Paragraph("一二三四五六七八九十" * 150, False), signature=Signature("某校", "2026年3月5日"))
    assert "一二三四" in of_pdf(as_pdf(signed, FONTS))[0]  # a long last paragraph is not moved as a whole
    lines = [line for line in second.split("\n") if "—" not in line]
    assert [len(line) for line in lines] == [28] * 22
    assert "一二三四" in first


def test_several_papers_are_one_document_and_each_begins_on_a_sheet_of_its_own() -> None:
    long, short = paper(Paragraph("一二三四五六七八九十" * 100, False)), paper(Paragraph("短文。"), title="另一份")
    pages = of_pdf(as_pdf_of([short, long, short], FONTS))
    assert [re.findall(r"— (\d+) —", page) for page in pages] == [["1"], [], ["1"], ["2"], ["1"]]
    assert "另一份" in pages[0]
    assert "学籍管理工作计划" in pages[2]
    assert as_pdf_of([short], FONTS) == as_pdf(short, FONTS)


def test_pages_are_numbered_outside_and_without_zeros() -> None:
    pages = of_pdf(as_pdf(whole(), FONTS))
    assert len(pages) >= 3
    assert [f"— {number} —" in text for number, text in enumerate(pages, 1)] == [True] * len(pages)
    assert all("核验码 7K3M2-9QX4T" in text and "0123456789abcdef" * 4 in text for text in pages)
    numbers = [where(as_pdf(whole(), FONTS), page, "—")[0] for page in (0, 1)]
    assert numbers[0] > 297 > numbers[1]  # right on odd pages, left on even ones: the middle of the page in points


def where(content: bytes, page: int, text: str) -> tuple[float, float]:
    """Where the last text that begins so stands on a page, in points from the left and from the foot."""
    found: list[tuple[float, float]] = []

    def visit(part: str, page_at: Any, at: Any, *_: Any) -> None:
        if part.strip().startswith(text):
            found.append(
                tuple(at[4] * page_at[each] + at[5] * page_at[2 + each] + page_at[4 + each] for each in (0, 1))
            )

    PdfReader(io.BytesIO(content)).pages[page].extract_text(visitor_text=visit)
    return found[-1]


def test_the_word_page_is_that_of_the_standard() -> None:
    content = as_word(whole())
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        document = ElementTree.fromstring(parts.read("word/document.xml"))
        names = parts.namelist()
        settings_of = parts.read("word/settings.xml").decode()
        feet = [parts.read(name).decode() for name in names if re.fullmatch(r"word/footer\d\.xml", name)]
    [section] = document.iter(f"{W}sectPr")
    margins = section.find(f"{W}pgMar")
    assert margins is not None
    told = {name: round(int(margins.get(f"{W}{name}") or 0) / 56.693) for name in ("top", "bottom", "left", "right")}
    assert told == {"top": 37, "bottom": 35, "left": 28, "right": 26}
    assert "w:evenAndOddHeaders" in settings_of
    assert sorted(re.search(r'w:jc w:val="(\w+)"', foot)[1] for foot in feet) == ["left", "right"]  # type: ignore[index]
    assert all(">PAGE<" in foot for foot in feet)
    fonts = {run.get(f"{W}eastAsia") for run in document.iter(f"{W}rFonts")}
    assert {"仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312"} <= fonts
    runs = [run for run in document.iter(f"{W}r") if run.find(f"{W}t") is not None]
    assert runs
    assert all(run.find(f"{W}rPr/{W}rFonts") is not None for run in runs)
    lines = {"".join(each.text or "" for each in line.iter(f"{W}t")): line for line in document.iter(f"{W}p")}
    title = lines["学籍管理工作计划"]
    assert title.find(f"{W}pPr/{W}jc").get(f"{W}val") == "center"  # type: ignore[union-attr]


def test_word_can_read_the_order_of_its_parts() -> None:
    order = ["rFonts", "color", "spacing", "sz", "szCs", "lang"]
    with zipfile.ZipFile(io.BytesIO(as_word(whole()))) as parts:
        document = ElementTree.fromstring(parts.read("word/document.xml"))
    for about in document.iter(f"{W}rPr"):
        names = [each.tag.removeprefix(W) for each in about]
        assert names == sorted(names, key=order.index)
    borders = ["keepNext", "pBdr", "spacing", "ind", "jc"]
    for about in document.iter(f"{W}pPr"):
        names = [each.tag.removeprefix(W) for each in about]
        assert names == sorted(names, key=borders.index)


@pytest.mark.parametrize(
    ("name", "day", "is_sealed", "name_right", "day_right"),
    [
        # sealed: the day four characters in, the name centred above it
        ("清溪镇中心小学", "2026年3月5日", True, 4 - (7 - 6) / 2, 4),
        ("晴川县", "2026年12月15日", True, 4 + (7 - 3) / 2, 4),
        ("晴川县教育体育和文化旅游广播电视局控辍保学专班", "2026年3月5日", True, 0, (23 - 6) / 2),
        # unsealed: the name two characters in, the day two further in than the name begins
        ("清溪镇人民政府办公室", "2026年3月5日", False, 2, 10 - 6),
        # the day longer than the name: the day two in, the name moved along
        ("晴川县", "2026年12月15日", False, 2 + 2 + 7 - 3, 2),
    ],
)
def test_where_a_signature_stands(name: str, day: str, is_sealed: bool, name_right: float, day_right: float) -> None:
    placed = layout.placed(Signature(name, day, is_sealed))
    assert (placed.name, placed.day) == (name_right, day_right)


def test_the_signature_stands_there_in_the_document_and_never_alone_on_a_page() -> None:
    right = (layout.LEFT_MM + layout.WIDTH_MM) * layout.POINTS_OF_MM
    signed = Signature("清溪镇中心小学", "2026年3月5日")
    content = as_pdf(paper(Paragraph("短文。"), signature=signed), FONTS)
    left = where(content, 0, "2026")[0]
    assert left == pytest.approx(right - (4 + ems(signed.day)) * layout.BODY_PT, abs=8)
    for lines in range(12, 22):
        blocks = [Paragraph("一二三四五六七" * 4 * lines, False), Paragraph("特此通知。")]
        pages = of_pdf(as_pdf(paper(*blocks, signature=signed), FONTS))
        assert "特此通知" in pages[-1]
        assert "2026年3月5日" in bare(pages[-1])


def test_a_day_has_no_leading_zeros() -> None:
    assert written_day(date(2026, 3, 5)) == "2026年3月5日"
    assert written_day(date(2026, 10, 15)) == "2026年10月15日"


# fonts


def test_without_a_chinese_font_a_pdf_is_refused_in_one_sentence_and_word_is_made(tmp_path: Path) -> None:
    with pytest.raises(NotonelessError, match=r"找不到中文字体.*NOTONELESS_FONTS.*Word 不受影响"):
        as_pdf(whole(), fonts_in(tmp_path))
    assert of_word(as_word(whole()))


def test_a_character_that_no_font_has_is_refused_by_name_and_never_printed_as_a_box() -> None:
    with pytest.raises(NotonelessError, match="现有字体没有“𠀀𪚥”"):
        as_pdf(paper(Paragraph("马𪚥𠀀")), FONTS)
    assert "马𪚥𠀀" in of_word(as_word(paper(Paragraph("马𪚥𠀀"))))


def test_the_packaged_fonts_have_every_character_of_names() -> None:
    for path in PACKAGED.glob("*.otf"):
        known = characters_of(path, 0)
        assert set(range(0x4E00, 0x9FA6)) | set(range(0x3400, 0x4DB6)) <= known, path.name
        assert not {0x20000, 0x1F600} & known
    assert characters_of(Path(__file__), 0) == frozenset()


def test_fonts_of_the_installation_come_first_and_the_packaged_ones_are_always_there(tmp_path: Path) -> None:
    found = find_fonts(tmp_path)
    assert set(found.faces) == {"body", "title", "black", "script"}
    assert "Noto Serif SC" in found.faces["body"]
    assert find_fonts(None).faces == found.faces


def test_pictures_of_the_pages_can_be_made() -> None:
    pictures = as_pictures(whole(), FONTS, 40)
    assert len(pictures) == len(of_pdf(as_pdf(whole(), FONTS)))
    assert all(each.startswith(b"\x89PNG") for each in pictures)
