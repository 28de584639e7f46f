"""What the log of deeds knows: every kind of deed, and in which of seven classes it is reported.

The classes are those a supervisor asks for: who came in, who looked at people, what was recorded, what
came in, what went out, who managed the office, and what the program did for its own sake.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class DeedClass(StrEnum):
    """What a deed is reported as."""

    ACCESS = "access"  # came in, failed to, changed a passphrase
    LOOK = "look"  # searched, opened, revealed
    RECORD = "record"  # wrote, corrected, voided
    TAKE_IN = "take-in"  # releases, packages, lists
    GIVE_OUT = "give-out"  # printed, exported, sent, backed up
    MANAGE = "manage"  # users, settings, catalogue, keys
    UPKEEP = "upkeep"  # checks and repairs


_BY_CLASS: dict[DeedClass, str] = {
    DeedClass.ACCESS: "office-created office-opened office-recovered office-restored passphrases-wrong"
    " office-reset passphrase-changed",
    DeedClass.LOOK: "searched family-opened family-revealed list-revealed problems-revealed"
    " question-asked refused-row-opened evidence-opened proposal-opened-to-read proposal-revealed",
    DeedClass.RECORD: "intervention-recorded intervention-stepped intervention-step-undone"
    " intervention-corrected intervention-correction-undone intervention-voided local-fact-recorded"
    " local-fact-corrected local-fact-correction-undone local-fact-voided proposal-opened"
    " proposal-revised proposal-stepped ground-check-recorded ground-check-voided"
    " conflict-decided conflict-reopened"
    " letter-received letter-received-voided evidence-attached evidence-withdrawn work-reviewed work-review-undone match-decided"
    " match-decision-undone row-admitted row-withdrawn",
    DeedClass.TAKE_IN: "extract-imported extract-not-imported package-taken-in release-taken-in release-not-taken-in list-matched"
    " control-totals-kept boundaries-loaded",
    DeedClass.GIVE_OUT: "letter-issued letter-reprinted letter-printed letter-handed-over letter-run-begun"
    " family-sheet-printed prelist-printed register-printed"
    " delivery-list-printed interventions-exported proposals-exported changes-exported problems-exported"
    " totals-exported match-exported evidence-exported audit-exported list-exported report-made"
    " package-written release-given second-copy-made backup-made subject-sheet-printed"
    " incident-sheet-printed",
    DeedClass.MANAGE: "user-added user-disabled user-reset user-role-set recovery-code-renewed"
    " letter-cancelled number-book-handed number-book-taken letter-numbers-reserved letter-worded"
    " key-changed passphrase-again-set identity-changed official-changed kept-whole-changed backup-settings-changed"
    " proposal-calendar-set export-cap-set programme-added programme-revised catalogue-set"
    " quota-allotted question-kept question-deleted question-restored mapping-saved mapping-renamed"
    " mapping-deleted match-removed prelist-removed boundaries-removed"
    " focus-villages-set"
    " release-dropped release-slimmed release-bast-said retention-set data-erased"
    " enrolment-asked device-enrolled device-activated device-revoked certificate-renewed hub-created"
    " hub-epoch-begun hub-keys-rotated root-key-shown root-paper-checked escrow-key-shown"
    " escrow-key-published escrow-renewed reset-answered",
    DeedClass.UPKEEP: "office-checked unused-attachments-removed clock-went-back rescue-opened"
    " rescue-copy-made rescue-log-taken-over",
}

DEEDS: dict[str, DeedClass] = {
    deed: kind for kind, deeds in _BY_CLASS.items() for deed in deeds.split()
}
"""Every deed that this program writes, by its code; codes are never renamed once released."""


def class_of(deed: str) -> DeedClass | None:
    """The class of a deed; None for one that a newer program wrote."""
    return DEEDS.get(deed)


def deeds_of(kind: DeedClass) -> tuple[str, ...]:
    """The codes of a class."""
    return tuple(_BY_CLASS[kind].split())


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One line of the log as a person reads it."""

    number: int
    at: datetime
    user_id: str
    deed: str
    subject: str
    facts: Mapping[str, str | int]

    @property
    def purposes(self) -> tuple[str, ...]:
        """What somebody typed the deed was for, or why; mostly one or nothing."""
        said = (str(self.facts.get(name, "")) for name in ("purpose", "reason"))
        return tuple(text for text in said if text)

    def count_of(self, fact: str) -> int:
        """A whole number among its facts; 0 where it says none."""
        value = self.facts.get(fact)
        return value if isinstance(value, int) else 0


@dataclass(frozen=True, slots=True)
class UseLine:
    """How often one deed was done within a stretch of time, by how many people, and why.

    `rows` adds up what went out in lists and files; `kind` is None for a deed that a newer program
    wrote; `purposes` are those given most often.
    """

    kind: DeedClass | None
    deed: str
    times: int
    people: int
    rows: int
    purposes: tuple[str, ...]
