"""Who may do what: one table of roles and rights, asked by the actions and by nobody else."""

from __future__ import annotations

from enum import StrEnum


class OfficeKind(StrEnum):
    """What an office is in the exchange."""

    HUB = "hub"
    KECAMATAN = "kecamatan"
    DESA = "desa"


class Right(StrEnum):
    """One thing an action may need; every action names exactly one."""

    READ = "read"  # search, open a family, see lists
    RECORD = "record"  # interventions, proposals, ground checks
    VERIFY = "verify"  # proposals, for the kecamatan
    NOTE_DECISION = "note-decision"  # what Dinsos or the bupati decided about a proposal
    PRINT = "print"  # letters
    IMPORT = "import"  # releases
    EXPORT = "export"  # reports and lists that leave the PC in clear
    EXCHANGE = "exchange"  # packages
    BACKUP = "backup"  # encrypted copies
    SETTINGS = "settings"  # identity of the office, officials
    USERS = "users"
    AUDIT = "audit"
    ENROL = "enrol"  # this device joins a hub
    HUB_OPERATE = "hub-operate"  # take in packages, cut releases
    HUB_DECIDE = "hub-decide"  # keys, certificates, conflicts
    REVEAL = "reveal"  # whole numbers and sensitive fields
    PASSPHRASE = "passphrase"  # one's own


IN_RESCUE = frozenset(
    {Right.READ, Right.REVEAL, Right.AUDIT, Right.EXPORT, Right.BACKUP, Right.EXCHANGE}
)
"""What can still be done in an office whose database cannot be written: to look, and to carry out."""


class Role(StrEnum):
    """The roles of cli.md's `user` commands."""

    OPERATOR = "operator"
    VERIFIER = "verifier"
    SIGNATORY = "signatory"
    AUDITOR = "auditor"
    DEVICE_ADMIN = "device-admin"
    HUB_OPERATOR = "hub-operator"
    HUB_DECIDER = "hub-decider"


_EVERYBODY = frozenset({Right.READ, Right.PASSPHRASE})
_HUB_ONLY = frozenset({Right.HUB_OPERATE, Right.HUB_DECIDE})

RIGHTS: dict[Role, frozenset[Right]] = {
    Role.OPERATOR: _EVERYBODY
    | {Right.RECORD, Right.PRINT, Right.EXCHANGE, Right.BACKUP, Right.EXPORT, Right.REVEAL},
    Role.VERIFIER: _EVERYBODY
    | {
        Right.RECORD,
        Right.VERIFY,
        Right.NOTE_DECISION,
        Right.PRINT,
        Right.IMPORT,
        Right.EXPORT,
        Right.EXCHANGE,
        Right.BACKUP,
        Right.REVEAL,
    },
    Role.SIGNATORY: _EVERYBODY | {Right.PRINT, Right.EXPORT, Right.REVEAL},
    Role.AUDITOR: _EVERYBODY | {Right.AUDIT},
    Role.DEVICE_ADMIN: frozenset(Right) - _HUB_ONLY,
    Role.HUB_OPERATOR: _EVERYBODY
    | {
        Right.IMPORT,
        Right.EXPORT,
        Right.EXCHANGE,
        Right.BACKUP,
        Right.HUB_OPERATE,
        Right.REVEAL,
    },
    Role.HUB_DECIDER: frozenset(Right),
}
"""Every role is a row; a right that is not in it is refused."""

_AT_HUBS = frozenset({Role.HUB_OPERATOR, Role.HUB_DECIDER})


def roles_at(kind: OfficeKind) -> tuple[Role, ...]:
    """The roles that people of such an office may have."""
    return tuple(role for role in Role if kind is OfficeKind.HUB or role not in _AT_HUBS)


def first_role(kind: OfficeKind) -> Role:
    """The role of the one user a new office starts with."""
    return Role.HUB_DECIDER if kind is OfficeKind.HUB else Role.DEVICE_ADMIN
