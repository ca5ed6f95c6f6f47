"""What the resident_id room says, in both languages."""

WORDS: dict[str, tuple[str, str]] = {
    "resident_id.bad_check": (
        "身份证号校验码不符：末位写的是 {found}，按前 17 位应为 {expected}，请核对是否有一位录错",
        "ID number: the check digit is {found} but the first 17 digits call for {expected}; look for a mistyped digit",
    ),
    "resident_id.impossible_birth": (
        "身份证号第 7 至 14 位不是一个可能的出生日期，请核对",
        "ID number: characters 7 to 14 are no possible birth date; please check",
    ),
    "resident_id.impossible_area": (
        "身份证号前 6 位不是有效的行政区划代码，请核对",
        "ID number: the first 6 digits are no division code; please check",
    ),
    "resident_id.fifteen": (
        "身份证号是 15 位旧号，已按 19xx 年出生换算成 18 位比对，请补录 18 位号码",
        "ID number: an old number of 15 digits, compared as 18 digits with birth in 19xx; please enter the 18 digits",
    ),
    "resident_id.masked": (
        "身份证号有几位被遮盖，只能用看得见的数字比对，请提供完整号码",
        "ID number: some digits are masked, only the visible ones can be compared; please supply the whole number",
    ),
    "resident_id.excel_rounded": (
        "身份证号被电子表格当成数字，后几位已丢失，请把该列设为文本后重新录入",
        "ID number: the spreadsheet lost the last digits; format the column as text and enter the number again",
    ),
    "resident_id.wrong_length": (
        "身份证号应为 18 位，这里有 {length} 位，可能漏录或多录了数字",
        "ID number: 18 characters expected, {length} found; a digit may be missing or doubled",
    ),
    "resident_id.placeholder": (
        "身份证号处填的是占位内容，不是号码",
        "ID number: the cell holds a filler, not a number",
    ),
    "resident_id.other_document": (
        "此处填的是其他证件（护照、通行证、出生证明等），不是身份证号",
        "ID number: the cell holds another document (passport, permit, birth certificate or the like)",
    ),
    "resident_id.student_number": (
        "身份证号处填的是学籍号",
        "ID number: the cell holds a student number",
    ),
    "resident_id.unreadable": (
        "身份证号无法识别，请核对",
        "ID number: cannot be read; please check",
    ),
}
