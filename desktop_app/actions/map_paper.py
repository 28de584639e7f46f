"""One number of a report as a map: its classes in words, and the map as paper draws it."""

from __future__ import annotations

from collections.abc import Callable

from desktop_app.actions.boundaries import plan_in
from desktop_app.actions.office import Office
from desktop_app.actions.report_paper import printed_cell
from desktop_app.domain.region import RegionTable
from desktop_app.domain.report import Cell, ReportTable
from desktop_app.domain.value_class import Classes, LegendLine, classed
from desktop_app.language import tr, trn
from desktop_app.letters.tabular_map import TabularMap
from desktop_app.store.connection import Connection

_ASPECT = 1.75
"""Of the room for a map on paper that lies on its side."""
_MOST_NAMED = 12


def paper_map(
    office: Office, conn: Connection, table: ReportTable, code: str, region: str
) -> TabularMap:
    """The map of a column of a table by desa."""
    column = next(one for one in table.columns if one.code == code)
    values = values_on_map(table, code, region, office.reference.regions)
    classes = classed(values)
    plan = plan_in(office, conn, region, _ASPECT)
    steps = {village: step for village in values if (step := classes.step_of(village)) is not None}
    return TabularMap(
        title=tr(column.heading),
        plan=plan,
        steps=steps,
        figures={village: printed_cell(cell, column) for village, cell in values.items()},
        legend=legend_of(classes, lambda cell: printed_cell(cell, column)),
        notes=missing_words(plan.missing, office.reference.regions.name_of),
    )


def values_on_map(
    table: ReportTable, code: str, region: str, regions: RegionTable
) -> dict[str, Cell]:
    """What every desa of a region has in a column; None for one that the table does not have."""
    counted = table.by_village(code)
    return {one.code: counted.get(one.code) for one in regions.villages_within(region)}


def is_mappable(table: ReportTable, region: str, regions: RegionTable) -> bool:
    """Whether there are several desa to compare."""
    return table.is_by_village and len(regions.villages_within(region)) > 1


def legend_of(classes: Classes, say: Callable[[Cell], str]) -> tuple[LegendLine, ...]:
    """What each class stands for, the most first, with how many desa are in it."""
    lines = []
    for one in reversed(classes.steps):
        ends = [say(one.lowest), say(one.highest)]
        said = (
            ends[0]
            if ends[0] == ends[1]
            else tr("{low} to {high}").format(low=ends[0], high=ends[1])
        )
        lines.append(LegendLine(one.step, f"{said} · {_desa(len(one.villages))}"))
    if classes.hidden:
        words = tr("Not shown (fewer than 5)")
        lines.append(LegendLine(None, f"{words} · {_desa(len(classes.hidden))}"))
    if classes.none:
        words = tr("No number")
        lines.append(LegendLine(None, f"{words} · {_desa(len(classes.none))}"))
    return tuple(lines)


def missing_words(missing: tuple[str, ...], name_of: Callable[[str], str]) -> tuple[str, ...]:
    """Which desa the boundaries lack; nothing if none."""
    if not missing:
        return ()
    names = ", ".join(name_of(code) for code in missing[:_MOST_NAMED])
    more = "…" if len(missing) > _MOST_NAMED else ""
    said = trn(
        "{n} desa has no boundary: {names}", "{n} desa have no boundary: {names}", len(missing)
    )
    return (said.format(n=len(missing), names=names + more),)


def _desa(count: int) -> str:
    return trn("{n} desa", "{n} desa", count).format(n=count)
