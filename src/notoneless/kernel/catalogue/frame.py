"""What pages tell, and what they advise: `advice_<code>` to one sentence, `advice_<status>` to all others of a status."""

WORDS: dict[str, tuple[str, str]] = {
    "frame.form_expired": (
        "这张表单打开得太久了，没有办理",
        "This form was open for too long; nothing was done",
    ),
    "frame.form_forged": (
        "这张表单不是本系统发给您的，没有办理",
        "This form was not made for you; nothing was done",
    ),
    "frame.form_unproved": (
        "这张表单缺少本系统的验证标记，没有办理",
        "This form came without our proof that it is ours; nothing was done",
    ),
    "frame.unreadable": (
        "送来的内容太大或无法读取，没有办理",
        "What was sent is too large or cannot be read; nothing was done",
    ),
    "frame.wrong_host": (
        "设置 NOTONELESS_HOSTS 里没有这个网址（{host}），所以不予显示",
        "The setting NOTONELESS_HOSTS lacks this address ({host}), so nothing is shown",
    ),
    "frame.advice_frame_wrong_host": (
        "请系统管理员把它写进 NOTONELESS_HOSTS（几个之间用逗号），再重新启动 notoneless serve；或用设置里写明的网址打开。",
        "Ask the system administrator to add it to NOTONELESS_HOSTS (parted by commas) and to start notoneless serve again,"
        " or use an address that is named there.",
    ),
    "frame.not_utf_8": (
        "送来的内容声明的编码不是 UTF-8，没有读取",
        "What was sent says that it is not in UTF-8; it was not read",
    ),
    "frame.nul": (
        "送来的内容里有空字符，无法保存，没有办理",
        "What was sent holds a NUL character, which cannot be stored; nothing was done",
    ),
    "frame.too_large": (
        "送来的内容太大，最多 {most} KB，没有读取",
        "What was sent is too large, {most} KB are the most; it was not read",
    ),
    "frame.no_files": (
        "这里不收文件，没有办理",
        "No file is taken here; nothing was done",
    ),
    "frame.no_such_method": (
        "这个地址不能直接打开，没有办理任何事项",
        "This address cannot be opened by itself; nothing was done",
    ),
    "frame.database_failed": (
        "数据库暂时不能用，没有办理；请稍后再试",
        "The database cannot be used at the moment, nothing was done; try again later",
    ),
    "frame.broken": (
        "程序出错，没有办理",
        "The program failed; nothing was done",
    ),
    "frame.advice_frame_form_expired": (
        "请返回上一页，刷新后重新填写提交。",
        "Go back, load the page again, fill the form in and send it anew.",
    ),
    "frame.advice_frame_form_forged": (
        "请返回上一页，刷新后重新填写提交。",
        "Go back, load the page again, fill the form in and send it anew.",
    ),
    "frame.advice_frame_form_unproved": (
        "您可能在别的窗口重新登录过。请返回上一页，刷新后重新提交；仍然不行的，请检查浏览器是否允许本站的 Cookie。",
        "You may have signed in again in another window. Go back, load the page again and send it anew;"
        " if that does not help, see whether your browser allows cookies here.",
    ),
    "frame.advice_access_conflict": (
        "同一张表单先前已经办理过。请先打开记录核对；要改的，请重新打开表单填写。",
        "The same form was carried out before. Look at the record first; to change it, open the form anew.",
    ),
    "frame.advice_access_too_many_revealed": (
        "请明天再查看。上限由这台服务器的设置 NOTONELESS_REVEALS_A_DAY 规定，网页上没有人能调高；确需更多的，请县里与维护服务器的人商定。",
        "Go on tomorrow. The limit is the setting NOTONELESS_REVEALS_A_DAY of this server, and nobody can raise it on a page;"
        " if more is needed, let the county agree on it with whoever keeps the server.",
    ),
    "frame.advice_session_link_over": (
        "请用最新的链接；没有的，请联系系统管理员。",
        "Use the latest link; if you have none, ask the system administrator.",
    ),
    "frame.advice_400": (
        "请返回上一页，少填一些再提交；仍然不行的，请联系系统管理员。",
        "Go back, send less, and try again; if that does not help, tell the system administrator.",
    ),
    "frame.advice_413": (
        "请返回上一页，少填一些或换较小的文件再提交。",
        "Go back, and send less or a smaller file.",
    ),
    "frame.advice_frame_not_utf_8": (
        "请用浏览器打开本系统的页面提交；仍然不行的，请联系系统管理员。",
        "Send it from a page of ours in a browser; if that does not help, tell the system administrator.",
    ),
    "frame.advice_frame_nul": (
        "请返回上一页，手工输入，不要粘贴，再提交；仍然不行的，请清除浏览器里本站的 Cookie 再试。",
        "Go back and type it by hand instead of pasting it; if that does not help, remove the cookies of this site.",
    ),
    "frame.advice_frame_no_files": (
        "请返回上一页，不带文件再提交。",
        "Go back and send it without a file.",
    ),
    "frame.advice_403": (
        "这项工作由别的角色办理；确需由您办理的，请向安全管理员申请角色。",
        "Another role does this; if it should be yours, ask the security administrator for the role.",
    ),
    "frame.advice_404": (
        "请从首页的名单重新进入。应当看得到的：您的角色或单位不对，请联系安全管理员；儿童登记的单位不对，请联系县级专班。",
        "Start again from the list on the first page. If you should see it: where your role or unit is wrong, ask the"
        " security administrator; where the child is registered at the wrong unit, ask the county's officers.",
    ),
    "frame.advice_405": (
        "请回到首页，从页面上的按钮进入。",
        "Go to the first page and use the button there.",
    ),
    "frame.advice_409": (
        "现有记录没有改变。请返回上一页，按上面的原因核对后再办。",
        "The records are as they were. Go back and check what the sentence above says before trying again.",
    ),
    "frame.advice_422": (
        "请返回上一页改正后重新提交。",
        "Go back, correct it, and send it again.",
    ),
    "frame.advice_500": (
        "请稍后再试；仍然不行的，请把下面的编号告诉系统管理员。",
        "Try again later; if that does not help, tell the system administrator the number below.",
    ),
    "frame.advice_503": (
        "请过几分钟再试；仍然不行的，请把下面的编号告诉系统管理员。",
        "Try again in a few minutes; if that does not help, tell the system administrator the number below.",
    ),
}
