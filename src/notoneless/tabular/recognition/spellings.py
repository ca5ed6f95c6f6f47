"""How people head their columns: national template, police and school exports, hand-made sheets, English files.

Spellings are folded (see `headers.fold`): no spaces, no punctuation, lower case. A spelling in `SURE` means one field
only; one in `LIKELY` can mean something else and gives way to a sure one or to what the cells show.
Source of the template's columns: the national import template for pupil basic information (学生基础信息).
"""

from notoneless.tabular.fields import Field


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


SURE: dict[Field, str] = {
    Field.NAME: (
        "姓名 名字 学生名 学生名字 中文姓名 现用名 name fullname studentname childname pupilname namezh xm xsxm"
    ),
    Field.FORMER_NAME: "曾用名 别名 原名 乳名 小名 formername oldname nickname alias cym",
    Field.SEX: "性别 男女 sex gender xb",
    Field.DOB: (
        "出生日期 出生年月 出生年月日 出生时间 出生 生日 出生日 出身年月 出身日期 出生日月 dob birthdate "
        "birthday birth dateofbirth borndate bornon csrq csny"
    ),
    Field.ID_NO: (
        "身份证号 身份证号码 身份证 身份号码 身份证件号 身份证件号码 公民身份号码 公民身份证号 "
        "公民身份证号码 居民身份证号 居民身份证号码 证件号 证件号码 身份证编号 有效身份证件号 idno "
        "idnumber idcard idcardno idcardnumber idcode identityno identitynumber identitycard nationalid "
        "nationalidno citizenid citizenidno residentid residentidno sfzh sfzhm sfzjh gmsfhm"
    ),
    Field.ETHNICITY: "民族 族别 ethnicity ethnic ethnicgroup minzu mz",
    Field.GUARDIAN_NAME: "监护人 监护人姓名 家长 家长姓名 guardian guardianname parent parentname jhrxm jhr",
    Field.GUARDIAN_REL: (
        "关系 与本人关系 与户主关系 监护关系 亲属关系 家庭关系 成员关系 关系称谓 称谓 guardianrel "
        "guardianrelation guardianrelationship relation relationship relationtoguardian kinship yhzgx"
    ),
    Field.GUARDIAN_ID: "监护人身份证号 guardianid guardianidno guardianidnumber guardianidcard parentid parentidno",
    Field.GUARDIAN2_NAME: "guardian2 guardian2name secondguardian secondguardianname parent2 parent2name",
    Field.GUARDIAN2_REL: "guardian2rel guardian2relation guardian2relationship",
    Field.GUARDIAN2_ID: "guardian2id guardian2idno guardian2idnumber parent2id",
    Field.PHONE: (
        "电话 电话号码 联系电话 联系方式 手机 手机号 手机号码 移动电话 联系手机 联系电话号码 联系号码 "
        "联络电话 phone phoneno phonenumber mobile mobileno mobilephone mobilenumber telephone tel telno "
        "cellphone contactphone lxdh sjh sjhm dh"
    ),
    Field.PHONE2: "备用电话 其他电话 固定电话 座机 家庭电话 phone2 mobile2 tel2 otherphone homephone",
    Field.PROVINCE: "省 省份 省自治区 省市 所在省 所属省份 province provincename sheng",
    Field.CITY: "市 地市 市州 州市 地级市 所在市 城市 地区 盟市 city prefecture cityname",
    Field.COUNTY: "县 区县 县区 县市区 市县区 区 县名 所在县 所属区县 旗县 县级 county countyname district xian",
    Field.TOWNSHIP: (
        "乡镇 镇 乡 街道 乡镇街道 镇街 镇街道 乡镇名称 所属乡镇 所在乡镇 乡街道 所在乡 所在镇 township "
        "town townshipname xz xiangzhen"
    ),
    Field.VILLAGE: (
        "村 行政村 村社区 社区 村居 村委会 居委会 居村委会 村居委会 所属村 所在村 村名 村名称 village "
        "villagename community cun"
    ),
    Field.VILLAGE_GROUP: (
        "组 村民小组 小组 村小组 社 屯 自然村 村民组 组别 村组名 所在组 自然寨 villagegroup hamlet groupno"
    ),
    Field.ADDRESS: (
        "地址 住址 现住址 现住地 家庭住址 家庭地址 家庭住地 详细地址 居住地 居住地址 现居住地 现居住地址 "
        "居住住址 常住地址 家庭详细住址 家庭详细地址 实际居住地 address addr homeaddress residence "
        "currentaddress livingaddress jtzz xzz dz"
    ),
    Field.HUKOU_ADDRESS: (
        "户口所在地 户籍所在地 户籍地址 户籍地 户口地址 户口地 户籍住址 户籍 户籍所在地地址 "
        "户口所在地地址 hukou hukouaddress registeredaddress registeredresidence hukouplace hkszd hjdz"
    ),
    Field.HOUSEHOLD_NO: (
        "户号 户编号 家庭编号 户口簿号 户口本号 户口簿编号 户籍号 家庭户号 householdno householdid "
        "householdnumber hhid hhno familyid familyno hh"
    ),
    Field.HOUSEHOLD_KIND: (
        "户类别 户类型 监测类别 监测类型 监测户类型 监测户类别 监测对象类型 监测对象类别 脱贫户类型 脱贫户类别 "
        "帮扶对象类型 帮扶对象类别 是否脱贫户 是否脱贫监测户 是否监测户 是否监测对象 householdkind householdtype"
    ),
    Field.STUDENT_NO: (
        "学籍号 全国学籍号 学籍号码 学籍编号 国家学籍号 学生学籍号 studentno studentnumber studentcode "
        "schoolrollno rollno enrolmentno enrollmentno xuejihao xjh qgxjh"
    ),
    Field.SCHOOL: (
        "学校 学校名称 就读学校 就读学校名称 所在学校 现就读学校 校名 学籍所在学校 在读学校 学籍学校 "
        "school schoolname xxmc xx"
    ),
    Field.SCHOOL_CODE: "学校标识码 学校代码 学校编码 学校识别码 标识码 schoolcode schoolid schoolno xxbsm xxdm",
    Field.GRADE: "年级 就读年级 所在年级 现就读年级 年级名称 在读年级 grade gradename gradelevel nj",
    Field.CLASS_NAME: "班级 班 班级名称 所在班级 就读班级 班别 班级编号 class classname classno bj",
    Field.ENROLLED_ON: (
        "入学年月 入学时间 入学日期 入学年份 入学年度 入校时间 enrolledon enrolleddate enroldate "
        "enrolldate enrollyear enrolyear enrolmentdate enrollmentdate admissiondate admittedon entrydate "
        "rxny"
    ),
    Field.STATUS: (
        "学籍状态 学籍状况 学籍情况 在籍情况 在籍状态 当前状态 就学状况 在读情况 在校情况 "
        "学生状态 学生当前状态 就学状态 就学情况 在校状态 就读情况 就读状态 入学情况 状态 "
        "人员状态 status state enrolmentstatus enrollmentstatus studentstatus"
    ),
    Field.DROPPED_OUT: (
        "是否辍学 是否疑似辍学 是否失学 是否流失 是否退学 是否离校 辍学情况 控辍保学情况 droppedout dropout isdropout"
    ),
    Field.REMARK: "备注 备考 备注说明 其他说明 remark remarks note notes comment comments memo bz",
    Field.KEY: (
        "编号 人员编号 记录编号 记录号 唯一编号 数据编号 唯一标识 主键 id key uid uuid guid recordid "
        "recordno recordkey rowid rowkey personid personkey childid hid eid pid sid"
    ),
}
"""Spellings that mean one field."""

