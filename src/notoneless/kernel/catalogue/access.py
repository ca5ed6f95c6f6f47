"""What is told of who may do what."""

WORDS: dict[str, tuple[str, str]] = {
    "access.not_allowed": ("您没有“{action}”的权限", "You may not do this: {action}"),
    "access.named": ("{zh}", "{en}"),
    "access.second_factor_needed": (
        "您的角色须用第二重验证登录后才能办理，请先设置或使用第二重验证",
        "Your role needs a second factor at sign-in; set one up or use it first",
    ),
    "access.not_found": ("没有找到，或不在您的范围内", "Not found, or out of your reach"),
    "access.conflict": (
        "同一编号的请求内容不同，两份都已留存，请人工核对（{request}）",
        "The same request came with other content; both are kept for a person to compare ({request})",
    ),
    "access.unrecorded": (
        "审计记录写不进去，所以没有办理，也没有显示；请告知系统管理员",
        "The audit cannot be written, so nothing was done or shown; tell the system administrator",
    ),
    "access.failed": ("程序出错（{kind}）", "The program failed ({kind})"),
    "access.no_request": ("请求没有编号或没有登录，不予办理", "The request has no id or nobody is signed in"),
    "access.unknown_parameter": ("不认识的项目：{name}", "Unknown parameter: {name}"),
    "access.missing_parameter": ("请填写{name}", "Please give {name}"),
    "access.wrong_kind": ("{name}的写法不对", "{name} is not written as it should be"),
    "access.too_long": ("{name}太长，最多 {longest} 字", "{name} is too long; the most that fits: {longest}"),
    "access.control_characters": ("{name}里有不能使用的字符", "{name}: some characters in it cannot be used"),
    "access.wrong_parent": ("{parent}下面不能设{kind}", "No {kind} stands beneath {parent}"),
    "access.is_closed": ("{unit}已经撤销", "{unit} has been closed"),
    "access.unit_code_taken": ("代码 {code} 已有单位使用", "Code {code} is used by another unit"),
    "access.no_sign_in_name": (
        "登录名只能全用拉丁字母，或全用汉字，可加数字和 . _ -；不能是电话号码",
        "A sign-in name has Latin letters alone or Chinese characters alone, with digits and . _ -; it is no telephone number",
    ),
    "access.sign_in_name_taken": ("登录名“{name}”已有人使用", "Sign-in name “{name}” is taken"),
    "access.phone_taken": ("这个手机号已有账号使用", "Another account uses this phone number"),
    "access.unknown_role": ("没有“{role}”这个角色", "There is no role “{role}”"),
    "access.role_not_there": ("{unit}不能有{role}", "{unit} cannot have a {role}"),
    "access.backwards": ("结束日期早于开始日期", "It would end before it begins"),
    "access.conflict_of_duty": (
        "{role}与{other}不能由同一人担任（三员分立）",
        "{role} and {other} cannot be one person (separation of the three administrators)",
    ),
    "access.held_already": (
        "这个账号在{unit}已有{role}的授权，日期重叠；要改日期，请先收回原来的",
        "This account is {role} of {unit} already in that time; to change the dates, end that grant first",
    ),
    "access.not_oneself": ("不能给自己办理", "Not for oneself"),
    "access.only_oneself": ("只能给自己办理", "Only for oneself"),
    "access.not_by_token": (
        "令牌不能签发令牌，请本人登录后办理",
        "A token makes no tokens; sign in and make it yourself",
    ),
    "access.not_with_token": (
        "这一项不能用令牌办理，请本人登录后办理",
        "No token does this; sign in and do it yourself",
    ),
    "access.only_for_security": (
        "您只能为安全管理员注销第二重验证；别人的由安全管理员办理",
        "You may drop the second factor of a security administrator alone; the security administrator does so for others",
    ),
    "access.no_second_factor": (
        "这个账号没有第二重验证，不用注销",
        "This account has no second factor to drop",
    ),
    "access.token_too_wide": (
        "令牌的权限或期限不行（{codes}）：只能少于本人权限，不含查看证件号码，最长 {days} 天",
        "The token reaches too far ({codes}): less than its owner, never revealing, at most {days} days",
    ),
    "access.no_such_unit": (
        "没有找到单位“{text}”，请写全名或代码",
        "No unit is called “{text}”; write its full name or its code",
    ),
    "access.which_unit": (
        "“{text}”没有写全或有重名，请在下面选定一个单位",
        "“{text}” is not a full name, or several units have it; choose one below",
    ),
    "access.no_such_account": (
        "没有找到账号“{text}”，请写登录名",
        "There is no account “{text}”; write the sign-in name",
    ),
    "access.which_account": (
        "叫“{text}”的不止一人，请写登录名",
        "Several people are called “{text}”; write the sign-in name",
    ),
    "access.step_up_needed": ("请再次输入密码或验证码", "Please prove again who you are"),
    "access.too_many_revealed": (
        "今天查看证件号码和电话已到 {most} 次上限",
        "The limit of {most} revealed numbers a day is reached",
    ),
    "access.nobody_lives_there": (
        "{unit}不是村或村民小组，不能登记家庭",
        "{unit} is no village or group; no household there",
    ),
    "access.granted": ("已授予{name}“{role}”", "Role given to {name}: {role}"),
    "access.grant_ended": ("已收回{name}的“{role}”，从今天起不再有效", "Role ended for {name}, from today on: {role}"),
    "access.disabled": (
        "已停用{name}的账号，所有登录和令牌随即失效",
        "The account of {name} is disabled; its sessions and tokens have ended",
    ),
    "access.enabled": (
        "已重新启用{name}的账号。下一步：请系统管理员在“账号”页重发密码条，本人才能登录",
        "The account of {name} is enabled again. Next: a system administrator renews its slip on the page “Accounts”",
    ),
    "access.not_prolonged": (
        "这项授权到 {day} 为止，不能延长；需要继续的，请另行授予",
        "This role ends on {day} and cannot be prolonged; give it anew",
    ),
    "access.not_the_program": (
        "这是程序自己的账号，不能登录，也不能授予角色",
        "This is the program's own account: nobody signs in as it or gives it a role",
    ),
    "access.last_of_role": (
        "这是最后一名{role}，请先另行授予一人",
        "This is the last {role}; give the role to somebody else first",
    ),
    "access.is_enabled": ("{name}的账号没有停用", "The account of {name} is not disabled"),
    "access.all_have_entered": (
        "三名管理员都已设过密码；系统管理员忘了密码的，请加 --for 登录名",
        "All administrators have chosen a password; for a system administrator who forgot it add --for NAME",
    ),
    "access.no_such_system_administrator": (
        "没有登录名为“{name}”的系统管理员；其他人的密码由系统管理员重发",
        "No system administrator signs in as “{name}”; anybody else's password is renewed by a system administrator",
    ),
    "access.founded_already": ("这里已经建好了一个县，不能再建", "A county has been founded here already"),
    "access.not_founded": (
        "还没有建县，请先运行 notoneless init",
        "No county has been founded; run notoneless init first",
    ),
}
