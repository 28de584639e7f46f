"""The activities of the record of processing in words: what for, by which law, which data, how long."""

from __future__ import annotations

from desktop_app.domain.processing import Activity, ActivityWords
from desktop_app.language import mark, tr

_DUTY = mark("Public duty (UU 27/2022 article 20)")
_BPS = mark("Inpres 4/2025; Peraturan BPS 6/2025 articles 23–24 and the BAST")
_SOCIAL = mark("Permensos 3/2025; Kepmensos 245/HUK/2025")
_SECURITY = mark("UU 27/2022 articles 35–39; Peraturan BPS 6/2025 articles 28–29")
_SETTING = mark("As set under Privacy in the settings")
_TRAVELS = mark("As long as the programme runs; also at the hub, and cannot be called back")
_NEVER_ERASED = mark("The log is never erased")

_WORDS: dict[Activity, tuple[str, str, str, str, str]] = {
    Activity.KEEP: (
        mark("Keeping releases of DTSEN"),
        mark("To have the register at hand without a network"),
        _BPS,
        mark("Identity, housing and assets, health, children"),
        _SETTING,
    ),
    Activity.LOOK: (
        mark("Searching and opening families"),
        mark("To serve people at the counter"),
        _DUTY,
        mark("Identity, housing and assets; health and children when revealed"),
        _NEVER_ERASED,
    ),
    Activity.AID: (
        mark("Recording help"),
        mark("To give help once and to the right people"),
        _DUTY,
        mark("Identity, decile of the day, help received"),
        _TRAVELS,
    ),
    Activity.PROPOSE: (
        mark("Proposals, corrections, objections"),
        mark("To bring the register up to date"),
        _SOCIAL,
        mark("Identity, what is proposed, reasons"),
        _TRAVELS,
    ),
    Activity.CHECK: (
        mark("Ground checks"),
        mark("To see how families really live"),
        _SOCIAL,
        mark("Identity, whether they were found"),
        _TRAVELS,
    ),
    Activity.NOTE: (
        mark("Notes, contacts and evidence"),
        mark("To reach families and to prove what was recorded"),
        _DUTY,
        mark("Telephone, place, photographs and papers"),
        _TRAVELS,
    ),
    Activity.WRITE: (
        mark("Letters and sheets"),
        mark("Statements for people and offices"),
        _DUTY,
        mark("Identity, decile"),
        mark("Archive by JRA (UU 43/2009, Permendagri 83/2022)"),
    ),
    Activity.MATCH: (
        mark("Matching lists of others"),
        mark("To know who of a list stands in the register"),
        _DUTY,
        mark("Identity, decile"),
        _SETTING,
    ),
    Activity.REPORT: (
        mark("Lists and reports given out"),
        mark("Coordination, reports and checking in the field"),
        _BPS,
        mark("As the file says: counts, names or whole numbers"),
        mark("Not kept here; the serial is in the log"),
    ),
    Activity.EXCHANGE: (
        mark("Packages to and from the hub"),
        mark("One record for the whole kabupaten"),
        _BPS,
        mark("Help, proposals, notes, letters; releases"),
        _TRAVELS,
    ),
    Activity.BACK_UP: (
        mark("Backups"),
        mark("To get the data back after damage"),
        _SECURITY,
        mark("Everything, encrypted"),
        mark("As many as are set under Backups"),
    ),
    Activity.ACCOUNT: (
        mark("Accounts of users and the log of deeds"),
        mark("To know who did what"),
        _SECURITY,
        mark("Names and deeds of the office's own users"),
        _NEVER_ERASED,
    ),
    Activity.ERASE: (
        mark("Erasing"),
        mark("To keep no longer than needed"),
        mark("UU 27/2022; the office's time of keeping"),
        mark("What was erased, by class and count"),
        _NEVER_ERASED,
    ),
}


def activity_words(activity: Activity) -> ActivityWords:
    """An activity in the language in use."""
    return ActivityWords(*(tr(words) for words in _WORDS[activity]))


def all_activities() -> dict[Activity, ActivityWords]:
    """Every activity in the language in use."""
    return {activity: activity_words(activity) for activity in Activity}
