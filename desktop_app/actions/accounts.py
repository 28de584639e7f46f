"""The people who may open the office: their names and passphrases."""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from desktop_app import crypto
from desktop_app.actions.office import Office, needs
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.office import Account
from desktop_app.domain.roles import Right, Role, roles_at
from desktop_app.errors import Code, UserError
from desktop_app.store import audit, settings
from desktop_app.store.connection import Connection
from desktop_app.store.keyring import KeyRing
from desktop_app.store.tries import forget_tries, note_wrong, read_tries

log = logging.getLogger(__name__)

_TOPICS = frozenset({Topic.USERS})
_SUGGESTED_WORDS, _ONE_TIME_WORDS = 4, 5

SHORTEST_PASSPHRASE = 12
_ACCOUNT_NAME = re.compile(r"[\w.\-]{2,40}")
_FIRST_GUESSED = (
    "password",
    "passphrase",
    "qwerty",
    "asdfgh",
    "zxcvbn",
    "admin",
    "operator",
    "rahasia",
    "sandi",
    "katasandi",
    "bismillah",
    "alhamdulillah",
    "indonesia",
    "pekalongan",
    "kajen",
    "kecamatan",
    "kelurahan",
    "kantor",
    "desa",
    "dtsen",
    "luring",
    "sayang",
    "merdeka",
    "1q2w3e4r5t",
    "abcdef",
)
_FEWEST_SIGNS, _FEWEST_LETTERS = 5, 4


def checked_account_name(name: str) -> str:
    """A name to log in with; raises `UserError` (`USER_NAME_INVALID`)."""
    clean = unicodedata.normalize("NFKC", name).strip()
    if _ACCOUNT_NAME.fullmatch(clean) is None:
        raise UserError(Code.USER_NAME_INVALID, field="admin")
    return clean


def checked_passphrase(passphrase: str, *names: str) -> str:
    """A passphrase that is long enough and not among those that are guessed first.

    Those are words everybody tries, the `names` of the person and the office, a row of keys or few
    letters again and again, each with whatever digits and signs around it. Raises `UserError`
    (`PASSPHRASE_MISSING`, `PASSPHRASE_TOO_SHORT`, `PASSPHRASE_TOO_COMMON`).
    """
    if not passphrase:
        raise UserError(Code.PASSPHRASE_MISSING)
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise UserError(Code.PASSPHRASE_TOO_SHORT, shortest=SHORTEST_PASSPHRASE)
    plain = passphrase.casefold()
    left = plain
    # What remains beside the words that everybody tries has to be worth guessing itself.
    for word in sorted({*_FIRST_GUESSED, *_words_of(names)}, key=len, reverse=True):
        left = left.replace(word, "")
    letters = [one for one in left if one.isalpha()]
    if len(set(plain)) < _FEWEST_SIGNS or len(set(letters)) < _FEWEST_LETTERS:
        raise UserError(Code.PASSPHRASE_TOO_COMMON)
    return passphrase


def suggested_passphrase(words: Sequence[str], count: int = _SUGGESTED_WORDS) -> str:
    """Everyday words that chance has put side by side: 41 bits with four of 1,333."""
    return " ".join(crypto.random_choice(words) for _ in range(count))


def _words_of(names: Sequence[str]) -> set[str]:
    return {word for name in names for word in re.findall(r"\w{3,}", name.casefold())}


@contextmanager
def counted_tries(path: Path, clock: Callable[[], datetime]) -> Iterator[int]:
    """Let one secret be tried unless it is too soon; gives how many were wrong before it."""
    tries = read_tries(path)
    if seconds := tries.left(clock()):
        raise UserError(Code.PASSPHRASE_WAIT, seconds=seconds)
    try:
        yield tries.wrong
    except UserError as error:
        if error.code not in (Code.PASSPHRASE_WRONG, Code.RECOVERY_CODE_WRONG):
            raise
        wait = note_wrong(path, clock()).wait
        raise UserError(error.code, **({"wait": wait} if wait else {})) from error
    forget_tries(path)


