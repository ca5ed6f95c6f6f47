"""What the command line says of itself."""

WORDS: dict[str, tuple[str, str]] = {
    "shell.broken": (
        "程序内部出错，没有写出任何结果（{kind}：{what}）。请带上这句话报告问题；加 --debug 可显示细节",
        "The program failed and wrote no result ({kind}: {what}). Please report this sentence; --debug shows details",
    ),
    "shell.usage": (
        "命令写法有误：{what}。用 {command} --help 查看写法",
        "The command cannot be understood: {what}. See {command} --help",
    ),
    "shell.missing_option": ("缺少 {option}", "{option} is missing"),
    "shell.no_such_option": ("没有 {option} 这个选项", "there is no option {option}"),
    "shell.no_such_command": (
        "没有“{word}”这个命令；有的命令是：{known}",
        "There is no command “{word}”; there are: {known}",
    ),
    "shell.not_a_date": ("{option} 应写成 2025-08-31 这样的日期", "{option} must be a date such as 2025-08-31"),
    "shell.not_an_id": (
        "{option} 应是一个 UUID 编号",
        "{option} must be an id: a UUID",
    ),
    "shell.not_in_range": (
        "{option} 应是 {least} 到 {most} 的整数",
        "{option} must be a whole number from {least} to {most}",
    ),
    "shell.no_choice": ("{option} 只能是 {choices} 之一", "{option} must be one of {choices}"),
    "shell.ended": (
        "已中止，没有写出任何结果；原有的结果没有改动",
        "Ended before it was done: no result was written, former results are as they were",
    ),
    "shell.empty_option": ("{option} 后面是空的，请写明", "Nothing is given for {option}; please say what"),
    "shell.not_text": (
        "{option} 里有不能使用的字符：要一行文字，UTF-8 编码",
        "{option}: some characters in it cannot be used; it must be one line of text, in UTF-8",
    ),
    "shell.too_long": ("{option} 太长，最多 {longest} 个字", "{option} is too long, characters at most: {longest}"),
    "shell.input_not_text": (
        "标准输入不是 UTF-8 编码的文字，没有读取",
        "The standard input is no text in UTF-8; it was not read",
    ),
    "shell.with_advice": ("{what}。{advice}", "{what}. {advice}"),
    "shell.advice.columns": ("可用 --columns 指定各列", "Say which column is which with --columns"),
    "shell.advice.name_column": (
        "可用 --columns 指定哪一列是姓名（先用 notoneless inspect --write-map 写出列对应文件）",
        "Say which it is with --columns (notoneless inspect --write-map)",
    ),
    "shell.advice.id_column": (
        "可用 --columns 指定哪一列是身份证号；确实没有的，请在列对应文件中写 id_no: null",
        "Say which it is with --columns, or id_no: null if there is none",
    ),
    "shell.advice.header_row": ("也可用 --columns 指定表头行", "Or name the header row with --columns"),
    "shell.no_memory": (
        "内存不足，没有写出任何结果：请关闭其他程序，或分乡镇比对",
        "Out of memory, no result was written: close other programs or compare township by township",
    ),
}
