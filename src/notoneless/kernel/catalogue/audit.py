"""What verifying the audit tells."""

WORDS: dict[str, tuple[str, str]] = {
    "audit.gap": ("第 {number} 条审计记录不见了", "Audit entry {number} is missing"),
    "audit.altered": ("第 {number} 条审计记录被改动过", "Audit entry {number} was altered"),
    "audit.root_differs": (
        "第 {number} 条处的日根与记录不符：之前的记录被改动过，或数据库被换成了别的",
        "The daily root at entry {number} differs: entries before it were altered, or this is another database",
    ),
    "audit.root_without_entry": (
        "日根指向第 {number} 条，但审计记录没有那么多：末尾被删，或数据库退回到了旧备份",
        "A daily root names entry {number}, which is not there: the end was cut off, or an older backup was put back",
    ),
    "audit.payload_differs": (
        "审计记录 {entry} 的内容与其承诺值不符",
        "The payload of audit entry {entry} does not fit its commitment",
    ),
    "audit.unreadable": (
        "审计表里有读不出来的内容：不是本程序写的，有人从外面改动过",
        "The audit holds what cannot be read: the program did not write it, somebody altered it from outside",
    ),
}