@dataclass(frozen=True, slots=True)
class NewAccess:
    """An account, and the code that lets its person in once; the code is kept nowhere."""

    account: Account
    code: str = field(repr=False)


@needs(Right.READ)
def accounts_of(office: Office) -> list[Account]:
    """Everybody who may open this office, by name."""
    with office.read() as conn:
        return settings.accounts_of(conn)


@dataclass(frozen=True, slots=True)
class Users:
    """Everybody, who asks, the roles that exist here, and the words a passphrase is suggested from."""

    accounts: tuple[Account, ...]
    me: Account
    roles: tuple[Role, ...]
    words: tuple[str, ...] = field(repr=False)


@needs(Right.READ)
def users_of(office: Office) -> Users:
    """What a page about users shows."""
    with office.read() as conn:
        accounts = tuple(settings.accounts_of(conn))
    return Users(
        accounts,
        office.account,
        roles_at(office.profile.kind),
        office.reference.passphrase_words,
    )


@needs(Right.USERS)
def add_account(office: Office, name: str, full_name: str, role: Role) -> Done[NewAccess]:
    """Let one more person in: with a one-time code first, then with a passphrase only they know.

    Raises `UserError` (`PASSPHRASE_AGAIN` as everything here that changes who may come in,
    `USER_NAME_INVALID`, `USER_KNOWN_ALREADY`, `ROLE_NOT_HERE`) and
    `MachineError`; then nothing was changed.
    """
    office.require_proof()
    account = Account(
        id=office.new_id(),
        name=checked_account_name(name),
        full_name=" ".join(full_name.split()) or name.strip(),
        role=_role_here(office, role),
    )
    with office.write() as tx:
        others = settings.accounts_of(tx.conn)
        if any(one.name.casefold() == account.name.casefold() for one in others):
            raise UserError(Code.USER_KNOWN_ALREADY, field="name")
        settings.add_account(tx, account)
        audit.note(tx, "user-added", account.id, role=role.value)
        code = _give_code(office, account)
    log.info("user-added role=%s", role.value)
    return Done(NewAccess(account, code), _TOPICS)


@needs(Right.USERS)
def reset_account(office: Office, name: str) -> Done[NewAccess]:
    """A new one-time code for somebody who forgot their passphrase or was switched off.

    What they had before opens nothing any more. Raises `UserError` (`USER_UNKNOWN`) and
    `MachineError`.
    """
    office.require_proof()
    with office.write() as tx:
        account = replace(account_named(tx.conn, name), is_active=True)
        settings.change_account(tx, account)
        audit.note(tx, "user-reset", account.id)
        code = _give_code(office, account)
    log.info("user-reset")
    return Done(NewAccess(account, code), _TOPICS)


@needs(Right.USERS)
def disable_account(office: Office, name: str) -> Done[Account]:
    """Keep somebody out from now on; what they recorded stays theirs.

    Raises `UserError` (`USER_UNKNOWN`, `USER_IS_LAST_ADMIN`) and `MachineError`.
    """
    office.require_proof()
    with office.write() as tx:
        account = replace(account_named(tx.conn, name), is_active=False)
        settings.change_account(tx, account)
        _require_an_admin(tx.conn)
        audit.note(tx, "user-disabled", account.id)
        ring = KeyRing.load(office.paths.keys).without_account(account.id)
        ring.save(office.paths.keys)
    log.info("user-disabled")
    return Done(account, _TOPICS)


@needs(Right.USERS)
def set_role(office: Office, name: str, role: Role) -> Done[Account]:
    """Give somebody another role; it holds from the next time they open the office.

    Raises `UserError` (`USER_UNKNOWN`, `ROLE_NOT_HERE`, `USER_IS_LAST_ADMIN`).
    """
    office.require_proof()
    _role_here(office, role)
    with office.write() as tx:
        before = account_named(tx.conn, name)
        account = replace(before, role=role)
        settings.change_account(tx, account)
        _require_an_admin(tx.conn)
        audit.note(tx, "user-role-set", account.id, old=before.role.value, new=role.value)
    log.info("user-role-set role=%s", role.value)
    return Done(account, _TOPICS)


