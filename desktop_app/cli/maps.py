"""``map``: the boundaries that maps are drawn within, and maps on paper."""

from __future__ import annotations

from pathlib import Path

from desktop_app.actions.boundaries import (
    boundary_source,
    check_boundaries,
    load_boundaries,
    map_of,
    recorded_points,
    remove_boundaries,
)
from desktop_app.actions.map_paper import legend_of, missing_words, values_on_map
from desktop_app.actions.report_maps import make_map, numbers_on_map
from desktop_app.cli.call import Call
from desktop_app.cli.commands import Commands
from desktop_app.cli.errands import errand_of
from desktop_app.cli.output import Answer, pairs, table
from desktop_app.cli.reports import add_ask, add_file, ask_of
from desktop_app.cli.usage import Parser
from desktop_app.domain.boundary import BoundaryCheck
from desktop_app.domain.letter import Paper
from desktop_app.domain.value_class import classed
from desktop_app.language import tr, trn
from desktop_app.words.format import moment, number
from desktop_app.words.reports import cell_words

_REPORT, _COLUMN = "R15", "poorest_missed"
_SQUARE = 1.0


def add(commands: Commands) -> None:
    """Add the commands about maps."""
    verbs = commands.group("map", tr("Maps of the desa: their boundaries, and one number of each."))
    load = verbs.add("import", tr("Draw maps within the boundaries of a GeoJSON file."), _import)
    load.add_argument("file", type=Path, metavar=tr("FILE"), help=tr("GeoJSON in WGS84."))
    load.add_argument(
        "--check", action="store_true", help=tr("Only say what it holds; nothing is kept.")
    )
    verbs.add("remove", tr("Draw maps as tiles again."), _remove)
    show = verbs.add("show", tr("What every desa has of one number, by class."), _show)
    _add_number(show)
    add_ask(show)
    show.add_argument(
        "--points",
        action="store_true",
        help=tr("Also how many homes have coordinates recorded here; told to the audit."),
    )
    export = verbs.add("export", tr("Write one map as a PDF."), _export)
    _add_number(export)
    add_ask(export)
    add_file(export)


def _add_number(command: Parser) -> None:
    command.add_argument(
        "--report",
        default=_REPORT,
        metavar=tr("CODE"),
        help=tr("Which report; {code} if not given.").format(code=_REPORT),
    )
    command.add_argument(
        "--column",
        default=_COLUMN,
        metavar=tr("NAME"),
        help=tr("Which number, as the JSON of “report make” names it."),
    )


def _import(call: Call) -> Answer:
    office = call.office()
    if call.check:
        check = check_boundaries(office, call.file)
    else:
        check = load_boundaries(office, call.file).value
    data = {
        "loaded": not call.check,
        "shapes": check.features,
        "villages": len(check.boundaries),
        "matched_by": check.matched_by,
        "unmatched": list(check.unmatched),
        "elsewhere": check.elsewhere,
        "joined": list(check.joined),
        "missing": list(check.missing),
        "skipped": check.skipped,
        "points": check.points,
        "kept_points": check.kept,
    }
    return Answer(data, pairs(_check_lines(check)))


def _check_lines(check: BoundaryCheck) -> list[tuple[str, str]]:
    return [
        (tr("Shapes in the file"), number(check.features)),
        (tr("Desa with a boundary"), number(len(check.boundaries))),
        (tr("Named by"), check.matched_by or "-"),
        (tr("Of no known desa"), ", ".join(check.unmatched) or "-"),
        (tr("Outside this office"), number(check.elsewhere)),
        (tr("Several shapes put together"), ", ".join(check.joined) or "-"),
        (tr("Desa without a boundary"), ", ".join(check.missing) or "-"),
        (tr("Without an area"), number(check.skipped)),
        (tr("Points"), f"{number(check.points)} → {number(check.kept)}"),
    ]


def _remove(call: Call) -> Answer:
    remove_boundaries(call.office())
    return Answer({"removed": True}, tr("The boundaries were removed; maps are tiles again."))


def _show(call: Call) -> Answer:
    office = call.office()
    ask = ask_of(call)
    view = numbers_on_map(office, call.report, call.column, ask)
    plan = map_of(office, view.region, _SQUARE)
    source = boundary_source(office)
    column = next(one for one in view.table.columns if one.code == call.column)
    regions = office.reference.regions
    values = values_on_map(view.table, column.code, view.region, regions)
    classes = classed(values)
    name_of = regions.name_of
    data: dict[str, object] = {
        "report": view.table.kind.code,
        "column": column.code,
        "boundaries": None
        if source is None
        else {
            "name": source.name,
            "villages": source.villages,
            "loaded_at": source.loaded_at,
            "loaded_by": source.loaded_by,
        },
        "is_tiles": plan.is_tiles,
        "missing": list(plan.missing),
        "villages": [
            {"village": code, "value": cell, "step": classes.step_of(code)}
            for code, cell in values.items()
        ],
    }
    lines = [
        tr("Tiles: no boundaries are loaded.")
        if source is None
        else tr("Boundaries from {name}, loaded on {moment} by {person}.").format(
            name=source.name, moment=moment(source.loaded_at), person=source.loaded_by
        ),
        *missing_words(plan.missing, name_of),
        *(
            f"{_step(line.step)}  {line.words}"
            for line in legend_of(classes, lambda cell: cell_words(cell, column))
        ),
    ]
    if call.points:
        points = len(recorded_points(office, view.region))
        data["points"] = points
        said = trn("{n} home has coordinates.", "{n} homes have coordinates.", points)
        lines.append(said.format(n=number(points)))
    rows = [
        (code, name_of(code), cell_words(cell, column), _step(classes.step_of(code)))
        for code, cell in values.items()
    ]
    headings = [tr("Code"), tr("Desa"), tr(column.heading), tr("Class")]
    return Answer(data, "\n".join([*lines, "", table(headings, rows, right=(2, 3))]))


def _step(step: int | None) -> str:
    return "–" if step is None else str(step)


def _export(call: Call) -> Answer:
    made = make_map(
        call.office(),
        call.report,
        call.column,
        call.out,
        errand=errand_of(call, may_be_unsaid=True),
        ask=ask_of(call),
        paper=Paper.of(call.paper),
    ).value
    return Answer(
        {
            "report": made.report,
            "column": made.column,
            "is_tiles": not made.has_boundaries,
            "villages": made.villages,
            "pages": made.pages,
            "file": made.path,
        },
        pairs(
            [
                (tr("Report"), made.report),
                (tr("Desa"), number(made.villages)),
                (tr("Pages"), number(made.pages)),
                (tr("File"), str(made.path)),
            ]
        ),
    )
