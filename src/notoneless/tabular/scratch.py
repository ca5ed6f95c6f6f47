"""Write results beside their place first and move them there when all are whole."""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from notoneless.tabular.kinds import refuse


@contextmanager
def open_scratch(out: Path, known: Sequence[str] = ()) -> Iterator[Path]:
    """A scratch folder beside `out`, readable by its owner only.

    It becomes `out` when the block ends without an error and is removed otherwise. Where `out` exists, its files stay,
    except those named in `known`, which belong to an earlier run. The last of `known` tells that a result is whole: it
    goes first and comes last. Raises NotonelessError where `out` is a file or cannot be written.
    """
    if out.exists() and not out.is_dir():
        raise refuse("out_is_file", file=str(out))
    folder: Path | None = None
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=f".{out.name}.", suffix=".partial", dir=out.parent))
    except OSError as error:
        raise refuse("cannot_write", file=str(out)) from error
    try:
        yield folder
        _move(folder, out, known)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _move(folder: Path, out: Path, known: Sequence[str]) -> None:
    try:
        if not out.exists():
            folder.replace(out)
            return
        for name in reversed(known):
            (out / name).unlink(missing_ok=True)
        order = {name: number for number, name in enumerate(known)}
        for made in sorted(folder.iterdir(), key=lambda made: (order.get(made.name, -1), made.name)):
            made.replace(out / made.name)
    except OSError as error:
        raise refuse("cannot_write", file=str(error.filename2 or error.filename or out)) from error
