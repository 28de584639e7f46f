"""What maps need done: where desa lie, loading boundaries and taking them away, points, a map as a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.actions.boundaries import (
    boundary_source,
    check_boundaries,
    load_boundaries,
    map_of,
    recorded_points,
    remove_boundaries,
)
from desktop_app.actions.office import Office
from desktop_app.actions.report_maps import make_map
from desktop_app.domain.boundary import BoundaryCheck, BoundarySource
from desktop_app.domain.changes import Done
from desktop_app.domain.map_plan import MapPlan, Point
from desktop_app.domain.report import ReportAsk
from desktop_app.domain.roles import Right
from desktop_app.language import tr, trn
from desktop_app.ui.dialogs.confirm import ConfirmDialog
from desktop_app.ui.dialogs.files import ask_for_files
from desktop_app.ui.page import Page
from desktop_app.ui.pages.page_export import PageExport
from desktop_app.ui.tasks import Lane
from desktop_app.ui.widgets.buttons import Button
from desktop_app.words.format import number

_MOST_NAMED = 8


@dataclass(frozen=True, slots=True)
class MapGround:
    """Where the desa lie, where that comes from, and what whoever looks may do about it."""

    plan: MapPlan
    source: BoundarySource | None
    may_load: bool
    may_see_points: bool
    may_export: bool


class MapWork(QObject):
    """Has it done by the office for a page; `changed` when maps lie otherwise from now on."""

    changed = Signal()

    def __init__(self, page: Page, name_of: Callable[[str], str]) -> None:
        super().__init__(page)
        self._page = page
        self._name_of = name_of

    def find_ground(
        self, region: str, aspect: float, then: Callable[[MapGround], None], origin: QWidget
    ) -> None:
        """Find where the desa of a region lie in a room of this aspect; `origin` is who asks."""
        self._page.do(_ground, region, aspect, then=then, latest="map", origin=origin)

    def find_points(
        self, region: str, then: Callable[[tuple[Point, ...]], None], origin: QWidget
    ) -> None:
        """Find the homes whose place somebody recorded."""
        self._page.do(recorded_points, region, then=then, latest="map-points", origin=origin)

    def ask_for_boundaries(self) -> None:
        """Ask for a file, say what it holds, and load it if that is wanted."""
        ask_for_files(
            self._page,
            tr("Boundaries of the desa"),
            self._on_files,
            filters=[tr("GeoJSON (*.geojson *.json)"), tr("All files (*)")],
            several=False,
        )

    def ask_to_remove(self) -> None:
        """Ask whether maps are to be tiles again."""
        dialog = ConfirmDialog(
            self._page.window(),
            question=tr("Draw maps as tiles again?"),
            lost=tr("The boundaries are taken out of this office; the file can be loaded again."),
            verb=tr("&Remove the boundaries"),
        )
        dialog.accepted.connect(self._on_remove)
        dialog.open()

    def saving(self, button: Button, shown: Callable[[], tuple[str, str, ReportAsk]]) -> PageExport:
        """The way a map leaves as a PDF; `shown` gives report, column and ask."""

        def write() -> Callable[..., Done[object]]:
            code, column, ask = shown()
            return partial(make_map, code=code, column=column, ask=ask)

        return PageExport(
            self._page,
            button,
            write,
            title=tr("Save the map"),
            question=tr("Save this map as a file?"),
            stem="peta",
            said=tr("The map was saved as {name}."),
            suffix="pdf",
            holds_people=False,
        )

    # News

    def _on_files(self, chosen: list[Path]) -> None:
        if chosen:
            path = chosen[0]
            self._page.do(
                check_boundaries, path, then=partial(self._ask_to_load, path), lane=Lane.LONG
            )

    def _ask_to_load(self, path: Path, check: BoundaryCheck) -> None:
        dialog = ConfirmDialog(
            self._page.window(),
            question=tr("Draw maps within these boundaries?"),
            lost="\n".join(check_words(check, self._name_of)),
            verb=tr("&Use these boundaries"),
            is_loss=False,
        )
        dialog.accepted.connect(partial(self._load, path))
        dialog.open()

    def _load(self, path: Path) -> None:
        self._page.do(load_boundaries, path, then=self._on_loaded, lane=Lane.LONG)

    def _on_loaded(self, done: Done[BoundaryCheck]) -> None:
        count = len(done.value.boundaries)
        said = trn("{n} desa has its boundary now.", "{n} desa have their boundary now.", count)
        self._page.say_done(said.format(n=number(count)))
        self.changed.emit()

    def _on_remove(self) -> None:
        self._page.do(remove_boundaries, then=self._on_removed)

    def _on_removed(self, _: Done[None]) -> None:
        self._page.say_done(tr("The boundaries were removed; maps are tiles again."))
        self.changed.emit()


def check_words(check: BoundaryCheck, name_of: Callable[[str], str]) -> list[str]:
    """What a file of boundaries holds, a line for each thing worth knowing."""
    count = len(check.boundaries)
    said = trn(
        "{n} desa of this office has a shape.", "{n} desa of this office have a shape.", count
    )
    lines = [said.format(n=number(count))]
    if check.matched_by:
        lines.append(tr("They are named by “{column}”.").format(column=check.matched_by))
    if check.missing:
        lines.append(
            tr("Without a shape: {names}.").format(names=_named(map(name_of, check.missing)))
        )
    if check.joined:
        lines.append(
            tr("Several shapes, put together: {names}.").format(
                names=_named(map(name_of, check.joined))
            )
        )
    if check.unmatched:
        lines.append(tr("Of no known desa: {names}.").format(names=_named(check.unmatched)))
    if check.elsewhere:
        lines.append(tr("Outside this office: {n}.").format(n=number(check.elsewhere)))
    if check.skipped:
        lines.append(tr("Without an area: {n}.").format(n=number(check.skipped)))
    return lines


def _named(names: Iterable[str]) -> str:
    listed = list(names)
    more = len(listed) - _MOST_NAMED
    said = ", ".join(listed[:_MOST_NAMED])
    return said if more <= 0 else tr("{names} and {n} more").format(names=said, n=number(more))


def _ground(office: Office, region: str, aspect: float) -> MapGround:
    account = office.account
    return MapGround(
        plan=map_of(office, region, aspect),
        source=boundary_source(office),
        may_load=account.has(Right.IMPORT),
        may_see_points=account.has(Right.REVEAL),
        may_export=account.has(Right.EXPORT),
    )
