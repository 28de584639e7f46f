"""The office itself: what it is, and who has it open."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.domain.roles import RIGHTS, OfficeKind, Right, Role


@dataclass(frozen=True, slots=True)
class OfficeProfile:
    """What an office is for as long as it lives.

    `region` is a Kemendagri code with dots. `incarnation` names one life of the database: a
    restored copy takes a new one, which is how a hub tells two lives apart.
    """

    office_id: str
    device_id: str
    incarnation: str
    kind: OfficeKind
    region: str
    name: str


@dataclass(frozen=True, slots=True)
class Account:
    """One person who may open the office."""

    id: str
    name: str
    full_name: str
    role: Role
    is_active: bool = True

    def has(self, right: Right) -> bool:
        """True if this person's role holds `right`."""
        return self.is_active and right in RIGHTS[self.role]


@dataclass(frozen=True, slots=True)
class OfficeDraft:
    """What somebody types to make a new office; checked by the action."""

    kind: OfficeKind
    region: str
    name: str
    admin: str
    admin_full_name: str = ""
