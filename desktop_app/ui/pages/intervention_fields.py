"""The fields of one intervention: what they offer, what they fill in by themselves, what they say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from desktop_app.actions.lookups import FamilyGlance, Lookups
from desktop_app.domain.dates import parse_date
from desktop_app.domain.intervention import InterventionDraft
from desktop_app.domain.intervention_status import InterventionStatus
from desktop_app.domain.money import parse_rupiah
from desktop_app.domain.period import Period
from desktop_app.domain.programme import AidForm, FundSource, ProgrammeVersion
from desktop_app.errors import Code, UserError
from desktop_app.language import current, tr
from desktop_app.ui.pages.aid_signer import SignerFields
from desktop_app.ui.pages.intervention_options import (
    WHOLE_FAMILY,
    period_options,
    programme_options,
    recipient_options,
)
from desktop_app.ui.style import L, M, S
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.choice import Choice, Option
from desktop_app.ui.widgets.day import DayField
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.text import Text
from desktop_app.words.aid import (
    amount_words,
    basis_words,
    decile_range_words,
    funds_words,
    status_meaning,
    status_words,
)
from desktop_app.words.format import number


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
        self._note_of_programme = Text("", "due", wraps=True)
        whole.addWidget(self._note_of_programme)
        self.period = Choice()
        self.period_field = FormField(tr("For whi&ch period"), self.period)
        self.given_on = DayField(tr("D&ate given"))
        whole.addLayout(_side_by_side(self.period_field, self.given_on))
        self.amount = QLineEdit()
        self.amount_field = FormField(tr("A&mount in rupiah"), self.amount)
        self.quantity = QLineEdit()
        self.quantity_field = FormField(tr("G&oods"), self.quantity)
        self.status = Choice()
        self.status_field = FormField(tr("Stat&us"), self.status)
        whole.addLayout(_side_by_side(self.amount_field, self.status_field))
        self._status_note = Text("", "caption", wraps=True)
        whole.addWidget(self._status_note)
        whole.addWidget(self.quantity_field)
        self.signer = SignerFields()
        self.signer.hide()
        whole.addWidget(self.signer)
        self.more_button = Button("", icon="chevron-right", kind="plain")
        self.more_button.setCheckable(True)
        whole.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._more = QWidget()
        more = QVBoxLayout(self._more)
        more.setContentsMargins(0, 0, 0, 0)
        more.setSpacing(L)
        self.funds = Choice()
        self.funds_field = FormField(tr("Source of &funds"), self.funds)
        self.agency = QLineEdit()
        self.agency_field = FormField(tr("Given &by"), self.agency)
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(64)
        self.note_field = FormField(tr("&Note"), self.note)
        for field in (self.funds_field, self.agency_field, self.note_field):
            more.addWidget(field)
        self._more.hide()
        whole.addWidget(self._more)
        self._fill_constants()
        self._connect()

    @property
    def is_asking_enough(self) -> bool:
        """Whether so much is filled in that the rules can be looked at."""
        return (
            self._glance is not None
            and self.version is not None
            and self.recipient.value is not None
        )

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
            "note": self.note_field,
            "signer": self.signer.incomplete_field,
        }

    def show_family(self, glance: FamilyGlance | None, person_id: str = "") -> None:
        """Offer this family and its members as recipients."""
        self._glance = glance
        self.recipient.show_options([])
        self._offer_recipients(person_id)

    def forget_family(self) -> None:
        """Forget what belongs to one family only."""
        self.show_family(None)
        self.note.clear()

    # Filling in

    def _fill_constants(self) -> None:
        self.given_on.show_day(self._today)
        self.status.show_options(
            [Option(status.value, status_words(status)) for status in InterventionStatus],
            chosen=InterventionStatus.RECEIVED.value,
        )
        self._offer_programmes(self._today)
        self._offer_recipients("")
        self._show_programme()

    def _connect(self) -> None:
        self.funds.activated.connect(self._on_changed)
        self.recipient.activated.connect(self._on_recipient)
        self.status.activated.connect(self._on_status)
        self.signer.changed.connect(self._on_changed)
        self.period.activated.connect(self._on_period)
        self.programme.activated.connect(self._on_programme)
        self.given_on.changed.connect(self._on_day)
        self.amount.textEdited.connect(self._on_amount)
        for line in (self.quantity, self.agency):
            line.textEdited.connect(self._on_changed)
        self.note.textChanged.connect(self._on_note)
        self.more_button.toggled.connect(self._on_more)

    def _offer_programmes(self, day: date) -> None:
        versions = self._lookups.catalogue.versions_on(day)
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
        is_signed = status is InterventionStatus.RECEIVED and self._glance is not None
        self.signer.setVisible(is_signed)

    def _show_programme(self) -> None:
        version = self.version
        self._note_of_programme.setVisible(bool(version and version.note))
        if version is None:
            self.programme_field.set_hint("")
        else:
            about = (amount_words(version), basis_words(version), decile_range_words(version))
            legal = f"\n{version.legal_basis}" if version.legal_basis else ""
            self.programme_field.set_hint(" · ".join(about) + legal)
            self._note_of_programme.setText(version.note)
            self._note_of_programme.set_role("due" if version.uncertain else "muted")
            self.agency.setText(version.owner)
        self._offer_periods()
        self._offer_funds()
        is_goods = version is not None and version.form is not AidForm.CASH
        self.quantity_field.setVisible(is_goods)
        if not self._is_own_amount:
            amount = version.amount if version else None
            self.amount.setText("" if amount is None else number(amount))
            goods = "" if version is None or version.quantity is None else str(version.quantity)
            self.quantity.setText(f"{goods} {version.unit}".strip() if version else "")
        self._say_more()

    def _offer_periods(self) -> None:
        day = self.given_on.day or self._today
        kinds = self.version.periods if self.version else ()
        usual = str(Period.around(day, kinds[0])) if kinds else ""
        kept = self.period.value if self._is_own_period else None
        self.period.show_options(period_options(day, kinds), chosen=kept or usual)
        if self.period.value is None:
            self.period.choose(usual)

    def _offer_funds(self) -> None:
        usual = self.version.sources if self.version else ()
        rest = tuple(source for source in FundSource if source not in usual)
        self.funds.show_options(
            [Option(source.value, funds_words(source)) for source in (*usual, *rest)],
            chosen=usual[0].value if usual else None,
        )

    def _say_more(self) -> None:
        parts = [self.funds.currentText(), self.agency.text().strip()]
        known = " · ".join(part for part in parts if part)
        words = tr("More: {facts}").format(facts=known) if known else tr("More details")
        self.more_button.setText(words.replace("&", "&&"))

    # Reading out

    def draft(self, reason: str) -> InterventionDraft:
        """What was filled in; raises `UserError` whose `field` is one of `by_name` or ``family_id``."""
        glance, recipient = self._glance, self.recipient.value
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
            signer=None if self.signer.isHidden() else self.signer.signer,
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
            funds=FundSource(self.funds.value) if self.funds.value else None,
            agency=self.agency.text(),
            status=InterventionStatus(self.status.value or InterventionStatus.RECEIVED),
            note=self.note.toPlainText(),
        )

    def _digits(self) -> str:
        # What the form wrote itself has the separators of the language in use.
        typed = self.amount.text()
        return typed.replace(",", "") if current() == "en" else typed

    def recipient_name(self) -> str:
        """Who receives it, by name."""
        glance, recipient = self._glance, self.recipient.value
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
    def _on_note(self) -> None:
        if self.note.hasFocus():
            self._on_changed()

    @Slot()
    def _on_changed(self) -> None:
        self.recipient_field.show_error("")
        self._say_more()
        self.changed.emit()

    @Slot(bool)
    def _on_more(self, is_open: bool) -> None:
        self._more.setVisible(is_open)
        self.more_button.show_icon("chevron-down" if is_open else "chevron-right")
        if is_open:
            self.funds.setFocus(Qt.FocusReason.OtherFocusReason)


def _side_by_side(*fields: FormField) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(M + S)
    for field in fields:
        row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
    return row
