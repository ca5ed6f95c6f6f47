"""`notoneless check-paper`: what the short code of a paper stands for, by a signed register, without server and network."""

from pathlib import Path

import click

from notoneless.foundation.papers.rules.offline import OfflineLine, OfflineRegister, read_register
from notoneless.kernel.problems import Lang, NotonelessError, Problem, sentence

_MOST_BYTES = 64 << 20
_FILE = click.Path(path_type=Path)


@click.command("check-paper", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("register", type=_FILE)
@click.option("--code", required=True, help="文书页脚的核验码 / the short code at the foot of the paper")
@click.option(
    "--fingerprint", required=True,
    help="县教育局在电话里报的公钥指纹 / fingerprint of the key, as the bureau told it on the telephone",
)  # fmt: skip
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help="语言 / language")
def check_command(register: Path, code: str, fingerprint: str, lang: Lang) -> None:
    """用签名的文书核验册核验一份文书，不连服务器。

    Check a paper by a signed register, without the server.
    """
    found = read_register(_text_of(register))
    if "".join(fingerprint.split()).lower() != found.fingerprint:
        raise NotonelessError(Problem("papers.other_county_key", {"shown": found.fingerprint}))
    line = found.line(code)
    day = found.day.isoformat()
    if line is None:
        told: dict[str, str | int | Problem] = {"county": found.county, "day": day, "code": code}
        raise NotonelessError(Problem("papers.not_in_register", told))
    click.echo(sentence(_shown(found, line), lang))


def _text_of(register: Path) -> str:
    """The file as text. Raises NotonelessError where it cannot be read, or is no text."""
    try:
        with register.open("rb") as kept:
            return kept.read(_MOST_BYTES).decode()
    except (OSError, UnicodeDecodeError):
        raise NotonelessError(Problem("papers.no_offline_register")) from None


def _shown(found: OfflineRegister, line: OfflineLine) -> Problem:
    told: dict[str, str | int | Problem] = {
        "number": line.number,
        "kind": Problem(f"papers.kind.{line.kind}"),
        "unit": line.unit,
        "issued_on": line.issued_on,
        "state": Problem(f"papers.state.{line.state}"),
        "ended_on": f" {line.ended_on}" if line.ended_on else "",
        "day": found.day.isoformat(),
        "digest": line.digest,
    }
    return Problem("papers.in_register", told)
