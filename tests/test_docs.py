"""Papers do not go stale: the command reference, the links between papers, the reasons for each dependency."""

import importlib.util
import re
import tomllib
from pathlib import Path
from types import ModuleType

import click
import pytest

ROOT = Path(__file__).resolve().parents[1]
PAPERS = [*ROOT.glob("*.md"), *(ROOT / "decisions").glob("*.md"), *(ROOT / "docs").rglob("*.md")]


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    """docs/generate.py, which is no part of the package."""
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_command_reference_is_fresh(generate: ModuleType) -> None:
    assert (ROOT / "docs" / "cli.md").read_text(encoding="utf-8") == generate.render(), "run `make docs`"


def test_the_permission_table_is_fresh(generate: ModuleType) -> None:
    assert (ROOT / "docs" / "permissions.md").read_text(encoding="utf-8") == generate.render_permissions(), (
        "run `make docs`"
    )


def test_the_api_document_is_fresh(generate: ModuleType) -> None:
    assert (ROOT / "docs" / "api.json").read_text(encoding="utf-8") == generate.render_api(), "run `make docs`"


def test_the_command_reference_does_not_hang_on_the_terminal(
    generate: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    narrow = generate.render()
    monkeypatch.setenv("COLUMNS", "200")
    assert generate.render() == narrow


def test_every_command_and_option_explains_itself(generate: ModuleType) -> None:
    contexts = list(generate.contexts(generate.root()))
    silent = [context.command_path for context in contexts if not context.command.help]
    silent += [
        f"{context.command_path} {option.opts[0]}"
        for context in contexts
        for option in context.command.params
        if isinstance(option, click.Option) and not option.help
    ]
    assert not silent


def test_links_between_papers_lead_somewhere() -> None:
    links = [
        (paper, target)
        for paper in PAPERS
        for target in re.findall(r"\]\(([^)#\s]+)", paper.read_text(encoding="utf-8"))
        if not target.startswith(("http:", "https:"))
    ]
    assert links
    assert not [f"{paper.name}: {target}" for paper, target in links if not (paper.parent / target).exists()]


SETTING = re.compile(r'"((?:NOTONELESS|DATABASE)_[A-Z_]+)"(?:, "([^"]*)")?')


def test_every_setting_is_in_the_table_with_its_default() -> None:
    sources = [*(ROOT / "src").rglob("settings.py"), ROOT / "src" / "notoneless" / "interfaces" / "api" / "cli.py"]
    read = {name: default for path in sources for name, default in SETTING.findall(path.read_text(encoding="utf-8"))}
    text = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^\| `(\w+)` \| (?:`([^`]*)`[^|]*)?\|", text, re.MULTILINE))
    assert set(told) == set(read)
    assert {name: told[name] for name, default in read.items() if default} == {
        name: default for name, default in read.items() if default
    }


def needed(*, at_run_time_only: bool) -> set[str]:
    """The names of the packages pyproject.toml asks for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [] if at_run_time_only else list(project["optional-dependencies"].values())
    return {re.split(r"[^\w-]", need)[0] for needs in (project["dependencies"], *extras) for need in needs}


def test_every_dependency_is_explained() -> None:
    names = needed(at_run_time_only=False)
    told = (ROOT / "decisions" / "0003-dependencies.md").read_text(encoding="utf-8")
    told_names = set(re.findall(r"^\| `([\w-]+)`", told, re.MULTILINE))
    assert names - told_names == set(), "not explained in decisions/0003-dependencies.md"
    assert told_names - names == set(), "explained in decisions/0003-dependencies.md, not in pyproject.toml"


MODULES = {
    "pyyaml": "yaml",
    "django-allauth": "allauth",
    "django-axes": "axes",
    "django-csp": "csp",
    "django-ninja": "ninja",
    "python-docx": "docx",
    "argon2-cffi": "Argon2PasswordHasher",
    "psycopg": "postgresql",
    "brotli": "CompressedManifestStaticFilesStorage",
}
"""What stands in the code where it is not the package's own name."""


def test_every_runtime_dependency_is_used() -> None:
    code = "\n".join(source.read_text(encoding="utf-8") for source in (ROOT / "src").rglob("*.py"))
    modules = {name: MODULES.get(name, name.replace("-", "_")) for name in needed(at_run_time_only=True)}
    # some packages are read for their data, others named to a framework, and never imported
    use = r"(?:import|from) {0}\b|load_\w+\(\"{0}\"|\"(?:\w+\.)*{0}[\".]"
    assert not [name for name, module in modules.items() if not re.search(use.format(module), code)]
