"""The sheet on which letters are written for a whole list: one for each, or one with everybody on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.actions.letter_runs import (
    LetterRun,
    ListLetter,
    begin_run,
    carry_on,
    issue_list_letter,
    run_of,
)
from desktop_app.actions.letters import (
    LetterDraft,
    LetterPreview,
    LetterRow,
    LetterTemplate,
    letter_kinds,
    preview_letter,
)
from desktop_app.actions.office import Office
from desktop_app.actions.settings import officials_of
from desktop_app.domain.changes import Done
from desktop_app.domain.letter_run import LetterOrder, Listed, in_order
from desktop_app.domain.office_settings import Official
from desktop_app.errors import LuringError
from desktop_app.language import mark, tr, trn
from desktop_app.progress import Progress
from desktop_app.ui.page import Page
from desktop_app.ui.pages.form_sheet import FormSheet
from desktop_app.ui.pages.letter_form import LetterForm
from desktop_app.ui.pages.letter_outcome import LetterOutcome
from desktop_app.ui.pages.working_form import WorkingForm
from desktop_app.ui.style import M
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.choice import Choice, Option
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.paper import PaperView
from desktop_app.ui.widgets.text import Text
from desktop_app.words.format import number
from desktop_app.words.messages import sentence_for

Listing = Callable[[Office, Progress], list[Listed]]
"""Names everybody the letters are for."""

ORDERS = {
    LetterOrder.BY_PLACE: mark("By desa, RT and name"),
    LetterOrder.BY_NAME: mark("By name"),
    LetterOrder.AS_LISTED: mark("As in the list"),
}
_EACH, _TOGETHER = "each", "together"
_PAPER_HEIGHT = 420
_ON_PREVIEW = 25
"""People of a list that are enough to see how the letter will look."""


class ManyForm(WorkingForm):
    """Which letter, what all of them have in common, and the first one as it will be printed."""

    def __init__(self, page: Page, *, parent: QWidget | None = None) -> None:
        super().__init__(page, parent=parent)
        self.listed: list[Listed] = []
        self.preview: LetterPreview | None = None
        self._chosen_way = ""
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(M)
        self.about = Text("", "muted", wraps=True)
        self.form = LetterForm(is_for_many=True)
        self.way = Choice()
        self.order = Choice()
        self.way_field = FormField(tr("Ho&w"), self.way)
        self.order_field = FormField(tr("In which &order"), self.order)
        self.order.show_options(
            [Option(one.value, tr(words)) for one, words in ORDERS.items()],
            chosen=LetterOrder.BY_PLACE.value,
        )
        self.form.options.addWidget(self.way_field)
        self.form.options.addWidget(self.order_field)
        self.paper = PaperView(name=tr("The first letter as it will be printed"))
        self.paper.setMinimumHeight(_PAPER_HEIGHT)
        self.form.column.insertWidget(self.form.column.count() - 1, self.paper)
        for part in (self.banner, self.strip, self.about):
            whole.addWidget(part)
        whole.addWidget(self.form, 1)
        self.way.activated.connect(self._on_way)
        self.order.activated.connect(self._on_changed)
        self.form.changed.connect(self._on_kind_or_field)
        self.form.day_changed.connect(self._read_officials)
        self.form.day_field.show_day(page.desk.today())
        page.do(letter_kinds, then=self._show_kinds, latest="many-kinds", origin=self)
        self._read_officials()

    # What it says

    @property
    def is_together(self) -> bool:
        """Whether one letter with everybody on it is wanted."""
        return self.way.value == _TOGETHER

    @property
    def wanted_order(self) -> LetterOrder:
        """In which order."""
        return LetterOrder(self.order.value or LetterOrder.BY_PLACE.value)

    @property
    def good(self) -> list[Listed]:
        """The rows somebody was found for."""
        return [one for one in self.listed if one.error is None]

    @property
    def draft(self) -> LetterDraft | None:
        """What all letters have in common."""
        return self.form.draft

    def show_listed(self, listed: list[Listed]) -> None:
        """Write for these."""
        self.listed = listed
        bad = len(listed) - len(self.good)
        said = [
            trn("{n} person is on the list.", "{n} people are on the list.", len(listed)).format(
                n=number(len(listed))
            )
        ]
        if bad:
            said.append(
                trn(
                    "{n} is not in the release and will be named afterwards.",
                    "{n} are not in the release and will be named afterwards.",
                    bad,
                ).format(n=number(bad))
            )
        self.about.setText(" ".join(said))
        self._on_changed()

    def tell(self, error: LuringError) -> None:
        """Say what happened, at the field if it belongs to one."""
        field = self.form.places.get(error.code)
        if field is not None and field.isVisible():
            sentence = sentence_for(error)
            field.show_error(sentence.brief)
        else:
            super().tell(error)

    # Showing

    def _show_kinds(self, templates: tuple[LetterTemplate, ...]) -> None:
        self.form.show_kinds([one for one in templates if one.is_merged or one.lists])
        self._offer_ways()

    @Slot()
    def _read_officials(self) -> None:
        day = self.form.day_field.day
        if day is not None:
            self._page.do(
                _officials,
                day,
                then=self.form.show_officials,
                latest="many-officials",
                origin=self,
            )

    def _offer_ways(self) -> None:
        template = self.form.template
        if template is None:
            return
        options = []
        if template.is_merged:
            options.append(Option(_EACH, tr("A letter for each of them")))
        if template.lists:
            options.append(Option(_TOGETHER, tr("One letter with all of them on its list")))
        self.way.show_options(options, chosen=options[0].value)
        self.way.choose(self._chosen_way)
        self.way_field.setVisible(len(options) > 1)
        self.form.hide_merged(not self.is_together)

    @Slot()
    def _on_kind_or_field(self) -> None:
        self._offer_ways()
        self._on_changed()

    @Slot()
    def _on_way(self) -> None:
        self._chosen_way = self.way.value or ""
        self.form.hide_merged(not self.is_together)
        self._on_changed()

    @Slot()
    def _on_changed(self) -> None:
        self.stepped.emit()
        draft, good = self.draft, in_order(self.good, self.wanted_order)
        if draft is None or not good:
            return
        first = good[0]
        if self.is_together:
            rows = [
                LetterRow(one.family_id, one.person_id, {**one.recorded, **one.typed})
                for one in good[:_ON_PREVIEW]
            ]
            draft = replace(draft, rows=rows)
        else:
            own = {
                name: text for name, text in draft.typed.items() if name not in self._merged_names
            }
            draft = replace(
                draft,
                family_id=first.family_id,
                person_id=first.person_id,
                typed={**own, **first.typed},
            )
        self._page.do(
            preview_letter,
            draft,
            then=self._show_preview,
            failed=self._on_no_preview,
            latest="many-preview",
            origin=self,
        )

    @property
    def _merged_names(self) -> set[str]:
        template = self.form.template
        return {one.name for one in template.fields if one.merged_with} if template else set()

    def _show_preview(self, preview: LetterPreview) -> None:
        self.preview = preview
        self.banner.hide()
        self.paper.show_pdf(preview.pdf)
        self.form.show_missing(preview.missing)
        self.stepped.emit()

    def _on_no_preview(self, error: LuringError) -> None:
        self.preview = None
        self.tell(error)
        self.stepped.emit()


class LetterManySheet(FormSheet):
    """Opens the form for a list, has the letters written, and shows what became of each."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self.form: ManyForm | None = None
        self.outcome: LetterOutcome | None = None
        self.write_button = Button("")

    def has_unsaved(self) -> bool:
        return self.is_busy or (self.form is not None and self.form.form.has_unsaved())

    def open_list(self, listing: Listing) -> None:
        """Open it for the people this names."""
        self.outcome = None
        form = self.form = ManyForm(self._page)
        form.stepped.connect(self._on_stepped)
        self.write_button = Button("", kind="primary")
        self.write_button.clicked.connect(self._on_write)
        self.show_content(tr("Letters for many"), form, self.write_button)
        self._on_stepped()
        self.opened.emit()
        form.form.kinds.setFocus()
        form.work(partial(_list, listing=listing), tr("Reading the list"), form.show_listed)

    def open_run(self, run_id: str) -> None:
        """Open it with what became of a run, to print it or to go on."""
        self._page.do(run_of, run_id, then=self._show_run, latest="letter-run")

    @property
    def is_busy(self) -> bool:
        return any(part is not None and part.is_busy for part in (self.form, self.outcome))

    def close_sheet(self) -> None:
        self.form = self.outcome = None
        super().close_sheet()

    @Slot()
    def _on_stepped(self) -> None:
        form = self.form
        if form is None:
            return
        count = len(form.listed)
        self.write_button.setText(
            tr("Write the &letter")
            if form.is_together
            else trn("Write {n} &letter", "Write {n} &letters", count).format(n=number(count))
        )
        is_ready = form.preview is not None and bool(form.good)
        self.write_button.setEnabled(is_ready and not form.is_busy)

    @Slot()
    def _on_write(self) -> None:
        form = self.form
        draft = form.draft if form is not None else None
        if form is None or draft is None or form.preview is None:
            return
        if form.form.go_to_missing(form.preview.missing):
            return
        action = _write_together if form.is_together else _write_each
        form.work(
            partial(action, draft=draft, listed=form.listed, order=form.wanted_order),
            tr("Writing letters"),
            self._on_written,
        )

    def _on_written(self, done: Done[LetterRun] | Done[ListLetter]) -> None:
        if isinstance(done.value, LetterRun):
            self._show_run(done.value)
        else:
            self._show_list_letter(done.value)

    def _show_run(self, run: LetterRun) -> None:
        self._show_outcome().show_run(run)

    def _show_list_letter(self, made: ListLetter) -> None:
        self._show_outcome().show_list_letter(made)

    def _show_outcome(self) -> LetterOutcome:
        self.form = None
        outcome = self.outcome = LetterOutcome(self._page)
        self.show_content(tr("Letters for many"), outcome, *outcome.buttons)
        self.opened.emit()
        return outcome


def _list(office: Office, *, listing: Listing, progress: Progress) -> list[Listed]:
    return listing(office, progress)


def _write_each(
    office: Office,
    *,
    draft: LetterDraft,
    listed: list[Listed],
    order: LetterOrder,
    progress: Progress,
) -> Done[LetterRun]:
    run = begin_run(office, draft, listed, order).value
    return carry_on(office, run.id, progress)


def _write_together(
    office: Office,
    *,
    draft: LetterDraft,
    listed: list[Listed],
    order: LetterOrder,
    progress: Progress,
) -> Done[ListLetter]:
    progress.begin("drawing", stoppable=False)
    return issue_list_letter(office, draft, listed, order)


def _officials(office: Office, day: date) -> list[Official]:
    return officials_of(office, on=day)
