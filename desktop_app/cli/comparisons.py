"""``extract compare`` and ``extract review``: one quarter against another, and the work that it touches."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from desktop_app.actions.comparison import compare_releases, export_changes
from desktop_app.actions.reviews import mark_reviewed, reviews_of, unmark_reviewed
from desktop_app.cli.call import Call
from desktop_app.cli.commands import Commands
from desktop_app.cli.errands import add_errand, errand_of
from desktop_app.cli.output import Answer, pairs, paragraphs, table
from desktop_app.cli.usage import WrongUsage
from desktop_app.domain.comparison import Comparison, Counts, DecileMove
from desktop_app.domain.region import RegionTable
from desktop_app.domain.review import ReviewLine
from desktop_app.errors import Code, UserError
from desktop_app.language import tr, trn
from desktop_app.words.change_words import MOVES, reason_words, work_words
from desktop_app.words.format import number
from desktop_app.words.people import village_words


def add_compare(verbs: Commands) -> None:
    """Add the commands to those about releases."""
    compare = verbs.add(
        "compare",
        tr("Say what changed between two releases; writes every change as CSV."),
        _compare,
    )
    compare.add_argument(
        "--from", dest="earlier", required=True, metavar=tr("LABEL"), help=tr("The earlier one.")
    )
    compare.add_argument(
        "--to", dest="later", required=True, metavar=tr("LABEL"), help=tr("The later one.")
    )
    compare.add_argument(
        "--out",
        type=Path,
        metavar="CHANGES.csv",
        help=tr("Where the changes go, with whole numbers; only counts if not given."),
    )
    add_errand(compare)
    review = verbs.add(
        "review",
        tr("List the recorded help and letters that a new release asks to look at again."),
        _review,
        epilog=tr(
            "A family left, its card was split, merged or replaced, a person left or moved, or a NIK "
            "was corrected. --tick and --untick take the subject as the list shows it."
        ),
    )
    review.add_argument(
        "--all", dest="with_reviewed", action="store_true", help=tr("Also what is ticked already.")
    )
    review.add_argument(
        "--release", metavar=tr("LABEL"), help=tr("Only what this release brought.")
    )
    review.add_argument("--tick", metavar=tr("SUBJECT"), help=tr("Tick this one as reviewed."))
    review.add_argument("--note", default="", metavar=tr("TEXT"), help=tr("What was found."))
    review.add_argument("--untick", metavar=tr("SUBJECT"), help=tr("Take a tick back."))


def _compare(call: Call) -> Answer:
    office = call.office()
    began = time.perf_counter()
    with call.watched() as progress:
        if call.out is None:
            found = compare_releases(office, call.earlier, call.later, progress)
        else:
            errand = errand_of(call, may_be_unsaid=True)
            found = export_changes(
                office, call.earlier, call.later, call.out, progress, errand=errand
            ).value
    return Answer(
        {
            "from": found.from_label,
            "to": found.to_label,
            "families": _counts(found.families),
            "persons": {**_counts(found.persons), "moved_family": found.persons.moved},
            "decile_moves": {move.value: found.decile_moves.get(move, 0) for move in DecileMove},
            "file": call.out,
            "seconds": round(time.perf_counter() - began, 2),
        },
        _text(found, call.out),
    )


def _counts(counts: Counts) -> dict[str, int]:
    return {"entered": counts.entered, "left": counts.left, "changed": counts.changed}


def _text(found: Comparison, target: Path | None) -> str:
    rows = [(tr("Families"), found.families), (tr("Persons"), found.persons)]
    return paragraphs(
        table(
            ["", tr("Entered"), tr("Left"), tr("Changed"), tr("Moved to another card")],
            [
                (
                    name,
                    number(counts.entered),
                    number(counts.left),
                    number(counts.changed),
                    number(counts.moved),
                )
                for name, counts in rows
            ],
            right=(1, 2, 3, 4),
        ),
        pairs((tr(MOVES[move]), number(found.decile_moves.get(move, 0))) for move in DecileMove),
        tr("Changes: {file}").format(file=target) if target else "",
    )


def _review(call: Call) -> Answer:
    if call.tick and call.untick:
        raise WrongUsage(tr("Give either --tick or --untick."))
    office = call.office()
    if call.tick:
        for line in _named(call, call.tick, reviews_of(office)):
            mark_reviewed(office, line, call.note)
    if call.untick:
        for line in _named(call, call.untick, reviews_of(office, with_reviewed=True)):
            unmark_reviewed(office, line)
    lines = [
        line
        for line in reviews_of(office, with_reviewed=call.with_reviewed)
        if call.release in (None, line.release_label)
    ]
    waiting = sum(line.reviewed is None for line in lines)
    return Answer(
        {"waiting": waiting, "reviews": [_review_data(line) for line in lines]},
        _review_text(lines, office.reference.regions),
    )


def _named(call: Call, subject: str, lines: list[ReviewLine]) -> list[ReviewLine]:
    """The lines about one subject, of one release if it was named."""
    found = [
        line
        for line in lines
        if line.subject == subject and call.release in (None, line.release_label)
    ]
    if not found:
        raise UserError(Code.SUBJECT_UNKNOWN)
    return found


def _review_data(line: ReviewLine) -> dict[str, Any]:
    return {
        "subject": line.subject,
        "family_id": line.family_id,
        "name": line.name,
        "village": line.village,
        "release": line.release_label,
        "reasons": [reason.value for reason in line.reasons],
        "interventions": line.interventions,
        "letters": line.letters,
        "notes": line.notes,
        "reviewed": None
        if line.reviewed is None
        else {
            "note": line.reviewed.note,
            "by": line.reviewed.by_name,
            "at": line.reviewed.at,
        },
    }


def _review_text(lines: list[ReviewLine], regions: RegionTable) -> str:
    if not lines:
        return tr("Nothing waits to be reviewed.")
    rows = [
        (
            line.subject,
            line.name,
            village_words(regions, line.village),
            ", ".join(reason_words(reason) for reason in line.reasons),
            work_words(line),
            line.release_label,
            "" if line.reviewed is None else line.reviewed.note,
        )
        for line in lines
    ]
    waiting = sum(line.reviewed is None for line in lines)
    return paragraphs(
        table(
            [
                tr("Subject"),
                tr("Name"),
                tr("Desa"),
                tr("Why"),
                tr("Work"),
                tr("Release"),
                tr("Note"),
            ],
            rows,
        ),
        trn("{n} waits to be reviewed.", "{n} wait to be reviewed.", waiting).format(
            n=number(waiting)
        ),
    )
