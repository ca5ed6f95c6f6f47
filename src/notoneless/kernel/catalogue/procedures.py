"""What is told of the four steps: stages, moves, clocks, and each rule with its article."""

WORDS: dict[str, tuple[str, str]] = {
    "procedures.paper_withdrawn": (
        "{number} 已经撤回，不能送达；请重新办理",
        "{number} was withdrawn and cannot be served: issue it anew",
    ),
    "procedures.stage_nothing": ("还没有开始", "not begun"),
    "procedures.stage_outreach": ("劝返中", "outreach"),
    "procedures.stage_order_proposed": ("责令改正待签发", "order proposed"),
    "procedures.stage_ordered": ("责令改正已签发，待送达", "order issued, to be served"),
    "procedures.stage_order_served": ("责令改正已送达", "order served"),
    "procedures.stage_penalty_opened": ("处罚已立案，调查中", "penalty proceedings opened"),
    "procedures.stage_notice_issued": ("处罚告知书已签发，待送达", "advance notice issued, to be served"),
    "procedures.stage_notice_served": ("处罚告知书已送达", "advance notice served"),
    "procedures.stage_decision_proposed": ("处罚决定待签发", "decision proposed"),
    "procedures.stage_decided": ("处罚决定已签发，待送达", "decision issued, to be served"),
    "procedures.stage_decision_served": ("处罚决定已送达", "decision served"),
    "procedures.stage_demanded": ("催告书已签发，待送达", "demand issued, to be served"),
    "procedures.stage_demand_served": ("催告书已送达", "demand served"),
    "procedures.stage_applied": ("已申请法院强制执行", "application before the court"),
    "procedures.stage_court_accepted": ("法院已受理", "accepted by the court"),
    "procedures.stage_ruled": ("法院已裁定", "ruled on by the court"),
    "procedures.stage_sued": ("已提起民事诉讼", "civil suit brought"),
    "procedures.stage_suit_settled": ("民事诉讼已结案", "civil suit settled"),
    "procedures.stage_ended": ("已终结", "ended"),
    "procedures.move_record_effort": ("登记劝返", "return effort"),
    "procedures.move_propose_order": ("拟责令改正", "proposal of an order"),
    "procedures.move_issue_order": ("签发责令改正通知书", "order to correct"),
    "procedures.move_serve_order": ("送达责令改正通知书", "service of the order"),
    "procedures.move_open_penalty": ("行政处罚立案", "opening of penalty proceedings"),
    "procedures.move_inquire": ("调查取证", "inquiry"),
    "procedures.move_issue_notice": ("签发处罚告知书", "advance notice of a penalty"),
    "procedures.move_serve_notice": ("送达处罚告知书", "service of the advance notice"),
    "procedures.move_state_views": ("当事人陈述申辩", "statement of the party"),
    "procedures.move_ask_hearing": ("当事人要求听证", "request for a hearing"),
    "procedures.move_call_hearing": ("听证通知", "notice of a hearing"),
    "procedures.move_serve_hearing": ("送达听证通知书", "service of the notice of a hearing"),
    "procedures.move_hold_hearing": ("举行听证", "hearing"),
    "procedures.move_review_legality": ("法制审核", "review of legality"),
    "procedures.move_propose_decision": ("拟处罚决定", "proposal of a decision"),
    "procedures.move_issue_decision": ("签发处罚决定书", "decision on a penalty"),
    "procedures.move_serve_decision": ("送达处罚决定书", "service of the decision"),
    "procedures.move_perform": ("当事人已履行", "performance"),
    "procedures.move_file_review": ("当事人申请行政复议（已受理）", "administrative review, accepted"),
    "procedures.move_decide_review": ("行政复议决定", "decision on review"),
    "procedures.move_file_suit": ("当事人提起行政诉讼（已立案）", "administrative suit, accepted"),
    "procedures.move_decide_suit": ("行政诉讼判决", "judgment on the suit"),
    "procedures.move_issue_demand": ("签发催告书", "demand notice"),
    "procedures.move_serve_demand": ("送达催告书", "service of the demand"),
    "procedures.move_apply_to_court": ("申请法院强制执行", "application for compulsory enforcement"),
    "procedures.move_turned_away": ("法院不予受理", "application turned away"),
    "procedures.move_accepted": ("法院受理", "application accepted"),
    "procedures.move_rule": ("法院裁定", "ruling"),
    "procedures.move_sue": ("提起民事诉讼", "civil suit"),
    "procedures.move_settle_suit": ("民事诉讼结案", "end of the civil suit"),
    "procedures.move_send_back": ("退回重拟", "sending back"),
    "procedures.move_drop_penalty": ("撤销处罚立案", "dropping of the penalty"),
    "procedures.move_refer": ("移送有关部门", "referral"),
    "procedures.move_answer_referral": ("登记移送结果", "what came of a referral"),
    "procedures.move_end": ("程序终结", "end of the procedure"),
    "procedures.authority_township": ("乡镇人民政府", "the township government"),
    "procedures.authority_subdistrict": ("街道办事处", "the subdistrict office"),
    "procedures.authority_county_education": ("县级教育行政部门", "the county's education department"),
    "procedures.authority_county_other": ("县级其他行政部门", "another department of the county"),
    "procedures.authority_school": ("学校", "a school"),
    "procedures.authority_village": ("村（居）委会", "a village committee"),
    "procedures.authority_unnamed": ("没有写明的机关", "an authority that is not named"),
    "procedures.item_party": ("当事人姓名、地址", "name and address of the party"),
    "procedures.item_facts": ("违法事实和证据", "facts and evidence"),
    "procedures.item_kind_and_basis": ("处罚的种类和依据", "kind and basis of the penalty"),
    "procedures.item_performance": ("履行方式和期限", "how and by when to perform it"),
    "procedures.item_remedies": ("申请复议、提起诉讼的途径和期限", "ways and times of review and suit"),
    "procedures.item_authority_and_day": ("机关名称和作出日期", "name of the authority and the day"),
    "procedures.grave_child_labour": ("疑似使用童工", "suspected child labour"),
    "procedures.grave_harm": ("疑似受侵害、受虐待", "suspected harm to the child"),
    "procedures.grave_marriage": ("疑似早婚、强迫婚姻", "suspected child or forced marriage"),
    "procedures.grave_crime": ("疑似犯罪", "suspected crime"),
    "procedures.clock_order": ("责令改正的期限", "deadline of the order"),
    "procedures.clock_decision": ("作出处罚决定的期限", "time to decide on the penalty"),
    "procedures.clock_argument": ("陈述申辩的期限", "time to argue"),
    "procedures.clock_hearing_asked": ("要求听证的期限", "time to ask for a hearing"),
    "procedures.clock_hearing": ("最早的听证日", "earliest day of the hearing"),
    "procedures.clock_served": ("送达决定书的期限", "time to serve the decision"),
    "procedures.clock_paid": ("履行处罚决定的期限", "time to perform the decision"),
    "procedures.clock_review": ("申请行政复议的期限", "time to apply for review"),
    "procedures.clock_suit": ("提起行政诉讼的期限", "time to bring a suit"),
    "procedures.clock_demand": ("催告期满", "end of the demand"),
    "procedures.clock_court": ("申请法院强制执行的期限", "window to ask the court"),
    "procedures.clock_court_accepts": ("法院受理的期限", "time for the court to take it up"),
    "procedures.clock_court_rules": ("法院裁定的期限", "time for the court to rule"),
    "procedures.moved_clock": ("四步法：{what}", "Four steps: {what}"),
    "procedures.clock_state_waiting": ("还不能办", "not yet open"),
    "procedures.clock_state_running": ("进行中", "running"),
    "procedures.clock_state_run_out": ("已期满", "run out"),
    "procedures.clock_state_in_time": ("按期", "in time"),
    "procedures.clock_state_late": ("逾期", "late"),
    "procedures.step_outreach": ("第一步 宣传教育、劝返", "Step 1: outreach"),
    "procedures.step_order": ("第二步 责令改正", "Step 2: order to correct"),
    "procedures.step_penalty": ("第三步 行政处罚", "Step 3: penalty"),
    "procedures.step_court": ("第四步 申请强制执行或提起诉讼", "Step 4: court"),
    "procedures.step_state_done": ("已办", "done"),
    "procedures.step_state_now": ("正在办", "under way"),
    "procedures.step_state_open": ("可以办", "may begin"),
    "procedures.step_state_closed": ("还不能办", "closed"),
    "procedures.how_home": ("入户", "at home"),
    "procedures.how_phone": ("电话", "by telephone"),
    "procedures.how_meeting": ("约谈", "at a meeting"),
    "procedures.side_school": ("学校", "school"),
    "procedures.side_village": ("村（居）委会", "village committee"),
    "procedures.side_township": ("乡镇（街道）", "township"),
    "procedures.side_police": ("公安", "police"),
    "procedures.attitude_agrees": ("同意返校", "agrees"),
    "procedures.attitude_hesitates": ("犹豫", "hesitates"),
    "procedures.attitude_refuses": ("拒绝", "refuses"),
    "procedures.attitude_not_met": ("没有见到人", "nobody met"),
    "procedures.means_in_person": ("当面送达", "handed over in person"),
    "procedures.means_relative": ("同住成年家属代收", "taken by an adult of the same home"),
    "procedures.means_left": ("留置送达", "left in place"),
    "procedures.means_post": ("邮寄送达", "by post"),
    "procedures.means_electronic": ("电子送达", "electronically"),
    "procedures.means_published": ("公告送达", "by publication"),
    "procedures.text_law": ("法律", "law"),
    "procedures.text_administrative_regulation": ("行政法规", "administrative regulation"),
    "procedures.text_local_regulation": ("地方性法规", "local regulation"),
    "procedures.text_government_rule": ("规章", "government rule"),
    "procedures.text_other": ("其他文件", "other text"),
    "procedures.outcome_returned": ("已返校", "back at school"),
    "procedures.outcome_withdrawn": ("撤回", "withdrawn"),
    "procedures.outcome_death": ("死亡", "died"),
    "procedures.outcome_upheld": ("维持", "upheld"),
    "procedures.outcome_annulled": ("撤销", "annulled"),
    "procedures.outcome_granted": ("准予执行", "granted"),
    "procedures.outcome_rejected": ("驳回", "rejected"),
    "procedures.outcome_judged": ("判决", "judged"),
    "procedures.outcome_mediated": ("调解", "settled by mediation"),
    "procedures.errand_issue": (
        "{count} 份责令、处罚文书等您签发",
        "{count} orders or decisions wait for you to issue them",
    ),
    "procedures.errand_serve": ("{count} 份文书还没有送达", "{count} papers are to be served"),
    "procedures.errand_demand": (
        "{count} 件处罚到期没有履行，应当催告",
        "{count} decisions were not performed: demand it",
    ),
    "procedures.errand_court": ("{count} 件可以申请法院强制执行", "{count} may be taken to the court"),
    "procedures.errand_answer": ("{count} 件申请等法院答复", "{count} applications wait for the court"),
    # taking back
    "procedures.move_correct": ("更正误登", "taking back of a wrong entry"),
    "procedures.mistake_wrong_day": ("日期登错", "wrong day"),
    "procedures.mistake_wrong_child": ("登到别的孩子名下", "entered for the wrong child"),
    "procedures.mistake_twice": ("重复登记", "entered twice"),
    "procedures.mistake_not_happened": ("没有这件事", "it did not happen"),
    "procedures.mistake_wrong_content": ("内容登错", "wrong content"),
    "procedures.corrected_already": ("这一条已经更正，或者没有这一条", "It was taken back already, or there is none"),
    "procedures.paper_rests": (
        "后来签发的 {number} 以这一条为据，不能更正；先更正那一份",
        "{number}, which was issued later, rests on it: take that back first",
    ),
    "procedures.move_rests": (
        "后来登记的“{move}”以这一条为前提，先更正那一条",
        "“{move}”, which was entered later, rests on it: take that back first",
    ),
    "procedures.anothers_entry": (
        "别人登记的，由登记的人或者乡镇、县里更正",
        "Somebody else entered it: they take it back, or the township or county does",
    ),
    "procedures.another_open": (
        "这个孩子已经另开了程序，终结不能再更正",
        "Another procedure of the child was begun since: its end is not taken back",
    ),
    "procedures.outcome_taken_up": ("已受理，正在查处", "taken up"),
    "procedures.outcome_declined": ("不予受理", "declined"),
    "procedures.outcome_concluded": ("已办结", "concluded"),
    "procedures.law_child_labour": (
        "不满十六周岁的是童工：移送人力资源社会保障部门；每使用一名，每月罚款五千元，并由用人单位送回监护人身边"
        "（《禁止使用童工规定》第二条、第六条）",
        "Who is under sixteen is a child labourer: tell the authority for human resources; the fine is 5 000 yuan for each child"
        " and month, and the employer takes the child home (Regulation on child labour, articles 2 and 6)",
    ),
    "procedures.waits_for_outcome": (
        "“{grave}”已移送，还没有办理结果",
        "“{grave}” was referred and has no outcome yet",
    ),
    "procedures.labour_elsewhere": (
        "使用童工由人力资源社会保障部门查处，请移送给它（《禁止使用童工规定》第六条）",
        "Child labour is for the authority for human resources: refer it there (Regulation on child labour, article 6)",
    ),
    "procedures.nothing_referred": ("没有移送后等结果的情况", "Nothing that was referred waits for an outcome"),
    "procedures.not_referred_so": ("这种情况没有移送，或者已有结果", "This was not referred, or has its outcome"),
    "procedures.answered_before": (
        "{day} 早于移送或者上次答复的 {last}",
        "{day} is before {last}, when it was referred or last heard of",
    ),
    "procedures.errand_refer": ("{count} 条严重情况还没有移送", "{count} grave matters are to be referred"),
    "procedures.errand_outcome": ("{count} 条移送还没有结果，请去问", "{count} referrals have no outcome: ask for it"),
    # what any move may be refused for
    "procedures.future": ("{day} 还没有到，不能登记", "{day} has not come yet: nothing can be entered for it"),
    "procedures.backwards": (
        "{day} 早于上一步的 {last}（公告送达的，自公告期满起算），日期不能倒填（{law}）",
        "{day} is before {last}, the step before it (of a published paper: when it counts as served): nothing is backdated"
        " ({law})",
    ),
    "procedures.ended": ("程序{stage}，不能再办“{move}”", "The procedure is {stage}: no “{move}” can follow"),
    "procedures.too_early": (
        "现在是“{stage}”，“{move}”要到“{needed}”以后才能办：四步依次进行，前一份文书没有送达，后一份不能出",
        "It stands at “{stage}”; “{move}” can follow at “{needed}” only: no paper goes out before the earlier one was served",
    ),
    "procedures.done_already": (
        "现在是“{stage}”，“{move}”已经过了，同一事实不能再办一次（{law}）",
        "It stands at “{stage}”: “{move}” lies behind, and is not done twice on one fact ({law})",
    ),
    "procedures.law_once_outreach": ("《义务教育法》第十三条", "Compulsory Education Law, article 13"),
    "procedures.law_once_order": ("《义务教育法》第五十八条", "Compulsory Education Law, article 58"),
    "procedures.law_once_penalty": ("《行政处罚法》第二十九条", "Administrative Penalty Law, article 29"),
    "procedures.law_once_court": ("《行政强制法》第五十三条", "Administrative Compulsion Law, article 53"),
    "procedures.law_once_service": ("《民事诉讼法》第八十七条", "Civil Procedure Law, article 87"),
    "procedures.law_dated_outreach": ("《义务教育法》第十三条", "Compulsory Education Law, article 13"),
    "procedures.law_dated_order": ("《义务教育法》第五十八条", "Compulsory Education Law, article 58"),
    "procedures.law_dated_penalty": ("《行政处罚法》第四十七条", "Administrative Penalty Law, article 47"),
    "procedures.law_dated_court": ("《行政强制法》第五十五条", "Administrative Compulsion Law, article 55"),
    "procedures.law_dated_service": ("《民事诉讼法》第八十七条", "Civil Procedure Law, article 87"),
    "procedures.own_proposal": (
        "“{move}”要由拟办人以外的人签发：自己拟的不能自己签发",
        "“{move}” is for somebody other than who proposed it",
    ),
    "procedures.other_proposal": (
        "您打开这一页以后，拟办内容有了变化：请看现在的内容，再签发",
        "The proposal has changed since you opened this page: look at it as it stands now, then issue it",
    ),
    "procedures.is_back": (
        "孩子已经返校、送教上门或在休学（缓学）期内，不责令改正",
        "The child is back, taught at home or on suspension or deferral: nothing is ordered",
    ),
    "procedures.graduated": (
        "孩子已完成九年义务教育，不责令改正（《义务教育法》第二条）",
        "The child has completed the nine years of compulsory education: nothing is ordered"
        " (Compulsory Education Law, article 2)",
    ),
    "procedures.no_outcome": ("请写明“{move}”的结果", "Say how “{move}” ended"),
    "procedures.no_means": (
        "请写明送达方式（《民事诉讼法》第八十八条至第九十五条）",
        "Say how it was served (Civil Procedure Law, articles 88 to 95)",
    ),
    "procedures.unproved_relative": (
        "由家人代收的，代收人要是同住的成年家属（《民事诉讼法》第八十八条）",
        "Who takes it for the party must be an adult of the same home (Civil Procedure Law, article 88)",
    ),
    "procedures.unproved_left": (
        "留置送达的，要有见证人签名，或者拍照、录像记录（《民事诉讼法》第八十九条）",
        "A paper left in place needs a witness, or a picture or film of it (Civil Procedure Law, article 89)",
    ),
    "procedures.unproved_electronic": (
        "电子送达的，要先有当事人签的确认书（《行政处罚法》第六十一条）",
        "Electronic service needs the signed consent of the party (Administrative Penalty Law, article 61)",
    ),
    "procedures.unproved_published": (
        "公告送达的，案卷里要记明原因和经过（《民事诉讼法》第九十五条）",
        "Of service by publication the file must tell cause and course (Civil Procedure Law, article 95)",
    ),
    # outreach and orders
    "procedures.no_case": (
        "这名儿童没有办理中的个案，先登记疑似辍学",
        "The child has no open case: suspect the dropout first",
    ),
    "procedures.not_verified": (
        "还没有确认辍学或失学，不能责令改正：先在个案里确认",
        "The dropout is not verified yet: verify it in the case before anything is ordered",
    ),
    "procedures.not_its_guardian": (
        "这名监护人不是这名儿童的：责令的是孩子自己的父母或者其他法定监护人（《义务教育法》第五十八条）",
        "This guardian is another child's: the order is for the child's own parents or guardians"
        " (Compulsory Education Law, article 58)",
    ),
    "procedures.not_local": (
        "{unit}不是这名儿童所在地的机关：由当地乡镇人民政府或者县级教育行政部门责令改正（《义务教育法》第五十八条）",
        "{unit} is not where the child is: the local township government or the county's education department orders it"
        " (Compulsory Education Law, article 58)",
    ),
    "procedures.anothers_to_issue": (
        "由{unit}办理：谁作出，谁编号、签发、盖章",
        "{unit} does it: whoever decides numbers, signs and seals it",
    ),
    "procedures.why_dropped": (
        "请写明为什么撤销处罚立案",
        "Say why the proceedings are dropped",
    ),
    "procedures.home_missing": (
        "没有当事人的住址，文书和送达回证写不出送到哪里：在拟责令改正的表里填写住址（《民事诉讼法》第八十七条）",
        "The party's address is not known, so no paper says where it is served: enter it when the order is proposed"
        " (Civil Procedure Law, article 87)",
    ),
    "procedures.no_address": (
        "“{text}”不是住址：写到村组或门牌，照着能找到人（《行政处罚法》第五十九条、《民事诉讼法》第八十七条）",
        "“{text}” is no address: write village and group, or street and number, by which the party is found"
        " (Administrative Penalty Law, article 59; Civil Procedure Law, article 87)",
    ),
    "procedures.no_served_at": (
        "“{text}”不是送达地点：写明在哪里送达的（《民事诉讼法》第八十七条）",
        "“{text}” is no place: say where it was served (Civil Procedure Law, article 87)",
    ),
    "procedures.home_changed": (
        "拟办以后登记的住址改了，原来是“{before}”，现在是“{now}”：退回重拟，文书按现在的住址写（《行政处罚法》第五十九条）",
        "The registered address has changed since this was proposed, from “{before}” to “{now}”: send it back and propose it"
        " anew, so that the paper has the right one (Administrative Penalty Law, article 59)",
    ),
    "procedures.respondent_unknown": (
        "没有被申请人的住址，申请书写不明向谁执行：先查清住址（《行政强制法》第五十五条）",
        "The respondent's address is not known, so the application cannot say against whom: find it out first"
        " (Administrative Compulsion Law, article 55)",
    ),
    "procedures.wrong_id": (
        "“{text}”不是正确的身份证号（{why}）：核对后再写，写错的不能出文书（{article}）",
        "“{text}” is no resident ID ({why}): check it, no paper goes out with a wrong one ({article})",
    ),
    "procedures.no_home": ("住址不详", "address not known"),
    "procedures.no_paper": ("证明材料要是照片或 PDF", "A proof is a picture or a PDF"),
    "procedures.own_form": ("“{move}”有专门的表，请用那张表办理", "“{move}” has a form of its own: use that"),
    "procedures.nobody_went": ("请写明谁参加了劝返", "Say who took part"),
    "procedures.no_place": ("请写明在哪里劝返", "Say where it was"),
    "procedures.agreed_before": (
        "约定返校日 {day} 早于劝返的 {on}",
        "The day agreed for the return, {day}, is before the effort, {on}",
    ),
    "procedures.not_of_age": (
        "孩子今年 {age} 周岁，不在义务教育年龄，不能责令（《义务教育法》第五十八条）",
        "The child is {age} years old and not of compulsory age: nothing is ordered (Compulsory Education Law, article 58)",
    ),
    "procedures.too_far": (
        "{day} 太远了，请核对年份",
        "{day} is too far away: check the year",
    ),
    "procedures.no_referral": (
        "请写明移送什么情况、移送给哪个部门",
        "Say what is referred, and to which authority",
    ),
    "procedures.not_referred": (
        "登记过“{grave}”，还没有移送有关部门，要先移送（《未成年人保护法》第十一条）",
        "“{grave}” was recorded and not yet referred: refer it first (Law on the Protection of Minors, article 11)",
    ),
    "procedures.cannot_order": (
        "{authority}不能责令改正：由当地乡镇人民政府或者县级教育行政部门作出（《义务教育法》第五十八条）",
        "{authority} cannot order it: the township government or the county's education department does"
        " (Compulsory Education Law, article 58)",
    ),
    "procedures.no_deadline": (
        "责令改正要写明期限，期限要晚于签发的日子（《义务教育法》第五十八条）",
        "An order sets a deadline after its own day (Compulsory Education Law, article 58)",
    ),
    "procedures.served_too_late": (
        "{served} 才送达，期限 {until} 已到，当事人没有时间改正，请另发一份",
        "Served on {served}, when its deadline of {until} had come: issue another, for the party had no time",
    ),
    "procedures.order_runs": (
        "责令改正的期限到 {until}，期满仍未改正的才能办下一步（《义务教育法》第五十八条）",
        "The order runs until {until}: the next step waits until then (Compulsory Education Law, article 58)",
    ),
    # the penalty
    "procedures.no_basis": (
        "这名孩子的程序没有录入处罚依据，行政处罚这一步不开放：在这个程序里办“行政处罚立案”时录入，别的程序录过的会自动填好，"
        "不会自动生效；《义务教育法》第五十八条只有批评教育、责令限期改正，没有罚款（《行政处罚法》第四条）",
        "No legal basis is entered in this child's procedure, so its step of penalties stays closed: enter it when the"
        " proceedings of this procedure are opened; one entered in another is filled in there and does not count by itself."
        " Article 58 of the Compulsory Education Law has no fine (Administrative Penalty Law, article 4)",
    ),
    "procedures.basis_to_enter": (
        "立案时录入处罚依据，没有依据的不能立案：《义务教育法》第五十八条没有罚款（《行政处罚法》第四条）",
        "Enter the legal basis when opening the proceedings: article 58 of the Compulsory Education Law has no fine"
        " (Administrative Penalty Law, article 4)",
    ),
    "procedures.basis_without_fine": (
        "《义务教育法》第五十八条没有对监护人的罚款，不能作处罚依据",
        "Article 58 of the Compulsory Education Law has no fine for guardians: it is no basis of a penalty",
    ),
    "procedures.basis_no_law": (
        "“{name}”不是法律、法规、规章，不得设定行政处罚（《行政处罚法》第十六条）",
        "“{name}” is neither law nor regulation: it may set no penalty (Administrative Penalty Law, article 16)",
    ),
    "procedures.basis_no_range": (
        "罚款幅度 {least} 元至 {most} 元不对，请照依据的条文填写",
        "An amount from {least} to {most} yuan is none: enter what the article says",
    ),
    "procedures.cannot_penalize": (
        "{authority}没有处罚权：行政处罚由县级以上行政机关管辖，乡镇、街道要有交由其行使的文件"
        "（《行政处罚法》第二十三条、第二十四条）",
        "{authority} has no power to penalize: the county has, a township only by a text that hands it over"
        " (Administrative Penalty Law, articles 23 and 24)",
    ),
    "procedures.not_where": (
        "{unit}不是违法行为发生地的机关，不能处罚（《行政处罚法》第二十二条）",
        "{unit} is not where it happened: it imposes no penalty (Administrative Penalty Law, article 22)",
    ),
    "procedures.host_inquired": (
        "{name}是本案的调查人员，不能主持听证（《行政处罚法》第六十四条第四项）",
        "{name} has inquired into the case and does not preside (Administrative Penalty Law, article 64, item 4)",
    ),
    "procedures.two_officers": (
        "调查要有两名以上执法人员，写明姓名和执法证号（《行政处罚法》第四十二条、第五十五条）",
        "Two officers inquire, each with name and certificate (Administrative Penalty Law, articles 42 and 55)",
    ),
    "procedures.not_inquired": (
        "还没有调查笔录，不能告知（《行政处罚法》第四十条、第五十四条）",
        "There is no record of an inquiry yet (Administrative Penalty Law, articles 40 and 54)",
    ),
    "procedures.no_amount": (
        "请写明罚款数额（《行政处罚法》第四十四条）",
        "Say the amount (Administrative Penalty Law, article 44)",
    ),
    "procedures.out_of_range": (
        "{amount} 元不在 {basis} 规定的 {least} 元至 {most} 元以内",
        "{amount} yuan is not within the {least} to {most} yuan of {basis}",
    ),
    "procedures.asked_too_late": (
        "要求听证的期限到 {until}（{source}）",
        "A hearing could be asked for until {until} ({source})",
    ),
    "procedures.nobody_asked": (
        "当事人没有要求听证（《行政处罚法》第六十四条）",
        "The party has asked for no hearing (Administrative Penalty Law, article 64)",
    ),
    "procedures.hearing_too_soon": (
        "听证最早在 {first}：要提前通知当事人（{source}）",
        "The hearing is on {first} at the earliest, for the party is told before ({source})",
    ),
    "procedures.not_called": (
        "还没有通知当事人听证的时间、地点（《行政处罚法》第六十四条）",
        "The party was not told when and where the hearing is (Administrative Penalty Law, article 64)",
    ),
    "procedures.hearing_told_already": (
        "听证通知已经送达，不用再送；改日子的，重新发听证通知",
        "The notice of the hearing was served; for another day, give another notice",
    ),
    "procedures.hearing_not_told": (
        "听证通知还没有送达当事人，不能听证（{source}）",
        "The notice of the hearing was not served: nobody is heard before ({source})",
    ),
    "procedures.hearing_told_late": (
        "听证通知 {served} 才送达，最早 {first} 听证；请改日子，重新通知（{source}）",
        "The notice was served on {served}, so the hearing is on {first} at the earliest: give notice of another day ({source})",
    ),
    "procedures.hearing_before_day": ("通知的听证日是 {day}", "The hearing was announced for {day}"),
    "procedures.not_heard": (
        "当事人要求了听证，要先举行听证（《行政处罚法》第六十三条、第六十五条）",
        "The party has asked for a hearing: hold it first (Administrative Penalty Law, articles 63 and 65)",
    ),
    "procedures.not_reviewed": (
        "举行了听证的，决定以前要先法制审核（《行政处罚法》第五十八条）",
        "After a hearing its legality is reviewed before a decision (Administrative Penalty Law, article 58)",
    ),
    "procedures.party_has_time": (
        "当事人陈述申辩、要求听证的期限到 {until}，期满以后才能决定（{source}）",
        "The party may argue and ask for a hearing until {until}: decide after it ({source})",
    ),
    "procedures.heavier_for_arguing": (
        "告知的是 {told} 元，不能因当事人申辩加重到 {amount} 元（《行政处罚法》第四十五条）",
        "{told} yuan was told: nobody is fined {amount} for having argued (Administrative Penalty Law, article 45)",
    ),
    "procedures.heavier_than_told": (
        "告知的是 {told} 元，决定不能重到 {amount} 元，要加重先重新告知（《行政处罚法》第四十四条）",
        "{told} yuan was told: tell the party anew before deciding on {amount} (Administrative Penalty Law, article 44)",
    ),
    "procedures.item_missing": (
        "处罚决定书缺“{item}”（《行政处罚法》第五十九条）",
        "The decision lacks “{item}” (Administrative Penalty Law, article 59)",
    ),
    "procedures.decided_too_late": (
        "{opened} 立案，决定期限到 {until}，已经过期（{source}）",
        "Opened on {opened}, it was to be decided by {until} ({source})",
    ),
    "procedures.not_as_proposed": (
        "签发的数额和拟的不一样，请退回重拟",
        "The amount is not the one proposed: send it back",
    ),
    "procedures.paid_too_soon": (
        "履行期限最早到 {first}：当事人收到决定书后有缴款的时间（{source}）",
        "The last day to perform is {first} at the earliest: the party has time to pay ({source})",
    ),
    "procedures.party_may_pay": (
        "履行期限到 {until}，期满仍未履行的才能催告（{source}）",
        "The party may perform until {until}: demand it after that ({source})",
    ),
    "procedures.performed_already": (
        "当事人已经履行，不用再办（《行政强制法》第五十三条）",
        "The party has performed: nothing is left to be done (Administrative Compulsion Law, article 53)",
    ),
    "procedures.not_filed": ("没有登记过“{move}”", "No “{move}” was recorded"),
    "procedures.filed_already": ("“{move}”已经登记过", "“{move}” was recorded already"),
    "procedures.founded_on_withdrawn": (
        "{number} 已经撤回，不能据以办理下一步",
        "{number} was withdrawn: nothing is founded on it",
    ),
    # the court
    "procedures.added_too_much": (
        "加处罚款到今天最多 {most} 元，不能是 {added} 元（{source}）",
        "At most {most} yuan may be added until today, not {added} ({source})",
    ),
    "procedures.annulled": (
        "处罚决定已被撤销，不能催告、申请执行（《行政强制法》第五十三条）",
        "The decision was annulled: nothing is enforced (Administrative Compulsion Law, article 53)",
    ),
    "procedures.pending": (
        "“{move}”还没有结果，不能申请执行（《行政强制法》第五十三条）",
        "“{move}” is still pending: the court is not asked yet (Administrative Compulsion Law, article 53)",
    ),
    "procedures.judged_already": (
        "当事人已提起行政诉讼，应执行法院的判决，不适用《行政强制法》第五十三条的申请",
        "A suit was brought: its judgment is enforced, not the decision by article 53 of the Administrative Compulsion Law",
    ),
    "procedures.demand_runs": (
        "催告期到 {until}，期满仍未履行的才能申请法院强制执行（{source}）",
        "The demand runs until {until}: ask the court after that ({source})",
    ),
    "procedures.remedies_run": (
        "复议、诉讼的期限还没有满，{first} 起至 {last} 才能申请法院强制执行（{source}）",
        "Review and suit are still open: the court may be asked from {first} until {last} ({source})",
    ),
    "procedures.court_too_late": (
        "申请法院强制执行的期限是 {first} 至 {last}，已经过期（{source}）",
        "The court could be asked from {first} until {last} ({source})",
    ),
    "procedures.head_signs": (
        "强制执行申请书要由行政机关负责人签名，加盖公章，注明日期（《行政强制法》第五十五条）",
        "The head of the authority signs the application (Administrative Compulsion Law, article 55)",
    ),
}
