"""What is told of children's data: why it cannot be used, what was done, what is shown."""

WORDS: dict[str, tuple[str, str]] = {
    "people.called_apart": ("{name}（{what}）", "{name} ({what})"),
    "people.of_guardian": ("监护人{name}", "guardian {name}"),
    "people.too_many_numbers": (
        "今天按号码查找已满 {most} 次，请按姓名查找，或明天再查",
        "You have searched for {most} numbers today; search by name, or go on tomorrow",
    ),
    "people.too_many_for_form": (
        "一张表最多填 {most} 人，请选下一级单位",
        "A form holds at most {most} children; choose a unit beneath",
    ),
    "people.export_reason": (
        "导出号码要写明用途（4 到 200 字）",
        "State what the numbers are for (4 to 200 characters)",
    ),
    "people.no_sex": ("“{text}”不是性别，请写男或女", "“{text}” is no sex; write 男 or 女"),
    "people.no_birth_date": ("{day} 不可能是出生日期", "{day} cannot be a birth date"),
    "people.no_id_number": ("身份证号不能用：{why}", "The ID number cannot be used: {why}"),
    "people.id_number_taken": ("这个身份证号已经登记给一名儿童", "This ID number is registered for a child already"),
    "people.student_number_taken": (
        "这个学籍号已经登记给一名儿童",
        "This student number is registered for a child already",
    ),
    "people.unit_has_no_track": (
        "儿童只能登记在班级、学校、村或村民小组，不能登记在{unit}",
        "A child is placed in a class, school, village or group, not in {unit}",
    ),
    "people.no_phone": (
        "这不是电话号码：手机号是 11 位，座机可带区号",
        "This is no phone number: a mobile has 11 digits, a line may have its area code",
    ),
    "people.phone_corrected": ("已更正{name}的电话", "The phone number of {name} is corrected"),
    "people.dossier_home": ("住在{unit}", "Lives in {unit}"),
    "people.dossier_class": ("在{unit}上学", "Learns in {unit}"),
    "people.dossier_left": ("离开{unit}", "No longer in {unit}"),
    "people.of_child_id_number": ("身份证号", "ID number"),
    "people.of_child_student_number": ("学籍号", "Student number"),
    "people.of_guardian_phone": ("监护人电话", "Guardian's phone number"),
}
