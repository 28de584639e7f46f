"""What lies on the stick for this office, before it is taken in, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.actions.receiving import Receipt
from desktop_app.language import tr, trn
from desktop_app.ui.style import M, S
from desktop_app.ui.widgets.banner import Banner
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.lines import Line, Lines
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


class ReadCard(Card):
    """Shows packages as they would be taken in (`show_trial`) and as they were (`show_done`).

    `wanted` asks to take them in, `left` to leave it at that.
    """

    wanted = Signal()
    left = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(tr("On the stick"), parent=parent)
        self.sentence = Text("", "body", wraps=True)
        self.body.addWidget(self.sentence)
        self.alarms = Banner()
        self.body.addWidget(self.alarms)
        self.sums = Lines()
        self.body.addWidget(self.sums)
        self._each = Text(tr("Each package"), "label")
        self.body.addWidget(self._each)
        self.packages = Lines()
        self.body.addWidget(self.packages)
        row = QHBoxLayout()
        row.setSpacing(S)
        self.take_button = Button(tr("&Take in"), kind="primary")
        self.take_button.clicked.connect(self._on_take)
        self.leave_button = Button(tr("&Not now"))
        self.leave_button.clicked.connect(self._on_leave)
        row.addWidget(self.take_button)
        row.addWidget(self.leave_button)
        row.addStretch(1)
        self.body.addSpacing(M)
        self.body.addLayout(row)

    def show_trial(self, receipts: Sequence[Receipt]) -> None:
        """Show what taking these in would come to."""
        fit = [one for one in receipts if one.error is None]
        useful = any(one.tally.applied or one.tally.waiting for one in fit)
        self.set_heading(tr("On the stick"))
        if not receipts:
            self.sentence.setText(tr("There is no package for this office in that place."))
        elif useful:
            self.sentence.setText(
                tr("This is what would be taken in. Nothing has been kept so far.")
            )
        else:
            self.sentence.setText(tr("There is nothing new in it."))
        self._show(receipts)
        self.take_button.setVisible(bool(fit))
        self.leave_button.setText(tr("&Not now") if fit else tr("&Close"))

    def show_done(self, receipts: Sequence[Receipt]) -> None:
        """Show what came of taking these in."""
        taken = sum(one.error is None for one in receipts)
        self.set_heading(tr("Taken in"))
        self.sentence.setText(
            trn(
                "{n} package was taken in. The stick may be taken out.",
                "{n} packages were taken in. The stick may be taken out.",
                taken,
            ).format(n=number(taken))
        )
        self._show(receipts)
        self.take_button.hide()
        self.leave_button.setText(tr("&Close"))

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
        self._each.setVisible(bool(receipts))
        self.packages.setVisible(bool(receipts))
        self.packages.show_lines([_line(one) for one in receipts])

    @Slot()
    def _on_take(self) -> None:
        self.wanted.emit()

    @Slot()
    def _on_leave(self) -> None:
        self.left.emit()


def _line(one: Receipt) -> Line:
    if one.error is not None:
        return Line(one.file, tr("refused"), below=sentence_for(one.error).what)
    said = receipt_words(
        was_taken_before=one.was_taken_before, is_old=one.is_old, differing=len(one.differing)
    )
    made = moment(one.made_at) if one.made_at else ""
    name = one.sender_name or tr("The hub")
    return Line(f"{name} ({one.sender_region})", number(one.tally.applied), below=said or made)
