"""What programs are told."""

WORDS: dict[str, tuple[str, str]] = {
    "api.no_token": (
        "没有令牌，或令牌已失效，没有办理",
        "There is no token, or it is not valid any more; nothing was done",
    ),
    "api.no_such_address": ("没有这个接口地址", "There is no such address"),
    "api.no_such_method": ("这个地址只接受 {methods}", "This address answers {methods} only"),
    "api.too_large": (
        "请求内容太大，没有办理；最多 {most} 字节",
        "The request is too large, nothing was done; the most bytes: {most}",
    ),
    "api.not_json": (
        "请求内容须是 application/json，没有办理",
        "A request is sent as application/json; nothing was done",
    ),
    "api.unreadable": (
        "请求内容不是完整的 JSON 对象，没有办理",
        "The request is no whole JSON object; nothing was done",
    ),
    "api.no_key": (
        "写入请求须带编号：请求头 Idempotency-Key 里写一个 UUID，重发时用同一个",
        "A write needs an id of its own: a UUID in the header Idempotency-Key, the same when it is sent again",
    ),
    "api.no_time": (
        "写入请求须带时间：请求头 Request-Time 里写带时区的时刻，如 2026-09-01T09:00:00+08:00",
        "A write needs its time: an instant with its zone in the header Request-Time, as 2026-09-01T09:00:00+08:00",
    ),
    "api.clock_ahead": (
        "请求上的时间比服务器快 {minutes} 分钟以上，没有办理；请校准时钟后重发",
        "The request is dated ahead of the server, nothing was done; set the clock and send again (minutes allowed: {minutes})",
    ),
    "api.too_old": (
        "请求已超过 {days} 天，没有办理；请核对后重新填报",
        "The request has expired, nothing was done; check it and enter it anew (days allowed: {days})",
    ),
    "api.no_token_given": (
        "环境变量 {variable} 里没有有效的令牌，没有办理；令牌在网站的“账号安全”页签发",
        "There is no valid token in the environment variable {variable}; nothing was done. Make one on the page “Security”",
    ),
    "api.request": (
        "请求编号 {request}：重发时加上 --request {request}，不会重复办理",
        "Request {request}: send it again with --request {request} and it is done once",
    ),
}
