"""A helper is another process that does part of a long piece of work for this one.

The two speak through a pipe in `marshal`, which is faster than pickling and carries nothing but plain
values. What goes wrong in a helper comes home as what it was; a helper whose master is gone ends by
itself, at once, whatever it is doing.
"""

from __future__ import annotations

import gc
import marshal
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from desktop_app.errors import Code, LuringError, MachineError, UserError

Plain = Any
"""What `marshal` carries: None, numbers, texts, bytes, and tuples, lists and dictionaries of them."""

_AHEAD = 4
"""Messages that wait between two processes; a million bytes each."""

_SAID, _REFUSED, _BROKEN, _DONE = "said", "refused", "broken", "done"


class Helper:
    """The master's end of the pipe.

    A pipe holds far less than one message, so whoever speaks would wait until the other has listened
    to the end, and neither process would ever be busy all the time. Two threads pass on what is said
    and heard, a few messages ahead.
    """

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._orders: SimpleQueue[bytes | None] = SimpleQueue()
        self._answers: SimpleQueue[bytes | None] = SimpleQueue()
        self._room_to_say = threading.Semaphore(_AHEAD)
        self._room_to_hear = threading.Semaphore(_AHEAD)
        self._is_over = False
        self._threads = [threading.Thread(target=part) for part in (self._pass_on, self._listen)]
        for thread in self._threads:
            thread.start()

    def say(self, content: Plain) -> None:
        """Give the helper something; raises what the helper raised if it has given up."""
        self._room_to_say.acquire()
        if self._is_over:
            self._heard()
            raise MachineError(Code.IMPORT_BROKEN_OFF)
        self._orders.put(marshal.dumps(content))

    def answers(self) -> Iterator[Plain]:
        """What the helper says until it is done; raises what it raised."""
        while (answer := self._heard()) is not None:
            yield answer[0]

    def wait(self) -> None:
        """Until the helper is done; what it still says is not wanted."""
        for _ in self.answers():
            pass

    def close(self) -> None:
        """Let go of the pipe, after the other end of it is gone."""
        self._end()
        for thread in self._threads:
            thread.join()
        self._pipe.close()

    def _heard(self) -> tuple[Plain] | None:
        message = self._answers.get()
        self._room_to_hear.release()
        if message is None:
            self._answers.put(None)  # for whoever asks again
            raise MachineError(Code.IMPORT_BROKEN_OFF)
        kind, content = marshal.loads(message)
        if kind == _SAID:
            return (content,)
        if kind == _REFUSED:
            is_ours, code, facts = content
            raise (UserError if is_ours else MachineError)(Code(code), **facts)
        if kind == _BROKEN:
            raise RuntimeError(f"a helper failed in its own process: {content}")
        return None

    def _pass_on(self) -> None:
        try:
            while (order := self._orders.get()) is not None:
                self._pipe.send_bytes(order)
                self._room_to_say.release()
        except OSError:
            self._end()

    def _listen(self) -> None:
        try:
            while not self._is_over:
                self._answers.put(self._pipe.recv_bytes())
                self._room_to_hear.acquire()
        except (EOFError, OSError):
            pass
        self._answers.put(None)

    def _end(self) -> None:
        """Wake whoever waits."""
        self._is_over = True
        self._orders.put(None)
        self._room_to_say.release()
        self._room_to_hear.release()


class Master:
    """The helper's end of the pipe."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe

    def say(self, content: Plain) -> None:
        """Give the master something."""
        self._pipe.send_bytes(marshal.dumps((_SAID, content)))

    def orders(self) -> Iterator[Plain]:
        """What the master says, until it says None."""
        while (order := marshal.loads(self._pipe.recv_bytes())) is not None:
            yield order


@contextmanager
def helper(work: Callable[..., None], *arguments: object) -> Iterator[Helper]:
    """A process that does ``work(master, *arguments)``; ended with the block, whatever it is doing."""
    # A fresh interpreter: forking a program with threads copies locks that nobody will release.
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_live, args=(theirs, work, arguments), daemon=True)
    process.start()
    theirs.close()
    helping = Helper(ours)
    try:
        yield helping
    finally:
        process.terminate()
        process.join()
        helping.close()


def _live(pipe: Connection, work: Callable[..., None], arguments: tuple[object, ...]) -> None:
    """The whole life of a helper; it never writes a word to any log."""
    # Ctrl-C goes to the whole group; it is the first process that decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # It makes thousands of lists that refer to nothing, and lives for one piece of work.
    gc.disable()
    master = multiprocessing.parent_process()
    if master is not None and wait([master.sentinel], timeout=0):
        return  # killed while this process was starting: what it would write has been swept by now
    threading.Thread(target=_end_with_master, daemon=True).start()
    try:
        work(Master(pipe), *arguments)
        last: tuple[str, Plain] = (_DONE, None)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return  # whoever listened has stopped
    except LuringError as error:
        last = (_REFUSED, (isinstance(error, UserError), error.code.value, error.facts))
    except Exception as error:  # noqa: BLE001  # its text may hold a value from a row; its kind may not
        last = (_BROKEN, f"{type(error).__name__} {_place_of(error)}")
    try:
        pipe.send_bytes(marshal.dumps(last))
    except OSError:
        return


def _end_with_master() -> None:
    """Do not outlive a program that was killed: nobody will hear what is made ready here.

    The pipe alone would tell it only at the next word, and finishing an index takes long.
    """
    master = multiprocessing.parent_process()
    if master is not None:
        wait([master.sentinel])
        os._exit(1)


def _place_of(error: BaseException) -> str:
    where = error.__traceback__
    while where is not None and where.tb_next is not None:
        where = where.tb_next
    if where is None:
        return ""
    return f"{Path(where.tb_frame.f_code.co_filename).name}:{where.tb_lineno}"
