"""``extract preview``, ``import``, ``list``, ``compare``, ``review``, ``drop``: the quarterly releases."""

from __future__ import annotations

import logging
import sys
import time
from collections import Counter
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from desktop_app.actions.comparison import keep_comparison
from desktop_app.actions.extracts import (
    drop_release,
    export_problems,
    import_extract,
    preview_extract,
    releases_of,
    say_bast,
)
from desktop_app.actions.office import Office
from desktop_app.actions.slimming import Slimmed, slim_older_releases
from desktop_app.cli.call import Call, typed_day
from desktop_app.cli.commands import Commands
from desktop_app.cli.comparisons import add_compare
from desktop_app.cli.errands import add_errand, errand_of
from desktop_app.cli.mappings import add_mapping
from desktop_app.cli.numbers import Numbers
from desktop_app.cli.offices import release_data, releases_table
from desktop_app.cli.output import Answer, pairs, paragraphs, table
from desktop_app.cli.quarantine import add_quarantine
from desktop_app.cli.slimming import add_slimming, slimmed_words
from desktop_app.cli.totals import add_totals
from desktop_app.cli.usage import Parser
from desktop_app.domain.bast import SAID, BastKind
from desktop_app.domain.extract import ExtractLook, FileLook
from desktop_app.domain.problem import RowProblem
from desktop_app.domain.region import RegionSystem
from desktop_app.domain.release import ReleaseDraft
from desktop_app.errors import Cancelled, MachineError, UserError
from desktop_app.language import tr
from desktop_app.progress import Progress
from desktop_app.words.extract_words import (
    bast_kind_words,
    became_words,
    evidence_words,
    no_families_words,
    profile_words,
)
from desktop_app.words.format import duration, number, percent
from desktop_app.words.messages import sentence_for
from desktop_app.words.problems import action_words, kind_words

log = logging.getLogger(__name__)


def add(commands: Commands) -> None:
    """Add the commands about releases."""
    verbs = commands.group("extract", tr("Releases: the quarterly extracts of DTSEN."))
    preview = verbs.add(
        "preview", tr("Say what files are and show their first problems; writes nothing."), _preview
    )
    _add_files(preview)
    load = verbs.add(
        "import", tr("Load files as one release, which is in use from then on."), _import
    )
    _add_files(load)
    load.add_argument(
        "--release", required=True, metavar=tr("LABEL"), help=tr("What the release is called.")
    )
    load.add_argument(
        "--reference-date",
        required=True,
        metavar=tr("DATE"),
        help=tr("The day the data describes, for example 2026-07-10."),
    )
    load.add_argument(
        "--bast", default="", metavar=tr("NO"), help=tr("The number of the hand-over record.")
    )
    _add_bast_kind(load)
    load.add_argument(
        "--accept",
        default="",
        metavar=tr("REASON"),
        help=tr("Go on although the preview says stop; the reason is kept."),
    )
    load.add_argument(
        "--problems",
        type=Path,
        metavar="OUT.csv",
        help=tr("Write every row that was not taken exactly as it stood."),
    )
    add_errand(load)
    verbs.add("list", tr("Every release that is here, the newest first."), _list)
    bast = verbs.add(
        "bast",
        tr("Note the hand-over record of a release, and whether it allows passing on."),
        _bast,
    )
    bast.add_argument("label", metavar=tr("LABEL"), help=tr("What the release is called."))
    bast.add_argument(
        "--no", default="", metavar=tr("NO"), help=tr("The number of the hand-over record.")
    )
    _add_bast_kind(bast)
    add_compare(verbs)
    add_quarantine(verbs)
    add_slimming(verbs)
    add_mapping(verbs)
    add_totals(verbs)
    drop = verbs.add("drop", tr("Delete a release that is not in use."), _drop)
    drop.add_argument("label", metavar=tr("LABEL"), help=tr("What the release is called."))


def _add_bast_kind(parser: Parser) -> None:
    parser.add_argument(
        "--bast-kind",
        choices=[kind.value for kind in SAID],
        default=BastKind.UNSAID.value,
        help=tr(
            "What the record allows: only a BAST Pemanfaatan lets rows be passed on to others."
        ),
    )


