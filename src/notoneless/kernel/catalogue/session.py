"""What is told of signing in."""

WORDS: dict[str, tuple[str, str]] = {
    "session.no_factor_left": (
        "已没有第二重验证，所有登录和接口令牌随之失效，请重新登录",
        "No second factor is left; all sessions and tokens have ended, please sign in again",
    ),
    "session.not_let_in": (
        "登录名（或手机号）或密码不对，或者账号、初始密码已不能使用",
        "Sign-in name (or phone number) or password is wrong, or the account or its first password can no longer be used",
    ),
    "session.locked": (
        "登录名（或手机号）或密码不对，或者账号、初始密码已不能使用；失败次数过多，请等 {minutes} 分钟后再试",
        "Sign-in name (or phone number) or password is wrong, or the account or its first password can no longer be used;"
        " too many failures, minutes to wait: {minutes}",
    ),
    "session.password_wrong": ("密码不对", "The password is wrong"),
    "session.passwords_differ": ("两次输入的密码不一致", "The two passwords differ"),
    "session.password_chosen": ("密码已设好，请用它登录", "The password is set; sign in with it"),
    "session.password_short": (
        "密码太短，至少 {least} 个字符",
        "The password is too short; characters it needs at least: {least}",
    ),
    "session.password_common": (
        "这个密码太常见，谁都会先猜它，请换一个",
        "This password is among those that everybody guesses first; choose another",
    ),
    "session.field_login": ("登录名或手机号", "sign-in name or phone number"),
    "session.field_password": ("密码", "the password"),
    "session.field_oldpassword": ("现在的密码", "the present password"),
    "session.field_password1": ("新密码", "the new password"),
    "session.field_password2": ("再输入一次的新密码", "the new password once more"),
    "session.field_code": ("验证码", "the code"),
    "session.field_name": ("名称", "the name"),
    "session.no_factor_yet": (
        "还没有设置第二重验证，不能有恢复码",
        "There is no second factor yet, so there can be no recovery codes",
    ),
    "session.code_refused": (
        "验证码不对或已经用过，请等下一个",
        "The code is wrong or was used already; wait for the next one",
    ),
    "session.key_refused": (
        "通行密钥没有通过，请再试一次，或改用别的方式",
        "The passkey was not accepted; try again, or use another way",
    ),
    "session.code_locked": (
        "验证码连续多次不对，请 {minutes} 分钟后再试",
        "Too many wrong codes; minutes to wait: {minutes}",
    ),
    "session.link_over": (
        "这个链接已用过、已过期或不存在，请系统管理员另发",
        "This link was used, is over, or does not exist; ask the system administrator for another",
    ),
    "session.idle": ("长时间没有操作，已自动退出", "Signed out after a long time without use"),
    "session.over": ("登录时间已满，请重新登录", "The session has reached its limit; sign in again"),
    "session.factor_dropped": (
        "已注销{name}的第二重验证：本人用密码登录后重新设置",
        "The second factor of {name} was dropped; at the next sign-in a new one is set up",
    ),
    "session.gone": (
        "登录已结束，刚才提交的没有办理；请登录后重新办理",
        "You are no longer signed in, so what you sent was not taken; sign in and send it again",
    ),
    "session.token_ended": ("令牌已注销，不能再用", "The token has ended"),
    "session.elsewhere": ("在别处退出了登录", "Signed out from elsewhere"),
    "session.others_ended": ("已退出其他登录：{count} 处", "Other sessions ended: {count}"),
}
