"""The fields of one intervention: what they offer, what they fill in by themselves, what they say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop_app.actions.lookups import FamilyGlance, Lookups
from desktop_app.domain.asnaf import Asnaf
from desktop_app.domain.dates import parse_date
from desktop_app.domain.intervention import InterventionDraft
from desktop_app.domain.intervention_status import InterventionStatus
from desktop_app.domain.money import parse_rupiah
from desktop_app.domain.outsider import Outsider
from desktop_app.domain.period import Period
from desktop_app.domain.programme import AidForm, Basis, FundSource, ProgrammeVersion
from desktop_app.domain.subject import SubjectKind
from desktop_app.errors import Code, UserError
from desktop_app.language import current, tr
from desktop_app.ui.pages.aid_signer import SignerFields
from desktop_app.ui.pages.intervention_more import MoreFields
from desktop_app.ui.pages.intervention_options import (
    WHOLE_FAMILY,
    programme_options,
    recipient_options,
    usual_payment,
)
from desktop_app.ui.pages.period_options import period_options
from desktop_app.ui.pages.programme_notes import ProgrammeNotes
from desktop_app.ui.style import M
from desktop_app.ui.widgets.choice import Choice, Option
from desktop_app.ui.widgets.day import DayField
from desktop_app.ui.widgets.field import FormField, side_by_side
from desktop_app.ui.widgets.text import Text
from desktop_app.words.aid import (
    amount_words,
    asnaf_words,
    basis_words,
    decile_range_words,
    status_meaning,
    status_words,
)

_NO_ASNAF = ""


class InterventionFields(QWidget):
    """Programme, recipient, period, date, amount and the rest; `changed` when a person changed one.

    Choosing a programme fills in its amount, period, source and owner, until somebody types another.
    """

    changed = Signal()

    def __init__(self, lookups: Lookups, today: date, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lookups = lookups
        self._today = today
        self._glance: FamilyGlance | None = None
        self._outsider: Outsider | None = None
        self._versions: dict[str, ProgrammeVersion] = {}
        self._is_own_amount = False
        self._is_own_period = False
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(M)
        self.recipient = Choice()
        self.recipient.setPlaceholderText(tr("Choose a member"))
        self.recipient_field = FormField(tr("&Who receives it"), self.recipient)
        whole.addWidget(self.recipient_field)
        self.programme = Choice()
        self.programme.setPlaceholderText(tr("Choose a programme"))
        self.programme_field = FormField(tr("Pro&gramme"), self.programme)
        whole.addWidget(self.programme_field)
        self.notes = ProgrammeNotes()
        whole.addWidget(self.notes)
        self.period = Choice()
        self.period_field = FormField(tr("For whi&ch period"), self.period)
        self.given_on = DayField(tr("D&ate given"))
        whole.addLayout(side_by_side(self.period_field, self.given_on))
        self.amount = QLineEdit()
        self.amount_field = FormField(tr("A&mount in rupiah"), self.amount)
        self.quantity = QLineEdit()
        self.quantity_field = FormField(tr("G&oods"), self.quantity)
        self.status = Choice()
        self.status_field = FormField(tr("Stat&us"), self.status)
        whole.addLayout(side_by_side(self.amount_field, self.status_field))
        self._status_note = Text("", "caption", wraps=True)
        whole.addWidget(self._status_note)
        whole.addWidget(self.quantity_field)
        self.signer = SignerFields()
        self.signer.hide()
        whole.addWidget(self.signer)
        self.asnaf = Choice()
        self.asnaf_field = FormField(
            tr("Asnaf (&H)"), self.asnaf, hint=tr("As what zakat is received; may be left open.")
        )
        whole.addWidget(self.asnaf_field)
        self.more = MoreFields()
        whole.addWidget(self.more)
        self._fill_constants()
        self._connect()

    @property
    def is_asking_enough(self) -> bool:
        """Whether so much is filled in that the rules can be looked at."""
        has_recipient = self._glance is not None and self.recipient.value is not None
        is_named = self._outsider is not None and bool(self._outsider.name.strip())
        return self.version is not None and (has_recipient or is_named)

    @property
    def version(self) -> ProgrammeVersion | None:
        """The programme that was chosen, as it holds on the date."""
        return self._versions.get(self.programme.value or "")

    def by_name(self) -> dict[str, FormField]:
        """The fields by the names that faults of a draft carry."""
        return {
            "person_id": self.recipient_field,
            "programme": self.programme_field,
            "period": self.period_field,
            "given_on": self.given_on,
            "amount": self.amount_field,
            "note": self.more.note_field,
            "signer": self.signer.incomplete_field,
        }

    def show_family(self, glance: FamilyGlance | None, person_id: str = "") -> None:
        """Offer this family and its members as recipients."""
        self._glance = glance
        self._outsider = None
        self.recipient.show_options([])
        self._offer_recipients(person_id)
        self._offer_programmes(self.given_on.day or self._today)
        self.notes.show_notes(self.version, glance)

    def show_outsider(self, outsider: Outsider) -> None:
        """Record for somebody who stands in no release; only fitting programmes are offered."""
        self._glance = None
        self._outsider = outsider
        self._offer_recipients("")
        self._offer_programmes(self.given_on.day or self._today)
        if self.version is None:
            self._show_programme()

    def forget_family(self) -> None:
        """Forget what belongs to one family only."""
        outsider = self._outsider
        self.show_family(None)
        if outsider is not None:
            self.show_outsider(replace(outsider, name=""))
        self.asnaf.choose(_NO_ASNAF)
        self.more.note.clear()

    # Keeping what was typed

    def as_data(self) -> dict[str, str]:
        """What stands in the fields, however wrong: for keeping it while it is typed."""
        return {
            "recipient": self.recipient.value or "",
            "programme": self.programme.value or "",
            "period": self.period.value or "",
            "given_on": self.given_on.line.text(),
            "amount": self.amount.text(),
            "quantity": self.quantity.text(),
            "status": self.status.value or "",
            **self.more.as_data(),
            **self.signer.as_data(),
        }

    def show_data(self, data: Mapping[str, str]) -> None:
        """Show what `as_data` gave, after its family was shown."""
        self.given_on.line.setText(data["given_on"])
        self._offer_programmes(self.given_on.day or self._today)
        self.programme.choose(data["programme"])
        self._is_own_amount = self._is_own_period = True
        self._show_programme()
        self._offer_recipients(data["recipient"])
        for choice, name in ((self.period, "period"), (self.status, "status")):
            choice.choose(data[name])
        for line, name in ((self.amount, "amount"), (self.quantity, "quantity")):
            line.setText(data[name])
        self.more.show_data(data)
        self.signer.show_data(data)
        self._show_status()

    # Filling in

    def _fill_constants(self) -> None:
        self.given_on.show_day(self._today)
        self.status.show_options(
            [Option(status.value, status_words(status)) for status in InterventionStatus],
            chosen=InterventionStatus.RECEIVED.value,
        )
        self.asnaf.show_options(
            [
                Option(_NO_ASNAF, tr("Not written down")),
                *(Option(one.value, asnaf_words(one)) for one in Asnaf),
            ],
            chosen=_NO_ASNAF,
        )
        self._offer_programmes(self._today)
        self._offer_recipients("")
        self._show_programme()

    def _connect(self) -> None:
        self.asnaf.activated.connect(self._on_changed)
        self.more.changed.connect(self._on_changed)
        self.recipient.activated.connect(self._on_recipient)
        self.status.activated.connect(self._on_status)
        self.signer.changed.connect(self._on_changed)
        self.period.activated.connect(self._on_period)
        self.programme.activated.connect(self._on_programme)
        self.given_on.changed.connect(self._on_day)
        self.amount.textEdited.connect(self._on_amount)
        self.quantity.textEdited.connect(self._on_changed)

    def _offer_programmes(self, day: date) -> None:
        kind = self._outsider.kind if self._outsider else SubjectKind.FAMILY
        versions = [
            version
            for version in self._lookups.catalogue.versions_on(day)
            if kind.is_household or Basis(kind.value) in version.bases
        ]
        self._versions = {version.code: version for version in versions}
        self.programme.show_options(programme_options(versions), chosen=self.programme.value)

    def _offer_recipients(self, person_id: str) -> None:
        glance = self._glance
        self.recipient_field.setVisible(glance is not None)
        if glance is None:
            self.recipient.show_options([])
            self._offer_signers()
            return
        version = self.version
        chosen = person_id or self.recipient.value or WHOLE_FAMILY
        options = recipient_options(glance, self._lookups.codes, version)
        self.recipient.show_options(options, chosen=chosen)
        wants = version is not None and version.wants_person
        self.recipient_field.set_hint(
            tr("This programme is given to one person: choose who.")
            if wants and self.recipient.value is None
            else ""
        )
        self._offer_signers()

    def _offer_signers(self) -> None:
        recipient = self.recipient.value
        own = "" if recipient in (None, WHOLE_FAMILY) else str(recipient)
        self.signer.show_family(self._glance, self._lookups.codes, recipient_id=own)
        self._show_status()

    def _show_status(self) -> None:
        status = InterventionStatus(self.status.value or InterventionStatus.RECEIVED)
        self._status_note.setText(status_meaning(status))
        self.status.setAccessibleDescription(status_meaning(status))
        is_for_one = self._glance is not None or self._outsider is not None
        self.signer.setVisible(is_for_one and status is InterventionStatus.RECEIVED)

    def _show_programme(self) -> None:
        version = self.version
        self.notes.show_notes(version, self._glance)
        self.asnaf_field.setVisible(bool(version and version.asks_asnaf))
        if version is None:
            self.programme_field.set_hint("")
        else:
            about = (amount_words(version), basis_words(version), decile_range_words(version))
            legal = f"\n{version.legal_basis}" if version.legal_basis else ""
            self.programme_field.set_hint(" · ".join(about) + legal)
        self.more.show_version(version)
        self._offer_periods()
        is_goods = version is not None and version.form is not AidForm.CASH
        self.quantity_field.setVisible(is_goods)
        self._suggest_amount()

    def _suggest_amount(self) -> None:
        if not self._is_own_amount:
            amount, goods = usual_payment(self.version, self.period.value or "")
            self.amount.setText(amount)
            self.quantity.setText(goods)

    def _offer_periods(self) -> None:
        day, version = self.given_on.day or self._today, self.version
        usual = str(Period.around(day, version.period_kind)) if version else ""
        kept = self.period.value if self._is_own_period else None
        options = period_options(day, version) if version else []
        self.period.show_options(options, chosen=kept or usual)
        if self.period.value is None:
            self.period.choose(usual)

    # Reading out

    def draft(self, reason: str) -> InterventionDraft:
        """What was filled in; raises `UserError` whose `field` is one of `by_name` or ``family_id``."""
        glance, recipient = self._glance, self.recipient.value
        if self._outsider is not None:
            return replace(self.draft_for_all(), outsider=self._outsider, reason=reason)
        if glance is None:
            raise UserError(Code.SUBJECT_MISSING, field="family_id")
        if self.version is None:
            raise UserError(Code.PROGRAMME_UNKNOWN, field="programme")
        if recipient is None:
            raise UserError(Code.PROGRAMME_WANTS_PERSON, field="person_id")
        return replace(
            self.draft_for_all(),
            family_id=glance.sheet.id,
            person_id=None if recipient == WHOLE_FAMILY else recipient,
            reason=reason,
        )

    def draft_for_all(self) -> InterventionDraft:
        """What was filled in, whoever it is for; raises `UserError` as `draft` does."""
        if self.version is None:
            raise UserError(Code.PROGRAMME_UNKNOWN, field="programme")
        try:
            given_on = parse_date(self.given_on.line.text())
        except UserError as error:
            raise UserError(error.code, field="given_on") from error
        try:
            amount = parse_rupiah(self._digits()) if self.amount.text().strip() else None
        except UserError as error:
            raise UserError(error.code, field="amount") from error
        return InterventionDraft(
            programme=self.version.code,
            period=self.period.value or "",
            given_on=given_on,
            amount=amount,
            quantity=self.quantity.text() if self.quantity_field.isVisibleTo(self) else "",
            funds=FundSource(self.more.funds.value) if self.more.funds.value else None,
            agency=self.more.agency.text(),
            status=InterventionStatus(self.status.value or InterventionStatus.RECEIVED),
            note=self.more.note.toPlainText(),
            signer=None if self.signer.isHidden() else self.signer.signer,
            asnaf=Asnaf(self.asnaf.value) if self.asnaf.value and self.version.asks_asnaf else None,
        )

    def _digits(self) -> str:
        # What the form wrote itself has the separators of the language in use.
        typed = self.amount.text()
        return typed.replace(",", "") if current() == "en" else typed

    def recipient_name(self) -> str:
        """Who receives it, by name."""
        glance, recipient = self._glance, self.recipient.value
        if self._outsider is not None:
            return self._outsider.name
        if glance is None:
            return ""
        for member in glance.sheet.members:
            if member.id == recipient:
                return member.name
        return glance.sheet.head_name

    # News

    @Slot()
    def _on_programme(self) -> None:
        self._is_own_amount = self._is_own_period = False
        self.programme_field.show_error("")
        self._show_programme()
        self._offer_recipients("")
        self._on_changed()

    @Slot()
    def _on_recipient(self) -> None:
        self._offer_signers()
        self._on_changed()

    @Slot()
    def _on_status(self) -> None:
        self._show_status()
        self._on_changed()

    @Slot()
    def _on_period(self) -> None:
        self._is_own_period = True
        self._suggest_amount()
        self._on_changed()

    @Slot()
    def _on_day(self) -> None:
        day = self.given_on.day
        if day is not None:
            self._offer_programmes(day)
            self._show_programme()
        self._on_changed()

    @Slot()
    def _on_amount(self) -> None:
        self._is_own_amount = True
        self.amount_field.show_error("")
        self._on_changed()

    @Slot()
    def _on_changed(self) -> None:
        self.recipient_field.show_error("")
        self.changed.emit()
