"""Whether all is well with the office."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot

from desktop_app.actions.health import (
    Check,
    LastCheck,
    check_office,
    last_check,
    office_info,
)
from desktop_app.actions.office import OfficeInfo
from desktop_app.language import mark, tr, trn
from desktop_app.ui.page import Page
from desktop_app.ui.pages.settings_section import Section
from desktop_app.ui.tasks import Lane
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.keyvalue import KeyValue, KeyValueGrid
from desktop_app.ui.widgets.text import Text
from desktop_app.words import format as words
from desktop_app.words.roles import kind_name

_CHECKS = {
    "database": mark("Database"),
    "attachments": mark("File of the evidence"),
    "audit": mark("Audit log"),
    "ops": mark("Records and their changes"),
    "evidence": mark("Evidence files"),
    "evidence-size": mark("Size of the evidence"),
    "evidence-unused": mark("Evidence files that belong to nothing"),
    "free-space": mark("Free space on the disk"),
}


class HealthSection(Section):
    """What the office holds, and a look through all of its files."""

    def __init__(self, page: Page) -> None:
        self.title = tr("Health")
        super().__init__(page)
        self.facts = KeyValueGrid()
        self.add_card(tr("This office")).body.addWidget(self.facts)
        card = self.add_card(tr("Check everything"))
        card.body.addWidget(
            Text(
                tr(
                    "Looks through every page of the database and the releases, the audit log, and whether each record is what its changes say. Nothing is altered. The program does it once a week by itself."
                ),
                "muted",
                wraps=True,
            )
        )
        self.last = Text("", "body", wraps=True)
        card.body.addWidget(self.last)
        self.results = KeyValueGrid(columns=1)
        card.body.addWidget(self.results)
        self.button = Button(tr("&Check now"), icon="shield-check", kind="primary")
        self.button.clicked.connect(self._on_check)
        card.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)

    def refresh(self) -> None:
        self.page.do(office_info, then=self._on_info, latest="health")
        self.page.do(last_check, then=self._on_last, latest="last-check")

    def _on_info(self, info: OfficeInfo) -> None:
        profile = info.profile
        current = info.current
        self.facts.show_lines(
            [
                KeyValue(tr("Kind"), kind_name(profile.kind)),
                KeyValue(tr("Region"), profile.region),
                KeyValue(tr("Release in use"), current.label if current else tr("none")),
                KeyValue(tr("Interventions"), words.number(info.interventions)),
                KeyValue(
                    tr("Changes not confirmed by the hub"), words.number(info.ops_unconfirmed)
                ),
                KeyValue(tr("Joined a hub"), tr("yes") if info.is_enrolled else tr("no")),
                KeyValue(tr("Size of all files"), words.file_size(info.bytes)),
                KeyValue(tr("Version of the database"), str(info.schema)),
            ]
        )

    def _on_last(self, last: LastCheck | None) -> None:
        if last is None:
            self.last.setText(tr("Not everything has been looked through yet."))
            return
        when = words.moment(last.at)
        self.last.setText(
            trn(
                "Last full check: {moment}, {n} thing not in order.",
                "Last full check: {moment}, {n} things not in order.",
                last.failed,
            ).format(moment=when, n=words.number(last.failed))
            if last.failed
            else tr("Last full check: {moment}, everything in order.").format(moment=when)
        )

    @Slot()
    def _on_check(self) -> None:
        self.results.show_lines([KeyValue(tr("Checking"), "…")])
        self.page.do(check_office, then=self._on_checked, busy=[self.button], lane=Lane.LONG)

    def _on_checked(self, checks: list[Check]) -> None:
        self.results.show_lines([KeyValue(_name(check), _verdict(check)) for check in checks])
        self.page.do(last_check, then=self._on_last, latest="last-check")


def _name(check: Check) -> str:
    if check.name.startswith("release:"):
        return tr("Release {label}").format(label=check.name.removeprefix("release:"))
    if check.name.startswith("evidence:"):
        return tr("Evidence file {digest}").format(digest=check.name.removeprefix("evidence:"))
    return tr(_CHECKS[check.name])


def _verdict(check: Check) -> str:
    if check.is_ok:
        return tr("In order ({detail})").format(detail=check.detail)
    return tr("Not in order ({detail}): make a copy of the folder and ask for help").format(
        detail=check.detail
    )
