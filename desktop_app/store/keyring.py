"""The wrapped copies of the database key, in a file beside the database.

Each account has its own copy, wrapped under its passphrase stretched by Argon2id; one more copy is
wrapped under the recovery code, and one may be sealed to the hub's escrow key. The file holds no name: an account is found by a keyed digest of
the name somebody types. Every wrap is bound to this office and its account, so that copies cannot
be moved between files. It is written whole or not at all, and the generation before is kept.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from desktop_app import crypto, files
from desktop_app.crypto import Stretching
from desktop_app.errors import Code, MachineError, UserError

_FORMAT = 1
_NAME_TAG = "account-name"


@dataclass(frozen=True, slots=True)
class Wrap:
    """The database key as one account can open it."""

    user_id: str
    name_tag: bytes
    stretching: Stretching
    box: bytes
    is_one_time: bool = False
    """True for a code that lets somebody in once, to choose a passphrase of their own."""


@dataclass(frozen=True, slots=True)
class KeyRing:
    """What `keys.json` holds; `label` is the office's name, shown before anybody has opened it."""

    office_id: str
    label: str
    name_salt: bytes
    wraps: tuple[Wrap, ...] = ()
    recovery: bytes = b""
    escrow_to: str = ""
    escrow: bytes = b""

    @classmethod
    def load(cls, path: Path) -> KeyRing:
        """Read the file; falls back to the generation before if it is not whole.

        Raises `UserError` (`KEYS_MISSING`) or `MachineError` (`KEYS_DAMAGED`).
        """
        if not path.exists() and not _previous(path).exists():
            raise UserError(Code.KEYS_MISSING)
        for candidate in (path, _previous(path)):
            try:
                return cls._from_json(json.loads(candidate.read_text("utf-8")))
            except (OSError, ValueError, KeyError, TypeError):
                continue
        raise MachineError(Code.KEYS_DAMAGED)

    def save(self, path: Path) -> None:
        """Write the file whole, with a second generation beside it in case the first is lost.

        Both hold the same in the end: what was withdrawn must not open the office from the older one.
        """
        text = json.dumps(self._as_json(), indent=1)
        for _ in range(2):
            files.write_whole(
                path,
                text.encode(),
                keep_previous=path.exists(),
                opened=files.create_private,
            )

    def with_account(
        self,
        user_id: str,
        name: str,
        passphrase: str,
        key: bytes,
        stretching: Stretching,
        *,
        is_one_time: bool = False,
    ) -> KeyRing:
        """A ring in which this account opens the key with this passphrase, and no other."""
        if is_one_time:
            passphrase = _plain_code(passphrase)
        wrap = Wrap(
            user_id=user_id,
            name_tag=self._tag(name),
            stretching=stretching,
            box=crypto.seal_secret(
                crypto.stretch(passphrase, stretching), key, context=self._context(user_id)
            ),
            is_one_time=is_one_time,
        )
        others = tuple(old for old in self.wraps if old.user_id != user_id)
        return replace(self, wraps=(*others, wrap))

    def without_account(self, user_id: str) -> KeyRing:
        """A ring that this account does not open any more."""
        return replace(self, wraps=tuple(held for held in self.wraps if held.user_id != user_id))

    def is_one_time(self, user_id: str) -> bool:
        """True if what opens the key for this account is a code to be used once."""
        return any(held.is_one_time for held in self.wraps if held.user_id == user_id)

    def with_recovery(self, code: str, key: bytes) -> KeyRing:
        """A ring that the recovery code opens too, and no older code."""
        return replace(
            self,
            recovery=crypto.seal_secret(
                self._recovery_key(code), key, context=self._context("recovery")
            ),
        )

    def with_escrow(self, to: str, sealed: bytes) -> KeyRing:
        """A ring whose key the hub's escrow key `to` opens too, and no older one."""
        return replace(self, escrow_to=to, escrow=sealed)

    def open_as(self, name: str, passphrase: str) -> tuple[str, bytes]:
        """The id of the account and the database key.

        Raises `UserError` (`PASSPHRASE_WRONG`) for an unknown name too: whoever guesses learns
        nothing about who works here, and waits as long.
        """
        tag = self._tag(name)
        wrap = next((held for held in self.wraps if held.name_tag == tag), None)
        if wrap is None:
            if self.wraps:
                crypto.stretch(passphrase, self.wraps[0].stretching)
            raise UserError(Code.PASSPHRASE_WRONG)
        try:
            typed = _plain_code(passphrase) if wrap.is_one_time else passphrase
            stretched = crypto.stretch(typed, wrap.stretching)
            return wrap.user_id, crypto.open_secret(
                stretched, wrap.box, context=self._context(wrap.user_id)
            )
        except crypto.WrongKey as error:
            raise UserError(Code.PASSPHRASE_WRONG) from error

    def open_with_recovery(self, code: str) -> bytes:
        """The database key; raises `UserError` (`RECOVERY_CODE_WRONG`)."""
        try:
            return crypto.open_secret(
                self._recovery_key(code), self.recovery, context=self._context("recovery")
            )
        except (crypto.WrongKey, crypto.RecoveryCodeMistyped) as error:
            raise UserError(Code.RECOVERY_CODE_WRONG) from error

    def _tag(self, name: str) -> bytes:
        return crypto.keyed_digest(
            self.name_salt, name.strip().casefold().encode(), context=_NAME_TAG
        )

    def _context(self, holder: str) -> bytes:
        return f"office-key|{self.office_id}|{holder}".encode()

    def _recovery_key(self, code: str) -> bytes:
        return crypto.keyed_digest(
            self.name_salt, crypto.parse_recovery_code(code), context="recovery"
        )

    def _as_json(self) -> dict[str, Any]:
        return {
            "format": _FORMAT,
            "office_id": self.office_id,
            "label": self.label,
            "name_salt": self.name_salt.hex(),
            "recovery": self.recovery.hex(),
            "escrow": {"to": self.escrow_to, "sealed": self.escrow.hex()},
            "wraps": [
                {
                    "user_id": wrap.user_id,
                    "name_tag": wrap.name_tag.hex(),
                    "memory_kib": wrap.stretching.memory_kib,
                    "passes": wrap.stretching.passes,
                    "salt": wrap.stretching.salt.hex(),
                    "box": wrap.box.hex(),
                    "is_one_time": wrap.is_one_time,
                }
                for wrap in self.wraps
            ],
        }

    @classmethod
    def _from_json(cls, held: dict[str, Any]) -> KeyRing:
        escrow = held.get("escrow", {"to": "", "sealed": ""})
        return cls(
            office_id=held["office_id"],
            label=held["label"],
            name_salt=bytes.fromhex(held["name_salt"]),
            recovery=bytes.fromhex(held["recovery"]),
            escrow_to=escrow["to"],
            escrow=bytes.fromhex(escrow["sealed"]),
            wraps=tuple(
                Wrap(
                    user_id=wrap["user_id"],
                    name_tag=bytes.fromhex(wrap["name_tag"]),
                    stretching=Stretching(
                        int(wrap["memory_kib"]), int(wrap["passes"]), bytes.fromhex(wrap["salt"])
                    ),
                    box=bytes.fromhex(wrap["box"]),
                    is_one_time=bool(wrap.get("is_one_time", False)),
                )
                for wrap in held["wraps"]
            ),
        )


def _plain_code(typed: str) -> str:
    """A code without what people add when they type it from paper."""
    return "".join(letter for letter in typed.casefold() if letter.isalnum())


def _previous(path: Path) -> Path:
    return path.with_name(path.name + ".previous")
