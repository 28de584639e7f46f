"""The way back into an office with the hub's help, when every passphrase and the recovery code are lost.

The locked office asks with a file and gets a file back. In between its folder keeps the one-time key of
the question. A new question replaces it, an answer that was taken leaves none, and after two weeks it is
overwritten whatever happened (`actions.reset_question`).
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop_app import bootstrap, crypto
from desktop_app.actions.reset_question import ResetQuestion
from desktop_app.bootstrap_rescue import let_in
from desktop_app.crypto import Stretching
from desktop_app.errors import Code, UserError
from desktop_app.exchange.fields import Malformed
from desktop_app.exchange.reset import (
    LARGEST,
    NONCE_BYTES,
    ResetAnswer,
    ResetRequest,
    open_answer,
    read_answer,
)
from desktop_app.files import write_whole
from desktop_app.paths import OfficePaths
from desktop_app.store.keyring import KeyRing

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ResetAsked:
    """The written question; the match code is read out to the hub."""

    path: Path
    match_code: str


def ask_reset(
    folder: Path, out: Path, *, clock: Callable[[], datetime] = bootstrap.utc_now
) -> ResetAsked:
    """Write the question of a locked office to the folder `out`; an older question is worth nothing then.

    Raises what `open_office` does before a passphrase is tried, `UserError` (`ESCROW_KEY_MISSING` if
    its hub had no escrow key when the office last heard of it) and `MachineError`.
    """
    paths = OfficePaths(folder)
    bootstrap.require_office(paths)
    lock = bootstrap.held(paths)
    try:
        ring = KeyRing.load(paths.keys)
        if not ring.escrow:
            raise UserError(Code.ESCROW_KEY_MISSING)
        identity = crypto.new_identity()
        request = ResetRequest(
            office_id=ring.office_id,
            escrow=ring.escrow,
            recipient=crypto.recipient_of(identity),
            nonce=crypto.random_bytes(NONCE_BYTES),
            asked_at=clock(),
        )
        question = ResetQuestion(request.nonce, identity, request.asked_at, request.match_code)
        question.keep(paths.reset)
        target = out / f"RESET_ASK_{request.nonce.hex()[:8]}.json"
        write_whole(target, request.written())
    finally:
        lock.release()
    log.info("reset-asked")
    return ResetAsked(target, request.match_code)


def waiting_question(
    folder: Path, *, clock: Callable[[], datetime] = bootstrap.utc_now
) -> ResetQuestion | None:
    """The question whose answer this office waits for; one that is too old is wiped instead."""
    return ResetQuestion.waiting(OfficePaths(folder).reset, clock())


def reset_office(
    folder: Path,
    answer: Path,
    name: str,
    passphrase: str,
    *,
    stretching: Stretching | None = None,
    clock: Callable[[], datetime] = bootstrap.utc_now,
    new_id: Callable[[], str] = bootstrap.random_id,
) -> bootstrap.NewOffice:
    """Open an office with the hub's answer, for somebody who looks after its users.

    They get this passphrase, and the office a new recovery code. Raises what `recover_office` does,
    `RESET_FILE_UNREADABLE`, `RESET_TOO_OLD`, and `RESET_NOT_FOR_US` for the answer to another office or
    another question, also to one that was answered before; then nothing was changed.
    """
    paths = OfficePaths(folder)
    bootstrap.require_office(paths)

    def found(ring: KeyRing) -> tuple[bytes, int]:
        return _key_in(_answer_in(answer), paths.reset, ring.office_id, clock()), 0

    new = let_in(
        paths,
        found,
        name,
        passphrase,
        deed="office-reset",
        stretching=stretching,
        clock=clock,
        new_id=new_id,
    )
    # The office is open and has its new code: that must reach the person who waits for it.
    ResetQuestion.wipe(paths.reset)
    return new


def _answer_in(path: Path) -> ResetAnswer:
    try:
        with path.open("rb") as file:
            return read_answer(file.read(LARGEST))
    except (OSError, Malformed) as error:
        raise UserError(Code.RESET_FILE_UNREADABLE, name=path.name) from error


def _key_in(answer: ResetAnswer, waiting: Path, office_id: str, now: datetime) -> bytes:
    question = ResetQuestion.read(waiting)
    if question is None or answer.office_id != office_id or answer.nonce != question.nonce:
        raise UserError(Code.RESET_NOT_FOR_US)
    if ResetQuestion.waiting(waiting, now) is None:
        raise UserError(Code.RESET_TOO_OLD)
    try:
        return open_answer(answer, question.identity)
    except (crypto.Undecryptable, Malformed) as error:
        raise UserError(Code.RESET_NOT_FOR_US) from error
