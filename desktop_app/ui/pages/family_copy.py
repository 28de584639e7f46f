"""A family in the order in which it is typed into SIKS-NG, each fact to be copied with one key."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.actions.families import FamilyPageFacts
from desktop_app.actions.lookups import Lookups
from desktop_app.domain.field import Access, Field, FieldKind
from desktop_app.domain.person import KNOWN_OF_CHILD, PersonSheet
from desktop_app.language import tr
from desktop_app.ui.pages.family_house import fact_words
from desktop_app.ui.style import M
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.copy_blocks import CopyBlocks
from desktop_app.ui.widgets.keyvalue import KeyValue, KeyValueGrid
from desktop_app.ui.widgets.pane import Pane
from desktop_app.ui.widgets.text import Text
from desktop_app.words import fields
from desktop_app.words.fields import label_of
from desktop_app.words.format import date_digits, number_masked
from desktop_app.words.people import relation_words, village_words


class CopyTab(QWidget):
    """Blocks under each other; the arrows go through all of them, Ctrl+C copies and goes on.

    Numbers, and what is sensitive, are there to be copied only while they are revealed.
    """

    reveal_wanted = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: FamilyPageFacts | None = None
        self._lookups: Lookups | None = None
        self._seconds_left: Callable[[], int] = lambda: 0
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, M, 0, 0)
        whole.setSpacing(M)
        head = QHBoxLayout()
        head.setSpacing(M)
        self.hint = Text("", "muted", wraps=True)
        self.show_button = Button(tr("Sh&ow whole numbers…"), icon="eye")
        self.show_button.clicked.connect(self._on_show)
        # Nothing moves when it goes: the line above the blocks keeps its height.
        policy = self.show_button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.show_button.setSizePolicy(policy)
        head.addWidget(self.hint, 1)
        head.addWidget(self.show_button)
        whole.addLayout(head)
        self.pane = Pane(left=0)
        self.blocks = CopyBlocks(columns=3)
        self.blocks.copied.connect(self._on_copied)
        self.blocks.hidden_wanted.connect(self.reveal_wanted)
        self.blocks.came_to.connect(self._on_came_to)
        self.pane.column.addWidget(self.blocks)
        self.pane.column.addStretch(1)
        whole.addWidget(self.pane, 1)

    @property
    def grids(self) -> list[KeyValueGrid]:
        """The blocks in their order."""
        return self.blocks.grids

    def follow(self, seconds_left: Callable[[], int]) -> None:
        """Ask this, from now on, how long what is hidden may be shown."""
        self._seconds_left = seconds_left

    def show_facts(self, facts: FamilyPageFacts, lookups: Lookups) -> None:
        """Show this family."""
        is_same = self._facts is not None and self._facts.sheet.id == facts.sheet.id
        self._facts, self._lookups = facts, lookups
        self._show(keeps_place=is_same)

    def show_revealed(self) -> None:
        """Show or hide what is hidden, as it may be now."""
        self._show(keeps_place=True)

    def start(self) -> None:
        """Take the keyboard at the first fact."""
        self.blocks.start()

    def _show(self, *, keeps_place: bool) -> None:
        facts, lookups = self._facts, self._lookups
        if facts is None or lookups is None:
            return
        self._say_hint()
        self.show_button.setVisible(not self._seconds_left())
        self.blocks.show_blocks(list(self._blocks(facts, lookups)), keeps_place=keeps_place)

    def _blocks(
        self, facts: FamilyPageFacts, lookups: Lookups
    ) -> Iterator[tuple[str, list[KeyValue]]]:
        order, sheet = lookups.keying, facts.sheet

        def of_family(field: Field) -> KeyValue:
            words = fact_words(sheet, field.name, lookups.codes)
            if field.name == "village_name":
                words = village_words(lookups.regions, sheet.village) if sheet.village else words
            return self._line(field, words)

        yield tr("Family"), [of_family(field) for field in order.family]
        for at, member in enumerate(sheet.members, start=1):
            name = member.name or tr("Name unknown")
            heading = tr("Member {n}: {name} ({relation})").format(
                n=at, name=name, relation=relation_words(member, lookups.codes)
            )
            yield heading, self._member_lines(member, facts, lookups)
        yield tr("House"), [of_family(field) for field in order.house]
        yield tr("Assets"), [of_family(field) for field in order.assets]

    def _member_lines(
        self, member: PersonSheet, facts: FamilyPageFacts, lookups: Lookups
    ) -> list[KeyValue]:
        is_open = bool(self._seconds_left())
        is_child = member.is_minor_on(facts.release.reference_date)
        lines = []
        for field in lookups.keying.member:
            if not is_open and (
                field.access is Access.SENSITIVE or (is_child and field.name not in KNOWN_OF_CHILD)
            ):
                continue
            if field.name == "birth_date" and member.born is not None:
                lines.append(KeyValue(label_of(field.name), date_digits(member.born)))
                continue
            words = fields.fact_words(
                field, member.values, raw=member.raw, extra=member.extra, codes=lookups.codes
            )
            lines.append(self._line(field, words))
        return lines

    def _line(self, field: Field, words: str) -> KeyValue:
        if field.kind is FieldKind.NUMBER_ID and words and not self._seconds_left():
            return KeyValue(label_of(field.name), number_masked(words), "")
        return KeyValue(label_of(field.name), words)

    def _say_hint(self, copied: str = "") -> None:
        said = tr("Copied: {label}").format(label=copied) if copied else ""
        how = tr("In the order of SIKS-NG. Arrows choose, Ctrl+C copies and goes on to the next.")
        hidden = tr("Numbers, health and children are hidden.")
        self.hint.setText(said or (how if self._seconds_left() else f"{how} {hidden}"))

    @Slot(object)
    def _on_came_to(self, line: QWidget) -> None:
        self.pane.ensureWidgetVisible(line)

    @Slot(str)
    def _on_copied(self, label: str) -> None:
        self._say_hint(label)

    @Slot()
    def _on_show(self) -> None:
        self.reveal_wanted.emit()
