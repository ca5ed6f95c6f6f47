"""Every code this room speaks has its sentence, and every sentence is spoken."""

import re
from pathlib import Path
from string import Formatter

from notoneless import tabular
from notoneless.kernel.catalogue.tabular import WORDS
from notoneless.tabular.fields import Field

SOURCE = Path(str(tabular.__file__)).parent
INTERFACE = SOURCE.parent / "interfaces" / "rosters" / "cli.py"


def _spoken() -> set[str]:
    text = "\n".join(path.read_text(encoding="utf-8") for path in [*SOURCE.rglob("*.py"), INTERFACE])
    codes = set(re.findall(r"""refuse\(\s*"([a-z_]+)\"""", text)) | set(re.findall(r'"tabular\.([a-z_]+)"', text))
    codes |= set(re.findall(r"""say\("([a-z_]+)\"""", text))
    codes |= {f"inspect_head_{name}" for name in ("column", "header", "field", "confidence", "examples", "evidence")}
    either = re.findall(r'refuse\("([a-z_]+)" if .* else "([a-z_]+)"', text)
    return codes | {code for pair in either for code in pair}


def test_each_code_has_a_sentence_and_each_sentence_a_code() -> None:
    known = {code.removeprefix("tabular.") for code in WORDS if not code.startswith("tabular.field.")}
    assert _spoken() == known


def test_both_languages_take_the_same_parameters() -> None:
    for zh, en in WORDS.values():
        names = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in (zh, en)]
        assert names[0] == names[1]


def test_each_field_has_a_name() -> None:
    assert {code.rpartition(".")[2] for code in WORDS if code.startswith("tabular.field.")} == set(Field)
