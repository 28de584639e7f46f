"""One change as a row of the list, and with all its values side by side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop_app.actions.lookups import Lookups
from desktop_app.domain.comparison import ChangeKind, ChangeLine, ChangeWish, Twin
from desktop_app.domain.extract import Entity
from desktop_app.language import mark, tr, trn
from desktop_app.ui.models.table import Column
from desktop_app.ui.style import XS, L, M
from desktop_app.ui.widgets.pane import Pane
from desktop_app.ui.widgets.swap import swapped
from desktop_app.ui.widgets.text import Rule, Text
from desktop_app.words.change_words import field_words, number_words, step_words
from desktop_app.words.fields import label_of
from desktop_app.words.format import number
from desktop_app.words.people import village_words

_TWIN_FIELDS = ("name", "national_id", "family_card_no", "birth_date", "sex", "relationship")


@dataclass(slots=True)
class Seen:
    """What the words of a change depend on; the page keeps it up to date."""

    wish: ChangeWish | None = None
    lookups: Lookups | None = None
    is_revealed: bool = False


class ChangeWords:
    """Says changes in words, as `seen` has it when it is asked."""

    def __init__(self, seen: Seen) -> None:
        self._seen = seen

    def number(self, line: ChangeLine) -> str:
        """The NIK or KK, the one of now if there is one."""
        return number_words(line.key or line.old_key, is_revealed=self._seen.is_revealed)

    def before(self, line: ChangeLine) -> str:
        """What stood in the earlier release."""
        return self._side(line, is_now=False)

    def now(self, line: ChangeLine) -> str:
        """What stands in the later release."""
        return self._side(line, is_now=True)

    def more(self, line: ChangeLine) -> str:
        """A quieter line: how far a decile went, how many fields more, who else is meant."""
        if line.kind is ChangeKind.DECILE_MOVED:
            return step_words(line)
        if line.pair is not None:
            return self._number_of(line.pair[1])
        if line.kind is ChangeKind.CHANGED and not self._field and len(line.fields) > 1:
            rest = len(line.fields) - 1
            return trn("and {n} more field", "and {n} more fields", rest).format(n=number(rest))
        return ""

    def before_more(self, line: ChangeLine) -> str:
        """The quieter line beside what stood before; which field it is where several may be meant."""
        if line.pair is not None:
            return self._number_of(line.pair[0])
        if line.kind is ChangeKind.CHANGED and not self._field and line.fields:
            return label_of(line.fields[0].name)
        return ""

    def village(self, line: ChangeLine) -> str:
        """The desa of now, or where it was for those who left."""
        return self._village(line.village or line.old_village)

    def old_village(self, line: ChangeLine) -> str:
        """From which desa, if that is another one."""
        if line.village and line.old_village and line.village != line.old_village:
            return tr("from {village}").format(village=self._village(line.old_village))
        return ""

    def all_of(self, line: ChangeLine) -> list[tuple[str, str, str]]:
        """Everything that is known about it: what, before, now."""
        if line.pair is not None:
            before, now = line.pair
            return [
                (label_of(name), self._twin(before, name), self._twin(now, name))
                for name in _TWIN_FIELDS
            ]
        if line.cards:
            return self._cards(line)
        if not line.fields:
            return [("", self.before(line), self.now(line))]
        return [
            (
                label_of(one.name),
                self._value(line.entity, one.name, one.old),
                self._value(line.entity, one.name, one.new),
            )
            for one in line.fields
        ]

    @property
    def _field(self) -> str:
        return self._seen.wish.field if self._seen.wish is not None else ""

    def _side(self, line: ChangeLine, *, is_now: bool) -> str:
        match line.kind:
            case ChangeKind.ENTERED | ChangeKind.LEFT:
                is_there = (line.kind is ChangeKind.ENTERED) is is_now
                return tr("in the register") if is_there else "–"
            case ChangeKind.VILLAGE_MOVED:
                return self._village(line.village if is_now else line.old_village)
            case ChangeKind.SPLIT | ChangeKind.MERGED:
                if is_now is (line.kind is ChangeKind.SPLIT):
                    words = trn("{n} card", "{n} cards", len(line.cards))
                    return words.format(n=number(len(line.cards)))
                return self.number(line)
            case ChangeKind.DOUBTFUL if line.pair is not None:
                return line.pair[is_now].name or "–"
        shown = next((one for one in line.fields if self._field in ("", one.name)), None)
        if shown is None:
            return "–"
        return self._value(line.entity, shown.name, shown.new if is_now else shown.old)

    def _cards(self, line: ChangeLine) -> list[tuple[str, str, str]]:
        rows = []
        for at, (card, members) in enumerate(line.cards.items(), start=1):
            people = trn("{n} person", "{n} people", members).format(n=number(members))
            digits = number_words(card, is_revealed=self._seen.is_revealed)
            words = f"{digits} ({people})"
            own = self.number(line) if at == 1 else ""
            is_split = line.kind is ChangeKind.SPLIT
            rows.append((label_of("family_card_no"), *((own, words) if is_split else (words, own))))
        return rows

    def _value(self, entity: Entity, name: str, value: str | int | None) -> str:
        lookups = self._seen.lookups
        if lookups is None:
            return ""
        return field_words(
            entity, name, value, lookups.codes, is_revealed=self._seen.is_revealed
        )  # fmt: skip

    def _twin(self, twin: Twin, name: str) -> str:
        return self._value(Entity.PERSON, name, getattr(twin, name))

    def _number_of(self, twin: Twin) -> str:
        return number_words(twin.national_id or "", is_revealed=self._seen.is_revealed)

    def _village(self, code: str) -> str:
        lookups = self._seen.lookups
        return village_words(lookups.regions, code) if lookups is not None else code


def change_columns(words: ChangeWords) -> tuple[Column[ChangeLine], ...]:
    """The columns of the list, which say what `words` says when they are painted."""
    return (
        Column(
            "who",
            mark("Name"),
            lambda line: line.name or tr("Name unknown"),
            width=210,
            below=words.number,
            tip=lambda line: line.name,
        ),
        Column(
            "before",
            mark("Before"),
            words.before,
            width=190,
            below=words.before_more,
            tip=words.before,
            sort=_by(words.before),
        ),
        Column(
            "now",
            mark("Now"),
            words.now,
            width=190,
            below=words.more,
            tip=words.now,
            sort=_by(words.now),
        ),
        Column("village", mark("Desa"), words.village, width=130, below=words.old_village),
    )


def _by(text: Callable[[ChangeLine], str]) -> Callable[[ChangeLine], tuple[int, str]]:
    # Deciles in their order, everything else by its words.
    def key(line: ChangeLine) -> tuple[int, str]:
        return (line.step if line.kind is ChangeKind.DECILE_MOVED else 0, text(line).casefold())

    return key


class ChangeDetail(Pane):
    """All values of the chosen change, before and now side by side."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(left=0, parent=parent)
        self.rows: list[tuple[str, str, str]] = []
        self._holder = QWidget()
        self.column.addWidget(self._holder)
        self.column.addStretch(1)

    def show_rows(self, heading: str, rows: list[tuple[str, str, str]]) -> None:
        """Show these: what, before, now."""
        self.rows = rows
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, M, 0, 0)
        grid.setHorizontalSpacing(L)
        grid.setVerticalSpacing(XS)
        titles = (heading, tr("Before"), tr("Now"))
        for column, title in enumerate(titles):
            role = "strong" if column == 0 else "label"
            grid.addWidget(Text(title, role, wraps=True), 0, column, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(column, 1)
        if rows:
            grid.addWidget(Rule(), 1, 0, 1, 3)
        for at, cells in enumerate(rows, start=2):
            for column, cell in enumerate(cells):
                role = "muted" if column == 0 else "body"
                text = Text(cell, role, wraps=True, selectable=column > 0)
                grid.addWidget(text, at, column, Qt.AlignmentFlag.AlignTop)
        self._holder = swapped(self.column, self._holder, holder)
        holder.setVisible(bool(rows))
