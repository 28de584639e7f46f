"""What leaves the office in clear: what for, to whom, what it holds, and how much each role may take along.

Every list, report or table that becomes a file asks for an `Errand`, is measured by the `ExportCap` of
whoever makes it, and carries one line that says where it comes from.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from desktop_app.domain.roles import RIGHTS, Right, Role
from desktop_app.errors import Code, UserError

ALL = None
"""No limit."""


@dataclass(frozen=True, slots=True)
class Errand:
    """Why a file is made and who gets it, as somebody typed it."""

    purpose: str
    recipient: str

    def checked(self) -> Errand:
        """The same without stray blanks; raises `UserError` (`REASON_MISSING`, `RECIPIENT_MISSING`)."""
        clean = Errand(" ".join(self.purpose.split()), " ".join(self.recipient.split()))
        if not clean.purpose:
            raise UserError(Code.REASON_MISSING, field="purpose")
        if not clean.recipient:
            raise UserError(Code.RECIPIENT_MISSING, field="recipient")
        return clean

    def stays_at(self, office: str) -> bool:
        """True if the file is for the office that makes it, and so is not passed on."""
        return self.recipient.casefold() == " ".join(office.split()).casefold()


class Holding(StrEnum):
    """The most that a file tells about people; each of these tells more than the one before."""

    COUNTS = "counts"  # nobody can be recognised
    NAMES = "names"  # people, their numbers masked
    WHOLE = "whole"  # whole NIK and KK
    SENSITIVE = "sensitive"  # health, disability and the like, or cells nobody has looked through


@dataclass(frozen=True, slots=True)
class ExportCap:
    """The most rows one file may have by what it holds; 0 is never, None is as many as there are."""

    names: int | None
    whole: int | None
    sensitive: int | None

    def most(self, holds: Holding) -> int | None:
        """The most rows of such a file."""
        match holds:
            case Holding.COUNTS:
                return ALL
            case Holding.NAMES:
                return self.names
            case Holding.WHOLE:
                return self.whole
            case Holding.SENSITIVE:
                return self.sensitive

    def allows(self, holds: Holding, rows: int) -> bool:
        """True if a file of so many rows may leave."""
        most = self.most(holds)
        # An empty file tells nobody anything, but what may never leave is refused as such.
        return most is ALL or (most > 0 and rows <= most)

    def lowered(self, other: ExportCap) -> ExportCap:
        """The lower of both for each holding."""
        return ExportCap(
            _lower(self.names, other.names),
            _lower(self.whole, other.whole),
            _lower(self.sensitive, other.sensitive),
        )


EXPORT_CAPS: dict[Role, ExportCap] = {
    Role.OPERATOR: ExportCap(names=5_000, whole=2_000, sensitive=0),
    Role.VERIFIER: ExportCap(names=50_000, whole=20_000, sensitive=20_000),
    Role.SIGNATORY: ExportCap(names=5_000, whole=0, sensitive=0),
    Role.AUDITOR: ExportCap(names=0, whole=0, sensitive=0),
    Role.DEVICE_ADMIN: ExportCap(names=ALL, whole=ALL, sensitive=ALL),
    Role.HUB_OPERATOR: ExportCap(names=ALL, whole=50_000, sensitive=0),
    Role.HUB_DECIDER: ExportCap(names=ALL, whole=ALL, sensitive=ALL),
}
"""What each role may take along at most; an office may lower it and never raise it."""


USUAL_PROOF_ROWS, MOST_PROOF_ROWS = 100, 5_000
"""So many rows with names leave without the passphrase being typed again, unless an office says otherwise."""


def needs_proof(holds: Holding, rows: int, above: int) -> bool:
    """True if whoever makes such a file has to show again that it is they who sit there.

    Whole numbers and sensitive cells always; names in files of more than `above` rows.
    """
    match holds:
        case Holding.COUNTS:
            return False
        case Holding.NAMES:
            return rows > above
        case Holding.WHOLE | Holding.SENSITIVE:
            return rows > 0


def who_may(
    caps: dict[Role, ExportCap], roles: tuple[Role, ...], holds: Holding, rows: int
) -> tuple[Role, ...]:
    """Which of these roles may make such a file."""
    return tuple(
        role for role in roles if Right.EXPORT in RIGHTS[role] and caps[role].allows(holds, rows)
    )


def _lower(one: int | None, other: int | None) -> int | None:
    if one is None or other is None:
        return other if one is None else one
    return min(one, other)
