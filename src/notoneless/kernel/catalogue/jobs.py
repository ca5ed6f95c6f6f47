"""What is told of the work in the background."""

WORDS: dict[str, tuple[str, str]] = {
    "jobs.serving": (
        "正在服务：{address}，按 Ctrl+C 停止",
        "Serving on {address}; Ctrl+C stops it",
    ),
    "jobs.stopped": ("已停止", "Stopped"),
    "jobs.port_taken": (
        "{address} 不能监听：已被占用或不允许",
        "{address} cannot be listened on: taken or not allowed",
    ),
}
