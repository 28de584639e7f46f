"""The digest over the whole content of files: by it a file that is brought again is known."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from desktop_app.errors import Code, UserError
from desktop_app.files import machine_error
from desktop_app.progress import Progress

_CHUNK = 1 << 20


@contextmanager
def digesting(paths: Sequence[Path]) -> Iterator[Future[str]]:
    """The digest of these files, made by a thread of its own; given up with the block.

    Hashing leaves the interpreter alone, so it costs whoever loads the same files next to nothing.
    The result raises what reading the files raises. Raises `UserError` (`EXTRACT_NOT_A_FILE`).
    """
    for path in paths:
        _check(path)
    aside = Progress()
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="digest") as pool:
        try:
            yield pool.submit(_digest_of, paths, aside)
        finally:
            aside.ask_to_stop()


def _digest_of(paths: Sequence[Path], progress: Progress) -> str:
    """One digest over the whole content of the files, in the order of their digests."""
    digests = []
    for path in paths:
        digest = hashlib.sha512()
        try:
            with path.open("rb") as file:
                while chunk := file.read(_CHUNK):
                    digest.update(chunk)
                    progress.advance(len(chunk))
        except OSError as error:
            raise machine_error(error, name=path.name) from error
        digests.append(digest.hexdigest())
    return hashlib.sha512("".join(sorted(digests)).encode()).hexdigest()


def _check(path: Path) -> None:
    """What was looked at may have been replaced by a pipe, which would be read for ever."""
    try:
        status = path.stat()
    except OSError as error:
        raise machine_error(error, name=path.name) from error
    if not stat.S_ISREG(status.st_mode):
        raise UserError(Code.EXTRACT_NOT_A_FILE, name=path.name)
