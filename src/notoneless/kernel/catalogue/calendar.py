"""What is told of terms, school days and notices of holidays."""

WORDS: dict[str, tuple[str, str]] = {
    "calendar.term_1": ("{first}—{second}学年秋季学期", "autumn term of the school year {first}–{second}"),
    "calendar.term_2": ("{first}—{second}学年春季学期", "spring term of the school year {first}–{second}"),
    "calendar.autumn": ("秋季学期", "Autumn term"),
    "calendar.spring": ("春季学期", "Spring term"),
    "calendar.county_only": ("校历由县里统一设置", "The calendar is set for the whole county"),
    "calendar.no_such_term": (
        "学期只有 1（秋季）和 2（春季）",
        "There are only the terms 1 (autumn) and 2 (spring)",
    ),
    "calendar.other_year_1": (
        "{school_year} 学年的秋季学期应在 {year} 年开始",
        "The autumn term of the school year {school_year} begins in {year}",
    ),
    "calendar.other_year_2": (
        "{school_year} 学年的春季学期应在 {year} 年开始",
        "The spring term of the school year {school_year} begins in {year}",
    ),
    "calendar.term_length": (
        "这个学期有 {days} 天；一个学期应在 {shortest} 至 {longest} 天之间",
        "This term would last {days} days; a term lasts between {shortest} and {longest}",
    ),
    "calendar.terms_overlap": (
        "与{term}（{first} 至 {last}）重叠或先后颠倒",
        "It overlaps the {term} ({first} to {last}), or stands on its wrong side",
    ),
    "calendar.outside_terms": (
        "{day} 不在任何学期内，请先设置学期",
        "{day} lies in no term; set the term first",
    ),
    "calendar.changed_already": (
        "{day} 已经调整过，请先撤销原来的调整",
        "{day} has been changed already; undo that change first",
    ),
    "calendar.taught_anyway": ("{day} 本来就上课，不用调整", "{day} is a school day anyway"),
    "calendar.off_anyway": ("{day} 本来就不上课，不用调整", "There are no lessons on {day} anyway"),
    "calendar.undone_already": ("这项调整已经撤销", "This change has been undone already"),
    "calendar.notice_text": ("放假通知", "Notice of holidays"),
    "calendar.notice_row": ("第 {row} 个放假日：{what}", "Holiday {row}: {what}"),
    "calendar.notice_unseen": (
        "请填写通知的文号；没有见到通知原文的，不能装入",
        "Enter the number of the notice; a notice that nobody has seen cannot be loaded",
    ),
    "calendar.notice_shipped": ("{number} 已随程序提供，不用装入", "{number} came with the program already"),
    "calendar.notice_year_shipped": (
        "{year} 年的通知已随程序提供；如果国家后来又有调整，请勾选“调整原来的安排”",
        "The notice of {year} came with the program; if the nation has changed it since, tick “amends”",
    ),
    "calendar.notice_of_no_year": (
        "{year} 年还没有通知，没有可以调整的",
        "There is no notice of {year} yet that could be amended",
    ),
    "calendar.notice_year_missing": (
        "请先装入 {year} 年的通知，再装入以后年份的",
        "Load the notice of {year} first, and those of later years after it",
    ),
    "calendar.confirm_notice": ("装入放假通知：{year}年 {number}", "Load a notice of holidays: {year}, {number}"),
    "calendar.term_set": ("学期已保存", "The term is saved"),
    "calendar.day_changed": ("已调整", "The day is changed"),
    "calendar.change_undone": ("已撤销调整", "The change is undone"),
    "calendar.notice_loaded": (
        "通知已装入，有变化的日子 {days} 个",
        "The notice is loaded; days that changed: {days}",
    ),
    "calendar.closed": ("停课（本来上课）", "Take the day off"),
    "calendar.extra": ("补课（本来不上课）", "Teach on a day off"),
    "calendar.mark_off": ("休", "off"),
    "calendar.mark_make_up": ("班", "work"),
    "calendar.mark_closed": ("停", "shut"),
    "calendar.mark_taught": ("补", "extra"),
}
