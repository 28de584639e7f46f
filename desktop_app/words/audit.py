"""What the log of deeds says, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from desktop_app.domain.audit_deed import DeedClass
from desktop_app.language import mark, tr

_CLASSES = {
    DeedClass.ACCESS: mark("Coming in"),
    DeedClass.LOOK: mark("Looking at people"),
    DeedClass.RECORD: mark("Recording"),
    DeedClass.TAKE_IN: mark("Taking in"),
    DeedClass.GIVE_OUT: mark("Giving out"),
    DeedClass.MANAGE: mark("Managing the office"),
    DeedClass.UPKEEP: mark("Upkeep"),
}
_DEEDS = {
    "audit-exported": mark("Log of deeds exported"),
    "backup-made": mark("Backup made"),
    "backup-settings-changed": mark("Settings of backups changed"),
    "catalogue-set": mark("Rule or number of the catalogue set"),
    "changes-exported": mark("Changes between releases exported"),
    "conflict-decided": mark("Conflict decided"),
    "conflict-reopened": mark("Decision about a conflict taken back"),
    "clock-went-back": mark("The computer's clock went back"),
    "control-totals-kept": mark("Control totals kept"),
    "data-erased": mark("Data erased after their time of keeping"),
    "delivery-list-printed": mark("List of a delivery printed"),
    "device-activated": mark("Joined the hub"),
    "device-enrolled": mark("Device let into the exchange"),
    "device-revoked": mark("Device shut out of the exchange"),
    "enrolment-asked": mark("Asked to join the hub"),
    "escrow-key-published": mark("Escrow key of the hub put in force"),
    "escrow-key-shown": mark("Escrow key of the hub shown for paper"),
    "escrow-renewed": mark("Key of the database sealed for the hub"),
    "evidence-attached": mark("Evidence attached"),
    "export-cap-set": mark("Limit of exports changed"),
    "evidence-exported": mark("Evidence saved as a file"),
    "evidence-opened": mark("Evidence looked at"),
    "evidence-withdrawn": mark("Evidence withdrawn"),
    "extract-imported": mark("Release loaded"),
    "extract-not-imported": mark("Release refused"),
    "family-opened": mark("Family opened"),
    "family-revealed": mark("Numbers of a family revealed"),
    "family-sheet-printed": mark("Sheet of a family printed"),
    "ground-check-recorded": mark("Ground check recorded"),
    "ground-check-voided": mark("Ground check marked as entered in error"),
    "hub-created": mark("Hub made"),
    "hub-keys-rotated": mark("Keys of the hub replaced"),
    "hub-epoch-begun": mark("New epoch of the hub begun"),
    "identity-changed": mark("Letterhead changed"),
    "incident-sheet-printed": mark("Incident sheet printed"),
    "intervention-corrected": mark("Help put right"),
    "intervention-correction-undone": mark("Putting right taken back"),
    "intervention-recorded": mark("Help recorded"),
    "intervention-step-undone": mark("Step of help taken back"),
    "intervention-stepped": mark("Step of help taken"),
    "intervention-voided": mark("Help marked as entered in error"),
    "interventions-exported": mark("List of help exported"),
    "kept-whole-changed": mark("Keeping of older releases changed"),
    "key-changed": mark("Key of the database changed"),
    "letter-issued": mark("Letter issued"),
    "letter-reprinted": mark("Letter printed again"),
    "letter-printed": mark("Letter printed"),
    "letter-handed-over": mark("Letter handed over"),
    "letter-cancelled": mark("Letter cancelled"),
    "letter-received": mark("Letter received"),
    "letter-received-voided": mark("Letter received marked as entered in error"),
    "number-book-handed": mark("Number book handed over"),
    "number-book-taken": mark("Number book taken"),
    "letter-numbers-reserved": mark("Letter numbers reserved"),
    "letter-run-begun": mark("Run of letters begun"),
    "letter-worded": mark("Letter worded anew"),
    "register-printed": mark("Register printed"),
    "list-exported": mark("List exported"),
    "list-matched": mark("List matched"),
    "list-revealed": mark("Numbers of a list revealed"),
    "local-fact-corrected": mark("Note corrected"),
    "local-fact-correction-undone": mark("Correction of a note taken back"),
    "local-fact-recorded": mark("Note written"),
    "local-fact-voided": mark("Note marked as entered in error"),
    "mapping-deleted": mark("Mapping deleted"),
    "mapping-renamed": mark("Mapping renamed"),
    "boundaries-loaded": mark("Boundaries of desa loaded"),
    "focus-villages-set": mark("Desa lokus set"),
    "boundaries-removed": mark("Boundaries of desa removed"),
    "mapping-saved": mark("Mapping saved"),
    "match-decided": mark("Doubtful row decided"),
    "match-decision-undone": mark("Decision about a row taken back"),
    "match-exported": mark("Matched list exported"),
    "match-removed": mark("Matched list removed"),
    "office-checked": mark("Office checked"),
    "office-created": mark("Office made"),
    "office-opened": mark("Office opened"),
    "office-recovered": mark("Office opened with the recovery code"),
    "office-restored": mark("Office restored from a backup"),
    "office-reset": mark("Office opened with the hub's help"),
    "official-changed": mark("Official changed"),
    "package-taken-in": mark("Package taken in"),
    "package-written": mark("Package written"),
    "passphrase-again-set": mark("Asking for the passphrase before exports changed"),
    "passphrase-changed": mark("Passphrase changed"),
    "passphrases-wrong": mark("Wrong passphrases typed"),
    "prelist-removed": mark("List for a ground check forgotten"),
    "prelist-printed": mark("List for a ground check printed"),
    "problems-exported": mark("Problems of a release exported"),
    "problems-revealed": mark("Rows with problems revealed"),
    "programme-added": mark("Programme added"),
    "programme-revised": mark("Programme revised"),
    "proposal-calendar-set": mark("Calendar of proposals set"),
    "proposal-opened": mark("Proposal drafted"),
    "proposal-opened-to-read": mark("Proposal opened"),
    "proposal-revealed": mark("Contents of a proposal revealed"),
    "proposal-revised": mark("Draft of a proposal rewritten"),
    "proposal-stepped": mark("Step of a proposal taken"),
    "proposals-exported": mark("List of proposals exported"),
    "question-asked": mark("Question asked about the data"),
    "question-deleted": mark("Saved question deleted"),
    "question-kept": mark("Question saved"),
    "question-restored": mark("Deleted question taken back"),
    "quota-allotted": mark("Quota allotted"),
    "recovery-code-renewed": mark("Recovery code renewed"),
    "refused-row-opened": mark("Refused row opened"),
    "release-bast-said": mark("BAST of a release noted"),
    "release-dropped": mark("Release removed"),
    "release-slimmed": mark("Release made slim"),
    "release-given": mark("Release given to an office"),
    "release-taken-in": mark("Release of the hub taken in"),
    "release-not-taken-in": mark("Release of the hub not taken in"),
    "certificate-renewed": mark("Certificate of an office renewed"),
    "report-made": mark("Report made"),
    "root-key-shown": mark("Main key of the hub shown for paper"),
    "root-paper-checked": mark("Paper with the main key checked"),
    "reset-answered": mark("Key given back to a locked office"),
    "retention-set": mark("Time of keeping changed"),
    "rescue-copy-made": mark("Damaged files copied as they are"),
    "rescue-log-taken-over": mark("Log of the rescue mode taken over"),
    "rescue-opened": mark("Office opened in rescue mode"),
    "row-admitted": mark("Refused row admitted"),
    "row-withdrawn": mark("Admitted row taken out"),
    "searched": mark("Searched"),
    "subject-sheet-printed": mark("Data of a person printed for them"),
    "second-copy-made": mark("Second copy of the hub made"),
    "totals-exported": mark("Totals exported"),
    "unused-attachments-removed": mark("Unused files of evidence removed"),
    "user-added": mark("User added"),
    "user-disabled": mark("User kept out"),
    "user-reset": mark("User given a new code"),
    "user-role-set": mark("Role of a user changed"),
    "work-review-undone": mark("Review taken back"),
    "work-reviewed": mark("Work reviewed"),
}
NAMED = frozenset(_DEEDS)
"""The codes that have words."""


def class_words(kind: DeedClass) -> str:
    """A class of deeds."""
    return tr(_CLASSES[kind])


def deed_name(deed: str) -> str:
    """What a line of the log says was done; the code itself for one that a newer program wrote."""
    return tr(_DEEDS[deed]) if deed in _DEEDS else deed


def all_words(say: Callable[[str], str] = tr) -> dict[str, str]:
    """The words of every deed and every class, by code; `say` puts them into a language."""
    deeds = {code: say(words) for code, words in _DEEDS.items()}
    return deeds | {kind.value: say(words) for kind, words in _CLASSES.items()}


def facts_words(facts: Mapping[str, str | int]) -> str:
    """The facts of a line as they were kept: codes and counts, never a value from a row."""
    return ", ".join(f"{name}={value}" for name, value in facts.items())
