"""`notoneless init`, `serve`, `backup`, `restore`, `doctor`, `audit` and `keys`: keeping an installation."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from notoneless.interfaces.frame.lines import Line
from notoneless.kernel.problems import Lang, NotonelessError, Problem, sentence
from notoneless.kernel.sealing import SUITES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notoneless.foundation.audit.rules import Root
    from notoneless.interfaces.keeping.certificates import Certificates

_HELP = {"help_option_names": ["-h", "--help"]}
_LANG = click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help="语言 / language")
_FILE = click.Path(path_type=Path, dir_okay=False)
USUAL_PORT = 8000
_BROKEN = 1
"""Exit code: looked at, and not as it must be."""


def _tell(lang: Lang, code: str, **params: "str | int | Problem") -> None:
    click.echo(sentence(Problem(code, params), lang))


@click.command("init", context_settings=_HELP)
@click.option("--county", type=Line(), help="县名 / name of the county")
@click.option(
    "--new-links", is_flag=True, help="给还没有进入过的管理员重发链接 / new links for administrators who never entered"
)
@click.option(
    "--for",
    "forgetful",
    type=Line(),
    metavar="NAME",
    help="忘了密码的系统管理员的登录名 / a system administrator who forgot",
)
@click.option(
    "--suite", type=click.Choice(SUITES), default=SUITES[0], show_default=True, help="加密算法 / suite of the keys"
)
@click.option(
    "--base-url",
    type=Line(200),
    help="网址，用于一次性链接；不写则取 NOTONELESS_HOSTS 的第一个 / "
    "address of the site, for the links; the first of NOTONELESS_HOSTS if left out",
)
@_LANG
def init_command(
    county: str | None, new_links: bool, forgetful: str | None, suite: str, base_url: str | None, lang: Lang
) -> None:
    """建立数据目录、密钥和数据库，设县，给三名管理员各一条一次性链接。

    Make the data folder, the keys and the database, found the county, and give each administrator a link.
    """
    from notoneless.interfaces.frame.installing import make_installation, renew_links

    if new_links:
        tokens = renew_links(forgetful)
        _tell(lang, "keeping.new_links")
    elif forgetful is not None:
        raise NotonelessError(Problem("shell.missing_option", {"option": "--new-links"}))
    elif county is None:
        raise NotonelessError(Problem("shell.missing_option", {"option": "--county"}))
    else:
        made = make_installation(county, suite)
        tokens = made.founded.tokens
        _tell(lang, "keeping.founded", county=county, home=str(made.home))
        _tell(lang, "keeping.keys_apart", keys=str(made.keys))
        _tell(lang, "keeping.no_default_account")
    site = (base_url or _own_address()).rstrip("/")
    for role, token in tokens.items():
        link = f"{site}/enter/{token}/"
        _tell(lang, "keeping.link", role=Problem(f"role.{role}"), link=link)


def _own_address() -> str:
    """Where the site is found: the first host of the settings; without HTTPS on this machine, at the usual port."""
    from django.conf import settings

    host = next(iter(settings.ALLOWED_HOSTS), "localhost")
    return f"http://{host}:{USUAL_PORT}" if settings.INSECURE_HTTP else f"https://{host}"


@click.command("serve", context_settings=_HELP)
@click.option("--host", type=Line(255), default="127.0.0.1", show_default=True, help="监听地址 / address to listen on")
@click.option("--port", type=click.IntRange(1, 65535), default=USUAL_PORT, show_default=True, help="端口 / port")
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="网页进程数 / web processes")
@click.option(
    "--tls-self-signed",
    "own_tls",
    is_flag=True,
    help="局域网用 https：自建本县的证书颁发者，手机装一次 / https in a LAN, by an authority that phones install once",
)
@_LANG
def serve_command(host: str, port: int, workers: int, own_tls: bool, lang: Lang) -> None:
    """运行网站和后台任务，直到 Ctrl+C 或 SIGTERM。

    Run the web server and the worker until Ctrl+C or SIGTERM.
    """
    from notoneless.interfaces.frame.standing import refuse_unguarded, set_up_founded

    set_up_founded()
    refuse_unguarded()
    from django.core.management import call_command
    from django.db import connections

    from notoneless.interfaces.jobs.logs import configure
    from notoneless.interfaces.jobs.supervising import Supervisor, check_port, children_of

    check_port(host, port)
    call_command("collectstatic", verbosity=0, interactive=False)
    connections.close_all()
    configure()
    certificates = _own_certificates(host) if own_tls else None
    scheme = "https" if certificates else "http"
    click.echo(sentence(Problem("jobs.serving", {"address": f"{scheme}://{host}:{port}"}), lang), err=True)
    for told in _of_lan(certificates, port) if certificates else ():
        click.echo(sentence(told, lang), err=True)
    files = (str(certificates.server), str(certificates.key)) if certificates else ()
    Supervisor(children_of(host, port, workers, *files)).run()
    click.echo(sentence(Problem("jobs.stopped"), lang), err=True)


def _own_certificates(host: str) -> "Certificates":
    """The certificates of a LAN for the hosts of the settings. Raises NotonelessError where TLS is said to be none."""
    from django.conf import settings

    from notoneless.interfaces.frame.clock import now
    from notoneless.interfaces.keeping.certificates import certificates_for, folder_of

    if settings.INSECURE_HTTP:
        raise NotonelessError(Problem("keeping.tls_and_insecure"))
    hosts = [*settings.ALLOWED_HOSTS, *([host] if host not in ("0.0.0.0", "::") else [])]
    return certificates_for(folder_of(settings.KEY_RING_FILE), hosts, now())


def _of_lan(certificates: "Certificates", port: int) -> "Iterator[Problem]":
    """What to do on a phone: where the authority is, what to compare, what to open."""
    for name in certificates.names:
        yield Problem("keeping.lan_address", {"address": f"https://{name}:{port}/lan/"})
    yield Problem("keeping.lan_authority", {"file": str(certificates.authority)})
    yield Problem("keeping.lan_fingerprint", {"fingerprint": certificates.fingerprint})


@click.command("backup", context_settings=_HELP)
@click.option("--to", "target", type=_FILE, required=True, help="备份文件 / file to write")
@_LANG
def backup_command(target: Path, lang: Lang) -> None:
    """备份数据库和附件为一个文件；密钥不在其中。

    Back the database and the attachments up into one file, without the keys.
    """
    from notoneless.interfaces.frame.standing import set_up_founded

    set_up_founded()
    from notoneless.interfaces.keeping.archives import make_backup

    made = make_backup(target.absolute())
    counts = {"tables": len(made.tables), "rows": made.rows, "attachments": made.attachments}
    _tell(lang, "keeping.backup_made", file=str(target), **counts)


@click.command("restore", context_settings=_HELP)
@click.option("--from", "source", type=_FILE, required=True, help="备份文件 / the backup")
@click.option("--replace", is_flag=True, help="把现有数据移到一旁 / move the present data aside")
@_LANG
def restore_command(source: Path, replace: bool, lang: Lang) -> None:
    """验证备份，恢复到数据目录。

    Verify a backup and restore it into the data folder.
    """
    from notoneless.interfaces.frame.installing import make_home_beside_keys
    from notoneless.interfaces.frame.standing import set_up

    make_home_beside_keys()
    set_up()
    from django.conf import settings

    from notoneless.interfaces.jobs.ticking import let_all_go
    from notoneless.interfaces.keeping.restoring import restore

    made, aside = restore(source, Path(settings.HOME), replace)
    let_all_go()
    counts = {"tables": len(made.tables), "rows": made.rows, "attachments": made.attachments}
    _tell(lang, "keeping.restored", entries=made.root["number"] if made.root else 0, **counts)
    if aside is not None:
        _tell(lang, "keeping.moved_aside", folder=str(aside))


@click.command("doctor", context_settings=_HELP)
@click.option("--upgrade", is_flag=True, help="先做数据库升级 / upgrade the database first")
@_LANG
@click.pass_context
def doctor_command(ctx: click.Context, upgrade: bool, lang: Lang) -> None:
    """检查安装：数据库、密钥、磁盘、升级、后台任务、时钟。

    Examine the installation: database, keys, disk, upgrades, worker, clock.
    """
    from notoneless.interfaces.frame.standing import make_tables, set_up, unapplied

    set_up()
    from notoneless.interfaces.keeping.checking import examine

    if upgrade:
        count = len(unapplied())
        make_tables()
        _tell(lang, "keeping.upgraded", count=count)
    findings = list(examine())
    for finding in findings:
        _tell(lang, "keeping.good" if finding.good else "keeping.bad", what=finding.told)
    ctx.exit(0 if all(finding.good for finding in findings) else _BROKEN)


@click.group("audit", context_settings=_HELP)
def audit_group() -> None:
    """审计：验证审计链，打印日根。

    The audit: verify its chain, print its root.
    """


@audit_group.command("verify", context_settings=_HELP)
@click.option("--root", "link", metavar="HEX", help="另处留存的日根 / a root kept elsewhere")
@click.option("--number", type=click.IntRange(min=1), help="该日根的条号 / its number")
@_LANG
@click.pass_context
def verify_command(ctx: click.Context, link: str | None, number: int | None, lang: Lang) -> None:
    """验证整条审计链和每一份内容；有不符则退出码为 1。

    Verify the whole chain and every payload; exit code 1 on any break.
    """
    from notoneless.interfaces.frame.standing import set_up_founded

    set_up_founded()
    from notoneless.foundation.audit.selectors import verify
    from notoneless.foundation.audit.services import seal_entries

    kept = _kept(link, number)
    seal_entries()
    found = verify(kept)
    for problem in found.problems:
        click.echo(sentence(problem, lang))
    if found.problems:
        _tell(lang, "keeping.chain_broken", count=len(found.problems))
        ctx.exit(_BROKEN)
    _tell(lang, "keeping.chain_holds", chained=found.chained, waiting=found.waiting, payloads=found.payloads)


def _kept(link: str | None, number: int | None) -> "Root | None":
    from datetime import date

    from notoneless.foundation.audit.rules import Root

    if (link is None) != (number is None):
        raise NotonelessError(Problem("keeping.root_needs_both"))
    if link is None or number is None:
        return None
    try:
        read = bytes.fromhex(link)
    except ValueError:
        read = b""
    if len(read) != 32:
        raise NotonelessError(Problem("keeping.root_unreadable"))
    return Root(date.min, number, read)


@audit_group.command("root", context_settings=_HELP)
@_LANG
def root_command(lang: Lang) -> None:
    """打印最近的日根，供每月盖章的纸上留存。

    Print the last daily root, for the stamped paper of the month.
    """
    from notoneless.interfaces.frame.standing import set_up_founded

    set_up_founded()
    from notoneless.foundation.audit.models import DayRoot
    from notoneless.foundation.audit.services import seal_entries

    seal_entries()
    last = DayRoot.objects.order_by("-day").first()
    if last is None:
        raise NotonelessError(Problem("keeping.no_root"))
    _tell(lang, "keeping.root", day=last.day.isoformat(), number=last.number, link=bytes(last.link).hex())


@click.group("keys", context_settings=_HELP)
def keys_group() -> None:
    """密钥：添加新密钥，用新密钥重新加密。

    The keys: add one, and seal everything again under it.
    """


@keys_group.command("rotate", context_settings=_HELP)
@click.option(
    "--suite", type=click.Choice(SUITES), default=SUITES[0], show_default=True, help="加密算法 / suite of the key"
)
@_LANG
def rotate_command(suite: str, lang: Lang) -> None:
    """添加一把密钥，新内容从此用它加密；旧密钥留着打开旧内容。

    Add a key that seals from now on; older keys stay to open what they sealed.
    """
    from notoneless.interfaces.frame.standing import set_up_founded
    from notoneless.interfaces.keeping.keys import rotate_keys

    set_up_founded()
    _tell(lang, "keeping.rotated", number=rotate_keys(suite))


@keys_group.command("renew", context_settings=_HELP)
@_LANG
def renew_command(lang: Lang) -> None:
    """把旧密钥加密的内容、查找键和附件，分批换成最新的密钥；中断了可以再来。

    Seal old values, search keys and files again under the newest key, in batches; once stopped it can be run again.
    """
    from notoneless.interfaces.frame.standing import set_up_founded
    from notoneless.interfaces.keeping.keys import renew_everything

    set_up_founded()
    for told in renew_everything():
        click.echo(sentence(told, lang))


__all__ = [
    "audit_group",
    "backup_command",
    "doctor_command",
    "init_command",
    "keys_group",
    "restore_command",
    "serve_command",
]
