"""What a role and a kind of office are called."""

from __future__ import annotations

from collections.abc import Callable

from desktop_app.domain.roles import OfficeKind, Role
from desktop_app.language import mark, tr

_ROLES = {
    Role.OPERATOR: mark("Operator"),
    Role.VERIFIER: mark("Verifier"),
    Role.SIGNATORY: mark("Signatory"),
    Role.AUDITOR: mark("Auditor"),
    Role.DEVICE_ADMIN: mark("Admin of this device"),
    Role.HUB_OPERATOR: mark("Hub operator"),
    Role.HUB_DECIDER: mark("Hub decider"),
}
_KINDS = {
    OfficeKind.HUB: mark("Hub of the kabupaten"),
    OfficeKind.KECAMATAN: mark("Kecamatan office"),
    OfficeKind.DESA: mark("Desa office"),
}


def role_name(role: Role, say: Callable[[str], str] = tr) -> str:
    """The role as a person reads it; `say` puts it into a language."""
    return say(_ROLES[role])


def kind_name(kind: OfficeKind) -> str:
    """The kind of office as a person reads it."""
    return tr(_KINDS[kind])
