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
    "calendar.holiday_victory": (
        "抗战胜利70周年纪念日",
        "70th anniversary of victory in the War of Resistance against Japanese Aggression",
    ),
    "calendar.issuer_office": ("国务院办公厅", "General Office of the State Council"),
    "calendar.issuer_council": ("国务院", "State Council"),
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
    "calendar.notice_lacks": (
        "{year} 年还缺 {names}。是尚未公布、还没有录入，还是这一年确实没有？请选一项再装入；"
        "没有录入的，节日前后的期限仍是暂定的",
        "{year} still lacks {names}. Not announced or not entered yet, or are there none that year? Say which, then load it; "
        "deadlines around those not entered stay provisional",
    ),
    "calendar.holidays": ("{before}、{name}", "{before}, {name}"),
    "calendar.holiday_new_year": ("元旦", "New Year's Day"),
    "calendar.holiday_spring_festival": ("春节", "Spring Festival"),
    "calendar.holiday_qingming": ("清明节", "Qingming Festival"),
    "calendar.holiday_labour_day": ("劳动节", "Labour Day"),
    "calendar.holiday_dragon_boat": ("端午节", "Dragon Boat Festival"),
    "calendar.holiday_mid_autumn": ("中秋节", "Mid-Autumn Festival"),
    "calendar.holiday_national_day": ("国庆节", "National Day"),
    "calendar.year_lacks": (
        "{year}年的放假通知还缺 {names}：按这些节日前后的日子算出的期限都是暂定的。",
        "The notices of {year} still lack {names}: deadlines counted over the days around them are provisional.",
    ),
    "calendar.notice_stays_open": (
        "还缺 {names}，尚未公布或没有录入：节日前后的期限仍是暂定的。公布以后请重新装入这一年的通知。",
        "It still lacks {names}, not announced or not entered: deadlines around them stay provisional. "
        "Load the notice of the year again once they are announced.",
    ),
    "calendar.notice_is_complete": (
        "已确认通知完整：{names} 这一年不放假。",
        "Said to be complete: no holiday that year for {names}.",
    ),
    "calendar.confirm_notice": ("装入放假通知：{year}年 {number}", "Load a notice of holidays: {year}, {number}"),
    "calendar.changes_day": (
        "{day}（{weekday}）：由{before}改为{after}",
        "{day} ({weekday}): from {before} to {after}",
    ),
    "calendar.changes_day_because": (
        "{day}（{weekday}）：由{before}改为{after}，原因：{reason}",
        "{day} ({weekday}): from {before} to {after}, because: {reason}",
    ),
    "calendar.changes_term": ("{term}：由{before}改为{after}", "{term}: from {before} to {after}"),
    "calendar.entered_days": (" {first} 至 {last} ", "{first} to {last}"),
    "calendar.usual_days": ("通常的 {first} 至 {last}（未录入）", "the usual {first} to {last} (not entered)"),
    "calendar.no_days": ("没有", "none"),
    "calendar.kind_taught": ("上课", "a school day"),
    "calendar.kind_rest": ("周末休息", "a weekend"),
    "calendar.kind_holiday": ("节假日", "a holiday"),
    "calendar.kind_make_up": ("周末补班（上课）", "a weekend day that is worked"),
    "calendar.kind_closed": ("停课", "a day off"),
    "calendar.kind_extra": ("补课", "an extra school day"),
    "calendar.kind_free": ("学期以外", "outside the terms"),
    "calendar.weekday_1": ("星期一", "Monday"),
    "calendar.weekday_2": ("星期二", "Tuesday"),
    "calendar.weekday_3": ("星期三", "Wednesday"),
    "calendar.weekday_4": ("星期四", "Thursday"),
    "calendar.weekday_5": ("星期五", "Friday"),
    "calendar.weekday_6": ("星期六", "Saturday"),
    "calendar.weekday_7": ("星期日", "Sunday"),
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
