"""What every part of the exchange is made of, and what they are all shown: one reading of the office."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.actions.conflicts import conflicts_of
from desktop_app.actions.enrolment import EnrolmentState, enrolment_state
from desktop_app.actions.extracts import releases_of
from desktop_app.actions.hub_board import HubOfficeLine, offices_of_hub
from desktop_app.actions.hub_downloads import CopyState, copy_state
from desktop_app.actions.hub_keys import HubKeys, hub_keys
from desktop_app.actions.lookups import Lookups, lookups_of
from desktop_app.actions.office import Office
from desktop_app.actions.own_changes import OwnChanges, own_changes_of
from desktop_app.actions.packages import (
    PackageLine,
    WaitingOps,
    packages_of,
    waiting_to_send,
)
from desktop_app.domain.conflict import Conflict
from desktop_app.domain.office import OfficeProfile
from desktop_app.domain.release import ReleaseLine
from desktop_app.domain.roles import OfficeKind, Right
from desktop_app.ui.page import Page
from desktop_app.ui.style import M
from desktop_app.ui.widgets.lead import Lead


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything the page shows, read at one moment; what only a hub knows is empty elsewhere.

    `may_decide` says whether whoever looks may decide conflicts, let offices in and change keys.
    """

    profile: OfficeProfile
    state: EnrolmentState
    waiting: WaitingOps
    packages: tuple[PackageLine, ...]
    changes: OwnChanges
    conflicts: tuple[Conflict, ...]
    lookups: Lookups
    may_decide: bool
    offices: tuple[HubOfficeLine, ...] = ()
    copy: CopyState | None = None
    keys: HubKeys | None = None
    releases: tuple[ReleaseLine, ...] = ()

    @property
    def is_hub(self) -> bool:
        """Whether this office is the hub."""
        return self.profile.kind is OfficeKind.HUB


def read_situation(office: Office) -> Situation:
    """Read all of it, as far as whoever has the office open may know it."""
    is_hub = office.profile.kind is OfficeKind.HUB
    is_run = is_hub and office.account.has(Right.HUB_OPERATE)
    may_exchange = office.account.has(Right.EXCHANGE)
    return Situation(
        profile=office.profile,
        state=enrolment_state(office),
        waiting=waiting_to_send(office),
        packages=tuple(packages_of(office)) if may_exchange else (),
        # A hub sends nothing: what is recorded there goes into its own logs.
        changes=OwnChanges((), 0) if is_hub else own_changes_of(office),
        conflicts=tuple(conflicts_of(office)),
        lookups=lookups_of(office),
        may_decide=office.account.has(Right.HUB_DECIDE),
        offices=tuple(offices_of_hub(office)) if is_run else (),
        copy=copy_state(office) if is_run else None,
        keys=hub_keys(office) if is_run else None,
        releases=tuple(releases_of(office)) if is_run else (),
    )


class ExchangePart(Lead, QWidget):
    """One part; has its work done through the page it stands on."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, M, 0, 0)
        self.column.setSpacing(M)

    def show_situation(self, situation: Situation) -> None:
        """Show what was read."""

    def has_unsaved(self) -> bool:
        """Whether something was typed here that would be lost with the page."""
        return False

    def step_back(self) -> bool:
        """Esc: close what is open over the part; False if nothing is."""
        return False
