"""What is told of the field book."""

WORDS: dict[str, tuple[str, str]] = {
    "field_book.unreadable": (
        "读不出这份离线记录：内容不完整或者被改过",
        "This record cannot be read: it is not whole, or was altered",
    ),
    "field_book.too_large": ("太大：最多 {most} KB，请减少照片", "Too large: at most {most} KB; take fewer photos"),
    "field_book.too_many": ("一次最多交 {most} 件", "At most {most} at once"),
    "field_book.unknown_device": (
        "服务器不认识这台设备，请登录一次；写下的都还在手机上",
        "This device is not known: sign in once; all that was written is still on it",
    ),
    "field_book.too_many_devices": (
        "一个账号最多 {most} 台设备，先停用旧的",
        "At most {most} devices for one account: end an old one first",
    ),
    "field_book.ended_already": ("这台设备已停用", "This device was ended already"),
    "field_book.no_such_state": ("离线记录不能从这一步开始", "A record cannot begin so"),
    "field_book.settled_already": ("这份记录已经处理过了", "This record was settled already"),
    "field_book.not_theirs": (
        "写的人现在没有这项权限，或者设备已停用，没有记入，等人看过",
        "Whoever wrote it may not do this now, or the device was ended: it was not entered, and waits for a person",
    ),
    "field_book.not_by_writer": (
        "您已不负责这件事，请现在负责的人处理",
        "You do not answer for this any more: whoever does settles it",
    ),
    "field_book.other_content": (
        "同一个编号先后交来两份不同的内容，两份都保留，等人核对",
        "Two contents came under one id: both are kept, and wait for a person",
    ),
    "field_book.contended": (
        "两台手机说的不一样，先按较重的一份记，等人核对",
        "Two phones say different things: the graver counts until a person has looked",
    ),
    "field_book.decided_already": (
        "这件事已经有人在系统里登记或更正过，没有再改，等人核对",
        "Somebody has entered or corrected this already: nothing was changed, and a person is to look",
    ),
    "field_book.roster_changed": (
        "班里有 {count} 名学生不在手机的名册上，不能算到校，没有记入；请在网页上报",
        "{count} pupils of the class were not on the roster of the phone: nobody has seen them. Report on the page",
    ),
    "field_book.errand": ("离线交来 {count} 件要处理", "Field records to settle: {count}"),
    "field_book.kind_attendance_report": ("到校登记", "Attendance"),
    "field_book.kind_visit_record": ("家访", "Home visits"),
    "field_book.kind_survey_answer": ("摸排", "Survey"),
    "field_book.kind_homebound_record": ("送教", "Home lessons"),
    "field_book.kind_unknown": ("读不出的记录", "Unreadable record"),
    "field_book.visited_on": ("家访日期", "Day of the visit"),
    "field_book.taught_on": ("哪天送教的", "Day of the lesson"),
    "field_book.elsewhere": ("在别处", "elsewhere"),
    "field_book.where": ("走访地点（不在家中时填）", "Where (unless at home)"),
    "field_book.sealed_words": (
        "没有见到人的可以不写；病情、残疾、涉案、婚育等不要写在这里",
        "Leave out if nobody was met; illness, disability, crime or marriage do not belong here",
    ),
    "field_book.answer": ("摸排结果", "Answer"),
    "field_book.yes": ("是", "yes"),
    "field_book.no": ("否", "no"),
    "field_book.no_illness": ("不写病情", "Nothing of illness"),
    "field_book.signature_hint": ("家长在手册上的签名，拍照", "The guardian's signature in the log, as a photo"),
    "field_book.all_present": ("全部到校", "All were there"),
    "field_book.state_waiting": ("已收到", "received"),
    "field_book.state_done": ("已记入", "entered"),
    "field_book.state_contended": ("与另一份不同", "differs from another"),
    "field_book.state_refused": ("没有记入", "not entered"),
    "field_book.state_quarantined": ("等人看过", "held for a person"),
    "field_book.state_conflicting": ("同号不同内容", "two contents, one id"),
    "field_book.state_taken": ("已由人记入", "entered by a person"),
    "field_book.state_set_aside": ("不采用", "set aside"),
}
