"""Write results beside their place first and move them there when all are whole; leave nothing behind, however a run ends."""

import errno
import os
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from notoneless.kernel.problems import NotonelessError
from notoneless.tabular.kinds import named_in_unicode, refuse

_SUFFIX = ".partial"
_KEPT_CHARACTERS = 40
"""How much of the name of a result its scratch folder bears: with the rest no more than a file system allows."""

_begun: set[Path] = set()
_moving: set[Path] = set()


def remove_begun() -> bool:
    """Remove what this process has begun and not finished, for one that ends now.

    False, and nothing is removed, while results are being moved to their place: that takes a moment, and what somebody
    wrote into a former workbook lies between the two.
    """
    if _moving:
        return False
    for folder in tuple(_begun):
        shutil.rmtree(folder, ignore_errors=True)
    return True


@contextmanager
def begun(folder: Path) -> Iterator[Path]:
    """`folder`, for as long as it holds unfinished work; it is removed at the end, also at an early end of the process."""
    _begun.add(folder)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        _begun.discard(folder)


def check_out(out: Path) -> None:
    """Raise NotonelessError where `out` cannot be a folder for results."""
    try:
        in_the_way = out.exists() and not out.is_dir()
    except (OSError, ValueError) as error:
        raise _cannot_write(out, error) from error
    if in_the_way:
        raise refuse("out_is_file", file=str(out))
    if not named_in_unicode(out):
        raise refuse("name_not_unicode", file=str(out))


@contextmanager
def open_scratch(out: Path, known: Sequence[str] = ()) -> Iterator[Path]:
    """A scratch folder beside `out`, readable by its owner only.

    It becomes `out` when the block ends without an error and is removed otherwise. Where `out` exists, its files stay,
    except those named in `known`, which belong to an earlier run. The last of `known` tells that a result is whole: it
    goes first and comes last. What runs that were killed have left beside `out` is removed. Raises NotonelessError where
    `out` is a file or cannot be written.
    """
    check_out(out)
    prefix = f".{out.name[:_KEPT_CHARACTERS]}."
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        _sweep(out.parent, prefix)
        folder, lock = _made(out.parent, prefix)
    except OSError as error:
        raise _cannot_write(out, error) from error
    try:
        with begun(folder), _told_of(out, folder):
            yield folder
            _move(folder, out, known)
    finally:
        _unlock(lock)


@contextmanager
def _told_of(out: Path, folder: Path) -> Iterator[None]:
    """What cannot be written is told of `out`: where it lies meanwhile says nothing to a person."""
    try:
        yield
    except OSError as error:
        raise _cannot_write(out, error) from error
    except NotonelessError as error:
        problem = error.problem
        if problem.code == "tabular.cannot_write" and str(problem.params["file"]).startswith(str(folder)):
            raise refuse("cannot_write", file=str(out)) from error
        raise


def _cannot_write(out: Path, error: Exception) -> NotonelessError:
    if isinstance(error, OSError) and error.errno == errno.ENAMETOOLONG:
        return refuse("name_too_long", file=f"{str(out)[:_KEPT_CHARACTERS]}…")
    return refuse("cannot_write", file=str(out))


def _made(parent: Path, prefix: str) -> tuple[Path, int | None]:
    """A new folder, and the lock that tells it belongs to a living run where the system knows such locks."""
    while True:
        import tempfile

        folder = Path(tempfile.mkdtemp(prefix=prefix, suffix=_SUFFIX, dir=parent))
        try:
            lock = _locked(folder)
        except (BlockingIOError, FileNotFoundError):
            continue  # a run that sweeps was quicker and took it for one left behind
        if folder.is_dir():
            return folder, lock
        _unlock(lock)


def _locked(folder: Path) -> int | None:
    """The open folder under a lock that ends with this process, however it ends; None where there are no such locks.

    Raises BlockingIOError where another process holds it, OSError where it is gone or no folder of ours.
    """
    if sys.platform == "win32":
        return None
    import fcntl

    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(opened)
        raise
    except OSError:
        os.close(opened)
        return None
    return opened


def _unlock(lock: int | None) -> None:
    if lock is not None:
        os.close(lock)


def _sweep(parent: Path, prefix: str) -> None:
    """Remove the scratch folders of runs that were killed: those that nobody holds locked."""
    ours = re.compile(re.escape(prefix) + "[a-z0-9_]{8}" + re.escape(_SUFFIX))
    for left in [entry for entry in parent.iterdir() if ours.fullmatch(entry.name)]:
        with suppress(OSError):
            lock = _locked(left)
            if lock is not None:
                shutil.rmtree(left, ignore_errors=True)
                os.close(lock)


def _move(folder: Path, out: Path, known: Sequence[str]) -> None:
    _moving.add(folder)
    try:
        _move_files(folder, out, known)
    except OSError as error:
        raise refuse("cannot_write", file=str(error.filename2 or error.filename or out)) from error
    finally:
        _moving.discard(folder)


def _move_files(folder: Path, out: Path, known: Sequence[str]) -> None:
    if not out.exists():
        folder.replace(out)
        return
    for name in reversed(known):
        (out / name).unlink(missing_ok=True)
    order = {name: number for number, name in enumerate(known)}
    for made in sorted(folder.iterdir(), key=lambda made: (order.get(made.name, -1), made.name)):
        made.replace(out / made.name)
