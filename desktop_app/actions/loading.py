"""Loading the rows of an extract: one process reads and cleans, another writes.

Problem: reading, cleaning and folding a million rows takes one core about as long as encrypting and
writing them takes another. Choice: a process of its own reads the files, gives ids, and writes the
index of names; this one writes the release file, on a thread that the window does not wait for. They
speak through a pipe, in `marshal`, which is three times as fast as pickling and carries nothing but
plain values. Small files are not worth a process and go through the same functions here. What would
change our mind: an interpreter without the global lock.
"""

from __future__ import annotations

import marshal
import multiprocessing
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Protocol

from desktop_app.domain.extract import PERSON_ROW, Entity, ExtractLook
from desktop_app.domain.names import fold
from desktop_app.domain.release import Loaded
from desktop_app.errors import Code, LuringError, MachineError, UserError
from desktop_app.extracts import ExtractReference, read_extract
from desktop_app.progress import Progress
from desktop_app.store import word_index
from desktop_app.store.identities import Identities, new_range
from desktop_app.store.loading import STEPS, ExtractFile, Part, ProblemRow, StoredRow, problem_row
from desktop_app.store.store import Store
from desktop_app.store.word_index import WordIndex

WORTH_A_PROCESS = 20_000
"""Rows from which a second process saves more than it costs to start (a quarter of a second)."""

# A person row as it is stored: its id, its family's id, then the columns of `PERSON_ROW`.
_STORED_NAME = PERSON_ROW.index("name") + 2


@dataclass(frozen=True, slots=True)
class Preparation:
    """Everything that making rows ready needs; can be handed to another process."""

    look: ExtractLook
    reference: ExtractReference
    before_first: int
    earlier: Path | None
    words: Path
    key: bytes


def load(
    store: Store,
    reference: ExtractReference,
    look: ExtractLook,
    release_id: str,
    progress: Progress,
) -> Loaded:
    """Write the release file and its index of names; on any failure neither is left."""
    current = store.extract_in_use
    words = store.words_file(release_id)
    job = Preparation(
        look=look,
        reference=reference,
        before_first=new_range(),
        earlier=store.extract_file(current) if current else None,
        words=words,
        key=store.key,
    )
    target = ExtractFile(store.extract_file(release_id), store.key)
    try:
        prepare = _elsewhere if look.rows >= WORTH_A_PROCESS else _here
        progress.begin("reading", total=look.rows)
        with prepare(job) as worker:
            for part in worker.parts():
                target.add(part)
                progress.advance(part.records)
            progress.begin("indexing", total=STEPS + 2)
            target.join(progress)
            corrected = target.recognise(job.earlier, job.before_first) if job.earlier else []
            progress.advance()
            loaded = target.finish(progress)
            worker.wait()
        word_index.rename(words, store.key, corrected)
        progress.advance()
        return loaded
    except BaseException:
        target.discard()
        words.unlink(missing_ok=True)
        raise


class _Worker(Protocol):
    def parts(self) -> Iterator[Part]:
        """Rows fit to be stored, in file order."""

    def wait(self) -> None:
        """Until the index of names is finished."""


@contextmanager
def _here(job: Preparation) -> Iterator[_Worker]:
    yield _Hands(job)


class _Hands:
    """Makes rows ready in this process."""

    def __init__(self, job: Preparation) -> None:
        self._job = job
        self._index = WordIndex(job.words, job.key)

    def parts(self) -> Iterator[Part]:
        job = self._job
        ids = Identities(job.before_first, job.earlier, job.key)
        for batch in read_extract(job.look, job.reference, Progress()):
            if batch.entity is Entity.FAMILY:
                rows = list(ids.families(batch.rows))
            else:
                rows = list(ids.persons(batch.rows))
                self._index.add(
                    (row[0], fold(row[_STORED_NAME] or ""))  # type: ignore[arg-type, misc]  # id, name
                    for row in rows
                )
            yield Part(batch.entity, rows, list(map(problem_row, batch.problems)), batch.records)

    def wait(self) -> None:
        self._index.finish()


@contextmanager
def _elsewhere(job: Preparation) -> Iterator[_Worker]:
    # A fresh interpreter: forking a program with threads copies locks that nobody will release.
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(job, theirs), daemon=True)
    process.start()
    theirs.close()
    try:
        yield _Post(ours)
    finally:
        ours.close()
        process.terminate()
        process.join()


class _Post:
    """Receives what another process makes ready."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe

    def parts(self) -> Iterator[Part]:
        while (message := self._next()) is not None:
            entity, rows, problems, records = message
            yield Part(Entity(entity), rows, problems, records)

    def wait(self) -> None:
        self._next()

    def _next(self) -> tuple[str, list[StoredRow], list[ProblemRow], int] | None:
        """The next rows; None at the end of a step. Raises what the other process raised."""
        try:
            kind, content = marshal.loads(self._pipe.recv_bytes())
        except (EOFError, OSError) as error:
            raise MachineError(Code.IMPORT_BROKEN_OFF) from error
        if kind == "rows":
            return content  # type: ignore[no-any-return]  # marshal gives back what was put in
        if kind == "refused":
            is_ours, code, facts = content
            raise (UserError if is_ours else MachineError)(Code(code), **facts)
        if kind == "broken":
            raise RuntimeError(f"reading failed in its own process: {content}")
        return None


def _work(job: Preparation, pipe: Connection) -> None:
    """The other process: make everything ready and send it; never write a word to any log."""
    # Ctrl-C goes to the whole group; it is the first process that decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        hands = _Hands(job)
        for part in hands.parts():
            rows = (part.entity.value, part.rows, part.problems, part.records)
            pipe.send_bytes(marshal.dumps(("rows", rows)))
        pipe.send_bytes(marshal.dumps(("read", None)))
        hands.wait()
        pipe.send_bytes(marshal.dumps(("done", None)))
    except BrokenPipeError:
        return  # whoever listened has stopped
    except LuringError as error:
        content = (isinstance(error, UserError), error.code.value, error.facts)
        pipe.send_bytes(marshal.dumps(("refused", content)))
    except Exception as error:  # noqa: BLE001  # its text may hold a value from a row; its kind may not
        where = error.__traceback__
        while where is not None and where.tb_next is not None:
            where = where.tb_next
        line = (
            ""
            if where is None
            else f"{Path(where.tb_frame.f_code.co_filename).name}:{where.tb_lineno}"
        )
        pipe.send_bytes(marshal.dumps(("broken", f"{type(error).__name__} {line}")))
