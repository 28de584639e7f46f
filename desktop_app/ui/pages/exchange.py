"""Tukar: the stick, what became of each change, conflicts, and at a hub its offices and its keys."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QKeySequence, QShortcut

from desktop_app.domain.changes import Topic
from desktop_app.domain.dates import day_of
from desktop_app.language import mark, tr
from desktop_app.ui.page import Desk, Page, Place
from desktop_app.ui.pages.exchange_changes import ChangesPart
from desktop_app.ui.pages.exchange_conflicts import ConflictsPart
from desktop_app.ui.pages.exchange_part import ExchangePart, Situation, read_situation
from desktop_app.ui.pages.exchange_stick import StickPart
from desktop_app.ui.pages.hub_keys import KeysPart
from desktop_app.ui.pages.hub_offices import OfficesPart
from desktop_app.ui.widgets.tabs import Tabs
from desktop_app.words.format import date_long, number


class ExchangePage(Page):
    """Its parts stand beside each other; `Place.part` names one of them."""

    shows = frozenset(
        {
            Topic.PACKAGES,
            Topic.INTERVENTIONS,
            Topic.LETTERS,
            Topic.LOCAL_FACTS,
            Topic.PROPOSALS,
            Topic.GROUND_CHECKS,
            Topic.SETTINGS,
        }
    )
    help_text = mark(
        "What is recorded here reaches the hub of the kabupaten by stick, and its answer comes back the "
        "same way. A package always holds everything the hub has not confirmed, sealed so that only the hub "
        "can open it. What is read is shown before it is taken in. The stick may be taken out when this "
        "page says so, and not before. Ctrl+PageDown and Ctrl+PageUp go through its parts."
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.set_title(tr("Exchange"), tr("By stick, between this office and the hub"))
        self.read_button = self.add_secondary(tr("&Read from the stick"), self._on_read)
        self.write_button = self.set_primary(tr("&Write to the stick"), self._on_write, icon="usb")
        self.read_button.hide()
        self.write_button.hide()
        self.stick = StickPart(self, self.read_button, self.write_button)
        self.changes = ChangesPart(self)
        self.conflicts = ConflictsPart(self)
        self.offices = OfficesPart(self)
        self.keys = KeysPart(self)
        self.parts: dict[str, ExchangePart] = {
            "stick": self.stick,
            "changes": self.changes,
            "conflicts": self.conflicts,
            "offices": self.offices,
            "keys": self.keys,
        }
        self.tabs = Tabs()
        for title, part in zip(
            (tr("The stick"), tr("Changes"), tr("Conflicts"), tr("Offices"), tr("Hub keys")),
            self.parts.values(),
            strict=True,
        ):
            self.tabs.addTab(part, title)
        self._has_shown = False
        self._show_parts(is_hub=False, is_run=False)
        self.tabs.currentChanged.connect(self._on_part)
        self.body.addWidget(self.tabs, 1)
        self.lead_to(self.tabs.tabBar())
        for keys, by in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setProperty("by", by)
            shortcut.activated.connect(self._on_turn)

    # What the window asks

    def arrive(self, place: Place) -> None:
        self._turn_to(place.part)
        super().arrive(place)

    def refresh(self) -> None:
        self.do(read_situation, then=self._show, latest="situation")

    def print_it(self) -> None:
        if self.tabs.currentWidget() is self.stick:
            self.stick.print_form()

    def start_new(self) -> None:
        if self.tabs.currentWidget() is self.offices:
            self.offices.let_in()

    def has_unsaved(self) -> bool:
        return any(part.has_unsaved() for part in self.parts.values())

    def step_back(self) -> bool:
        part = self.tabs.currentWidget()
        return (isinstance(part, ExchangePart) and part.step_back()) or super().step_back()

    # Showing

    def _show(self, situation: Situation) -> None:
        is_hub, is_run = situation.is_hub, situation.keys is not None
        for part in self.parts.values():
            part.show_situation(situation)
        self._show_parts(is_hub=is_hub, is_run=is_run)
        has_no_keys = situation.keys is not None and situation.keys.version == 0
        if has_no_keys and not self._has_shown:
            self.tabs.setCurrentWidget(self.keys)  # nothing else can be done here before
        self._has_shown = True
        self._turn_to(self.place.part)
        waiting = len(situation.conflicts)
        title = tr("To decide") if is_hub else tr("Conflicts")
        at = self.tabs.indexOf(self.conflicts)
        self.tabs.setTabText(at, f"{title} {number(waiting)}" if waiting else title)
        self._fit_buttons()
        valid = situation.state.valid_until
        if is_hub:
            self.set_subtitle(tr("This is the hub: offices bring their packages here"))
        elif valid is not None:
            self.set_subtitle(
                tr("Joined to the hub, valid until {date}").format(date=date_long(day_of(valid)))
            )
        else:
            self.set_subtitle(tr("This office does not know its hub yet"))

    def _show_parts(self, *, is_hub: bool, is_run: bool) -> None:
        for part, is_shown in (
            (self.changes, not is_hub),
            (self.offices, is_run),
            (self.keys, is_run),
        ):
            self.tabs.setTabVisible(self.tabs.indexOf(part), is_shown)

    def _turn_to(self, part: str) -> None:
        wanted = self.parts.get(part)
        if wanted is not None and self.tabs.isTabVisible(self.tabs.indexOf(wanted)):
            self.tabs.setCurrentWidget(wanted)
            # Once: what is read again later does not turn the page over somebody's head.
            self.place = Place(self.place.page)

    def _fit_buttons(self) -> None:
        is_here = self.tabs.currentWidget() is self.stick and self.stick.can_send
        for button in (self.read_button, self.write_button):
            button.setVisible(is_here)

    # News

    @Slot()
    def _on_read(self) -> None:
        self.stick.read()

    @Slot()
    def _on_write(self) -> None:
        self.stick.write()

    @Slot(int)
    def _on_part(self, _: int) -> None:
        self.banner.hide()
        self._fit_buttons()

    @Slot()
    def _on_turn(self) -> None:
        shown = [at for at in range(self.tabs.count()) if self.tabs.isTabVisible(at)]
        by = int(self.sender().property("by"))
        here = shown.index(self.tabs.currentIndex())
        self.tabs.setCurrentIndex(shown[(here + by) % len(shown)])
