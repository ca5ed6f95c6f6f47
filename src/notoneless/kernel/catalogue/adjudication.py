"""What is told of doubtful pairs and of decisions about them."""

WORDS: dict[str, tuple[str, str]] = {
    "adjudication.check_on_missing": (
        "请写明以后再核的日期，要晚于今天",
        "Say on which day to look again; it must be later than today",
    ),
    "adjudication.check_on_idle": (
        "只有“以后再核”才写日期",
        "A day is given only where the decision is to look again later",
    ),
    "adjudication.one_side": (
        "两条记录中只有一条在您的范围内，不能由您认定为同一人；可以认定不是同一人，或请能管到两边的单位认定",
        "Only one of the two rows is within your units, so you cannot decide that they are one child; say that they are not,"
        " or ask whoever answers for both",
    ),
    "adjudication.alike": (
        "花名册里另有内容完全相同的行，分不清是哪一行；请先在花名册里补上身份证号或监护人，再比对",
        "Other rows of the roster say exactly the same, and nobody can tell which is meant; add the ID number or the guardian"
        " to the roster first, then compare again",
    ),
    "adjudication.partner_taken": (
        "其中一条记录已认定与另一行是同一人；如果确是同一儿童登记了两次，请写明理由",
        "One of the two rows is already held to be the same child as another row; if a child is entered twice, say why",
    ),
    "adjudication.contradiction": (
        "这与已有的认定互相矛盾；请先撤销原来的认定",
        "This contradicts what is already decided; undo that decision first",
    ),
    "adjudication.not_standing": (
        "这项认定已经撤销，或已被后来的认定代替",
        "This decision has been undone, or a later one stands in its place",
    ),
    "adjudication.another_persons": (
        "这是别人作出的认定，两条记录中只有一条在您的范围内，不能由您撤销",
        "Somebody else took this decision, and only one of the two rows is within your units; you cannot undo it",
    ),
    "adjudication.verdict.same": ("是同一人", "the same child"),
    "adjudication.verdict.different": ("不是同一人", "not the same child"),
    "adjudication.verdict.later": ("以后再核", "to be looked at later"),
    "adjudication.done.same": (
        "已认定是同一人；重新比对后生效",
        "Decided: the same child; it counts when compared anew",
    ),
    "adjudication.done.different": (
        "已认定不是同一人；重新比对后生效",
        "Decided: not the same child; it counts when compared anew",
    ),
    "adjudication.done.later": ("已放到以后再核", "Put off until later"),
    "adjudication.undone": ("已撤销，恢复到认定以前", "Undone: all is as it was before"),
}
