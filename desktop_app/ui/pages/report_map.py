"""The map of a table by desa: one of its numbers, with a legend, and the list behind every desa."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.actions.map_paper import legend_of, missing_words, values_on_map
from desktop_app.actions.reports import ReportView
from desktop_app.domain.map_plan import Point
from desktop_app.domain.region import RegionTable
from desktop_app.domain.report import Cell, ReportColumn, ReportTable
from desktop_app.domain.value_class import LegendLine, classed
from desktop_app.language import tr
from desktop_app.ui.memory import Memory
from desktop_app.ui.pages.map_work import MapGround, MapWork
from desktop_app.ui.pages.report_grid import CellPlace
from desktop_app.ui.style import XS, L, M, S, grown
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.choice import Choice, Option
from desktop_app.ui.widgets.flow import FlowLayout
from desktop_app.ui.widgets.region_map import MapFigures, RegionMap
from desktop_app.ui.widgets.text import Text
from desktop_app.words.format import date_long
from desktop_app.words.reports import cell_words

_LEGEND = 190
_ASPECT = 1.9
_LEAST_ASPECT, _MOST_ASPECT = 0.4, 3.0
_TILE, _AIR = 38, 1.5
"""How large a tile must be to be read, and what stands between them."""
_NOTICED = 0.25
"""How far the room may change before tiles are laid out anew."""
_USUAL = "poorest_missed"
_AROUND = 60
"""What stays visible around the desa the keyboard is on."""


class ReportMap(QWidget):
    """Which number is mapped can be chosen, and is remembered; `wanted` with the `CellPlace` of a desa."""

    wanted = Signal(object)  # CellPlace

    def __init__(
        self,
        view: ReportView,
        regions: RegionTable,
        unit: str,
        memory: Memory,
        work: MapWork,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._view, self._regions, self._memory, self._work = view, regions, memory, work
        self._ground: MapGround | None = None
        self._aspect = _ASPECT
        self._place = f"report.{view.table.kind.code.lower()}.map"
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, S, 0, 0)
        whole.setSpacing(S)
        whole.addWidget(self._head(unit))
        row = QHBoxLayout()
        row.setSpacing(L)
        self.map = RegionMap()
        self.map.chosen.connect(self._on_chosen)
        self.map.looked_at.connect(self._on_looked_at)
        self._scroll = _scrolling(self.map)
        row.addWidget(self._scroll, 1)
        self.said = Text("", "strong", wraps=True)
        side = QVBoxLayout()
        side.setSpacing(M)
        side.addWidget(self.said)
        self.legend = MapLegend(self.map)
        self.source = Text("", "caption", wraps=True)
        side.addWidget(self.legend)
        side.addWidget(self.source)
        side.addStretch(1)
        holder = QWidget()
        side.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(side)
        beside = _scrolling(holder)
        beside.setFixedWidth(grown(_LEGEND))
        row.addWidget(beside)
        whole.addLayout(row, 1)
        self.setFocusProxy(self.map)
        work.changed.connect(self._find)
        self._show()

    def _head(self, unit: str) -> QWidget:
        head = QWidget()
        flow = FlowLayout(head, gap=S)
        table = self._view.table
        numbers = [
            column
            for column in table.columns
            if column.is_number and column.code.startswith(f"{unit}_" if unit else "")
        ]
        codes = [column.code for column in numbers]
        share = next((one.code for one in numbers if one.is_share), codes[0])
        self.column = Choice()
        self.column.setAccessibleName(tr("What the map shows"))
        self.column.setMinimumContentsLength(24)
        self.column.show_options(
            [Option(one.code, tr(one.heading)) for one in numbers],
            chosen=_USUAL if _USUAL in codes else share,
        )
        self.column.choose(self._memory.recall(self._place))
        self.column.activated.connect(self._on_column)
        self.points = QCheckBox(tr("&Homes with coordinates"))
        self.points.setToolTip(tr("Only on this screen: no paper and no file shows them."))
        self.points.clicked.connect(self._on_points)
        self.load_button = Button(tr("Bounda&ries…"))
        self.load_button.clicked.connect(self._work.ask_for_boundaries)
        self.remove_button = Button(tr("&Tiles again…"))
        self.remove_button.clicked.connect(self._work.ask_to_remove)
        self.pdf_button = Button(tr("Map as PD&F…"), icon="download")
        self._saving = self._work.saving(
            self.pdf_button,
            lambda: (table.kind.code, self.column.value or "", self._view.ask),
        )
        self.pdf_button.clicked.connect(self._saving.ask)
        for part in (
            self.column,
            self.pdf_button,
            self.load_button,
            self.remove_button,
            self.points,
        ):
            flow.addWidget(part)
        for hidden in (self.points, self.load_button, self.remove_button, self.pdf_button):
            hidden.hide()
        return head

    def go_to(self, place: CellPlace) -> None:
        """Let the keyboard be on the desa of this number, as after coming back from its list."""
        if self.map.sentence(place.row):
            self.map.go_to(place.row)

    # Showing

    @property
    def _column(self) -> tuple[ReportTable, ReportColumn]:
        table = self._view.table
        return table, next(one for one in table.columns if one.code == self.column.value)

    def _show(self) -> None:
        table, column = self._column
        values = values_on_map(table, column.code, self._view.region, self._regions)
        classes = classed(values)
        steps = {code: step for code in values if (step := classes.step_of(code)) is not None}
        self.map.show_figures(
            MapFigures(
                name=tr("Map: {heading}").format(heading=tr(column.heading)),
                steps=steps,
                words={code: cell_words(cell, column) for code, cell in values.items()},
                sentences={code: self._sentence(code, values[code], column) for code in values},
                open=frozenset(self._listed(values)),
            )
        )
        self.legend.show_lines(legend_of(classes, lambda cell: cell_words(cell, column)))

    def _listed(self, values: dict[str, Cell]) -> list[str]:
        """The desa behind whose number there is a list: of a share that of its part."""
        table, column = self._column
        code = column.part or column.code
        lists = next((one for one in table.columns if one.code == code), None)
        if lists is None or not lists.is_listed:
            return []
        counts = table.by_village(code)
        return [one for one in values if isinstance(count := counts.get(one), int) and count > 0]

    def _sentence(self, village: str, cell: Cell, column: ReportColumn) -> str:
        found = self._regions.village_by_code(village)
        place = f"{found.local_name}, {found.subdistrict_name}" if found else village
        return f"{place}\n{tr(column.heading)}: {cell_words(cell, column)}"

    @property
    def _room(self) -> float:
        """How wide the room for the map is beside its height; many tiles take more height, and scroll."""
        size = self._scroll.viewport().size()
        villages = len(self._regions.villages_within(self._view.region))
        taken = max(1, villages) * grown(_TILE) ** 2 * _AIR
        height = max(1, size.height(), round(taken / max(1, size.width())))
        return min(max(size.width() / height, _LEAST_ASPECT), _MOST_ASPECT)

    def _find(self) -> None:
        self._aspect = self._room
        self._work.find_ground(self._view.region, self._aspect, self._show_ground, self)

    def _show_ground(self, ground: MapGround) -> None:
        self._ground = ground
        self.map.show_plan(ground.plan)
        if ground.plan.is_tiles and abs(self._room / self._aspect - 1) > _NOTICED:
            self._find()  # the room was not laid out yet when it was asked for
        self.load_button.setVisible(ground.may_load)
        self.remove_button.setVisible(ground.may_load and ground.source is not None)
        self.pdf_button.setVisible(ground.may_export)
        is_drawn = not ground.plan.is_tiles
        self.points.setVisible(
            is_drawn and ground.may_see_points and not self._view.ask.is_for_outsiders
        )
        lines = [tr("A square is a desa, in the order of codes.")]
        if is_drawn and ground.source is not None:
            said = tr("Boundaries from {name}, loaded on {date}.")
            loaded = date_long(ground.source.loaded_at.date())
            lines = [
                said.format(name=ground.source.name, date=loaded),
                *missing_words(ground.plan.missing, self._regions.name_of),
            ]
        self.source.setText("\n".join(lines))

    def _show_points(self, points: tuple[Point, ...]) -> None:
        if self.points.isChecked():
            self.map.show_points(points)

    # News

    @Slot()
    def _on_column(self) -> None:
        self._memory.keep(self._place, self.column.value or "")
        self._show()

    @Slot()
    def _on_points(self) -> None:
        if self.points.isChecked():
            self._work.find_points(self._view.region, self._show_points, self)
        else:
            self.map.show_points(())

    @Slot(str)
    def _on_chosen(self, village: str) -> None:
        _, column = self._column
        self.wanted.emit(CellPlace(village, column.part or column.code))

    @Slot(str)
    def _on_looked_at(self, village: str) -> None:
        self.said.setText(self.map.sentence(village))
        if village and village == self.map.current and self.map.plan is not None:
            at = self.map.place_of(village)
            self._scroll.ensureVisible(round(at.x()), round(at.y()), _AROUND, _AROUND)

    # Qt overrides

    def hasHeightForWidth(self) -> bool:
        # The buttons above flow; a page that asked how high that makes all of it would scroll for nothing.
        return False

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._ground is None:
            self._find()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_other = abs(self._room / self._aspect - 1) > _NOTICED
        if is_other and self._ground is not None and self._ground.plan.is_tiles:
            self._find()  # tiles fill another room otherwise


def _scrolling(content: QWidget) -> QScrollArea:
    """Only as high as there is room for: the keyboard goes to what is in it."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    return area


class MapLegend(QWidget):
    """A line for each class: what it looks like on the map, and from where to where."""

    def __init__(self, shown_on: RegionMap, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._map = shown_on
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(XS)
        self.lines: tuple[LegendLine, ...] = ()

    def show_lines(self, lines: tuple[LegendLine, ...]) -> None:
        """Explain these classes."""
        self.lines = lines
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.deleteLater()
        for line in lines:
            row = QWidget()
            layout = QHBoxLayout(row)
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(S)
            layout.addWidget(_Swatch(self._map, line.step), 0, Qt.AlignmentFlag.AlignTop)
            layout.addWidget(Text(line.words, "caption", wraps=True), 1)
            self._column.addWidget(row)


class _Swatch(QWidget):
    def __init__(self, shown_on: RegionMap, step: int | None) -> None:
        super().__init__()
        self._map, self._step = shown_on, step
        self.setFixedSize(QSize(grown(24), grown(16)))

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        self._map.swatch(QPainter(self), rect, self._step)
