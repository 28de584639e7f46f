"""Giving a release to the offices of a hub: which one, onto which stick, and what each of them got."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop_app.actions.hub_release import ReleaseGiven, cut_release
from desktop_app.domain.changes import Done
from desktop_app.domain.region import RegionTable
from desktop_app.domain.release import ReleaseLine
from desktop_app.language import tr, trn
from desktop_app.ui.icons import Icon
from desktop_app.ui.page import Page
from desktop_app.ui.pages.exchange_part import Situation
from desktop_app.ui.pages.exchange_target import TargetChooser
from desktop_app.ui.pages.form_sheet import FormSheet
from desktop_app.ui.pages.working_form import WorkingForm
from desktop_app.ui.style import L, M
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.choice import Choice, Option
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.lines import Line, Lines
from desktop_app.ui.widgets.text import Text
from desktop_app.words.extract_words import bast_kind_words
from desktop_app.words.format import date_long, number


class GiveSheet(FormSheet):
    """Has a release cut for every office; done again on the same stick it goes on where it was."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._releases: tuple[ReleaseLine, ...] = ()
        self._regions: RegionTable | None = None
        self.form: GiveForm | None = None

    @property
    def is_busy(self) -> bool:
        return self.form is not None and self.form.is_busy

    def show_situation(self, situation: Situation) -> None:
        """Which releases there are to give."""
        self._releases = situation.releases
        self._regions = situation.lookups.regions

    def open_releases(self) -> None:
        """Open with the release in use chosen."""
        self.form = GiveForm(self._page, self._releases, self._regions)
        self.form.give_button.clicked.connect(self._on_give)
        self.form.target.entered.connect(self._on_give)
        self.show_content(tr("Give a release"), self.form)
        self.form.target.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.opened.emit()

    def close_sheet(self) -> None:
        self.form = None
        super().close_sheet()

    @Slot()
    def _on_give(self) -> None:
        form = self.form
        wish = form.check() if form is not None else None
        if form is None or wish is None:
            return
        label, folder = wish
        form.banner.hide()
        form.work(
            partial(cut_release, label=label, folder=folder),
            tr("Giving “{label}”").format(label=label),
            form.show_given,
            busy=[form.give_button, form.target, form.choice],
        )


class GiveForm(WorkingForm):
    """What is asked, and afterwards what came of it."""

    def __init__(
        self,
        page: Page,
        releases: tuple[ReleaseLine, ...],
        regions: RegionTable | None,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(page, parent=parent)
        self._regions = regions
        self._releases = {line.label: line for line in releases if not line.is_slim}
        whole = QVBoxLayout(self)
        whole.setSpacing(L)
        whole.addWidget(self.banner)
        whole.addWidget(self.strip)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._ask_step())
        self._stack.addWidget(self._given_step())
        whole.addWidget(self._stack)
        whole.addStretch(1)
        self._on_choice()

    @property
    def is_done(self) -> bool:
        """Whether the stick may be taken out."""
        return self._stack.currentIndex() == 1

    def check(self) -> tuple[str, Path] | None:
        """The release and the folder, or None after saying what is missing."""
        folder, label = self.target.check(), self.choice.value
        return None if self.is_done or folder is None or not label else (label, folder)

    def show_given(self, done: Done[ReleaseGiven]) -> None:
        """Say what each office got, and that the stick may be taken out."""
        given = done.value
        lines = [
            Line(
                f"{one.name} ({one.region})",
                tr("{families} families, {persons} persons").format(
                    families=number(one.families), persons=number(one.persons)
                ),
                below=tr("There already") if one.was_there else "",
            )
            for one in given.packages
        ]
        self.lines.show_lines(lines)
        self.heading.setText(
            trn(
                "{n} package is on the stick, read back and the same. Safe to remove.",
                "{n} packages are on the stick, read back and the same. Safe to remove.",
                len(given.packages),
            ).format(n=number(len(given.packages)))
        )
        notes = []
        if given.without:
            notes.append(
                tr("The release has nobody of: {regions}.").format(
                    regions=", ".join(map(self._named, given.without))
                )
            )
        if given.left_families or given.left_persons:
            notes.append(
                tr(
                    "{families} families and {persons} persons name no desa of this kabupaten: they stay here."
                ).format(families=number(given.left_families), persons=number(given.left_persons))
            )
        self.notes.setText("\n".join(notes))
        self.notes.setVisible(bool(notes))
        self._stack.setCurrentIndex(1)

    def _named(self, code: str) -> str:
        return f"{self._regions.name_of(code)} ({code})" if self._regions else code

    def _ask_step(self) -> QWidget:
        step, column = _step()
        column.addWidget(
            Text(
                tr(
                    "Each office gets the people of its own desa and of no other, sealed for it alone, with "
                    "the hand-over record and the totals to compare."
                ),
                "muted",
                wraps=True,
            )
        )
        self.choice = Choice()
        self.choice.show_options(
            [Option(label, label) for label in self._releases],
            chosen=next(
                (label for label, line in self._releases.items() if line.is_current),
                next(iter(self._releases), None),
            ),
        )
        self.choice.activated.connect(self._on_choice)
        self.release_field = FormField(tr("Release"), self.choice)
        column.addWidget(self.release_field)
        self.target = TargetChooser()
        column.addWidget(self.target)
        self.give_button = Button(tr("&Give it to every office"), icon="usb", kind="primary")
        column.addWidget(self.give_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return step

    def _given_step(self) -> QWidget:
        step, column = _step()
        column.addWidget(
            Icon("circle-check", size=32, tone="accent"), 0, Qt.AlignmentFlag.AlignLeft
        )
        self.heading = Text("", "strong", wraps=True)
        self.notes = Text("", "due", wraps=True)
        self.lines = Lines()
        for widget in (self.heading, self.notes, self.lines):
            column.addWidget(widget)
        column.addStretch(1)
        return step

    @Slot()
    def _on_choice(self) -> None:
        line = self._releases.get(self.choice.value or "")
        self.give_button.setEnabled(line is not None)
        if line is None:
            self.release_field.set_hint(tr("There is no whole release here to give."))
            return
        self.release_field.set_hint(
            f"{date_long(line.reference_date)} · {bast_kind_words(line.bast_kind)}"
        )


def _step() -> tuple[QWidget, QVBoxLayout]:
    step = QWidget()
    column = QVBoxLayout(step)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(M)
    return step, column
