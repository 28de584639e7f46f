"""What is said of a backup that was restored."""

from __future__ import annotations

from datetime import timedelta

from desktop_app.language import tr, trn
from desktop_app.words.format import days, number


def age_words(age: timedelta) -> str:
    """How much work a backup of this age may lack."""
    if age < timedelta(days=1):
        return tr("Work of less than one day may be missing in this backup.")
    return tr("Work of {days} may be missing in this backup.").format(days=days(age.days))


def missing_words(releases: tuple[str, ...], is_evidence_missing: bool) -> str:
    """What did not come with a backup; empty if all of it did."""
    parts = []
    if releases:
        parts.append(
            trn(
                "One release did not lie with the backup: {labels}. Load it again.",
                "{n} releases did not lie with the backup: {labels}. Load them again.",
                len(releases),
            ).format(n=number(len(releases)), labels=", ".join(releases))
        )
    if is_evidence_missing:
        parts.append(tr("The evidence did not lie with the backup."))
    return " ".join(parts)
