"""What is told of reminders."""

WORDS: dict[str, tuple[str, str]] = {
    "reminders.kind_dingtalk": ("钉钉群机器人", "DingTalk group robot"),
    "reminders.kind_wecom": ("企业微信群机器人", "WeCom group robot"),
    "reminders.kind_feishu": ("飞书群机器人", "Feishu group robot"),
    "reminders.kind_mail": ("电子邮箱", "mailbox"),
    "reminders.kind_webhook": ("其他系统的接收地址", "address of another system"),
    "reminders.state_waiting": ("等待发送", "waiting"),
    "reminders.state_sending": ("正在发送", "being sent"),
    "reminders.state_sent": ("已发送", "sent"),
    "reminders.state_failed": ("没有发出去", "not delivered"),
    "reminders.digest": (
        "【{unit}】控辍保学待办：逾期 {overdue} 项，今天到期 {due} 项",
        "[{unit}] To do against dropping out: {overdue} overdue, {due} due today",
    ),
    "reminders.line": ("· {title} {count} 项", "· {title}: {count}"),
    "reminders.more": ("· 其他 {count} 项", "· others: {count}"),
    "reminders.link": ("打开办理：{link}", "Open: {link}"),
    "reminders.add": ("开通消息提醒", "Name a channel of reminders"),
    "reminders.added": ("已开通。点“试发”看看群里能不能收到", "Named. Press “Try” to see whether it arrives"),
    "reminders.tried": ("一分钟内发到“{name}”", "“{name}” is told within a minute"),
    "reminders.done_end": ("已停用“{name}”", "“{name}” is told nothing any more"),
    "reminders.hint_name": ("群或邮箱的名称，例如中心小学工作群", "Name of the group or mailbox"),
    "reminders.hint_address": (
        "机器人的 Webhook 地址；钉钉加签的，地址后空一格再写密钥。加密保存，以后不再显示",
        "The robot's webhook address; with DingTalk's signing, the secret after a blank. Sealed, and never shown again",
    ),
    "reminders.no_robot": (
        "这不是 {host} 的机器人地址，请从群设置里整条复制",
        "This is no robot's address at {host}: copy it whole from the group's settings",
    ),
    "reminders.no_mail": (
        "本系统还没有配置发信邮箱，请系统管理员设置 NOTONELESS_MAIL",
        "No mail server is named: the system administrator sets NOTONELESS_MAIL",
    ),
    "reminders.no_mailbox": ("填一个邮箱地址", "Type one mail address"),
    "reminders.no_webhook": ("填一个以 https:// 开头的地址", "Type one address that begins with https://"),
    "reminders.host_not_named": (
        "不能发到 {host}：系统管理员没有把它列入 NOTONELESS_WEBHOOK_HOSTS",
        "Nothing is sent to {host}: the system administrator has not named it in NOTONELESS_WEBHOOK_HOSTS",
    ),
    "reminders.named_already": ("本单位已经有“{name}”", "The unit has “{name}” already"),
    "reminders.ended": ("已经停用", "It has ended"),
    "reminders.told_already": ("这一次已经写过", "It was told that already"),
    "reminders.not_due": ("现在不用发送", "It is not to be sent now"),
}
