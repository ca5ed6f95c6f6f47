"""What pages tell."""

WORDS: dict[str, tuple[str, str]] = {
    "frame.form_expired": (
        "这张表单打开得太久了，请刷新页面后重新提交",
        "This form was open for too long; load the page again and send it anew",
    ),
    "frame.form_forged": (
        "这张表单不是本系统发给您的，没有办理；请刷新页面后重新提交",
        "This form was not made for you, nothing was done; load the page again and send it anew",
    ),
    "frame.database_failed": (
        "数据库暂时不能用，没有办理；请稍后再试",
        "The database cannot be used at the moment, nothing was done; try again later",
    ),
    "frame.broken": (
        "程序出错，没有办理；已记录，请稍后再试或告知系统管理员",
        "The program failed, nothing was done. It was recorded; try again later or tell the system administrator",
    ),
}
