"""The one bridge between the window and the work.

An action runs on one of three lanes (one thread each) and its answer comes home through one queued
signal of one long-lived object, so nothing of Qt is ever touched by a working thread. The action is
handed the office and its arguments and cannot reach a widget.

Choice: three threads and no pool. Saves and searches stay in order, neither an import of half an
hour nor a report holds them up, and the store needs no more than a pair of connections for each.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from typing import Any, Generic, TypeVar, TypeVarTuple

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from desktop_app.domain.changes import Done
from desktop_app.errors import Cancelled, Code, LuringError
from desktop_app.progress import Progress

log = logging.getLogger(__name__)

OfficeT = TypeVar("OfficeT")
AnswerT = TypeVar("AnswerT")
Given = TypeVarTuple("Given")


class Lane(StrEnum):
    """Which thread does the work."""

    QUICK = "quick"  # searches, saves: in order, each a moment
    LONG = "long"  # extracts, packages, letters in bulk
    COUNT = (
        "count"  # reports and the lists behind them: seconds, and nobody's search waits for them
    )


@dataclass(eq=False, slots=True)
class Ticket:
    """One piece of work on its way; kept by the runner until its answer was delivered or dropped."""

    origin: QObject | None
    then: Callable[[Any], None] | None
    failed: Callable[[LuringError], None] | None
    ended: Callable[[], None] | None
    progress: Progress | None
    latest: str
    must_end: bool = False
    is_superseded: bool = False
    future: Future[Any] = field(default_factory=Future)
    start: Callable[[], None] = field(default=lambda: None)

    def stop(self) -> None:
        """Ask the work to stop at its next safe place; work that did not start never does."""
        if self.progress is not None:
            self.progress.ask_to_stop()
        self.future.cancel()


Prover = Callable[[LuringError, Callable[[], None], Callable[[], None]], None]
"""Asks for the passphrase: told why, it calls the first to go on or the second to leave it."""


class TaskRunner(QObject, Generic[OfficeT]):
    """Runs actions on the office that was handed in, and brings their answers to the window.

    `changed` says which topics an action touched, once for each `Done`. `refused` carries a failure
    that nobody waited for, `broken` an exception that is our mistake. Work that asks for the passphrase
    again (`PASSPHRASE_AGAIN`) is held back while the `prover` asks for it, and then done anew.
    """

    changed = Signal(object)  # frozenset[Topic]
    refused = Signal(object)  # LuringError
    broken = Signal(object)  # BaseException
    _came_home = Signal(object)  # Ticket

    def __init__(self, office: OfficeT, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._lanes = {
            lane: ThreadPoolExecutor(max_workers=1, thread_name_prefix=lane.value) for lane in Lane
        }
        self._under_way: list[Ticket] = []
        self._is_closed = False
        self.prover: Prover | None = None
        self._came_home.connect(self._on_came_home, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        action: Callable[[OfficeT, *Given], AnswerT],
        *args: *Given,
        then: Callable[[AnswerT], None] | None = None,
        failed: Callable[[LuringError], None] | None = None,
        ended: Callable[[], None] | None = None,
        origin: QObject | None = None,
        lane: Lane = Lane.QUICK,
        latest: str = "",
        must_end: bool = False,
    ) -> Ticket:
        """Call ``action(office, *args)`` on a lane and deliver its answer here, in this thread.

        `then` gets the answer, `failed` a `UserError` or `MachineError`; `ended` comes after either,
        also after a stop or a mistake of ours. Nothing is delivered once `origin` is gone. Of several
        with the same `latest` from one origin only the answer to the newest is delivered, and those
        that did not start never do. What `must_end` is done even if the office is closed meanwhile.
        """
        ticket = Ticket(origin, then, failed, ended, None, latest, must_end)
        return self._start(ticket, partial(action, self._office, *args), lane)

    def run_long(
        self,
        action: Callable[..., AnswerT],
        *args: object,
        progress: Progress,
        then: Callable[[AnswerT], None] | None = None,
        failed: Callable[[LuringError], None] | None = None,
        ended: Callable[[], None] | None = None,
        origin: QObject | None = None,
        lane: Lane = Lane.LONG,
        latest: str = "",
    ) -> Ticket:
        """Like `run`, for work that tells how far it is: ``action(office, *args, progress=progress)``.

        With `latest`, work that a newer one takes the place of is asked to stop.
        """
        ticket = Ticket(origin, then, failed, ended, progress, latest)
        return self._start(ticket, partial(action, self._office, *args, progress=progress), lane)

    @property
    def is_busy(self) -> bool:
        """Whether anything is waiting, running, or not yet delivered."""
        return bool(self._under_way)

    def stop_all(self) -> None:
        """Ask everything to stop at its next safe place."""
        for ticket in list(self._under_way):
            ticket.stop()

    def close(self) -> None:
        """Stop, wait for what cannot be stopped or must end, and deliver nothing any more."""
        self._is_closed = True
        for ticket in self._under_way:
            if not ticket.must_end:
                ticket.stop()
        for executor in self._lanes.values():
            executor.shutdown(wait=True)
        self._under_way.clear()

    def _start(self, ticket: Ticket, call: partial[Any], lane: Lane) -> Ticket:
        if self._is_closed:
            log.info("task-after-close action=%s", _name_of(call.func))
            return ticket
        if ticket.latest:
            for earlier in self._under_way:
                if earlier.latest == ticket.latest and earlier.origin is ticket.origin:
                    earlier.is_superseded = True
                    earlier.stop()
        ticket.start = partial(self._submit, ticket, call, lane)
        ticket.start()
        return ticket

    def _submit(self, ticket: Ticket, call: partial[Any], lane: Lane) -> None:
        if not self._is_closed:
            self._under_way.append(ticket)
            ticket.future = self._lanes[lane].submit(call)
            ticket.future.add_done_callback(partial(self._send_home, ticket))

    def _send_home(self, ticket: Ticket, _: Future[Any]) -> None:
        # Runs on the working thread: only the signal may be touched, and it outlives the threads.
        self._came_home.emit(ticket)

    @Slot(object)
    def _on_came_home(self, ticket: Ticket) -> None:
        if ticket not in self._under_way:
            return
        self._under_way.remove(ticket)
        error = _error_of(ticket.future)
        if error is None:
            self._tell_changes(ticket.future.result())
        is_wanted = not ticket.is_superseded and _is_there(ticket.origin)
        if (
            is_wanted
            and self.prover is not None
            and isinstance(error, LuringError)
            and error.code is Code.PASSPHRASE_AGAIN
        ):
            self.prover(error, ticket.start, partial(self._end, ticket))
            return
        if error is None:
            if is_wanted and ticket.then is not None:
                ticket.then(ticket.future.result())
        elif isinstance(error, LuringError):
            self._tell_refusal(ticket, error, is_wanted=is_wanted)
        elif not isinstance(error, Cancelled | CancelledError):
            log.error("task-broken", exc_info=error)
            self.broken.emit(error)
        if is_wanted:
            self._end(ticket)

    def _end(self, ticket: Ticket) -> None:
        if ticket.ended is not None and _is_there(ticket.origin):
            ticket.ended()

    def _tell_changes(self, answer: object) -> None:
        if isinstance(answer, Done) and answer.topics:
            self.changed.emit(answer.topics)

    def _tell_refusal(self, ticket: Ticket, error: LuringError, *, is_wanted: bool) -> None:
        if ticket.is_superseded:
            return
        if is_wanted and ticket.failed is not None:
            ticket.failed(error)
        else:
            self.refused.emit(error)


def _error_of(future: Future[Any]) -> BaseException | None:
    return CancelledError() if future.cancelled() else future.exception()


def _is_there(origin: QObject | None) -> bool:
    return origin is None or shiboken6.isValid(origin)


def _name_of(action: Callable[..., Any]) -> str:
    return str(getattr(action, "__name__", type(action).__name__))
