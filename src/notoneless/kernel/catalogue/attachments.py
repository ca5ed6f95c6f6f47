"""What is told of attached files."""

WORDS: dict[str, tuple[str, str]] = {
    "attachments.empty": ("文件是空的", "The file is empty"),
    "attachments.too_large": ("文件太大，最大 {most} MB", "The file is too large; the most is {most} MB"),
    "attachments.no_kind": (
        "只能添加 JPG、PNG 图片和 PDF 文件",
        "Only JPG and PNG pictures and PDF files can be attached",
    ),
    "attachments.no_text": (
        "这里只收 .yaml 文件",
        "Only .yaml files are taken here",
    ),
    "attachments.no_sheet": (
        "这里只收电子表格：.xlsx、.xls、.ods、.et、.csv",
        "Only spreadsheets are taken here: .xlsx, .xls, .ods, .et, .csv",
    ),
    "attachments.no_file": ("请先选择文件", "Choose a file first"),
    "attachments.other_ending": (
        "文件名后缀是 .{ending}，内容却是 {kind}，不予接收；请用表格软件另存后再上传",
        "The name ends in .{ending}, but the file is {kind}; save it again in a spreadsheet program and upload that",
    ),
    "attachments.wrong_ending": (
        "文件名的后缀与内容不符：内容是 {kind}",
        "The ending of the file's name does not fit: it holds {kind}",
    ),
    "attachments.not_whole": (
        "这个 {kind} 文件不完整，或其中夹带了别的东西，不予接收；请重新拍照或导出",
        "This {kind} file is not whole, or something else is hidden in it; take the picture or export it again",
    ),
    "attachments.too_many_pixels": (
        "图片太大，最多 {most} 万像素，请缩小后再上传",
        "The picture has too many points; the most is {most} ten thousand. Make it smaller and upload that",
    ),
    "attachments.other_kind": (
        "内容不是 {kind} 文件，不予接收",
        "This is no {kind} file; it is not taken",
    ),
    "attachments.other_size": (
        "文件大小与所报的不符，请重新上传",
        "The file has not the size that was told; please upload it again",
    ),
    "attachments.has_traces": (
        "图片里还带着拍摄地点、时间等信息，请从网页重新上传，网页会去掉",
        "The picture still carries where and when it was taken; upload it on a page, which takes that away",
    ),
    "attachments.not_stored": (
        "没有收到这个文件，请重新上传",
        "The file has not arrived; please upload it again",
    ),
    "attachments.gone": (
        "附件文件丢失或被改动，不予打开；请告知系统管理员",
        "The attached file is gone or was altered and is not opened; tell the system administrator",
    ),
}
