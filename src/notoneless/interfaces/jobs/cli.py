"""`notoneless serve`."""

import signal

import click

from notoneless.interfaces.frame.standing import set_up
from notoneless.kernel.problems import Lang, Problem, sentence


@click.command("serve", context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--host", default="127.0.0.1", show_default=True, help="监听地址 / address to listen on")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="端口 / port")
@click.option("--threads", type=click.IntRange(1, 64), default=4, show_default=True, help="线程数 / threads")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help="语言 / language")
def serve_command(host: str, port: int, threads: int, lang: Lang) -> None:
    """运行网站和后台工作进程，直到收到停止信号。

    Run the web server and the worker until told to stop.
    """
    set_up()
    from django.core.management import call_command

    from notoneless.interfaces.frame.standing import system
    from notoneless.interfaces.jobs.serving import children, supervise

    system()
    call_command("collectstatic", interactive=False, verbosity=0)
    stop: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda found, _: stop.append(found))
    click.echo(sentence(Problem("keeping.serving", {"host": host, "port": str(port)}), lang))
    supervise(children(host, port, threads), lambda: bool(stop))
    click.echo(sentence(Problem("keeping.stopped"), lang))