LIKELY: dict[Field, str] = {
    Field.NAME: "学生 儿童 孩子 小孩 娃娃 娃 学生或儿童 适龄儿童 被监护人 child student pupil",
    Field.DOB: "年月日 出生日期时间 农历生日 农历出生日期 阴历生日 born lunardob lunarbirthday",
    Field.ID_NO: "证件编号 身份证明号 号码 idcardnum cardno certno id18",
    Field.ETHNICITY: "nation nationality",
    Field.GUARDIAN_NAME: "户主 联系人 联系人姓名 法定代理人 抚养人 father head householdhead contactname contactperson",
    Field.GUARDIAN_REL: "称呼 啥关系 什么关系 rel",
    Field.GUARDIAN2_NAME: "mother",
    Field.PHONE: "联系 contact contactno",
    Field.TOWNSHIP: "乡镇办 办事处 镇乡 片区",
    Field.VILLAGE: "村组 村屯 寨 村寨 自然村屯",
    Field.VILLAGE_GROUP: "group",
    Field.ADDRESS: "通信地址 通讯地址 家住 家庭所在地 家庭居住地 location 住所",
    Field.HUKOU_ADDRESS: "户口 原籍",
    Field.HOUSEHOLD_NO: "户 household family",
    Field.STUDENT_NO: "学号 studentid 学生编号 学生号",
    Field.SCHOOL: "学校全称 就读学校及年级 就读学校及班级 学校班级 就学学校",
    Field.SCHOOL_CODE: "学校标识",
    Field.CLASS_NAME: "年级班级 年班 就读年级班级 班次 gradeclass",
    Field.ENROLLED_ON: "入学",
    Field.STATUS: (
        "情况 就学 是否在校 是否在读 是否入学 是否在籍 变动类型 变动类别 变动情况 异动类型 异动情况 学籍变动 学籍异动"
    ),
    Field.REMARK: "说明 其他 备 other 就读地 就读地点 就读地址 就读省市 现就读地 流入地 外出地点",
    Field.KEY: "序号 序 no seq seqno serial serialno number num index rownum rowno xh",
}
"""Spellings that give way: to a sure one, or to what the cells show."""

