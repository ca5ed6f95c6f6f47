"""What the command line says of itself."""

WORDS: dict[str, tuple[str, str]] = {
    "shell.broken": (
        "程序内部出错，没有写出任何结果（{kind}：{what}）。请带上这句话报告问题；加 --debug 可显示细节",
        "The program failed and wrote no result ({kind}: {what}). Please report this sentence; --debug shows details",
    ),
    "shell.no_memory": (
        "内存不足，没有写出任何结果：请关闭其他程序，或分乡镇比对",
        "Out of memory, no result was written: close other programs or compare township by township",
    ),
}
