"""What the API tells."""

WORDS: dict[str, tuple[str, str]] = {
    "api.no_token": ("没有令牌，或令牌已失效", "There is no token, or it is not valid any more"),
    "api.not_understood": ("请求内容看不懂：{where}", "The request cannot be understood: {where}"),
    "api.too_big": ("请求太大，没有办理", "The request is too big, nothing was done"),
    "api.no_key": (
        "请求须带编号 Idempotency-Key（UUID）和时间 Request-Time（带时区）",
        "A request needs its id in Idempotency-Key (a UUID) and its time in Request-Time (with a zone)",
    ),
    "api.clock": ("您的设备时间比服务器快，请校准后重发", "Your clock is ahead of the server's; set it and send again"),
    "api.too_late": (
        "请求在路上超过 {days} 天，没有办理，请重新填报",
        "The request is late, the most days: {days}; enter it anew",
    ),
}
