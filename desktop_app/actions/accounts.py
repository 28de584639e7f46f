"""The people who may open the office: their names and passphrases."""

from __future__ import annotations

import re
import unicodedata

from desktop_app.actions.office import Office, needs
from desktop_app.domain.office import Account
from desktop_app.domain.roles import Right
from desktop_app.errors import Code, UserError
from desktop_app.store import settings

SHORTEST_PASSPHRASE = 12
_ACCOUNT_NAME = re.compile(r"[\w.\-]{2,40}")
_COMMON = frozenset(
    [
        "123456789012",
        "passwordpassword",
        "password1234",
        "qwertyuiop12",
        "admin1234567",
        "pekalongan12",
        "kedungwuni12",
        "indonesia123",
        "bismillah123",
        "rahasia12345",
        "kecamatan123",
        "adminadmin12",
        "111111111111",
        "000000000000",
    ]
)


def checked_account_name(name: str) -> str:
    """A name to log in with; raises `UserError` (`USER_NAME_INVALID`)."""
    clean = unicodedata.normalize("NFKC", name).strip()
    if _ACCOUNT_NAME.fullmatch(clean) is None:
        raise UserError(Code.USER_NAME_INVALID, field="admin")
    return clean


def checked_passphrase(passphrase: str) -> str:
    """A passphrase that is long enough and not among the common ones.

    Raises `UserError` (`PASSPHRASE_MISSING`, `PASSPHRASE_TOO_SHORT`, `PASSPHRASE_TOO_COMMON`).
    """
    if not passphrase:
        raise UserError(Code.PASSPHRASE_MISSING)
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise UserError(Code.PASSPHRASE_TOO_SHORT, shortest=SHORTEST_PASSPHRASE)
    plain = passphrase.casefold()
    if plain in _COMMON or len(set(plain)) < 4:
        raise UserError(Code.PASSPHRASE_TOO_COMMON)
    return passphrase


@needs(Right.READ)
def accounts_of(office: Office) -> list[Account]:
    """Everybody who may open this office, by name."""
    with office.read() as conn:
        return settings.accounts_of(conn)
