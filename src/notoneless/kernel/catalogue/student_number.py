"""What the student_number room says, in both languages."""

WORDS: dict[str, tuple[str, str]] = {
    "student_number.bad_check": (
        "学籍号校验码不符：末位写的是 {found}，应为 {expected}，请核对是否录错",
        "student number: the check digit is {found} where {expected} is expected; please check",
    ),
    "student_number.not_national": (
        "不是全国学籍号（应为字母 G、L 或 J 加 18 位），只作为本地编号保留",
        "no national student number (G, L or J and 18 characters); kept as a local number only",
    ),
}