@needs(Right.PASSPHRASE)
def change_passphrase(office: Office, old: str, new: str) -> Done[None]:
    """Choose another passphrase for oneself; `old` is the one, or the one-time code, of today.

    Raises `UserError` (`PASSPHRASE_WRONG`, `PASSPHRASE_SAME`, and as `checked_passphrase` does) and
    `MachineError`; then the old one still opens.
    """
    account = office.account
    ring = KeyRing.load(office.paths.keys)
    ring.open_as(account.name, old)
    if new == old:
        raise UserError(Code.PASSPHRASE_SAME, field="new")
    checked_passphrase(new, account.name, account.full_name, office.profile.name)
    stretching = crypto.calibrated_stretching()
    with office.write() as tx:
        audit.note(tx, "passphrase-changed", account.id)
        ring = ring.with_account(account.id, account.name, new, office.store.key, stretching)
        ring.save(office.paths.keys)
    office.must_choose_passphrase = False
    log.info("passphrase-changed")
    return Done(None, _TOPICS)


@needs(Right.READ)
def prove_passphrase(office: Office, passphrase: str) -> Done[None]:
    """Show again that whoever has the office open sits there; holds for a few minutes.

    Wrong ones are counted with those typed at the door. Raises `UserError` (`PASSPHRASE_WRONG`,
    `PASSPHRASE_WAIT`).
    """
    ring = KeyRing.load(office.paths.keys)
    with counted_tries(office.paths.tries, office.clock) as wrong:
        user_id, _ = ring.open_as(office.account.name, passphrase)
        if user_id != office.account.id:
            raise UserError(Code.PASSPHRASE_WRONG)
    if wrong:
        with office.write() as tx:
            audit.note(tx, "passphrases-wrong", times=wrong)
    office.proven_at = office.now()
    return Done(None, frozenset({Topic.AUDIT}) if wrong else frozenset())


@needs(Right.USERS)
def renew_recovery_code(office: Office) -> Done[str]:
    """A new recovery code for the envelope; the old one opens nothing any more."""
    office.require_proof()
    code = crypto.new_recovery_code()
    with office.write() as tx:
        audit.note(tx, "recovery-code-renewed")
        ring = KeyRing.load(office.paths.keys).with_recovery(code, office.store.key)
        ring.save(office.paths.keys)
    log.info("recovery-code-renewed")
    return Done(code, _TOPICS)


def new_one_time_code(office: Office) -> str:
    """A code that lets somebody in once; the caller wraps the key under it."""
    return suggested_passphrase(office.reference.passphrase_words, _ONE_TIME_WORDS)


def _give_code(office: Office, account: Account) -> str:
    code = new_one_time_code(office)
    ring = KeyRing.load(office.paths.keys).with_account(
        account.id,
        account.name,
        code,
        office.store.key,
        crypto.calibrated_stretching(),
        is_one_time=True,
    )
    ring.save(office.paths.keys)
    return code


def _role_here(office: Office, role: Role) -> Role:
    here = roles_at(office.profile.kind)
    if role not in here:
        raise UserError(
            Code.ROLE_NOT_HERE, field="role", choices=", ".join(one.value for one in here)
        )
    return role


def account_named(conn: Connection, name: str) -> Account:
    """The account with this name, whatever its case; raises `UserError` (`USER_UNKNOWN`)."""
    wanted = unicodedata.normalize("NFKC", name).strip().casefold()
    found = [one for one in settings.accounts_of(conn) if one.name.casefold() == wanted]
    if not found:
        raise UserError(Code.USER_UNKNOWN, field="name")
    return found[0]


def _require_an_admin(conn: Connection) -> None:
    """Inside the transaction, so that it is undone if nobody is left."""
    if not any(one.has(Right.USERS) for one in settings.accounts_of(conn)):
        raise UserError(Code.USER_IS_LAST_ADMIN)