def _add_files(parser: Parser) -> None:
    parser.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar=tr("FILE"),
        help=tr("The files of one release, together, or their folder: CSV, XLSX, XLS or ODS."),
    )
    parser.add_argument(
        "--mapping",
        metavar=tr("NAME"),
        help=tr("Read the columns by this mapping, one of the program's or a saved one."),
    )
    parser.add_argument(
        "--region-codes",
        choices=[system.value for system in RegionSystem],
        help=tr("Whose desa codes the files have; else their names decide."),
    )


def _looked_at(call: Call, office: Office, progress: Progress) -> ExtractLook:
    return preview_extract(
        office,
        call.files,
        mapping=call.mapping,
        region_system=RegionSystem(call.region_codes) if call.region_codes else None,
        progress=progress,
    )


def _preview(call: Call) -> Answer:
    office = call.office()
    with call.watched() as progress:
        look = _looked_at(call, office, progress)
    return Answer(_look_data(look), _look_text(look))


def _import(call: Call) -> Answer:
    began = time.perf_counter()
    draft = ReleaseDraft(
        call.release,
        typed_day(call.reference_date, "reference_date"),
        call.bast,
        BastKind(call.bast_kind),
    )
    office = call.office()
    with call.watched() as progress:
        look = _looked_at(call, office, progress)
        imported = import_extract(office, look, draft, progress, accept=call.accept).value
    lines = 0
    if call.problems is not None:
        lines = export_problems(
            office, imported.release_id, call.problems, errand=errand_of(call, may_be_unsaid=True)
        ).value
    seconds = time.perf_counter() - began
    # The release is in use by now; whoever does not want to wait may stop without losing it.
    began = time.perf_counter()
    slimmed, undone = Slimmed((), 0), ""
    try:
        with call.watched() as progress, suppress(Cancelled):
            keep_comparison(office, imported.release_id, progress)
            # Only then: a slim release has lost what would be compared.
            slimmed = slim_older_releases(office, progress).value
    except MachineError as error:
        # It is done another time; that the release was loaded must be said all the same.
        log.error("after-import-failed %s", error, exc_info=error)
        undone = sentence_for(error).whole
    counts = imported.counts
    data = {
        "release_id": imported.release_id,
        "label": imported.label,
        "families": imported.families,
        "persons": imported.persons,
        "records": counts.records,
        "clean": counts.clean,
        "repaired": counts.repaired,
        "flagged": counts.flagged,
        "refused": counts.refused,
        "duplicates": counts.duplicates,
        "ignored": counts.ignored,
        "seconds": round(seconds, 2),
        "compare_seconds": round(time.perf_counter() - began, 2),
        "peak_mb": peak_mb(),
        "slimmed": slimmed.labels,
        "undone": undone,
    }
    if call.problems is not None:
        data |= {"problems_file": call.problems, "problems": lines}
    text = pairs(
        [
            (tr("Families"), number(imported.families)),
            (tr("Persons"), number(imported.persons)),
            (tr("Records read"), number(counts.records)),
            (tr("Taken as they stood"), number(counts.clean)),
            (tr("Repaired"), number(counts.repaired)),
            (tr("Flagged"), number(counts.flagged)),
            (tr("Refused"), number(counts.refused)),
            (tr("Duplicates"), number(counts.duplicates)),
            (tr("Not data"), number(counts.ignored)),
        ]
    )
    return Answer(
        data,
        paragraphs(
            tr("{what}. It took {time}.").format(
                what=became_words(
                    imported.label, is_current=imported.is_current, is_light=imported.is_light
                ),
                time=duration(seconds),
            ),
            text,
            "" if look.gives_families else " ".join(no_families_words(look)),
            tr("Problems list: {file}").format(file=call.problems) if call.problems else "",
            slimmed_words(slimmed),
            tr("It was not compared with the release before yet. {reason}").format(reason=undone)
            if undone
            else "",
        ),
    )


def _list(call: Call) -> Answer:
    lines = releases_of(call.office())
    return Answer({"releases": [release_data(line) for line in lines]}, releases_table(lines))


