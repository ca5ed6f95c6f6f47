"""What the tabular room says, in both languages."""

_FILE: dict[str, tuple[str, str]] = {
    "about_file": ("{file}：{what}", "{file}: {what}"),
    "no_table_header": (
        "{file} 里没有找到表头：须有“{wanted}”；看到的是：{headers}",
        "No header was found in {file}: it needs “{wanted}”; what stands there: {headers}",
    ),
    "place_in_sheet": ("工作表“{sheet}”第 {row} 行 {column} 列", "sheet “{sheet}”, row {row}, column {column}"),
    "place_in_text": ("第 {row} 行第 {column} 列", "row {row}, column {column}"),
    "missing_file": ("找不到文件：{file}", "No such file: {file}"),
    "is_folder": ("{file} 是文件夹，请给出其中的一个表格文件", "{file} is a folder; name one spreadsheet file in it"),
    "unreadable_file": (
        "打不开文件 {file}：可能没有权限，或正被其他程序占用",
        "Cannot open {file}: no permission, or another program holds it",
    ),
    "empty_file": ("文件 {file} 是空的，没有任何内容", "The file {file} is empty"),
    "no_form_header": (
        "{file} 里找不到表头行（应有姓名、身份证号、学校等列名），无法按它填表",
        "No header row was found in {file} (with name, ID number, school and so on), so it cannot be filled",
    ),
    "no_rows": ("文件 {file} 里没有一行数据", "The file {file} holds no row of data"),
    "file_too_large": (
        "文件 {file} 太大（{size} MB，上限 {most} MB），请拆分后再用",
        "The file {file} is too large ({size} MB, at most {most} MB); please split it",
    ),
    "too_many_rows": ("行数超过上限 {most}，请拆分后再用", "More than {most} rows; please split the file"),
    "too_many_columns": (
        "“{sheet}”有 {columns} 列，超过上限 {most} 列，请删去多余的列后另存",
        "“{sheet}” has too many columns ({columns}, at most {most}); delete the surplus ones and save again",
    ),
    "foreign_kind": (
        "{file} 不是电子表格，而是 {kind} 文件；请用 .xlsx、.xls、.csv 或 .parquet",
        "{file} is no spreadsheet but a {kind} file; use .xlsx, .xls, .csv or .parquet",
    ),
    "markup": (
        "{file} 其实是网页或 XML 格式的表格，请用 Excel 或 WPS 打开后另存为 .xlsx",
        "{file} is a web page or XML table; open it in Excel or WPS and save it as .xlsx",
    ),
    "password": (
        "{file} 设了打开密码，请在 Excel 或 WPS 里取消密码后另存",
        "{file} is protected by a password; remove it in Excel or WPS and save again",
    ),
    "damaged_workbook": (
        "{file} 已损坏或不完整，打不开；请重新导出或重新复制一份",
        "{file} is damaged or incomplete; export or copy it again",
    ),
    "damaged_parquet": (
        "{file} 不是完整的 parquet 文件，请重新导出",
        "{file} is not a complete parquet file; export it again",
    ),
    "unknown_zone": (
        "{file} 的“{header}”列用的时区“{zone}”认不出，无法知道是哪一天；请把该列导出为文字，如 2015-03-01",
        "The column “{header}” of {file} is in the time zone “{zone}”, which is not known, so the days cannot be told; "
        "export it as text such as 2015-03-01",
    ),
    "zip_bomb": (
        "{file} 解压后异常庞大，可能是恶意文件，已拒绝读取",
        "{file} grows enormously when unpacked and may be hostile; it was not read",
    ),
    "too_much": (
        "“{place}”里的{what}超过上限 {most}，已拒绝读取；请删去多余的后另存再用",
        "“{place}” holds more {what} than may be read (at most {most}); delete what is surplus and save again",
    ),
    "of_cells": ("单元格", "cells"),
    "of_merges": ("合并单元格", "merged cells"),
    "of_unreadable": ("错误值和没有结果的公式", "errors and formulas without a value"),
    "of_sheets": ("工作表", "sheets"),
    "of_text": ("文字（MB）", "text (MB)"),
    "of_line": ("一行的长度（KB）", "text in one line (KB)"),
    "of_doubtful": (
        "分不清是不是学生的行（没有证件号、学籍号，也没有出生日期；请补上，或把名册分成几个文件）",
        "rows that may or may not be children's (no number and no birth date; add them, or part the roster into several files)",
    ),
    "dtd": (
        "{file} 里有表格文件不应有的实体定义，可能是恶意文件，已拒绝读取",
        "{file} holds entity definitions no spreadsheet needs and may be hostile; it was not read",
    ),
    "sheet_too_sparse": (
        "“{sheet}”的内容散落到很远的单元格（{cell}），请删去远处多余的内容后另存",
        "The content of “{sheet}” reaches far out (to {cell}); delete what is surplus there and save again",
    ),
    "save_as_xlsx": (
        "{file} 是 {kind} 格式的表格，请在 Excel 或 WPS 里另存为 .xlsx 后再用",
        "{file} is a table in the {kind} format; save it as .xlsx in Excel or WPS first",
    ),
    "nul_bytes": (
        "{file} 第 {line} 行有空字节，文件已损坏或不是文本表格，请重新导出",
        "{file} has zero bytes in line {line}: it is damaged or no text table; export it again",
    ),
    "other_encoding": (
        "{file} 是 {encoding} 编码（繁体中文）的文本，按通常的编码读出来是乱码；请用 Excel 或 WPS 打开后另存为 .xlsx",
        "{file} is text in the encoding {encoding} (traditional Chinese) and garbled in the usual ones; "
        "open it in Excel or WPS and save it as .xlsx",
    ),
    "mojibake": (
        "表头是乱码（如“{sample}”），文字在保存之前已被用错的编码转换过，请从原系统重新导出",
        "The header is garbled (“{sample}”): the text was converted "
        "with a wrong encoding; export it again from the source",
    ),
}

