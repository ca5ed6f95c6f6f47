"""What is told of rosters and their versions."""

WORDS: dict[str, tuple[str, str]] = {
    "rosters.kind.household": ("户籍名册", "household roster"),
    "rosters.kind.school": ("学籍名册", "school roster"),
    "rosters.kind.elsewhere": ("外地就读名册", "roster of children schooled elsewhere"),
    "rosters.kind.kindergarten": ("幼儿园名册", "kindergarten roster"),
    "rosters.kind.disabled": ("残疾儿童名册", "roster of children with disabilities"),
    "rosters.kind.poverty": ("防返贫监测名册", "roster of households watched against poverty"),
    "rosters.kind.ledger": ("既有台账", "earlier ledger"),
    "rosters.state.received": ("待采用", "waiting to be adopted"),
    "rosters.state.adopted": ("已采用", "adopted"),
    "rosters.state.withdrawn": ("已撤回", "withdrawn"),
    "rosters.fault.sheet": ("工作表", "sheet"),
    "rosters.fault.row": ("行", "row"),
    "rosters.fault.column": ("列", "column"),
    "rosters.fault.told": ("问题", "what is wrong"),
    "rosters.fault.value": ("单元格内容（已遮盖）", "cell, masked"),
    "rosters.faults": ("问题清单", "What to correct"),
    "rosters.adopted": ("已采用", "Adopted"),
    "rosters.taken_back": ("已撤回", "Withdrawn"),
    "rosters.columns_unclear": (
        "有的列认不出来，请指定哪一列是什么",
        "Some columns are not recognised; say which column holds what",
    ),
    "rosters.day_to_come": ("截止日期 {day} 还没有到", "The day {day} has not come yet"),
    "rosters.not_waiting": ("这份花名册已经采用或撤回", "This roster is adopted or withdrawn already"),
    "rosters.withdrawn": ("这份花名册已经撤回", "This roster is withdrawn already"),
}
