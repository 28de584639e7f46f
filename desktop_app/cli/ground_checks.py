"""``ground-check prelist``, ``prelists``, ``forget``, ``record``, ``list``, ``void``, ``propose``: from door to door and back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from desktop_app import files
from desktop_app.actions.families import named_by
from desktop_app.actions.ground_checks import (
    count_ground_checks,
    ground_checks_of,
    propose_from_check,
    record_ground_check,
    record_ground_checks,
    results_in_file,
    void_ground_check,
)
from desktop_app.actions.office import Office
from desktop_app.actions.prelists import (
    entries_of,
    families_of_proposals,
    neighbourhoods_of,
    prelists_of,
    print_prelist,
    remove_prelist,
)
from desktop_app.cli.call import Call, typed_day
from desktop_app.cli.commands import Commands
from desktop_app.cli.numbers import Numbers, numbers_of_list
from desktop_app.cli.output import STOPPED, Answer, paragraphs, table
from desktop_app.cli.usage import WrongUsage, whole_number
from desktop_app.domain.dates import day_of
from desktop_app.domain.ground_check import Finding, GroundCheckDraft, GroundCheckLine
from desktop_app.domain.prelist import PrelistWish
from desktop_app.language import tr, trn
from desktop_app.words.format import date_short, number
from desktop_app.words.ground_checks import finding_words, neighbourhood_words, on_paper_words
from desktop_app.words.messages import sentence_for


def add(commands: Commands) -> None:
    """Add the commands about ground checks."""
    verbs = commands.group("ground-check", tr("Visiting families, and what was found."))
    _add_prelist(verbs)
    lists = verbs.add(
        "prelists", tr("The lists that were printed, or one with its results."), _lists
    )
    lists.add_argument("serial", nargs="?", default="", metavar=tr("SERIAL"), help=tr("Only this."))
    forget = verbs.add("forget", tr("Forget a printed list; its results stay."), _forget)
    forget.add_argument("serial", metavar=tr("SERIAL"), help=tr("The printed list."))
    record = verbs.add(
        "record",
        tr("Record what was found: one family, or every row of a CSV file or a workbook."),
        _record,
        epilog=tr(
            "Columns of FILE: kk (or family) or nik, or number on the list (prelist: its serial), code, "
            "and if wanted on, surveyor, note; also in Indonesian: no, seri, kode, tanggal, petugas, "
            "catatan. What a row leaves empty is taken from the options."
        ),
    )
    record.add_argument("file", nargs="?", type=Path, metavar="FILE.csv", help=tr("Many at once."))
    record.add_argument("--prelist", default="", metavar=tr("SERIAL"), help=tr("The printed list."))
    record.add_argument(
        "--number", type=whole_number, default=0, metavar="N", help=tr("The number on the list.")
    )
    record.add_argument("--family", metavar="KK|ID", help=tr("The family, where no list is named."))
    record.add_argument(
        "--code", type=whole_number, default=0, metavar="N", help=tr("What was found.")
    )
    record.add_argument("--codes", default="", metavar=tr("NAME"), help=tr("The list of codes."))
    record.add_argument("--surveyor", default="", metavar=tr("NAME"), help=tr("Who was there."))
    record.add_argument("--on", default="", metavar=tr("DATE"), help=tr("The day; today."))
    record.add_argument("--note", default="", metavar=tr("TEXT"), help=tr("In words."))
    lines = verbs.add("list", tr("The results, the newest day first."), _list)
    lines.add_argument(
        "--village", default="", metavar=tr("CODE"), help=tr("Only in this desa or kecamatan.")
    )
    lines.add_argument(
        "--finding", choices=[one.value for one in Finding], help=tr("Only this finding.")
    )
    void = verbs.add("void", tr("Take one result back; it stays readable."), _void)
    void.add_argument("id", metavar="ID", help=tr("The id that recording gave."))
    void.add_argument("--reason", required=True, metavar=tr("TEXT"), help=tr("Why it is wrong."))
    propose = verbs.add("propose", tr("Open the proposal that follows from a result."), _propose)
    propose.add_argument("id", metavar="ID", help=tr("The id that recording gave."))


def _add_prelist(verbs: Commands) -> None:
    prelist = verbs.add(
        "prelist", tr("A list of families for a surveyor, as a PDF on F4."), _prelist
    )
    prelist.add_argument(
        "--village", default="", metavar=tr("CODE"), help=tr("Only in this desa or kecamatan.")
    )
    prelist.add_argument("--hamlet", default="", metavar=tr("NAME"), help=tr("Only this dusun."))
    prelist.add_argument("--rw", default="", metavar="RW", help=tr("Only this RW."))
    prelist.add_argument("--rt", default="", metavar="RT", help=tr("Only this RT."))
    prelist.add_argument(
        "--family",
        action="append",
        default=[],
        metavar="KK|ID",
        help=tr("This family; may be repeated."),
    )
    prelist.add_argument(
        "--proposal",
        action="append",
        default=[],
        metavar="ID",
        help=tr("The family of this proposal; may be repeated."),
    )
    prelist.add_argument("--codes", default="", metavar=tr("NAME"), help=tr("The list of codes."))
    prelist.add_argument(
        "--places", action="store_true", help=tr("Only say which dusun, RW and RT there are.")
    )
    prelist.add_argument(
        "--purpose", default="", metavar=tr("TEXT"), help=tr("Printed at its foot and logged.")
    )
    prelist.add_argument("--whole", action="store_true", help=tr("Whole numbers of family cards."))
    prelist.add_argument(
        "--out", type=Path, metavar="FILE.pdf", help=tr("Where the PDF file goes.")
    )


def _prelist(call: Call) -> Answer:
    office = call.office()
    regions = office.reference.regions
    village = regions.parse(call.village) if call.village else ""
    if call.places:
        return _places(office, village or office.profile.region)
    if call.out is None:
        raise WrongUsage(tr("Say where the file goes: --out FILE.pdf."))
    family_ids = [named_by(office, key).family_id for key in call.family]
    family_ids += families_of_proposals(office, call.proposal)
    wish = PrelistWish(
        purpose=call.purpose,
        code_list=_codes(call, office),
        family_ids=tuple(dict.fromkeys(family_ids)) if call.family or call.proposal else None,
        village=village,
        hamlet=call.hamlet,
        rw=call.rw,
        rt=call.rt,
        is_whole=call.whole,
    )
    paper = print_prelist(office, wish).value
    files.write_whole(call.out, paper.pdf)
    data = {
        "file": str(call.out),
        "serial": paper.serial,
        "families": paper.families,
        "pages": paper.pages,
    }
    said = trn(
        "{n} family on {pages} pages, list {serial}.",
        "{n} families on {pages} pages, list {serial}.",
        paper.families,
    )
    return Answer(
        data,
        said.format(n=number(paper.families), pages=number(paper.pages), serial=paper.serial),
    )


def _places(office: Office, village: str) -> Answer:
    found = neighbourhoods_of(office, village)
    return Answer(
        {
            "places": [
                {
                    "village": where.village,
                    "hamlet": where.hamlet,
                    "rw": where.rw,
                    "rt": where.rt,
                    "families": count,
                }
                for where, count in found
            ]
        },
        table(
            [tr("Dusun, RT, RW"), tr("Families")],
            [(neighbourhood_words(where), number(count)) for where, count in found],
        ),
    )


def _lists(call: Call) -> Answer:
    office = call.office()
    if call.serial:
        return _entries(call, office)
    found = prelists_of(office)
    return Answer(
        {
            "prelists": [
                {
                    "serial": one.serial,
                    "purpose": one.purpose,
                    "codes": one.code_list,
                    "release": one.release_label,
                    "families": one.families,
                    "recorded": one.recorded,
                    "made_at": one.made_at,
                    "made_by": one.made_by_name,
                }
                for one in found
            ]
        },
        table(
            [tr("Serial"), tr("Purpose"), tr("Families"), tr("Results"), tr("Printed")],
            [
                (
                    one.serial,
                    one.purpose,
                    number(one.families),
                    number(one.recorded),
                    date_short(day_of(one.made_at)),
                )
                for one in found
            ],
        )
        if found
        else tr("No lists were printed."),
    )


def _forget(call: Call) -> Answer:
    remove_prelist(call.office(), call.serial)
    return Answer({"serial": call.serial}, tr("The list is forgotten; its results stay."))


def _entries(call: Call, office: Office) -> Answer:
    entries = entries_of(office, call.serial)
    return Answer(
        {
            "families": [
                {
                    "number": one.number,
                    "family_id": one.subject.family_id,
                    "name": one.subject.name,
                    "hamlet": one.where.hamlet,
                    "rw": one.where.rw,
                    "rt": one.where.rt,
                    "check_id": one.check_id,
                    "code": one.result.code if one.result else None,
                    "finding": one.result.finding.value if one.result else None,
                }
                for one in entries
            ]
        },
        table(
            [tr("No."), tr("Name"), tr("Dusun, RT, RW"), tr("Finding")],
            [
                (
                    number(one.number),
                    one.subject.name or "-",
                    neighbourhood_words(one.where),
                    finding_words(one.result.finding) if one.result else "-",
                )
                for one in entries
            ],
        ),
    )


def _record(call: Call) -> Answer:
    office = call.office()
    draft = GroundCheckDraft(
        checked_on=typed_day(call.on, "checked_on") if call.on else office.today(),
        surveyor=call.surveyor,
        code=call.code,
        code_list=_codes(call, office),
        prelist=call.prelist,
        number=call.number,
        note=call.note,
        family_id=named_by(office, call.family).family_id if call.family else None,
    )
    if call.file is None:
        if not (call.family or (call.prelist and call.number)):
            raise WrongUsage(tr("Give a file, --family, or --prelist and --number."))
        check_id = record_ground_check(office, draft).value
        return Answer({"id": check_id}, tr("Kept under {id}.").format(id=check_id))
    with call.watched() as progress:
        listed = results_in_file(office, call.file, draft, progress)
        outcome = record_ground_checks(office, listed, progress).value
    count = len(outcome.recorded)
    return Answer(
        {
            "recorded": count,
            "ids": list(outcome.recorded),
            "refused": [{"row": one.row, "code": one.error.code.value} for one in outcome.refused],
            "left": outcome.left,
        },
        paragraphs(
            trn("{n} result recorded.", "{n} results recorded.", count).format(n=number(count)),
            "\n".join(
                tr("Row {n}: {why}").format(n=one.row, why=sentence_for(one.error).what)
                for one in outcome.refused
            ),
        ),
        exit_code=STOPPED if outcome.left else 0,
    )


def _list(call: Call) -> Answer:
    office = call.office()
    village = office.reference.regions.parse(call.village) if call.village else ""
    finding = Finding(call.finding) if call.finding else None
    lines = ground_checks_of(office, village=village, finding=finding)
    numbers = numbers_of_list(call, office, "ground-checks", len(lines))
    counts = count_ground_checks(office, village)
    return Answer(
        {
            "counts": {one.value: counts.get(one, 0) for one in Finding},
            "results": [check_data(line, numbers) for line in lines],
        },
        paragraphs(
            " · ".join(f"{finding_words(one)} {number(count)}" for one, count in counts.items()),
            table(
                [tr("Date"), tr("Family"), tr("Finding"), tr("Note"), tr("Surveyor"), "ID"],
                [
                    (
                        date_short(line.check.content.checked_on),
                        line.check.subject.name or "-",
                        finding_words(line.check.content.finding)
                        + (f" ({tr('taken back')})" if line.check.is_void else ""),
                        numbers.text(line.check.content.note) or "-",
                        line.check.content.surveyor,
                        line.check.id,
                    )
                    for line in lines
                ],
            )
            if lines
            else tr("No results."),
        ),
    )


def check_data(line: GroundCheckLine, numbers: Numbers) -> dict[str, Any]:
    """One result as the commands print it."""
    check, content = line.check, line.check.content
    return {
        "id": check.id,
        "family_id": check.subject.family_id,
        "family_card_no": numbers.shown(check.subject.family_card_no),
        "name": check.subject.name,
        "village": check.subject.village,
        "on": content.checked_on,
        "surveyor": content.surveyor,
        "codes": content.code_list,
        "code": content.code,
        "finding": content.finding.value,
        "note": numbers.text(content.note),
        "on_list": on_paper_words(check),
        "recorded_by": line.recorded_by_name,
        "is_void": check.is_void,
        "void_reason": check.void_reason,
    }


def _void(call: Call) -> Answer:
    void_ground_check(call.office(), call.id, call.reason)
    return Answer({"id": call.id}, tr("Taken back; it stays readable."))


def _propose(call: Call) -> Answer:
    opened = propose_from_check(call.office(), call.id).value
    return Answer(
        {"id": opened.proposal_id, "lacks": list(opened.lacks)},
        tr("The draft is kept under {id}.").format(id=opened.proposal_id),
    )


def _codes(call: Call, office: Office) -> str:
    return call.codes or office.reference.ground_check.default
