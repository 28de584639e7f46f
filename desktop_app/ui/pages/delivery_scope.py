"""What is delivered where and on which day: the choices on top of a delivery day."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.actions.lookups import Lookups
from desktop_app.domain.dates import day_of, parse_date
from desktop_app.domain.delivery import Delivery, DeliveryScope, DeliveryStage
from desktop_app.domain.intervention import AidList
from desktop_app.errors import UserError
from desktop_app.language import tr
from desktop_app.ui.style import M
from desktop_app.ui.widgets.choice import Choice, Option
from desktop_app.ui.widgets.flow import FlowLayout
from desktop_app.words.aid import payment_words, programme_names
from desktop_app.words.format import date_digits, date_short, number
from desktop_app.words.people import village_words

_ALL = ""
_APART = "|"


class ScopeBar(QWidget):
    """Programme and stage, desa, hamlet, list, day; `changed` when a person chose another.

    Without something to deliver `scope` is None.
    """

    changed = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stages: dict[str, DeliveryStage] = {}
        self._words: dict[str, str] = {}
        self._day: date | None = None
        flow = FlowLayout(self, gap=M)
        self.stage, self.village, self.hamlet, self.recorded = (
            Choice(),
            Choice(),
            Choice(),
            Choice(),
        )
        for choice, name, letters in (
            (self.stage, tr("Programme and stage"), 36),
            (self.village, tr("Desa"), 12),
            (self.hamlet, tr("Hamlet"), 10),
            (self.recorded, tr("Recorded list"), 14),
        ):
            choice.setAccessibleName(name)
            choice.setMinimumContentsLength(letters)
            choice.activated.connect(self._on_chosen)
            if choice is not self.stage:
                choice.hide()  # until there is something to offer
            flow.addWidget(choice)
        self.day_line = QLineEdit()
        self.day_line.setAccessibleName(tr("Day of the delivery"))
        self.day_line.setMaxLength(30)
        self.day_line.setFixedWidth(self.fontMetrics().averageCharWidth() * 14)
        self.day_line.editingFinished.connect(self._on_day)
        flow.addWidget(self.day_line)

    def show_day(self, day: date) -> None:
        """The day that is worked on."""
        self._day = day
        self.day_line.setText(date_digits(day))

    @property
    def day(self) -> date | None:
        """The day that stands there."""
        return self._day

    @property
    def stage_words(self) -> str:
        """The programme and stage that are chosen; the box may be too narrow to show both."""
        return self._words.get(self.stage.value or "", "")

    @property
    def scope(self) -> DeliveryScope | None:
        """What is chosen; None where there is nothing to deliver."""
        stage = self._stages.get(self.stage.value or "")
        if stage is None:
            return None
        return DeliveryScope(
            stage.programme,
            stage.period,
            self.village.value or _ALL,
            self.hamlet.value or _ALL,
            self.recorded.value or _ALL,
        )

    def show_stages(
        self,
        stages: list[DeliveryStage],
        lists: list[AidList],
        lookups: Lookups,
        wanted: DeliveryScope | None,
    ) -> None:
        """Offer what can be delivered, what somebody waits for first.

        `wanted` is chosen if it is among it, else the newest that somebody waits for.
        """
        waiting_first = sorted(stages, key=lambda one: not one.waiting)
        self._stages = {f"{one.programme}{_APART}{one.period}": one for one in waiting_first}
        catalogue = lookups.catalogue
        names = programme_names(catalogue)
        newest = {code: catalogue.versions_of(code)[-1] for code in catalogue.codes}
        self._words = {
            key: f"{names.get(one.programme, one.programme)} · "
            + payment_words(one.period, newest.get(one.programme))
            for key, one in self._stages.items()
        }
        self.stage.show_options(
            [
                Option(key, self._words[key] + (f" · {number(one.waiting)}" if one.waiting else ""))
                for key, one in self._stages.items()
            ]
        )
        chosen = f"{wanted.programme}{_APART}{wanted.period}" if wanted else ""
        if not self.stage.choose(chosen) and stages:
            self.stage.setCurrentIndex(0)
        stage = self._stages.get(self.stage.value or "")
        villages = stage.villages if stage else ()
        self._offer(
            self.village,
            tr("All desa"),
            [Option(code, village_words(lookups.regions, code)) for code in villages],
            wanted.village if wanted else _ALL,
        )
        own = stage.list_ids if stage else ()
        self._offer(
            self.recorded,
            tr("All lists"),
            [
                Option(
                    one.id,
                    tr("List of {day} ({count})").format(
                        day=date_short(day_of(one.recorded_at)), count=number(one.records)
                    ),
                )
                for one in lists
                if one.id in own
            ],
            wanted.list_id if wanted else _ALL,
        )
        self._offer(self.hamlet, tr("All hamlets"), [], _ALL)

    def show_hamlets(self, delivery: Delivery) -> None:
        """Offer the hamlets of the list."""
        options = [Option(name, name) for name in delivery.hamlets]
        self._offer(self.hamlet, tr("All hamlets"), options, delivery.scope.hamlet)

    def _offer(self, choice: Choice, every: str, options: list[Option], chosen: str) -> None:
        choice.show_options([Option(_ALL, every), *options])
        if not choice.choose(chosen):
            choice.choose(_ALL)
        choice.setVisible(len(options) > 1 or bool(choice.value))

    @Slot(int)
    def _on_chosen(self, _: int) -> None:
        self.changed.emit()

    @Slot()
    def _on_day(self) -> None:
        before = self._day
        try:
            self.show_day(parse_date(self.day_line.text()))
        except UserError:
            if before is not None:
                self.show_day(before)
        if self._day != before:
            self.changed.emit()


def scope_text(scope: DeliveryScope) -> str:
    """As the window remembers it."""
    parts = (scope.programme, scope.period, scope.village, scope.hamlet, scope.list_id)
    return _APART.join(parts)


def scope_from(text: str) -> DeliveryScope | None:
    """Read what `scope_text` wrote; None for anything else."""
    parts = text.split(_APART)
    return DeliveryScope(*parts) if len(parts) == 5 and all(parts[:2]) else None
