"""The fields of one intervention: what they offer, what they fill in by themselves, what they say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import groupby

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

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
from desktop_app.ui.pages.period_options import period_options
from desktop_app.ui.pages.programme_notes import ProgrammeNotes
from desktop_app.ui.style import L, M, grown
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.choice import Choice, Option
from desktop_app.ui.widgets.day import DayField
from desktop_app.ui.widgets.field import FormField, side_by_side
from desktop_app.words.aid import (
    amount_words,
    asnaf_words,
    basis_words,
    decile_range_words,
    funds_words,
    status_words,
)
from desktop_app.words.format import number
from desktop_app.words.people import age_words, relation_words

_WHOLE_FAMILY = "family"
_NO_ASNAF = ""
_WIDEST_BUTTON = 330


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
        whole.addWidget(self.quantity_field)
        self.asnaf = Choice()
        self.asnaf_field = FormField(
            tr("Asnaf (&H)"), self.asnaf, hint=tr("As what zakat is received; may be left open.")
        )
        whole.addWidget(self.asnaf_field)
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
            "note": self.note_field,
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
        self.note.clear()

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
            "funds": self.funds.value or "",
            "agency": self.agency.text(),
            "status": self.status.value or "",
            "note": self.note.toPlainText(),
        }

    def show_data(self, data: Mapping[str, str]) -> None:
        """Show what `as_data` gave, after its family was shown."""
        self.given_on.line.setText(data["given_on"])
        self._offer_programmes(self.given_on.day or self._today)
        self.programme.choose(data["programme"])
        self._is_own_amount = self._is_own_period = True
        self._show_programme()
        self._offer_recipients(data["recipient"])
        for choice, name in (
            (self.period, "period"),
            (self.funds, "funds"),
            (self.status, "status"),
        ):
            choice.choose(data[name])
        for line, name in (
            (self.amount, "amount"),
            (self.quantity, "quantity"),
            (self.agency, "agency"),
        ):
            line.setText(data[name])
        self.note.setPlainText(data["note"])
        self._say_more()

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
        for choice in (self.recipient, self.status, self.funds, self.asnaf):
            choice.activated.connect(self._on_changed)
        self.period.activated.connect(self._on_period)
        self.programme.activated.connect(self._on_programme)
        self.given_on.changed.connect(self._on_day)
        self.amount.textEdited.connect(self._on_amount)
        for line in (self.quantity, self.agency):
            line.textEdited.connect(self._on_changed)
        self.note.textChanged.connect(self._on_note)
        self.more_button.toggled.connect(self._on_more)

    def _offer_programmes(self, day: date) -> None:
        kind = self._outsider.kind if self._outsider else SubjectKind.FAMILY
        versions = [
            version
            for version in self._lookups.catalogue.versions_on(day)
            if kind.is_household or Basis(kind.value) in version.bases
        ]
        self._versions = {version.code: version for version in versions}
        owners = list(dict.fromkeys(version.owner for version in versions))
        in_order = sorted(versions, key=lambda version: owners.index(version.owner))
        options: list[Option] = []
        for owner, group in groupby(in_order, key=lambda version: version.owner):
            options.append(Option(None, owner))
            options += [Option(version.code, version.name(current())) for version in group]
        self.programme.show_options(options, chosen=self.programme.value)

    def _offer_recipients(self, person_id: str) -> None:
        glance = self._glance
        self.recipient_field.setVisible(glance is not None)
        if glance is None:
            self.recipient.show_options([])
            return
        version = self.version
        chosen = person_id or self.recipient.value or _WHOLE_FAMILY
        day, codes = glance.release.reference_date, self._lookups.codes
        options = []
        if version is None or not version.wants_person:
            options.append(Option(_WHOLE_FAMILY, tr("The family as a whole")))
        options += [
            Option(
                member.id,
                f"{member.name} · {relation_words(member, codes)}, {age_words(member.age_on(day))}",
            )
            for member in glance.sheet.members
        ]
        self.recipient.show_options(options, chosen=chosen)
        wants = version is not None and version.wants_person
        self.recipient_field.set_hint(
            tr("This programme is given to one person: choose who.")
            if wants and self.recipient.value is None
            else ""
        )

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
        # A long owner must not make the form wider than its sheet.
        shown = self.fontMetrics().elidedText(
            words, Qt.TextElideMode.ElideRight, grown(_WIDEST_BUTTON)
        )
        self.more_button.setText(shown.replace("&", "&&"))
        self.more_button.setToolTip(words if shown != words else "")

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
            person_id=None if recipient == _WHOLE_FAMILY else recipient,
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
            funds=FundSource(self.funds.value) if self.funds.value else None,
            agency=self.agency.text(),
            status=InterventionStatus(self.status.value or InterventionStatus.RECEIVED),
            note=self.note.toPlainText(),
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
