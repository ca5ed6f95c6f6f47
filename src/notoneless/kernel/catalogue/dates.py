"""What the dates room says, in both languages."""

WORDS: dict[str, tuple[str, str]] = {
    "dates.impossible": (
        "日期 {year} 年 {month} 月 {day} 日不存在，请核对",
        "there is no such day as year {year}, month {month}, day {day}; please check",
    ),
    "dates.impossible_lunar": (
        "农历 {year} 年 {month} 月没有第 {day} 天或没有该闰月，请核对",
        "the lunar calendar has no day {day} in month {month} of {year}, or no such leap month; please check",
    ),
    "dates.year_out_of_range": (
        "年份 {year} 不在 1900 至 2100 年之间，请核对",
        "the year {year} lies outside 1900 to 2100; please check",
    ),
    "dates.unreadable": (
        "“{text}”不像日期，请按“2015-03-01”的样式填写",
        "“{text}” does not look like a date; write it as 2015-03-01",
    ),
}
