"""An office whose key is known: in order if it can be, else in rescue mode.

The database is looked through before anything is written into it. Where it is damaged, or the disk takes
nothing more, the office is opened to be looked at, taken along and backed up; see `store.rescue_log`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from desktop_app import crypto
from desktop_app.actions.accounts import account_named
from desktop_app.actions.escrow import renew_escrow
from desktop_app.actions.office import Office
from desktop_app.actions.reference import Reference
from desktop_app.actions.reset_question import ResetQuestion
from desktop_app.domain.office import Account
from desktop_app.domain.roles import Right
from desktop_app.errors import Code, MachineError, UserError
from desktop_app.files import OfficeLock, make_private
from desktop_app.paths import OfficePaths
from desktop_app.store import audit, extracts, integrity, migrate, settings, settling, word_index
from desktop_app.store.rescue_log import connect_log
from desktop_app.store.store import Store, Transaction

log = logging.getLogger(__name__)

_WORTH_A_RESCUE = frozenset({Code.DATABASE_DAMAGED, Code.DISK_FAILING, Code.DISK_FULL})


def opened(
    paths: OfficePaths,
    key: bytes,
    user_id: str,
    reference: Reference,
    lock: OfficeLock,
    clock: Callable[[], datetime],
    new_id: Callable[[], str],
    *,
    deed: str,
    wrong: int = 0,
) -> Office:
    """The office of an account whose key is known, with everything in order that a crash left behind.

    If it cannot be written it is open in rescue mode. Raises `MachineError` (`DATABASE_DAMAGED`, …) if
    it cannot even be read, and `UserError` (`USER_UNKNOWN`, `DATABASE_TOO_NEW`).
    """
    make_private(paths.folder)
    if paths.reset.exists():
        ResetQuestion.waiting(paths.reset, clock())  # wiped if it is too old
    opening = _Opening(paths, key, user_id, reference, lock, clock, new_id, wrong)
    try:
        return opening.in_order(deed)
    except MachineError as error:
        if error.code not in _WORTH_A_RESCUE:
            raise
        try:
            return opening.in_rescue(error.code, deed)
        except MachineError as unreadable:
            raise error from unreadable


def admin_named(paths: OfficePaths, key: bytes, name: str, now: datetime) -> Account:
    """Somebody who looks after the users, found before anything is written, in a damaged database, too.

    Raises `UserError` (`USER_UNKNOWN`) and `MachineError` if not even that can be read.
    """
    with closing(Store(paths, key)) as store:
        if integrity.is_whole_at_start(paths.database, key):
            store.bring_up(now)
        with store.read() as conn:
            account = account_named(conn, name)
    if not account.has(Right.USERS):
        raise UserError(Code.USER_UNKNOWN, field="name")
    return account


def audit_key_of(key: bytes, office_id: str) -> bytes:
    """The key that proves the lines of the audit log."""
    return crypto.keyed_digest(key, office_id.encode(), context="audit-key")


@dataclass(frozen=True, slots=True)
class _Opening:
    paths: OfficePaths
    key: bytes
    user_id: str
    reference: Reference
    lock: OfficeLock
    clock: Callable[[], datetime]
    new_id: Callable[[], str]
    wrong: int

    def in_order(self, deed: str) -> Office:
        with self._store(is_rescue=False) as store:
            if not integrity.is_whole_at_start(self.paths.database, self.key):
                raise MachineError(Code.DATABASE_DAMAGED)
            store.bring_up(self.clock())
            settling.recover(store)
            extracts.sweep(store)
            office = self._office(store)
            _show_current_release(office)
            with office.write() as tx:
                for release_id in settling.unsettled(tx.conn):
                    settling.settle(tx, store, release_id)
                _take_rescue_log_over(tx, office)
                self._note(tx, deed)
            self.paths.rescue_log.unlink(missing_ok=True)
            renew_escrow(office)
        log.info("office-opened kind=%s", office.profile.kind.value)
        return office

    def in_rescue(self, trouble: Code, deed: str) -> Office:
        with self._store(is_rescue=True) as store:
            with store.read() as conn:
                # A database of an older program cannot be brought up to date without writing.
                if migrate.version_of(conn) != migrate.newest_version():
                    raise MachineError(trouble)
            office = replace(self._office(store), trouble=trouble)
            _show_current_release(office)
            with office.write() as tx:
                if deed != "office-opened":  # an unusual way in has to be told, too
                    audit.note(tx, deed)
                self._note(tx, "rescue-opened")
        log.error("office-opened-in-rescue cause=%s", trouble.value)
        return office

    @contextmanager
    def _store(self, *, is_rescue: bool) -> Iterator[Store]:
        """A store that is closed again unless all goes well."""
        store = Store(self.paths, self.key, is_rescue=is_rescue)
        try:
            yield store
        except BaseException:
            store.close()
            raise

    def _office(self, store: Store) -> Office:
        with store.read() as conn:
            profile = settings.profile_of(conn)
            account = settings.account_of(conn, self.user_id)
        if account is None or not account.is_active:
            raise UserError(Code.USER_UNKNOWN)
        return Office(
            paths=self.paths,
            store=store,
            profile=profile,
            account=account,
            reference=self.reference,
            clock=self.clock,
            new_id=self.new_id,
            lock=self.lock,
            audit_key=audit_key_of(self.key, profile.office_id),
            proven_at=self.clock(),
        )

    def _note(self, tx: Transaction, deed: str) -> None:
        if self.wrong:
            audit.note(tx, "passphrases-wrong", times=self.wrong)
        audit.note(tx, deed)


def _show_current_release(office: Office) -> None:
    """Lay the release in use under what the office recorded.

    A lost or damaged file must not keep people from their own work: they see what is missing.
    """
    store = office.store
    with store.read() as conn:
        current = extracts.current_release(conn)
    if current is None or not integrity.opens(store.extract_file(current.id), store.key):
        return
    words = store.words_file(current.id)
    if not word_index.is_of_today(words, store.key):
        try:
            word_index.make_again(
                store.extract_file(current.id), words, store.key, office.reference.spelling
            )
        except MachineError as error:
            log.error("index-not-made code=%s", error.code.value)
            return
    store.use_extract(current.id)


def _take_rescue_log_over(tx: Transaction, office: Office) -> None:
    if office.paths.rescue_log.is_file():
        with closing(connect_log(office.paths, office.store.key)) as conn:
            audit.take_over(tx, conn)
