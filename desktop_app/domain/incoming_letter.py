"""Letters that came to an office: from whom, about what, and who deals with it (disposisi)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from desktop_app.errors import Code, UserError

LONGEST = 200
"""The most characters of a line."""


@dataclass(frozen=True, slots=True)
class IncomingDraft:
    """What somebody typed of a letter that came; `number` and `dated` are the sender's own."""

    received: date
    sender: str
    subject: str
    number: str = ""
    dated: date | None = None
    disposition: str = ""

    def check(self, today: date) -> None:
        """Raises `UserError` (`LETTER_FIELD_MISSING`, `NOTE_TOO_LONG`, `DATE_IN_FUTURE`)."""
        for name, text in (("sender", self.sender), ("subject", self.subject)):
            if not text.strip():
                raise UserError(Code.LETTER_FIELD_MISSING, field=name)
        if max(map(len, (self.sender, self.subject, self.number, self.disposition))) > LONGEST:
            raise UserError(Code.NOTE_TOO_LONG, most=LONGEST)
        if self.received > today:
            raise UserError(Code.DATE_IN_FUTURE, field="received")
        if self.dated is not None and self.dated > self.received:
            raise UserError(Code.DATE_IN_FUTURE, field="dated")

    def as_data(self, office: str) -> dict[str, str | None]:
        """The form it has inside an op."""
        return {
            "office": office,
            "received": self.received.isoformat(),
            "sender": self.sender.strip(),
            "subject": self.subject.strip(),
            "number": self.number.strip(),
            "dated": self.dated.isoformat() if self.dated else None,
            "disposition": self.disposition.strip(),
        }


@dataclass(frozen=True, slots=True)
class IncomingLetter:
    """The record that folding its ops gives: what was written of it last.

    One that was taken back (`void_reason`) stays readable in its place.
    """

    id: str
    office: str
    content: IncomingDraft
    recorded_by: str
    recorded_at: datetime
    void_reason: str = ""
    voided_by: str = ""
    voided_at: datetime | None = None

    @property
    def is_void(self) -> bool:
        """Whether it was entered in error."""
        return self.voided_at is not None


def incoming_from(entity: str, data: Mapping[str, Any], *, by: str, at: datetime) -> IncomingLetter:
    """Read what `IncomingDraft.as_data` wrote."""
    return IncomingLetter(
        entity,
        str(data["office"]),
        IncomingDraft(
            received=date.fromisoformat(data["received"]),
            sender=str(data["sender"]),
            subject=str(data["subject"]),
            number=str(data["number"]),
            dated=date.fromisoformat(data["dated"]) if data["dated"] else None,
            disposition=str(data["disposition"]),
        ),
        recorded_by=by,
        recorded_at=at,
    )
