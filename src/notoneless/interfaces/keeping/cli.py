"""`notoneless init`, `doctor`, `backup`, `restore`, `audit`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from notoneless.interfaces.frame.standing import found, set_up
from notoneless.kernel.problems import Lang, NotonelessError, Problem, sentence

if TYPE_CHECKING:
    from notoneless.interfaces.keeping.health import Finding

_HELP = {"help_option_names": ["-h", "--help"]}
_LANG = click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help="语言 / language")
_FILE = click.Path(path_type=Path)
BROKEN = 1
"""Exit code of a check that found something."""


def _tell(problem: Problem, lang: Lang) -> None:
    click.echo(sentence(problem, lang))


@click.command("init", context_settings=_HELP)
@click.option("--county", required=True, help="县（区）名称 / name of the county")
@click.option(
    "--suite",
    type=click.Choice(["aes-256-gcm", "sm4-gcm"]),
    default="aes-256-gcm",
    show_default=True,
    help="加密算法 / cipher suite",
)
@click.option("--url", default="https://county.example", show_default=True, help="对外网址 / address of the site")
@_LANG
def init_command(county: str, suite: str, url: str, lang: Lang) -> None:
    """建立一个县：密钥、数据库、三名管理员的一次性链接。没有任何默认账号。

    Found a county: keys, database, one-time links for the three administrators. There is no default account.
    """
    set_up()
    founded = found(county, suite)
    _tell(Problem("keeping.founded", {"county": county}), lang)
    for role, token in founded.tokens.items():
        _tell(Problem("keeping.link", {"role": Problem(f"role.{role}"), "url": f"{url}/enter/{token}/"}), lang)
    _tell(Problem("keeping.links_last"), lang)


@click.command("doctor", context_settings=_HELP)
@_LANG
@click.pass_context
def doctor_command(ctx: click.Context, lang: Lang) -> None:
    """检查这套安装是否健全；有问题时退出码为 1。

    Check this installation; exit code 1 where something is wrong.
    """
    set_up()
    from notoneless.interfaces.keeping.health import findings

    found: list[Finding] = list(findings())
    for each in found:
        click.echo(f"{'✓' if each.is_good else '✗'} {sentence(each.told, lang)}")
    if not all(each.is_good for each in found):
        ctx.exit(BROKEN)


@click.command("backup", context_settings=_HELP)
@click.option("--to", "target", required=True, type=_FILE, help="备份文件 / file to write")
@_LANG
def backup_command(target: Path, lang: Lang) -> None:
    """备份数据库和附件；密钥永不进入备份。

    Back up database and attachments; the keys never go into a backup.
    """
    set_up()
    from notoneless.interfaces.keeping.copies import back_up

    made = back_up(target)
    _tell(Problem("keeping.backed_up", {"path": str(target), "rows": made.rows, "root": made.root}), lang)


@click.command("restore", context_settings=_HELP)
@click.option("--from", "source", required=True, type=_FILE, help="备份文件 / backup file")
@click.option("--replace", is_flag=True, help="把现有数据库移到一旁再恢复 / move the present database aside")
@_LANG
def restore_command(source: Path, replace: bool, lang: Lang) -> None:
    """从备份恢复，并核对完整性、数量和审计链。

    Restore from a backup and verify integrity, counts and the audit chain.
    """
    set_up()
    from notoneless.interfaces.keeping.copies import restore

    made = restore(source, replace=replace)
    _tell(Problem("keeping.restored", {"path": str(source), "rows": made.rows, "root": made.root}), lang)


@click.group("audit", context_settings=_HELP)
def audit_group() -> None:
    """审计记录：核对审计链，打印日根。

    The audit: verify the chain, print the daily root.
    """


@audit_group.command("verify", context_settings=_HELP)
@click.option("--root", default=None, help="另外保存的日根 / a root kept elsewhere")
@click.option("--number", type=int, default=None, help="该日根的序号 / its number")
@_LANG
@click.pass_context
def verify_command(ctx: click.Context, root: str | None, number: int | None, lang: Lang) -> None:
    """核对审计链和每条内容；有改动时退出码为 1。

    Verify the chain and every payload; exit code 1 where something was changed.
    """
    set_up()
    from notoneless.foundation.audit.rules import Root
    from notoneless.foundation.audit.selectors import verify
    from notoneless.interfaces.frame.standing import system

    kept = None
    if root is not None or number is not None:
        kept = Root(system().today, number or 0, _digest(root))
    found = verify(kept)
    for problem in found.problems:
        _tell(problem, lang)
    told: dict[str, str | int | Problem] = {
        "chained": found.chained,
        "waiting": found.waiting,
        "root": found.root.link.hex() if found.root else "—",
    }
    _tell(Problem("keeping.verified_bad" if found.problems else "keeping.verified", told), lang)
    if found.problems:
        ctx.exit(BROKEN)


def _digest(text: str | None) -> bytes:
    try:
        return bytes.fromhex(text or "")
    except ValueError:
        raise NotonelessError(Problem("keeping.no_root")) from None


@audit_group.command("root", context_settings=_HELP)
@_LANG
def root_command(lang: Lang) -> None:
    """打印最近的日根，供盖章月报使用。

    Print the last daily root, for the stamped monthly paper.
    """
    set_up()
    from notoneless.foundation.audit.selectors import last_root
    from notoneless.foundation.audit.services import seal_entries

    seal_entries()
    root = last_root()
    if root is None:
        raise NotonelessError(Problem("access.not_founded"))
    _tell(Problem("keeping.root", {"day": str(root.day), "number": root.number, "root": root.link.hex()}), lang)