_OUT: dict[str, tuple[str, str]] = {
    "out_is_file": (
        "{file} 是一个文件，不能作为结果文件夹，请换一个名字",
        "{file} is a file and cannot be the result folder; choose another name",
    ),
    "name_too_long": (
        "结果文件夹的名字太长：{file}，请换一个短的",
        "The name of the result folder is too long: {file}; choose a shorter one",
    ),
    "name_not_unicode": (
        "结果文件夹的名字里有系统认不出的字：{file}，请换一个名字",
        "The name of the result folder has bytes that are no text: {file}; choose another name",
    ),
    "cannot_write": (
        "写不进 {file}：可能没有权限、磁盘已满，或文件正在 Excel 里打开",
        "Cannot write {file}: no permission, a full disk, or the file is open in Excel",
    ),
}

_COLUMNS: dict[str, tuple[str, str]] = {
    "no_header": (
        "找不到表头行（应有姓名、身份证号等列名）。看到的首行是：{headers}",
        "No header row found (with name, ID number and so on). The first row reads: {headers}",
    ),
    "no_name_column": (
        "找不到姓名列。看到的列名是：{headers}",
        "No name column found. The headers are: {headers}",
    ),
    "no_id_column": (
        "找不到身份证号列。看到的列名是：{headers}",
        "No ID number column found. The headers are: {headers}",
    ),
    "no_number_column": (
        "身份证号、出生日期、学籍号三列一列也没有，无法核对。看到的列名是：{headers}",
        "Neither ID number nor birth date nor student number is there to compare. The headers are: {headers}",
    ),
    "no_required_column": (
        "找不到需要的列 {field}。看到的列名是：{headers}",
        "The column {field} is needed and not found. The headers are: {headers}",
    ),
    "columns_contest": (
        "有两列都像{field}（{first} 与 {second}），无法断定哪一列是学生的{field}",
        "Two columns could be the {field} ({first} and {second}); it is not clear which is the child's",
    ),
    "header_conflict": (
        "第 {first} 行和第 {second} 行都像表头，但互相矛盾：{column} 列一处写“{above}”，一处写“{below}”。请删去一行",
        "Rows {first} and {second} both look like the header and "
        "contradict: column {column} reads “{above}” and “{below}”. "
        "Delete one",
    ),
    "same_header_twice": (
        "有两列的列名都是“{header}”，请改名后再用",
        "Two columns are headed “{header}”; rename one of them",
    ),
    "by_header": ("列名“{header}”", "header “{header}”"),
    "by_content": ("{percent}% 的内容相符", "{percent} % of the cells fit"),
    "content_differs": ("只有 {percent}% 的内容相符，请核对", "only {percent} % of the cells fit; please check"),
    "by_sheet_name": ("没有这一列，取自工作表名", "no such column; taken from the names of the sheets"),
    "by_map": ("由列对应文件指定", "named by the column map"),
    "known_unused": ("已知的列，本程序不用", "a known column, not used here"),
    "unknown_of_guardian": (
        "监护人的某一项，认不出是什么，没有使用",
        "something about the guardian, not known what; not used",
    ),
    "field_held_by": ("同样内容已取自 {column} 列", "column {column} already gives this"),
    "serial_repeats": ("序号有重复，不作为编号", "the serial number repeats and is no key"),
}

