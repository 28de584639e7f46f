"""The program's own log: what happened when, never to whom.

One line an event, ``2026-03-01T09:00:00Z INFO actions.extracts extract-loaded extract=12 kept=499``:
UTC, an event name, then key=value. The rule is not to log values of a record, nor the parameters of an
SQL statement; the net under the rule is that anything like a NIK or KK number is struck out of the
*finished* line, so that the text of an exception, a traceback or a foreign library is covered, too.
"""

from __future__ import annotations

import hashlib
import logging
import logging.handlers
import re
import sys
import time
import traceback
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path

from desktop_app.files import begin_private, machine_error

FILE = "dtsen-luring.log"
FILES, BYTES = 5, 1_000_000
REDACTED = "[redacted]"

_PROGRAM = "desktop_app"
# Sixteen digits or more, however they are set apart: "3326 1306 …", "33.26.13…", "3326-13-…".
_LONG_NUMBER = re.compile(r"\d(?:[ \t\u00a0.\-]{0,3}\d){15,}")
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def setup(folder: Path, *, level: int = logging.INFO) -> logging.Handler:
    """Log into `folder` from now on, at most five files of 1 MB; `shut` ends it.

    Raises `MachineError` when the folder cannot be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = _LogFile(
            folder / FILE,
            maxBytes=BYTES,
            backupCount=FILES - 1,
            encoding="utf-8",
            errors="backslashreplace",
        )
    except OSError as error:
        raise machine_error(error, name=folder.name) from error
    handler.setFormatter(LineFormatter())
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(level)
    return handler


def shut(handler: logging.Handler) -> None:
    """Write what waits and stop logging there."""
    logging.getLogger().removeHandler(handler)
    handler.close()


class _LogFile(logging.handlers.RotatingFileHandler):
    """On a full disk lines are lost and nothing else: the log never hinders what it tells of."""

    def handleError(self, record: logging.LogRecord) -> None:
        """Say nothing where the disk is at fault: a traceback would print what the log strikes out."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handleError(record)

    def _open(self) -> TextIOWrapper:
        begin_private(Path(self.baseFilename))
        return super()._open()

    def close(self) -> None:
        """Close the file, even if what waits cannot be written any more."""
        with suppress(OSError):
            super().close()


def redacted(text: str) -> str:
    """`text` with everything that could be a NIK or KK number struck out."""
    return _LONG_NUMBER.sub(REDACTED, text)


class LineFormatter(logging.Formatter):
    """Makes the line, traceback included, and strikes out long numbers last of all."""

    converter = staticmethod(time.gmtime)
    default_msec_format = ""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(room)s %(message)s", "%Y-%m-%dT%H:%M:%SZ")

    def format(self, record: logging.LogRecord) -> str:
        """The finished text of one record; the record itself stays as it was."""
        record.room = record.name.removeprefix(_PROGRAM + ".")
        return redacted(super().format(record))

    def formatMessage(self, record: logging.LogRecord) -> str:
        """The first line; a line end inside the message cannot start a line of its own."""
        record.message = record.message.replace("\r", "\\r").replace("\n", "\\n")
        return super().formatMessage(record)


def fingerprint(error: BaseException) -> str:
    """A short name for a crash, the same whenever the same thing breaks in the same place: "E-7K3Q".

    Made of the kind of error and the functions of ours it went through; never of its message, which
    may hold values, nor of line numbers, which change with every release.
    """
    hasher = hashlib.sha256()
    link: BaseException | None = error
    while link is not None:
        hasher.update(f"{type(link).__module__}.{type(link).__qualname__}\n".encode())
        for frame in traceback.extract_tb(link.__traceback__):
            parts = Path(frame.filename).parts
            if _PROGRAM in parts:
                place = "/".join(parts[parts.index(_PROGRAM) :])
                hasher.update(f"{place}:{frame.name}\n".encode())
        link = link.__cause__
    number = int.from_bytes(hasher.digest()[:4])
    return "E-" + "".join(_LETTERS[number >> 5 * place & 31] for place in range(4))