SERIAL = frozenset(_words("序号 序 no seq seqno serial serialno number num index rownum rowno xh"))
"""Counting columns: a key only where each value occurs once in the whole source."""

NOT_USED = frozenset(
    _words(
        "出生地 籍贯 国籍 国籍地区 国籍地区码 身份证件类型 证件类型 身份证类型 证件类别 港澳台侨外 政治面貌 "
        "健康状况 健康情况 照片 照片文件名 姓名拼音 姓名全拼 身份证件有效期 证件有效期 户口性质 户籍性质 户别 "
        "户口类别 特长 学籍辅号 班内学号 入学方式 就读方式 学生来源 邮政编码 邮编 电子信箱 电子邮箱 邮箱 "
        "主页地址 个人主页 签字 签名 单位 是否独生子女 独生子女 是否受过学前教育 是否留守儿童 留守儿童 "
        "是否进城务工人员随迁子女 是否孤儿 是否烈士或优抚子女 随班就读 残疾人类型 残疾类型 是否由政府购买学位 "
        "是否需要申请资助 是否享受一补 上下学距离 上下学交通方式 是否需要乘坐校车 残疾证号 残疾证书号 "
        "残疾程度 特教就读类型 关系说明 工作单位 职务 是否监护人 单位名称 文化程度 婚姻状况 服务处所 兵役状况 "
        "所属派出所 派出所 迁来日期 年龄 周岁 实足年龄 血型 身高 体重 班主任 班主任姓名 班主任电话 校长 "
        "校长电话 填表人 审核人 填表日期 学制 学段 学校类别 办学类型 是否寄宿 是否住校 是否建档立卡 毕业学校 "
        "原就读学校 出生证号 出生医学证明 银行卡号 开户行 微信 微信号 qq qq号 age email postcode zipcode zip "
        "birthplace nativeplace pinyin photo height weight idtype createdat updatedat teacher teachername "
        "headteacher"
    )
)
"""Headings known to be something else; the cells under them are not guessed at."""

MEMBER = _words("家庭成员 家庭成员姓名 成员姓名 membername")
"""The child's name where the sheet lists households by head, a parent's where it lists pupils."""

CHILD_WORDS = _words(
    "适龄儿童少年 适龄儿童 儿童少年 被监护人 学生 儿童 少年 小孩 孩子 子女 娃娃 娃儿 娃 幼儿 新生 本人 人员 student child pupil"
)
"""Words before or after a heading that say it is about the child."""

GUARDIAN_WORDS = _words(
    "第一监护人 法定监护人 家庭成员或监护人 监护人或家长 监护人 家庭成员 家庭主要成员 主要成员 成员 "
    "法定代理人 抚养人 联系人 父母亲 父母 家长 户主 父亲 爸爸 guardian parents parent father householder "
    "householdhead"
)
"""Words that say a heading is about a guardian: the first one, where nothing else is said."""

SECOND_WORDS = _words("第二监护人 另一监护人 母亲 妈妈 mother")
"""Words that say a heading is about the second guardian."""

EITHER_WORDS = _words("父亲 父母 爸爸 father")
"""Words beside which 母亲 does not make a second guardian: 父亲或母亲姓名."""

STRANGER_WORDS = _words("班主任 校长 填表人 填报人 审核人 帮扶 包保 责任人 网格员 村干部 教师 老师 负责人 经办人")
"""Words that say a heading is about an official, whose name and telephone are not the family's."""

FILLERS = _words("基本信息 基本情况 信息 情况 以及 或 及 和 的 之 与 其 跟 是什么 是啥 什么 啥")
"""Words that carry nothing once the role is known."""