_MAP: dict[str, tuple[str, str]] = {
    "map_is_folder": (
        "{file} 是文件夹，请给出其中的列对应文件",
        "{file} is a folder; name the column map in it",
    ),
    "map_unreadable": (
        "列对应文件第 {line} 行附近写法有误，读不懂；可用 notoneless inspect --write-map 重写一份",
        "The column map cannot be understood near line {line}; write a fresh one with notoneless inspect --write-map",
    ),
    "map_unknown_entry": (
        "列对应文件里有不认识的项：{entry}；只能有 sheet、header_rows、complete、columns",
        "The column map has an unknown entry: {entry}; only sheet, header_rows, complete and columns are known",
    ),
    "map_without_columns": (
        "列对应文件里没有 columns，或其中一列也没有写",
        "The column map has no columns, or names none in it",
    ),
    "map_unknown_field": (
        "列对应文件里有不认识的字段：{field}；可用的字段有：{known}",
        "The column map has an unknown field: {field}; known are: {known}",
    ),
    "map_not_a_column": (
        "列对应文件里 {field} 后面应写一个列名、列字母或列号",
        "In the column map {field} must be one header text, column letter or column number",
    ),
    "map_unknown_column": (
        "列对应文件里写的列“{column}”在表中找不到。看到的列名是：{headers}",
        "The column “{column}” of the column map is not in the table. The headers are: {headers}",
    ),
    "map_ambiguous": (
        "列对应文件里写的列名“{column}”在表中有几列（{columns}），请改写列字母",
        "The header “{column}” of the column map stands above several columns ({columns}); write the letter instead",
    ),
    "map_same_column": (
        "列对应文件把同一列“{column}”给了两个字段：{fields}",
        "The column map gives one column, “{column}”, to two fields: {fields}",
    ),
    "map_unknown_sheet": (
        "列对应文件里写的工作表“{sheet}”不存在。有的工作表是：{sheets}",
        "The sheet “{sheet}” of the column map does not exist. The sheets are: {sheets}",
    ),
    "map_complete": (
        "列对应文件里 complete 后面应写 true 或 false",
        "complete in the column map must be true or false",
    ),
    "map_header_rows": (
        "列对应文件里的 header_rows 应是表内相连的行号，如 [2, 3]",
        "header_rows in the column map must be consecutive row numbers inside the table, such as [2, 3]",
    ),
}

