"""What is told of undertakings and a school's own rules, and what their texts are offered to begin with."""

WORDS: dict[str, tuple[str, str]] = {
    "appraisal.standing_missing": ("还没有出具", "not issued"),
    "appraisal.standing_unsigned": ("未签", "not signed"),
    "appraisal.standing_signed": ("已签", "signed"),
    "appraisal.standing_withdrawn": ("已撤回", "withdrawn"),
    "appraisal.party_teacher": ("学籍管理工作责任书", "letter of responsibility for the roll"),
    "appraisal.party_guardian": ("监护人保学责任书", "statement of guardians' duties"),
    "appraisal.rules_title": ("{school}控辍保学规章", "Rules of {school} on dropout prevention"),
    "appraisal.rules_basis": (
        "为保证适龄儿童、少年按时入学并完成义务教育，依照《中华人民共和国义务教育法》《中华人民共和国未成年人保护法》《中华人民共和国家庭教育促进法》，结合本校实际，制定本规章。",
        "So that every child of school age starts school in time and completes compulsory education, these rules are made under the Compulsory Education Law, the Law on the Protection of Minors and the Family Education Promotion Law.",
    ),
    "appraisal.rules_guardians": (
        "（一）按时送孩子入学，保证孩子接受并完成义务教育，不让孩子中途辍学。\n（二）孩子不能到校的，当天向班主任请假，说明原因；没有请假的，配合学校查找。\n（三）不让未满十六周岁的孩子务工、经商。\n（四）因身体状况需要延缓入学或者休学的，由监护人书面申请，按规定办理；转学的，先办好手续再离校。\n（五）外出务工的，委托有照护能力的成年人照看孩子，书面告知学校和村（居）委会，每周至少和孩子、被委托人联系一次。\n（六）住址、电话变更的，及时告诉班主任；配合家访，参加家长会。",
        "1. Send the child to school in time and see that it completes compulsory education.\n2. Ask for leave on the day on which the child cannot come, and say why.\n3. Do not let a child under sixteen work or trade.\n4. Apply in writing for deferred enrolment or suspension of studies for the child's physical condition; settle a transfer before leaving.\n5. Who works away entrusts a capable adult, tells school and village in writing, and contacts child and carer at least weekly.\n6. Tell the class teacher of a new address or phone, take part in home visits and meetings.",
    ),
    "appraisal.rules_school": (
        "（一）不以任何理由拒收、劝退、开除学生，平等对待每一名学生。\n（二）每天登记学生到校情况，当天联系没有到校学生的监护人。\n（三）学生辍学的，登记、劝返，劝返无效的及时书面报告。\n（四）对学习有困难、家庭有困难的学生给予帮助。\n（五）保护学生和家庭的个人信息。",
        "1. Refuse, dismiss or expel nobody, and treat all pupils alike.\n2. Record arrivals each day and contact the guardians of who is missing the same day.\n3. Register a dropout and bring the child back; report in writing where that fails.\n4. Help pupils in difficulty.\n5. Protect what is known of pupils and families.",
    ),
    "appraisal.only_schools": ("责任书和规章由学校办理，请选学校", "This is done by a school: choose one"),
    "appraisal.only_classes": (
        "监护人责任书按班办理，请选班级",
        "Statements are issued class by class: choose a class",
    ),
    "appraisal.no_teachers": (
        "{unit}还没有登记教师职务，先到“组织”登记",
        "No teacher holds a post at {unit} yet: enter the posts first",
    ),
    "appraisal.no_rules": (
        "学校还没有施行中的保学规章，先起草、审定规章，再发责任书",
        "The school has no rules of its own in force: write and adopt them first",
    ),
    "appraisal.no_guardians": (
        "没有责任书的学生都还没有登记监护人，先到儿童主页补上",
        "No guardian is known of any pupil without a statement: add them on the children's pages",
    ),
    "appraisal.all_issued": ("本学年的责任书都已出具", "All have theirs for this school year"),
    "appraisal.withdrawn": ("这份责任书已经撤回", "This undertaking was withdrawn"),
    "appraisal.signed_already": ("{day} 已经登记签字", "It was signed on {day} already"),
    "appraisal.not_signed": ("这份责任书还没有登记签字", "This undertaking is not signed"),
    "appraisal.signed_stands": (
        "这份责任书已经签字，要撤回先撤销签字登记",
        "This undertaking is signed: take the signature back first",
    ),
    "appraisal.day_to_come": ("{day} 还没有到", "{day} is still to come"),
    "appraisal.before_issue": (
        "签字不会早于出具：这份责任书是 {day} 出具的",
        "It cannot be signed before it was issued, on {day}",
    ),
    "appraisal.own_letter": ("自己的责任书由学校登记，不能自己登记", "The school records your own letter, not you"),
    "appraisal.no_scan": ("签名件要照片或 PDF", "A signed copy is a picture or a PDF"),
    "appraisal.nobody_chosen": ("先勾选已经签字的人", "Tick who has signed first"),
    "appraisal.adopted_already": ("这一版规章已经审定", "These rules are adopted already"),
    "appraisal.rules_changed": (
        "您打开这一页以后，规章草稿有了改动：请再看一遍，再审定",
        "The draft has changed since you opened this page: read it again, then adopt it",
    ),
    "appraisal.backdated": ("施行日期不能早于今天（{day}）", "Rules cannot be in force from before today ({day})"),
    "appraisal.before_former": (
        "施行日期要晚于上一版的施行日期（{day}）",
        "Rules begin after those of the version before ({day})",
    ),
    "appraisal.letters_issued": ("已出具教师责任书，可以打印签字", "The letters are issued: print them for signature"),
    "appraisal.statements_issued": (
        "已出具监护人责任书，可以打印签字",
        "The statements are issued: print them for signature",
    ),
    "appraisal.signed_count": ("已登记 {count} 份签字", "Signatures recorded: {count}"),
    "appraisal.some_refused": ("{count} 份没有登记：{first}", "Not recorded: {count}. {first}"),
    "appraisal.reopened": ("已撤销签字登记", "The signature is taken back"),
    "appraisal.taken_back": ("已撤回责任书", "The undertaking is withdrawn"),
    "appraisal.rules_saved": ("规章草稿已保存", "The draft is saved"),
    "appraisal.rules_adopted": ("规章已审定，文号 {number}", "The rules are adopted as {number}"),
    "appraisal.nothing_to_print": ("没有待签的责任书可以打印", "There is no unsigned undertaking to print"),
    "appraisal.errand_lacking_teacher": (
        "本学年还有 {count} 名教师没有学籍管理责任书",
        "Teachers without a letter of responsibility this school year: {count}",
    ),
    "appraisal.errand_unsigned_teacher": (
        "{count} 份教师责任书还没有签回",
        "Letters of responsibility not signed: {count}",
    ),
    "appraisal.errand_lacking_guardian": (
        "本学年还有 {count} 名学生的监护人没有保学责任书",
        "Pupils whose guardians have no statement this school year: {count}",
    ),
    "appraisal.errand_unsigned_guardian": (
        "{count} 份监护人责任书还没有签回",
        "Statements of guardians not signed: {count}",
    ),
}