def _bast(call: Call) -> Answer:
    kind = BastKind(call.bast_kind)
    say_bast(call.office(), call.label, call.no, kind)
    return Answer(
        {"label": call.label, "handover_no": call.no, "bast_kind": kind.value},
        tr("BAST of release “{label}”: {kind}.").format(
            label=call.label, kind=bast_kind_words(kind)
        ),
    )


def _drop(call: Call) -> Answer:
    drop_release(call.office(), call.label)
    return Answer(
        {"dropped": call.label}, tr("Release “{label}” was deleted.").format(label=call.label)
    )


def _look_data(look: ExtractLook) -> dict[str, Any]:
    names = [file.name for file in look.files]
    return {
        "files": [_file_data(file) for file in look.files],
        "mapping": look.mapping,
        "region_system": look.region_system.value if look.region_system else None,
        "problems_so_far": [_problem_data(problem, names) for problem in look.problems],
        "rows": look.rows,
        "sampled": look.sampled,
        "unreadable_share": round(look.unreadable_share, 4),
        "stop": look.stop.value if look.stop else None,
    }


def _file_data(file: FileLook) -> dict[str, Any]:
    return {
        "path": file.path,
        "kind": file.kind,
        "encoding": file.encoding,
        "delimiter": file.delimiter,
        "sheet": file.sheet,
        "header_row": file.header_row,
        "layout": file.layout,
        "entity": file.entity.value,
        "book": file.book,
        "is_saved_mapping": file.is_profile,
        "regions": asdict(file.regions) if file.regions else None,
        "rows": file.rows,
        "rows_are_exact": file.is_exact,
        "bytes": file.size,
        "columns": [
            {
                "header": column.header,
                "field": column.field,
                "entity": column.entity.value if column.entity else None,
                "confidence": column.confidence,
                "style": column.style,
            }
            for column in file.columns
        ],
    }


def _problem_data(problem: RowProblem, names: list[str]) -> dict[str, Any]:
    return {
        "file": names[problem.file] if problem.file < len(names) else str(problem.file + 1),
        "row": problem.row,
        "line": problem.line,
        "column": problem.column,
        "kind": problem.kind.value,
        "action": problem.action.value,
        "raw": Numbers(are_whole=False).text(problem.raw),
    }


def _look_text(look: ExtractLook) -> str:
    files = table(
        [tr("File"), tr("Kind"), tr("Shape"), tr("Rows"), tr("Columns"), tr("Not known")],
        [
            (
                file.name,
                " ".join(part for part in (file.kind, file.encoding, file.sheet) if part),
                profile_words(file),
                ("" if file.is_exact else "±") + number(file.rows),
                number(len(file.columns)),
                number(sum(not column.field for column in file.columns)),
            )
            for file in look.files
        ],
        right=(3, 4, 5),
    )
    counts = Counter((action_words(one.action), kind_words(one.kind)) for one in look.problems)
    problems = (
        table(
            [tr("What is done"), tr("Problem"), tr("Rows")],
            [(action, kind, number(n)) for (action, kind), n in sorted(counts.items())],
            right=(2,),
        )
        if counts
        else tr("No problems in the rows looked at.")
    )
    stop = ""
    if look.stop is not None:
        stop = sentence_for(UserError(look.stop, percent=round(look.unreadable_share * 100))).whole
    return paragraphs(
        files,
        "" if look.gives_families else " ".join(no_families_words(look)),
        pairs(
            [
                *(
                    (
                        tr("Desa codes of {name}").format(name=file.name),
                        evidence_words(file.regions),
                    )
                    for file in look.files
                    if file.regions
                ),
                (tr("Rows looked at"), number(look.sampled)),
                (tr("Unreadable NIK or KK"), percent(look.unreadable_share, decimals=1)),
            ]
        ),
        problems,
        stop,
    )


def peak_mb() -> float | None:
    """The most memory the import can have used, in MB; None where the system does not say.

    A large import reads in a process of its own; the two peaks are added, although they need not
    have come together.
    """
    if sys.platform == "win32":
        return None
    import resource

    peak = sum(
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    # Linux counts in KiB, macOS in bytes.
    return round(peak / (1_000_000 if sys.platform == "darwin" else 1_000_000 / 1024), 1)