_CELLS: dict[str, tuple[str, str]] = {
    "number_lost_digits": (
        "身份证号或学籍号被电子表格当成了数字（{value}），后几位已丢失，请把该列设为文本后重新录入",
        "The spreadsheet took this ID or student number for a number "
        "({value}) and lost its last digits; enter it again as text",
    ),
    "error_value": ("单元格是错误值 {value}，读不出内容", "The cell shows the error {value} and cannot be read"),
    "formula_without_value": (
        "单元格是公式但没有保存计算结果，请用 Excel 或 WPS 打开并保存一次",
        "The cell is a formula without a saved result; open and save the file once in Excel or WPS",
    ),
    "unreadable_characters": (
        "单元格里有读不出的字（显示为 �），请按原件补正",
        "The cell has characters that cannot be read (shown as �); correct it from the original",
    ),
    "sex_unread": ("性别“{text}”认不出，请写男或女", "The sex “{text}” cannot be read; write 男 or 女"),
    "grade_unread": (
        "年级“{text}”认不出，或不止一种读法，请写如三年级",
        "The grade “{text}” cannot be read, or in two ways; write 三年级",
    ),
    "ethnicity_unread": (
        "民族“{text}”认不出，请按国家标准写全称",
        "The ethnicity “{text}” cannot be read; write its full name",
    ),
    "school_code_unread": ("学校标识码“{text}”不合规则，请核对", "“{text}” can be no school code; please check"),
    "private_character": (
        "有造字区的字，换一台电脑就显示不出，请改用国家标准里的字或拼音",
        "It has a character of a private font that other computers cannot show; use one of the standard, or pinyin",
    ),
    "name_missing": ("姓名为空", "The name is missing"),
    "name_with_marks": ("姓名里有数字或标点，请只写姓名", "The name has figures or punctuation; write the name alone"),
    "blank_in_name": (
        "姓名中间有空格，请核对是否漏字",
        "The name has a blank within; check whether a character is missing",
    ),
    "name_of_one_character": ("姓名只有一个字，请核对", "The name is one character alone; please check"),
    "phone_unread": ("不是一个电话号码，请只写号码", "It is not one telephone number; write the number alone"),
    "lunar_date": ("写的是农历，请核对公历日期", "It is a date by the lunar calendar; check the solar one"),
    "serial_date": (
        "日期是表格的内部序号，读作 {day}，请核对",
        "The date is a serial number of the spreadsheet, read as {day}; please check",
    ),
    "incomplete_date": ("日期不完整，缺日或缺月日", "The date is not whole: the day, or month and day, are missing"),
    "dob_not_id": ("出生日期与身份证号不符", "The birth date contradicts the ID number"),
    "sex_not_id": ("性别与身份证号不符", "The sex contradicts the ID number"),
    "guardian_is_child": ("监护人与学生同名，请核对", "The guardian bears the child's name; please check"),
    "guardian_id_is_childs": (
        "监护人的身份证号就是学生的，请核对",
        "The guardian's ID number is the child's; please check",
    ),
    "enrolled_before_birth": ("入学时间早于出生日期", "Enrolled before being born"),
    "row_again": ("与第 {row} 行是同一人，重复登记", "The same child as in row {row}, entered again"),
    "number_of_two": ("与第 {row} 行姓名不同而身份证号相同", "Another name than in row {row}, and the same ID number"),
    "two_numbers": (
        "与第 {row} 行姓名、出生日期和家长都相同而身份证号不同，可能是一人两号",
        "The name, birth date and parent of row {row} with another ID number; perhaps one child with two",
    ),
    "total_row": ("这一行是合计，不作为数据", "This row is a total and is left out"),
    "note_row": ("这一行是说明或签字栏，不作为数据", "This row is a note or signature line and is left out"),
    "header_again": ("这一行重复了表头，不作为数据", "This row repeats the header and is left out"),
    "example_row": ("这一行是填写示例，不作为数据", "This row is an example and is left out"),
    "numbering_row": ("这一行是列的编号，不作为数据", "This row numbers the columns and is left out"),
    "section_row": ("这一行是分组标题，不作为数据", "This row is a section heading and is left out"),
    "row_without_child": (
        "这一行没有姓名，也没有身份证号、出生日期或学籍号，未作为数据，请核对",
        "This row has no name, ID number, birth date or student number and is left out; please check",
    ),
    "short_row": (
        "这一行只有 {cells} 格，表头有 {columns} 列，可能少了分隔符，请核对",
        "This row has fewer cells than headers ({cells}, headers: {columns}); a separator may be missing, please check",
    ),
    "long_row": (
        "这一行有 {cells} 格，多于表头的 {columns} 列，多出的内容未读，请核对",
        "This row has more cells than headers ({cells}, headers: {columns}); the surplus was not read, please check",
    ),
    "stray_quote": (
        "这一行的引号不成对或位置不对，已按普通文字读取，请核对",
        "The quotation marks of this line do not pair; they were read as plain text, please check",
    ),
    "nested_column": (
        "“{header}”列每格不是一个值（{kind}），没有读取；要用它请把该列导出为文字",
        "The cells of the column “{header}” hold no single value ({kind}); it was not read: export it as text to use it",
    ),
    "hidden_rows": (
        "有 {count} 个隐藏行（从第 {first} 行起），已照常读取",
        "Hidden rows read like the others: {count} (from row {first})",
    ),
    "hidden_columns": ("隐藏列 {columns} 已照常读取", "The hidden columns {columns} were read like the others"),
    "hidden_sheet": (
        "工作表“{sheet}”是隐藏的，已照常读取",
        "The sheet “{sheet}” is hidden and was read like the others",
    ),
    "merged_filled": (
        "有 {count} 格取自上方合并的单元格",
        "Cells that took their value from the merged cell above: {count}",
    ),
    "sheet_not_used": (
        "工作表“{sheet}”（{rows} 行）与花名册的列不同，没有使用；要用它请在列对应文件里写明 sheet",
        "The sheet “{sheet}” (rows: {rows}) has other columns than the "
        "roster and was not used; name it as sheet in a column map to use it",
    ),
    "not_a_worksheet": ("“{sheet}”是图表或宏表，没有使用", "“{sheet}” is a chart or macro sheet and was not used"),
    "stray_cell": (
        "{cell} 离表格太远，没有读取，请核对是否多余",
        "{cell} lies far outside the table and was not read; please check whether it is surplus",
    ),
    "stray_cells": (
        "另有 {count} 格离表格太远，没有读取",
        "Further cells far outside the table, not read: {count}",
    ),
    "more_alike": ("另有 {count} 处同样的问题，未逐一列出", "Further findings of this kind, not listed: {count}"),
}

