"""The open office that every action is handed, and the deeds about the office itself."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Concatenate, ParamSpec, Protocol, TypeVar, cast

from desktop_app import crypto
from desktop_app.actions.reference import Reference
from desktop_app.domain.dates import day_of
from desktop_app.domain.office import Account, OfficeProfile
from desktop_app.domain.op import Author
from desktop_app.domain.release import ReleaseLine
from desktop_app.domain.roles import IN_RESCUE, Right
from desktop_app.errors import Code, MachineError, UserError
from desktop_app.files import OfficeLock
from desktop_app.paths import OfficePaths
from desktop_app.store import audit, extracts
from desktop_app.store.connection import Connection
from desktop_app.store.store import Store, Transaction

_PROOF_LASTS = timedelta(minutes=5)
_P = ParamSpec("_P")
_R = TypeVar("_R", covariant=True)


@dataclass(slots=True)
class Office:
    """One office, open for one person.

    Time and chance are handed in: `clock` gives aware UTC moments, `new_id` 128 random bits as text.
    Safe to use from several threads.
    """

    paths: OfficePaths
    store: Store
    profile: OfficeProfile
    account: Account
    reference: Reference
    clock: Callable[[], datetime]
    new_id: Callable[[], str]
    lock: OfficeLock
    audit_key: bytes = field(repr=False)
    must_choose_passphrase: bool = False
    """True while whoever came in with a one-time code has no passphrase of their own."""
    proven_at: datetime | None = None
    """When whoever has it open last showed their passphrase or recovery code."""
    proof_lasts: timedelta = _PROOF_LASTS
    """For how long they are then believed to sit there."""
    trouble: Code | None = None
    """Why the database is not written any more; None for an office in order."""

    def now(self) -> datetime:
        """This moment, UTC."""
        return self.clock()

    def today(self) -> date:
        """Today's date at the office."""
        return day_of(self.clock())

    @property
    def is_proven(self) -> bool:
        """True for a few minutes after the passphrase was shown; a clock that went back ends it."""
        if self.proven_at is None:
            return False
        return timedelta() <= self.now() - self.proven_at <= self.proof_lasts

    @property
    def is_in_rescue(self) -> bool:
        """True if the office can be looked at, taken along and backed up, and nothing else."""
        return self.trouble is not None

    @property
    def author(self) -> Author:
        """Who writes the ops of this session."""
        return Author(self.account.id, self.profile.device_id, self.profile.incarnation)

    def require(self, right: Right) -> None:
        """Raise `UserError` (`RIGHT_MISSING`) unless whoever has the office open may do this.

        With a one-time code nothing is allowed but choosing a passphrase (`PASSPHRASE_ONE_TIME`).
        Raises `MachineError` (`OFFICE_IN_RESCUE`) for what would write into a database in trouble.
        """
        if self.must_choose_passphrase and right is not Right.PASSPHRASE:
            raise UserError(Code.PASSPHRASE_ONE_TIME)
        if not self.account.has(right):
            raise UserError(Code.RIGHT_MISSING, right=right.value)
        if self.is_in_rescue and right not in IN_RESCUE:
            raise MachineError(Code.OFFICE_IN_RESCUE)

    def require_proof(self, **why: str | int) -> None:
        """Raise `UserError` (`PASSPHRASE_AGAIN`) unless the passphrase was shown a short while ago."""
        if not self.is_proven:
            raise UserError(Code.PASSPHRASE_AGAIN, **why)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A consistent view; the current extract is the schema `extract`."""
        with self.store.read() as conn:
            yield conn

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        """One transaction at one moment by the person who has the office open."""
        with self.store.write() as conn:
            yield self._transaction(conn)

    def note_look(self, deed: str, subject: str = "", **facts: str | int) -> None:
        """Tell the audit of a look that changes nothing and takes nothing along, without waiting for the disk.

        A loss of power may take the last such lines with it, as if the looks had not been: the log stays
        whole. Whatever is typed, revealed, printed or given out goes through `write` and waits.
        """
        with self.store.write(waits_for_disk=False) as conn:
            audit.note(self._transaction(conn), deed, subject, **facts)

    def release(self, conn: Connection) -> ReleaseLine:
        """The release people see.

        Raises `UserError` (`RELEASE_NONE`) before the first import, and `MachineError`
        (`EXTRACT_FILE_MISSING`) if its file is gone: the office's own work is safe then.
        """
        current = extracts.current_release(conn)
        if current is None:
            raise UserError(Code.RELEASE_NONE)
        if self.store.extract_in_use != current.id:
            raise MachineError(Code.EXTRACT_FILE_MISSING, release=current.label)
        return current

    def _transaction(self, conn: Connection) -> Transaction:
        return Transaction(
            conn=conn,
            author=self.author,
            at=self.now(),
            new_id=self.new_id,
            audit_key=self.audit_key,
        )

    def derived_key(self, context: str) -> bytes:
        """A key of this office for one purpose, derived from the database key."""
        return crypto.keyed_digest(self.store.key, self.profile.office_id.encode(), context=context)

    def close(self) -> None:
        """Close the database, forget the keys and let another program in."""
        self.store.close()
        self.audit_key = b""
        self.lock.release()


class Action(Protocol[_P, _R]):
    """An action as everybody calls it, with the right it needs."""

    right: Right

    def __call__(self, office: Office, /, *args: _P.args, **kwargs: _P.kwargs) -> _R: ...


def needs(right: Right) -> Callable[[Callable[Concatenate[Office, _P], _R]], Action[_P, _R]]:
    """Declare the right an action needs; it is asked for before anything else happens."""

    def declare(action: Callable[Concatenate[Office, _P], _R]) -> Action[_P, _R]:
        @functools.wraps(action)
        def checked(office: Office, /, *args: _P.args, **kwargs: _P.kwargs) -> _R:
            office.require(right)
            return action(office, *args, **kwargs)

        declared = cast(Action[_P, _R], checked)
        declared.right = right
        return declared

    return declare


@dataclass(frozen=True, slots=True)
class OfficeInfo:
    """What `office info` and the status line show; `bytes` is the size of all files of the office.

    `conflicts` counts the records that wait for a decision of the hub. Of packages only those that carry
    work are told of: who has asked to join has sent nothing yet.
    """

    profile: OfficeProfile
    schema: int
    releases: tuple[ReleaseLine, ...]
    ops_own: int
    ops_unconfirmed: int
    interventions: int
    last_hub_package_at: datetime | None
    last_written_at: datetime | None
    is_enrolled: bool
    conflicts: int
    is_in_rescue: bool
    bytes: int

    @property
    def current(self) -> ReleaseLine | None:
        """The release people see."""
        return next((line for line in self.releases if line.is_current), None)


def folder_bytes(folder: Path) -> int:
    """The size of all files below a folder; files that vanish meanwhile count nothing."""
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except FileNotFoundError:
            continue
    return total
