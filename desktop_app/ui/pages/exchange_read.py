"""What lies on the stick for this office, before it is taken in, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from desktop_app.actions.receiving import Receipt
from desktop_app.language import mark, tr, trn
from desktop_app.ui.memory import Memory
from desktop_app.ui.models.table import Column
from desktop_app.ui.style import S
from desktop_app.ui.widgets.banner import Banner
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.lines import Line, Lines
from desktop_app.ui.widgets.table import DataTable
from desktop_app.ui.widgets.text import Text
from desktop_app.words.format import moment, number
from desktop_app.words.messages import sentence_for
from desktop_app.words.package_words import (
    COUNTS,
    OUTCOMES,
    REASONS,
    alarm_words,
    receipt_words,
)

_MOST_ROWS = 8


class ReadCard(Card):
    """Shows packages as they would be taken in (`show_trial`) and as they were (`show_done`).

    `wanted` asks to take them in, and says whether what other offices hand back is agreed to; `left`
    asks to leave it at that.
    """

    wanted = Signal(bool)
    left = Signal()

    def __init__(self, memory: Memory, *, parent: QWidget | None = None) -> None:
        super().__init__(tr("On the stick"), parent=parent)
        self.sentence = Text("", "body", wraps=True)
        self.body.addWidget(self.sentence)
        self.alarms = Banner()
        self.body.addWidget(self.alarms)
        self.sums = Lines()
        self.body.addWidget(self.sums)
        self.returned = Text("", "due", wraps=True)
        self.body.addWidget(self.returned)
        self.agree = QCheckBox(tr("&Agree: take back what was handed back"))
        self.body.addWidget(self.agree)
        row = QHBoxLayout()
        row.setSpacing(S)
        self.take_button = Button(tr("&Take in"), kind="primary")
        self.take_button.clicked.connect(self._on_take)
        self.leave_button = Button(tr("&Not now"))
        self.leave_button.clicked.connect(self._on_leave)
        row.addWidget(self.take_button)
        row.addWidget(self.leave_button)
        row.addStretch(1)
        self.body.addLayout(row)
        self._each = Text(tr("Each package"), "label")
        self.body.addWidget(self._each)
        self.packages: DataTable[Receipt] = DataTable(
            _COLUMNS,
            name="receipts",
            memory=memory,
            accessible_name=tr("Each package"),
        )
        self.body.addWidget(self.packages)

    def show_trial(self, receipts: Sequence[Receipt]) -> None:
        """Show what taking these in would come to."""
        fit = [one for one in receipts if one.is_fit]
        useful = any(_is_new(one) for one in fit)
        self.set_heading(tr("On the stick"))
        if not receipts:
            self.sentence.setText(tr("There is no package for this office in that place."))
        elif any(one.is_left for one in receipts):
            self.sentence.setText(
                tr("Looking through it was stopped. Nothing has been kept so far.")
            )
        elif useful:
            self.sentence.setText(
                tr("This is what would be taken in. Nothing has been kept so far.")
            )
        else:
            self.sentence.setText(tr("There is nothing new in it."))
        self._add_refused(receipts)
        self._show(receipts)
        self.agree.setChecked(False)
        self.agree.setVisible(self._returned(receipts) > 0)
        self.take_button.setVisible(bool(fit))
        self.leave_button.setText(tr("&Not now") if fit else tr("&Close"))

    def show_done(self, receipts: Sequence[Receipt]) -> None:
        """Show what came of taking these in."""
        taken = sum(one.is_fit for one in receipts)
        left = sum(one.is_left for one in receipts)
        self.set_heading(tr("Taken in"))
        words = trn(
            "{n} package was taken in. The stick may be taken out.",
            "{n} packages were taken in. The stick may be taken out.",
            taken,
        ).format(n=number(taken))
        if left:
            words += " " + trn(
                "It was stopped: {n} package was not reached. Read the stick again for it.",
                "It was stopped: {n} packages were not reached. Read the stick again for them.",
                left,
            ).format(n=number(left))
        self.sentence.setText(words)
        self._add_refused(receipts)
        self._show(receipts)
        self.agree.hide()
        self.take_button.hide()
        self.leave_button.setText(tr("&Close"))

    def _add_refused(self, receipts: Sequence[Receipt]) -> None:
        refused = sum(one.error is not None for one in receipts)
        if refused:
            words = trn(
                "{n} package is refused: it stands first below, with the reason.",
                "{n} packages are refused: they stand first below, with the reasons.",
                refused,
            ).format(n=number(refused))
            self.sentence.setText(f"{self.sentence.text()} {words}")

    def _show(self, receipts: Sequence[Receipt]) -> None:
        sums = {name: sum(getattr(one.tally, name) for one in receipts) for name in COUNTS}
        refused = [op.reason for one in receipts for op in one.tally.refused]
        lines = [
            Line(tr(OUTCOMES[name]), number(count))
            for name, count in sums.items()
            if count or (name == "applied" and receipts)
        ]
        lines += [
            Line(tr(REASONS[reason]).capitalize(), number(refused.count(reason)))
            for reason in dict.fromkeys(refused)
        ]
        self.sums.show_lines(lines)
        odd = dict.fromkeys(alarm for one in receipts for alarm in one.alarms)
        self.alarms.hide()
        if odd:
            self.alarms.say(
                "due",
                tr("Something is odd about it"),
                " ".join(map(alarm_words, odd)),
                closes=False,
            )
        returned = self._returned(receipts)
        self.returned.setVisible(returned > 0)
        self.returned.setText(
            trn(
                "{n} change of another office is handed back: this hub had taken it in and has lost "
                "it, as after it was restored from an older copy. Agree only if that is so.",
                "{n} changes of other offices are handed back: this hub had taken them in and has lost "
                "them, as after it was restored from an older copy. Agree only if that is so.",
                returned,
            ).format(n=number(returned))
        )
        self._each.setVisible(bool(receipts))
        self.packages.setVisible(bool(receipts))
        # What somebody has to look at stands first among hundreds.
        rows: list[Receipt] = sorted(receipts, key=_urgency)
        self.packages.show_rows(rows)
        self._fit_rows(len(receipts))

    def _fit_rows(self, count: int) -> None:
        header, row = self.packages.horizontalHeader().sizeHint(), self.packages.rowHeight(0)
        shown = max(1, min(_MOST_ROWS, count))
        self.packages.setFixedHeight(header.height() + shown * max(row, 1) + 2 * S)

    @staticmethod
    def _returned(receipts: Sequence[Receipt]) -> int:
        return sum(one.tally.returned for one in receipts)

    @Slot()
    def _on_take(self) -> None:
        self.wanted.emit(self.agree.isChecked() and not self.agree.isHidden())

    @Slot()
    def _on_leave(self) -> None:
        self.left.emit()


def _is_new(one: Receipt) -> bool:
    if one.release is not None:
        return not one.was_taken_before
    return bool(one.tally.applied or one.tally.waiting or one.tally.returned)


def _urgency(one: Receipt) -> int:
    if one.error is not None:
        return 0
    if one.is_left:
        return 1
    needs_look = one.alarms or one.tally.refused or one.tally.conflicts or one.tally.returned
    if needs_look:
        return 2
    return 3 if _is_new(one) else 4


def _from(one: Receipt) -> str:
    if not one.is_fit:
        return one.file
    name = one.sender_name or tr("The hub")
    return f"{name} ({one.sender_region})"


def _result(one: Receipt) -> str:
    if one.error is not None:
        return tr("refused")
    if one.is_left:
        return tr("not reached")
    if one.release is not None and not one.was_taken_before:
        return tr("Release {label}").format(label=one.release.label)
    applied = one.tally.applied
    return tr("{n} new").format(n=number(applied)) if applied else tr("nothing new")


def _said(one: Receipt) -> str:
    if one.error is not None:
        return sentence_for(one.error).what
    if one.is_left:
        return tr("It was stopped before this one.")
    parts = [
        f"{tr(OUTCOMES[name])}: {number(getattr(one.tally, name))}"
        for name in ("conflicts", "waiting", "returned", "newer")
        if getattr(one.tally, name)
    ]
    if one.release is not None:
        parts.append(
            tr("{families} families, {persons} persons").format(
                families=number(one.release.families), persons=number(one.release.persons)
            )
        )
    refused = len(one.tally.refused)
    if refused:
        parts.append(
            trn("{n} change refused", "{n} changes refused", refused).format(n=number(refused))
        )
    parts += map(alarm_words, one.alarms)
    said = receipt_words(
        was_taken_before=one.was_taken_before, is_old=one.is_old, differing=len(one.differing)
    )
    return " · ".join(filter(None, (*parts, said)))


def _tone(one: Receipt) -> str:
    if one.error is not None:
        return "loss_text"
    return "muted" if _urgency(one) == 4 else "text"


_COLUMNS: tuple[Column[Receipt], ...] = (
    Column(
        "from",
        mark("From"),
        _from,
        width=250,
        below=lambda one: moment(one.made_at) if one.made_at else "",
        tip=lambda one: one.file,
    ),
    Column(
        "result",
        mark("Came of it"),
        _result,
        width=330,
        below=_said,
        tip=_said,
        tone=_tone,
        icon=lambda one: ("circle-check", "triangle-alert")[_urgency(one) < 3],
    ),
)
