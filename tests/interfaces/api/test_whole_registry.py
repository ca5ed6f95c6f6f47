"""The registry is whole, and the papers made from it say what it says."""

import re
from pathlib import Path

from notoneless.foundation.access.roles import ROLES
from notoneless.interfaces.frame.registry import all_actions, all_permissions
from notoneless.kernel.catalogue import WORDS

ROOT = Path(__file__).resolve().parents[3]
DEFINED = re.compile(r"(?:^@action|= reading)\(\s*\"([a-z_.]+)\"", re.MULTILINE)


def test_every_read_and_action_written_anywhere_is_in_the_registry() -> None:
    written = {
        code for module in (ROOT / "src").rglob("*.py") for code in DEFINED.findall(module.read_text(encoding="utf-8"))
    }
    assert len(written) > 20
    assert written == set(all_permissions())


def test_every_action_is_a_permission_to_write_and_no_read_is_an_action() -> None:
    assert set(all_actions()) == {code for code, each in all_permissions().items() if each.kind == "write"}


def test_every_permission_is_held_by_some_role() -> None:
    assert not [code for code in all_permissions() if not ROLES.allowing(code)]


def test_every_parameter_has_its_words() -> None:
    named = {f"parameter.{each.name}" for action in all_actions().values() for each in action.parameters}
    assert named
    assert named <= WORDS.keys()


def test_the_permission_table_names_each_permission_and_role_once() -> None:
    text = (ROOT / "docs" / "permissions.md").read_text(encoding="utf-8")
    for code in all_permissions():
        assert len(re.findall(rf"^\| `{re.escape(code)}` \|", text, re.MULTILINE)) == 1
    for code in ROLES.table:
        assert re.search(rf"^\| `{code}` \|", text, re.MULTILINE)
    assert "| `system_administrator` | `audit_administrator` |" in text


def test_the_api_document_has_every_action_and_names_no_server() -> None:
    text = (ROOT / "docs" / "api.json").read_text(encoding="utf-8")
    for code in all_actions():
        assert f'"/api/actions/{code}"' in text
    assert '"servers"' not in text
    assert not re.search(r"https?://", text)
