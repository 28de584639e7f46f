"""The sheet on which a whole list of interventions is looked at, recorded and taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from desktop_app.actions.intervention_lists import (
    common_of,
    listed_in_file,
    preview_list,
    record_list,
    void_interventions,
)
from desktop_app.actions.lookups import Lookups
from desktop_app.actions.office import Office
from desktop_app.domain.aid_rule import Severity
from desktop_app.domain.changes import Done
from desktop_app.domain.intervention import InterventionDraft
from desktop_app.domain.intervention_list import ListedAid, ListOutcome, RowPreview, RowState
from desktop_app.errors import LuringError, UserError
from desktop_app.language import tr, trn
from desktop_app.progress import Progress
from desktop_app.ui.dialogs.files import ask_for_files
from desktop_app.ui.page import Page
from desktop_app.ui.pages.form_sheet import FormSheet
from desktop_app.ui.pages.intervention_fields import InterventionFields
from desktop_app.ui.pages.list_preview import ListPreview
from desktop_app.ui.pages.recorded_lists import take_back_dialog
from desktop_app.ui.pages.working_form import WorkingForm
from desktop_app.ui.style import M
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.dropzone import DropZone
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.text import Text
from desktop_app.words.format import number
from desktop_app.words.messages import sentence_for

Listing = Callable[[Office, InterventionDraft, Progress], list[ListedAid]]
"""Makes the rows out of what is the same for all of them."""
Looked = tuple[list[ListedAid], tuple[RowPreview, ...]]


class ListForm(WorkingForm):
    """What is the same for every row, the list, what is found in it, and what became of it.

    The list is a file, unless `chosen` people are handed in with the way to list them.
    """

    def __init__(
        self,
        page: Page,
        lookups: Lookups,
        chosen: Listing | None = None,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(page, parent=parent)
        self.chosen = chosen
        self.listed: list[ListedAid] = []
        self.previews: tuple[RowPreview, ...] = ()
        self.outcome: ListOutcome | None = None
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(M)
        whole.addWidget(self.banner)
        whole.addWidget(self.strip)
        self.explanation = Text(
            tr("Help for families is recorded once for each family of the people chosen.")
            if chosen
            else tr(
                "A CSV file or a workbook with a column “kk” or “nik”. It may also have columns for "
                "programme, period, date, amount, status and others, and “diwakili” with “hubungan” for "
                "who signed in the recipient's place; what a row leaves empty is taken from here. "
                "With “nama” and “desa” rows of people who are not in DTSEN can be recorded too, with "
                "“penerima” those of groups (kelompok) and institutions (lembaga)."
            ),
            "muted",
            wraps=True,
        )
        whole.addWidget(self.explanation)
        self.fields = InterventionFields(lookups, page.desk.today())
        whole.addWidget(self.fields)
        self.zone = DropZone(
            tr("The list"),
            tr("Drag it here, or choose it. Nothing is recorded by looking."),
            tr("C&hoose file…"),
        )
        self.zone.given.connect(self._on_given)
        self.zone.ask.connect(self._on_choose)
        whole.addWidget(self.zone)
        self.zone.setVisible(chosen is None)
        self.preview = ListPreview(lookups, page.desk.memory)
        self.preview.hide()
        whole.addWidget(self.preview, 1)
        self.reason = QLineEdit()
        self.reason.setMaxLength(400)
        self.reason_field = FormField(
            tr("Wh&y rows with a warning are recorded"),
            self.reason,
            hint=tr("Without a reason those rows are left out. It is kept with each record."),
        )
        self.reason.textChanged.connect(self.stepped)
        self.reason_field.hide()
        whole.addWidget(self.reason_field)
        self.outsiders = QCheckBox(tr("Record also those who are not in DTSEN (&Q)"))
        self.outsiders.clicked.connect(self.stepped)
        self.outsiders.hide()
        whole.addWidget(self.outsiders)
        self.already = Text(
            tr(
                "Whoever already has this help is left out. Give a row a reason of its own, in a "
                "column “alasan”, to record it all the same."
            ),
            "muted",
            wraps=True,
        )
        self.already.hide()
        whole.addWidget(self.already)
        whole.addStretch(1)

    @property
    def recordable(self) -> int:
        """How many rows would be recorded now."""
        return sum(
            self._is_recordable(one, preview)
            for one, preview in zip(self.listed, self.previews, strict=True)
        )

    def _is_recordable(self, one: ListedAid, preview: RowPreview) -> bool:
        has_own = one.draft is not None and bool(one.draft.reason.strip())
        match preview.state:
            case RowState.READY | RowState.OUT_OF_DECILE:
                return True
            case RowState.OUTSIDER if not self.outsiders.isChecked():
                return False
            case RowState.WARNED | RowState.OUTSIDER:
                needs_one = any(one.severity is Severity.WARN for one in preview.warnings)
                return not needs_one or has_own or bool(self.reason.text().strip())
            case RowState.ALREADY:
                return has_own
            case _:
                return False

    def look_at_file(self, path: Path) -> None:
        """Read the list and say what is found for each row."""

        def listing(
            office: Office, draft: InterventionDraft, progress: Progress
        ) -> list[ListedAid]:
            return listed_in_file(office, path, common_of(draft), progress)

        self.look(listing)

    def look(self, listing: Listing) -> None:
        """Say what is found for each row that `listing` makes."""
        self.banner.hide()
        for field in self.fields.by_name().values():
            field.show_error("")
        try:
            draft = self.fields.draft_for_all()
        except UserError as error:
            self.tell(error)
            return
        self.work(
            partial(_look, listing=listing, draft=draft),
            tr("Looking at the list"),
            self._show_looked,
        )

    def record(self) -> None:
        """Record what may be recorded."""
        self.banner.hide()
        reason = " ".join(self.reason.text().split())
        self.work(
            partial(
                record_list,
                listed=self.listed,
                reason=reason,
                with_outsiders=self.outsiders.isChecked(),
            ),
            tr("Recording the list"),
            self._show_outcome,
        )

    def take_back(self, reason: str) -> None:
        """Mark everything that was recorded as entered in error."""
        if self.outcome is not None:
            ids = [one.intervention_id for one in self.outcome.recorded]
            self.work(
                partial(void_interventions, intervention_ids=ids, reason=reason),
                tr("Taking the list back"),
                self._show_taken_back,
            )

    def _show_looked(self, looked: Looked) -> None:
        self.listed, self.previews = looked
        for part in (self.explanation, self.fields, self.zone):
            part.hide()
        self.preview.show_previews(self.previews)
        self.preview.show()
        self.preview.state.setFocus()
        states = {preview.state for preview in self.previews}
        self.reason_field.setVisible(RowState.WARNED in states)
        self.outsiders.setVisible(RowState.OUTSIDER in states)
        self.already.setVisible(RowState.ALREADY in states)

    def _show_outcome(self, done: Done[ListOutcome]) -> None:
        outcome = self.outcome = done.value
        self.reason_field.hide()
        self.outsiders.hide()
        said = [_recorded_words(len(outcome.recorded))]
        if outcome.refused:
            said.append(
                trn(
                    "{n} row was left out.", "{n} rows were left out.", len(outcome.refused)
                ).format(n=number(len(outcome.refused)))
            )
        if outcome.left:
            said.append(
                trn(
                    "Stopped: {n} row was not reached.",
                    "Stopped: {n} rows were not reached.",
                    outcome.left,
                ).format(n=number(outcome.left))
            )
        self.banner.say("info", said[0], " ".join(said[1:]))
        written = {one.row for one in outcome.recorded}
        left = [one for one in self.previews if one.row not in written]
        self.preview.show_previews(left)
        self.preview.setVisible(bool(left))

    def _show_taken_back(self, done: Done[int]) -> None:
        self.outcome = self.chosen = None
        self.listed, self.previews = [], ()
        self.preview.hide()
        self.already.hide()
        self.banner.say(
            "info",
            trn(
                "{n} record is marked as entered in error.",
                "{n} records are marked as entered in error.",
                done.value,
            ).format(n=number(done.value)),
            tr("They stay readable with a line through them."),
        )

    def tell(self, error: LuringError) -> None:
        sentence = sentence_for(error)
        field = self.fields.by_name().get(str(error.facts.get("field", "")))
        if field is not None:
            field.show_error(sentence.brief)
            field.editor.setFocus()
        else:
            super().tell(error)

    @Slot(object)
    def _on_given(self, paths: Sequence[Path]) -> None:
        self.look_at_file(paths[0])

    @Slot()
    def _on_choose(self) -> None:
        ask_for_files(
            self,
            tr("The list"),
            self._on_given,
            filters=(tr("Lists") + " (*.csv *.txt *.xlsx *.xls *.ods)",),
            several=False,
        )


class ListSheet(FormSheet):
    """Opens the form, records the list, and offers to take all of it back."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self.form: ListForm | None = None
        self.record_button = Button("")
        self.back_button = Button("")

    def has_unsaved(self) -> bool:
        form = self.form
        return self.is_busy or (form is not None and bool(form.previews) and form.outcome is None)

    def open_list(self, lookups: Lookups, chosen: Listing | None = None) -> None:
        """Open it, for a file or for the people chosen."""
        form = self.form = ListForm(self._page, lookups, chosen)
        form.stepped.connect(self._on_stepped)
        self.record_button = Button("", kind="primary")
        self.record_button.clicked.connect(self._on_record)
        self.back_button = Button(tr("Take all of it &back…"))
        self.back_button.clicked.connect(self._on_take_back)
        self.show_content(tr("Record a list"), form, self.back_button, self.record_button)
        self._on_stepped()
        self.opened.emit()
        form.fields.programme.setFocus()

    @property
    def is_busy(self) -> bool:
        return self.form is not None and self.form.is_busy

    def close_sheet(self) -> None:
        self.form = None
        super().close_sheet()

    @Slot()
    def _on_stepped(self) -> None:
        form = self.form
        if form is None:
            return
        if form.chosen is not None and not form.previews and form.outcome is None:
            self.record_button.setText(tr("&Look at the rows"))
            self.record_button.setEnabled(not form.is_busy)
            self.back_button.hide()
            return
        count = form.recordable
        self.record_button.setText(
            trn("&Record {n} row", "&Record {n} rows", count).format(n=number(count))
        )
        self.record_button.setVisible(bool(form.previews) and form.outcome is None)
        self.record_button.setEnabled(not form.is_busy and count > 0)
        self.back_button.setVisible(form.outcome is not None and bool(form.outcome.recorded))
        self.back_button.setEnabled(not form.is_busy)

    @Slot()
    def _on_record(self) -> None:
        form = self.form
        if form is None:
            return
        if form.chosen is not None and not form.previews:
            form.look(form.chosen)
        else:
            form.record()

    @Slot()
    def _on_take_back(self) -> None:
        form = self.form
        if form is None:
            return
        dialog = take_back_dialog(self.window())
        dialog.given.connect(form.take_back)
        dialog.open()


def _recorded_words(count: int) -> str:
    return trn("{n} intervention recorded.", "{n} interventions recorded.", count).format(
        n=number(count)
    )


def _look(
    office: Office, *, listing: Listing, draft: InterventionDraft, progress: Progress
) -> Looked:
    listed = listing(office, draft, progress)
    return listed, preview_list(office, listed, progress)
