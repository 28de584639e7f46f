"""Settings: sections on the left, one at a time on the right; what was typed stays until it is saved."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QStackedWidget, QWidget

from desktop_app.domain.changes import Topic
from desktop_app.language import mark, tr
from desktop_app.ui.appearance import Appearance
from desktop_app.ui.page import Desk, Page, Place
from desktop_app.ui.pages.settings_about import AboutSection
from desktop_app.ui.pages.settings_audit import AuditSection
from desktop_app.ui.pages.settings_backups import BackupsSection
from desktop_app.ui.pages.settings_health import HealthSection
from desktop_app.ui.pages.settings_look import LookSection
from desktop_app.ui.pages.settings_officials import OfficialsSection
from desktop_app.ui.pages.settings_paper import LetterheadSection, NumberingSection
from desktop_app.ui.pages.settings_printers import PrintersSection
from desktop_app.ui.pages.settings_privacy import PrivacySection
from desktop_app.ui.pages.settings_programmes import ProgrammesSection
from desktop_app.ui.pages.settings_quotas import QuotasSection
from desktop_app.ui.pages.settings_releases import ReleasesSection
from desktop_app.ui.pages.settings_rules import RulesSection
from desktop_app.ui.pages.settings_section import Section
from desktop_app.ui.pages.settings_users import UsersSection
from desktop_app.ui.style import L, grown

_LIST_WIDTH = 190


class SettingsPage(Page):
    """What the office prints, who signs, how the window looks, and whether all is well."""

    shows = frozenset(
        {
            Topic.SETTINGS,
            Topic.USERS,
            Topic.RELEASES,
            Topic.PROGRAMMES,
            Topic.QUOTAS,
            Topic.AUDIT,
            Topic.INTERVENTIONS,
        }
    )
    help_text = mark(
        "Letterhead, officials and numbering are what letters print. They are kept when you press Save; "
        "letters that were issued before stay as they are. Programmes and aid rules change by new versions "
        "and values that travel to every office below; what was recorded keeps the version it was made under."
    )

    def __init__(self, desk: Desk, appearance: Appearance, speak: Callable[[str], None]) -> None:
        super().__init__(desk)
        self.set_title(tr("Settings"), tr("For this office and this computer"))
        self.sections: dict[str, Section] = {
            "letterhead": LetterheadSection(self),
            "officials": OfficialsSection(self),
            "numbering": NumberingSection(self),
            "printers": PrintersSection(self),
            "programmes": ProgrammesSection(self),
            "rules": RulesSection(self),
            "quotas": QuotasSection(self),
            "releases": ReleasesSection(self),
            "look": LookSection(self, appearance, speak),
            "users": UsersSection(self),
            "audit": AuditSection(self),
            "privacy": PrivacySection(self),
            "backups": BackupsSection(self),
            "health": HealthSection(self),
            "about": AboutSection(self),
        }
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Sections of the settings"))
        self.list.setWordWrap(True)
        self.list.setFixedWidth(grown(_LIST_WIDTH))
        self._stack = QStackedWidget()
        for section in self.sections.values():
            self.list.addItem(section.title)
            self._stack.addWidget(section)
            section.covered.connect(self.list.setDisabled)
        row = QWidget()
        beside = QHBoxLayout(row)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(L)
        beside.addWidget(self.list)
        beside.addWidget(self._stack, 1)
        self.body.addWidget(row, 1)
        self.list.currentRowChanged.connect(self._on_section)
        self.list.setCurrentRow(0)

    def arrive(self, place: Place) -> None:
        if place.part in self.sections:
            self.list.setCurrentRow(list(self.sections).index(place.part))
        super().arrive(place)
        if place.part in self.sections and place.subject:
            self.sections[place.part].open_subject(place.subject)

    def has_unsaved(self) -> bool:
        return any(section.has_unsaved() for section in self.sections.values())

    def refresh(self) -> None:
        self._section.refresh()

    def start_new(self) -> None:
        self._section.start_new()

    def step_back(self) -> bool:
        return self._section.step_back() or super().step_back()

    @property
    def _section(self) -> Section:
        return list(self.sections.values())[max(0, self.list.currentRow())]

    @Slot(int)
    def _on_section(self, row: int) -> None:
        self._stack.setCurrentIndex(row)
        self.banner.hide()
        if self.isVisible():
            self._section.refresh()