_FIELDS: dict[str, tuple[str, str]] = {
    "name": ("姓名", "name"),
    "former_name": ("曾用名", "former name"),
    "sex": ("性别", "sex"),
    "dob": ("出生日期", "birth date"),
    "id_no": ("身份证号", "ID number"),
    "ethnicity": ("民族", "ethnicity"),
    "guardian_name": ("监护人姓名", "guardian's name"),
    "guardian_rel": ("与监护人关系", "relation to guardian"),
    "guardian_id": ("监护人身份证号", "guardian's ID number"),
    "guardian2_name": ("监护人二姓名", "second guardian's name"),
    "guardian2_rel": ("与监护人二关系", "relation to second guardian"),
    "guardian2_id": ("监护人二身份证号", "second guardian's ID number"),
    "phone": ("电话", "telephone"),
    "phone2": ("电话二", "second telephone"),
    "province": ("省", "province"),
    "city": ("市（州）", "prefecture"),
    "county": ("县（区）", "county"),
    "township": ("乡镇", "township"),
    "village": ("村（社区）", "village"),
    "village_group": ("村民小组", "village group"),
    "address": ("住址", "address"),
    "hukou_address": ("户籍地址", "registered address"),
    "household_no": ("户号", "household number"),
    "household_kind": ("户类别", "kind of household"),
    "student_no": ("学籍号", "student number"),
    "school": ("学校", "school"),
    "school_code": ("学校标识码", "school code"),
    "grade": ("年级", "grade"),
    "class": ("班级", "class"),
    "enrolled_on": ("入学时间", "enrolled on"),
    "status": ("学籍状态", "status"),
    "dropped_out": ("是否辍学", "dropped out"),
    "remark": ("备注", "remark"),
    "key": ("编号", "key"),
}

_STAGES: dict[str, tuple[str, str]] = {
    "stage_reading": ("读取表格", "reading the table"),
    "stage_writing": ("写出表格", "writing the workbook"),
}

_INSPECT: dict[str, tuple[str, str]] = {
    "inspect_file": ("文件：{file}（{format}）", "File: {file} ({format})"),
    "inspect_sheets": ("工作表：{sheets}", "Sheets: {sheets}"),
    "inspect_header": ("表头行：第 {rows} 行", "Header row: {rows}"),
    "inspect_no_header": ("没有表头行，各列按内容识别", "No header row; the columns are recognised by content"),
    "inspect_rows": ("读到 {count} 行数据", "Rows of data read: {count}"),
    "inspect_no_issues": ("没有发现问题", "Nothing was found amiss"),
    "inspect_issues": ("发现 {count} 处需要留意：", "Findings: {count}"),
    "inspect_more_issues": ("……另有 {count} 处", "… further findings: {count}"),
    "inspect_head_column": ("列", "column"),
    "inspect_head_header": ("表头", "header"),
    "inspect_head_field": ("识别为", "read as"),
    "inspect_head_confidence": ("把握", "confidence"),
    "inspect_head_examples": ("示例（已遮盖）", "examples (masked)"),
    "inspect_head_evidence": ("依据", "evidence"),
    "not_a_map": (
        "{file} 已存在，不是列对应文件，为免毁坏没有写入；请给列对应文件另起一个名字",
        "{file} exists and is no column map; it was left as it is, choose another name for the map",
    ),
    "map_written": ("列对应文件已写入：{file}", "Column map written to: {file}"),
    "map_written_beside": (
        "{file} 里已有另一份列对应文件（可能改动过），没有覆盖；这次的写入：{beside}",
        "{file} holds another column map, perhaps one you changed, and was left as it is; this one is written to: {beside}",
    ),
    "map_hint": (
        "列对应文件：左边是字段，右边写表头文字、列字母（如 C）或列号（如 3）；没有这一列的写 null。\n"
        "写明的字段照此读取，没有写的照常识别；只要写明的这些，另加一行 complete: true。\n"
        "改好后用 --columns 指定本文件。可用字段：{fields}",
        "Column map: field on the left; header text, column letter (C) or number (3) on the right; null where there is "
        "none.\nWhat is named stands, what is not is recognised as usual; add a line complete: true for the named ones only.\n"
        "Give this file as --columns when it is right. Fields: {fields}",
    ),
    "map_hint_no_id": (
        "没有找到身份证号列：有的，写 id_no: 和列名；确实没有的，去掉下一行开头的 #",
        "no ID number column was found: name it as id_no, or take the # off the next line if there is none",
    ),
}

WORDS: dict[str, tuple[str, str]] = {
    f"tabular.{code}": words
    for table in (_FILE, _OUT, _COLUMNS, _MAP, _CELLS, _STAGES, _INSPECT)
    for code, words in table.items()
} | {f"tabular.field.{field}": words for field, words in _FIELDS.items()}
