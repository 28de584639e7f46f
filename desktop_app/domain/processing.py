"""The record of processing (ROPA): which activity every deed of the log belongs to.

UU 27/2022 asks for a record of all processing. What an office does with data stands in its log of
deeds already; here the deeds are gathered into the activities that such a record is made of.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from desktop_app.domain.audit_deed import DeedClass, class_of


class Activity(StrEnum):
    """One kind of processing."""

    KEEP = "keep"  # releases: taken in, mended, made slim, removed
    LOOK = "look"  # searched, opened, revealed
    AID = "aid"
    PROPOSE = "propose"
    CHECK = "check"  # ground checks
    NOTE = "note"  # what the office itself knows, and what is attached
    WRITE = "write"  # letters and sheets
    MATCH = "match"  # lists of others
    REPORT = "report"  # lists and reports that leave in clear
    EXCHANGE = "exchange"
    BACK_UP = "back-up"
    ACCOUNT = "account"  # the office's own users, and what they did
    ERASE = "erase"


_BY_ACTIVITY: dict[Activity, str] = {
    Activity.KEEP: "extract-imported extract-not-imported row-admitted row-withdrawn control-totals-kept"
    " release-slimmed release-bast-said release-taken-in release-not-taken-in refused-row-opened problems-revealed",
    Activity.LOOK: "searched family-opened family-revealed list-revealed",
    Activity.AID: "intervention-recorded intervention-stepped intervention-step-undone"
    " intervention-corrected intervention-correction-undone intervention-voided interventions-exported"
    " delivery-list-printed",
    Activity.PROPOSE: "proposal-opened proposal-revised proposal-stepped proposal-opened-to-read"
    " proposal-revealed proposals-exported",
    Activity.CHECK: "ground-check-recorded ground-check-voided prelist-printed prelist-removed",
    Activity.NOTE: "local-fact-recorded local-fact-corrected local-fact-correction-undone"
    " local-fact-voided evidence-attached evidence-withdrawn evidence-opened evidence-exported"
    " work-reviewed work-review-undone",
    Activity.WRITE: "letter-issued letter-reprinted letter-printed letter-handed-over letter-run-begun"
    " register-printed family-sheet-printed subject-sheet-printed",
    Activity.MATCH: "list-matched match-decided match-decision-undone match-exported match-removed",
    Activity.REPORT: "changes-exported problems-exported totals-exported list-exported report-made",
    Activity.EXCHANGE: "package-written package-taken-in conflict-decided conflict-reopened second-copy-made release-given",
    Activity.BACK_UP: "backup-made office-restored",
    Activity.ACCOUNT: "office-opened office-recovered office-reset passphrases-wrong passphrase-changed user-added"
    " user-disabled user-reset user-role-set audit-exported incident-sheet-printed",
    Activity.ERASE: "data-erased release-dropped unused-attachments-removed",
}
ACTIVITIES: dict[str, Activity] = {
    deed: activity for activity, deeds in _BY_ACTIVITY.items() for deed in deeds.split()
}
"""The activity of deeds that belong elsewhere than their class says."""
_BY_CLASS = {
    DeedClass.ACCESS: Activity.ACCOUNT,
    DeedClass.LOOK: Activity.LOOK,
    DeedClass.RECORD: Activity.NOTE,
    DeedClass.TAKE_IN: Activity.KEEP,
    DeedClass.GIVE_OUT: Activity.REPORT,
}


def activity_of(deed: str) -> Activity | None:
    """The activity of a deed; None for one that processes nobody's data, such as setting up the office."""
    kind = class_of(deed)
    return ACTIVITIES.get(deed) or (_BY_CLASS.get(kind) if kind else None)


@dataclass(frozen=True, slots=True)
class ProcessingLine:
    """One activity within a stretch of time, from real deeds.

    `rows` adds up what went out in lists and files; `purposes` and `recipients` are those given most
    often; `people` counts the users.
    """

    activity: Activity
    times: int
    people: int
    rows: int
    first_at: datetime
    last_at: datetime
    purposes: tuple[str, ...]
    recipients: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActivityWords:
    """What stands about an activity in every such record, in one language."""

    name: str
    purpose: str
    basis: str
    data: str
    kept: str
