"""What the maker of demonstration rosters says, in both languages."""

WORDS: dict[str, tuple[str, str]] = {
    "synthetic.children_range": (
        "儿童人数须在 {fewest} 至 {most} 之间",
        "The number of children must lie between {fewest} and {most}",
    ),
    "synthetic.factor_range": ("错误倍数须在 0 至 {most} 之间", "The error factor must lie between 0 and {most}"),
    "synthetic.seed_negative": ("随机种子不能是负数", "The seed must not be negative"),
    "synthetic.too_long_for_xlsx": (
        "名册有 {rows} 行，超过一张工作表的上限 {most} 行，请改用 parquet 或 csv",
        "The roster is longer than a sheet (rows: {rows}, at most {most}): write parquet or csv",
    ),
    "synthetic.not_a_demonstration": (
        "{path} 已存在，又不是演示数据，为免误删没有写入，请换一个文件夹",
        "{path} exists and is no demonstration; nothing was written, choose another folder",
    ),
    "synthetic.no_such_file": ("找不到文件 {path}", "There is no file {path}"),
    "synthetic.unusable_file": (
        "文件 {path} 无法读取，或缺少所需的列：{columns}",
        "{path} cannot be read or lacks what is needed: {columns}",
    ),
    "synthetic.row_out_of_range": (
        "结果中的户籍行号超出演示名册的范围（1 至 {rows}），结果与真值不是同一批数据",
        "The result names household rows outside the roster (1 to {rows}): result and truth are not of the same data",
    ),
    "synthetic.other_rosters": (
        "{path} 里的结果不是用这套演示名册比对的（其中的 {file} 与生成的名册不同），不能评分；请用演示文件夹里的名册重新比对",
        "The result in {path} was not made from these demonstration rosters ({file} is another file) and cannot be scored; "
        "compare the rosters of the demonstration's folder again",
    ),
    "synthetic.written": (
        "已在 {path} 写入演示名册：户籍 {household} 行，学籍 {school} 行，外地就读 {elsewhere} 行；"
        "其中真正失学的儿童 {out} 名（答案在 truth 文件夹）",
        "Demonstration rosters written to {path}; rows of the household roster: {household}, of the school roll: {school}, "
        "of the elsewhere roster: {elsewhere}; children truly in no school: {out} (the answers are in the folder truth)",
    ),
    "synthetic.all_invented": (
        "名册中的人、地、学校全部是虚构的",
        "All people, places and schools in the rosters are invented",
    ),
    "synthetic.score_heading": ("与真值比较", "Compared with the truth"),
    "synthetic.precision": ("准确率", "precision"),
    "synthetic.recall": ("查全率", "recall"),
    "synthetic.found": ("结果", "found"),
    "synthetic.true": ("真值", "true"),
    "synthetic.right": ("正确", "right"),
    "synthetic.links": ("户籍与学籍对应", "household-school links"),
    "synthetic.hard": ("其中身份证号对不上的", "of which hard"),
    "synthetic.elsewhere": ("户籍与外地就读对应", "household-elsewhere links"),
    "synthetic.out_of_school": ("未入学儿童", "children in no school"),
    "synthetic.hidden": (
        "被错误对应而漏掉的失学儿童：{hidden} 名（每十万名儿童 {per_100k} 名）",
        "Children in no school hidden by a false link: {hidden} ({per_100k} per 100,000 children)",
    ),
    "synthetic.stage_children": (
        "编造 {children} 名儿童和他们的花名册……",
        "Inventing children and their rosters; children: {children} …",
    ),
    "synthetic.stage_units": ("建各级单位……", "Founding the units …"),
    "synthetic.stage_people": ("任职、开账号……", "Appointing people and opening their accounts …"),
    "synthetic.stage_month": (
        "{month}（第 {number} 个月，共 {all} 个月）：收花名册、比对、办理……",
        "{month} (month {number} of {all}): rosters come, are compared and acted upon …",
    ),
    "synthetic.stage_attendance": ("报到校……", "Reporting attendance …"),
    "synthetic.stage_duties": ("核算任务……", "Reckoning the duties …"),
    "synthetic.county_built": (
        "演示县已建好，儿童 {children} 名",
        "The demonstration county is built, children: {children}",
    ),
    "synthetic.way_in": (
        "登录名 {name}　密码 {password}　{person}，{role}，{unit}{codes}",
        "Sign-in {name}  password {password}  {person}, {role}, {unit}{codes}",
    ),
    "synthetic.codes": ("　验证码（各用一次）{codes}", "  codes (once each) {codes}"),
}
