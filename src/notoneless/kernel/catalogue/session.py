"""What is told of signing in."""

WORDS: dict[str, tuple[str, str]] = {
    "session.locked": (
        "登录失败次数过多，请等 {minutes} 分钟后再试；忘记密码请找系统管理员重发初始密码条",
        "Too many failures; minutes to wait: {minutes}. For a forgotten password ask the system administrator for a new slip",
    ),
    "session.link_over": (
        "这个链接已用过、已过期或不存在，请系统管理员另发",
        "This link was used, is over, or does not exist; ask the system administrator for another",
    ),
    "session.not_let_in": ("登录名或密码不对", "Sign-in name or password is wrong"),
}
