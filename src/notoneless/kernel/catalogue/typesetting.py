"""Why a paper cannot be made into a PDF."""

WORDS: dict[str, tuple[str, str]] = {
    "typesetting.no_font": (
        "找不到中文字体，不能生成 PDF：请安装思源宋体（fonts-noto-cjk），或把字体文件放进 NOTONELESS_FONTS 指定的文件夹；Word 不受影响",
        "No Chinese font was found, so no PDF can be made: install Noto Serif CJK (fonts-noto-cjk) or put font files into the folder NOTONELESS_FONTS; Word is not affected",
    ),
    "typesetting.no_glyph": (
        "现有字体没有“{characters}”，PDF 会印成空框：请把有这些字的字体文件放进 NOTONELESS_FONTS 指定的文件夹，或下载 Word",
        "No font has “{characters}”, which the PDF would show as empty boxes: put a font that has them into the folder NOTONELESS_FONTS, or take the Word document",
    ),
}
