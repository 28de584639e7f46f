"""``letter kinds``, ``make``, ``reprint``, ``register``: numbered letters as PDF."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from desktop_app import files
from desktop_app.actions.families import Named, named_by
from desktop_app.actions.letters import (
    About,
    IssuedFile,
    LetterDraft,
    LetterRow,
    issue_letter,
    letter_kinds,
    letter_register,
    print_together,
    reprint_letter,
)
from desktop_app.actions.office import Office
from desktop_app.actions.table_file import WHO_COLUMNS, read_table
from desktop_app.cli.call import Call, day_of
from desktop_app.cli.commands import Commands
from desktop_app.cli.output import Answer, paragraphs, table
from desktop_app.cli.usage import WrongUsage, whole_number
from desktop_app.domain.letter import Paper
from desktop_app.domain.register import RegisterLine
from desktop_app.errors import Code, UserError
from desktop_app.files import machine_error
from desktop_app.language import current, tr, trn
from desktop_app.words.format import date_short, duration, number
from desktop_app.words.messages import sentence_for

COLUMNS = {
    **WHO_COLUMNS,
    "number": "number",
    "nomor": "number",
    "dated": "dated",
    "tanggal": "dated",
}
"""Headings with a meaning of their own; any other names a field of the letter."""

_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9.\-]+")


@dataclass(slots=True)
class _Outcome:
    """What became of a list: every row is in exactly one of the two."""

    issued: list[IssuedFile] = field(default_factory=list)
    failed: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """One letter somebody asked for; `row` None where it is the only one."""

    row: int | None
    cell: Callable[[str], str]
    typed: Mapping[str, str]


def add(commands: Commands) -> None:
    """Add the commands about letters."""
    verbs = commands.group("letter", tr("Letters: made, numbered, registered."))
    verbs.add("kinds", tr("Every kind of letter, with the fields it takes."), _kinds)
    make = verbs.add(
        "make",
        tr("Issue a letter for one family, or one for every row of a CSV file."),
        _make,
        epilog=tr(
            "Columns of FILE: kk (or family) or nik (or person), and if wanted number, dated and any "
            "field of the letter by its name. Rows that fail are listed, the others are issued."
        ),
    )
    make.add_argument("kind", metavar=tr("KIND"), help=tr("A kind that “letter kinds” lists."))
    make.add_argument("--for", dest="rows", type=Path, metavar="FILE.csv", help=tr("Many at once."))
    make.add_argument(
        "--family", metavar="KK|ID", help=tr("The family, by its card, its id or a member's NIK.")
    )
    make.add_argument(
        "--person", metavar="NIK|ID", help=tr("The member it is about; the head if not given.")
    )
    make.add_argument(
        "--set",
        dest="typed",
        action="append",
        default=[],
        metavar=tr("FIELD=TEXT"),
        help=tr("A field that the program cannot fill; may be given several times."),
    )
    make.add_argument("--dated", metavar=tr("DATE"), help=tr("The date of the letter; today."))
    make.add_argument(
        "--number", metavar=tr("NO"), help=tr("The number taken from the paper book: 12 or 12a.")
    )
    make.add_argument("--signatory", metavar="ID", help=tr("Who signs; whoever may on that day."))
    make.add_argument(
        "--paper",
        choices=[paper.code for paper in Paper],
        default=Paper.F4.code,
        help=tr("The sheet; F4 if not given."),
    )
    make.add_argument(
        "--out", type=Path, required=True, metavar=tr("FOLDER"), help=tr("Where the PDF files go.")
    )
    make.add_argument(
        "--from-row",
        type=whole_number,
        default=0,
        metavar="N",
        help=tr(
            "Go on at this row of the file, after a stop; letters before it are not made again."
        ),
    )
    make.add_argument("--one-file", action="store_true", help=tr("All letters in one PDF."))
    again = verbs.add("reprint", tr("The same page again, byte for byte."), _reprint)
    again.add_argument("letter", metavar=tr("NO"), help=tr("The printed number, or the id."))
    again.add_argument("--reason", required=True, metavar=tr("TEXT"), help=tr("Why once more."))
    again.add_argument(
        "--out", type=Path, required=True, metavar=tr("FOLDER"), help=tr("Where the PDF file goes.")
    )
    register = verbs.add(
        "register", tr("The register of outgoing letters, the newest first."), _register
    )
    register.add_argument(
        "--limit",
        type=whole_number,
        default=500,
        metavar="N",
        help=tr("How many at most; {n} if not given.").format(n=500),
    )


def register_data(line: RegisterLine) -> dict[str, Any]:
    """A line of the register as the commands print it."""
    return {
        "id": line.id,
        "number": line.number,
        "kind": line.kind,
        "dated": line.dated,
        "about": line.about,
        "family_id": line.family_id,
        "person_id": line.person_id,
        "village": line.village,
        "signatory": line.signatory,
        "issued_at": line.issued_at,
    }


def _kinds(call: Call) -> Answer:
    kinds = letter_kinds(call.office())
    return Answer(
        {
            "kinds": [
                {
                    "kind": template.kind,
                    "name": template.name.in_language(current()),
                    "version": template.version,
                    "classification": template.classification,
                    "fields": [
                        {
                            "name": one.name,
                            "label": one.label.in_language(current()),
                            "source": one.source.value,
                            "is_required": one.is_required,
                            "columns": list(one.columns),
                            "default": one.default,
                            "choices": list(one.choices),
                        }
                        for one in template.fields
                    ],
                }
                for template in kinds
            ]
        },
        table(
            [tr("Kind"), tr("Name"), tr("To be typed")],
            [
                (
                    template.kind,
                    template.name.in_language(current()),
                    ", ".join(
                        one.name + ("*" if one.is_required else "")
                        for one in template.fields
                        if one.source.value == "typed"
                    ),
                )
                for template in kinds
            ],
        ),
    )


def _make(call: Call) -> Answer:
    if call.rows is not None and (call.family or call.person):
        raise WrongUsage(tr("Give either a file or one family or person."))
    typed = _typed(call.typed)
    office = call.office()
    template = next((one for one in letter_kinds(office) if one.kind == call.kind), None)
    is_of_office = template is not None and template.about is About.OFFICE
    if call.rows is None and not (call.family or call.person or is_of_office):
        raise WrongUsage(tr("Give a file, --family or --person."))
    if is_of_office and (call.family or call.person):
        raise WrongUsage(tr("This letter is about nobody in particular: leave the person out."))
    began = time.perf_counter()
    _make_folder(call.out)
    if call.rows is None:
        only = _Wanted(None, lambda name: getattr(call, name, None) or "", typed)
        draft = _office_draft(call, office, only) if is_of_office else _draft(call, office, only)
        outcome = _Outcome(issued=[issue_letter(office, draft).value])
    elif template is not None and template.lists:
        outcome = _make_with_list(call, office, list(_rows(call, {})), typed)
    else:
        outcome = _make_list(call, office, list(_rows(call, typed)))
    together: Path | None = None
    if call.one_file and outcome.issued:
        together = call.out / f"{call.kind}-{office.now():%Y%m%d-%H%M%S}.pdf"
        pages = print_together(office, outcome.issued, together)
        written = [together]
    else:
        pages = sum(one.pages for one in outcome.issued)
        written = [_write(call.out, one) for one in outcome.issued]
    seconds = time.perf_counter() - began
    data = {
        "made": len(outcome.issued),
        "failed": outcome.failed,
        "files": written,
        "pages": pages,
        "seconds": round(seconds, 2),
        "letters": [register_data(one.line) for one in outcome.issued],
    }
    if together is not None:
        data["file"] = together
    elif len(written) == 1:
        data["file"] = written[0]
    return Answer(
        data,
        _made_text(outcome, written, seconds),
        exit_code=1 if outcome.failed and not outcome.issued else 0,
    )


def _make_list(call: Call, office: Office, wanted: list[_Wanted]) -> _Outcome:
    outcome = _Outcome()
    with call.watched() as progress:
        progress.begin("drawing", total=len(wanted))
        for one in wanted:
            try:
                outcome.issued.append(issue_letter(office, _draft(call, office, one)).value)
            except UserError as error:
                if error.code in _SAME_FOR_ALL:
                    raise
                outcome.failed.append(_refused(one, error))
            progress.advance()
    return outcome


def _make_with_list(
    call: Call, office: Office, wanted: list[_Wanted], typed: Mapping[str, str]
) -> _Outcome:
    """One letter with everybody on it who could be found; the others are named."""
    outcome, rows = _Outcome(), []
    for one in wanted:
        try:
            named = _named(office, one)
            rows.append(LetterRow(named.family_id, named.person_id, one.typed))
        except UserError as error:
            if error.code in _SAME_FOR_ALL:
                raise
            outcome.failed.append(_refused(one, error))
    if rows:
        only = _Wanted(None, lambda name: getattr(call, name, None) or "", typed)
        outcome.issued.append(issue_letter(office, _office_draft(call, office, only, rows)).value)
    return outcome


def _refused(one: _Wanted, error: UserError) -> dict[str, Any]:
    return {
        "row": one.row,
        "code": error.code.value,
        "facts": error.facts,
        "message": sentence_for(error).brief,
    }


_SAME_FOR_ALL = frozenset({Code.RIGHT_MISSING, Code.LETTER_KIND_UNKNOWN, Code.RELEASE_NONE})


def _rows(call: Call, typed: Mapping[str, str]) -> Iterator[_Wanted]:
    for row in read_table(call.rows, COLUMNS):
        if row.row < call.from_row:
            continue
        own = {name: text for name, text in row.cells.items() if name not in COLUMNS.values()}
        yield _Wanted(row.row, row.cell, {**typed, **{n: text for n, text in own.items() if text}})


def _named(office: Office, wanted: _Wanted) -> Named:
    """Whom a row is about."""
    person = wanted.cell("nik") or wanted.cell("person")
    family = wanted.cell("family")
    if person:
        return named_by(office, person, is_person=True)
    if family:
        return named_by(office, family)
    raise UserError(Code.SUBJECT_MISSING)


def _draft(call: Call, office: Office, wanted: _Wanted) -> LetterDraft:
    named = _named(office, wanted)
    draft = _office_draft(call, office, wanted)
    return replace(draft, family_id=named.family_id, person_id=named.person_id)


def _office_draft(
    call: Call, office: Office, wanted: _Wanted, rows: Sequence[LetterRow] = ()
) -> LetterDraft:
    dated = wanted.cell("dated") or call.dated
    return LetterDraft(
        kind=call.kind,
        family_id=None,
        dated=day_of(dated, "dated") if dated else office.today(),
        rows=rows,
        typed=wanted.typed,
        official_id=call.signatory,
        number=wanted.cell("number"),
        paper=Paper.of(call.paper),
    )


def _typed(pairs: list[str]) -> dict[str, str]:
    typed = {}
    for pair in pairs:
        name, sign, text = pair.partition("=")
        if not sign or not name.strip():
            raise WrongUsage(tr("--set takes FIELD=TEXT."))
        typed[name.strip()] = text.strip()
    return typed


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise machine_error(error, name=folder.name) from error


def _write(folder: Path, issued: IssuedFile) -> Path:
    """The page under the letter's kind and number: a file's name says nothing about a person."""
    plain = _NOT_IN_A_NAME.sub("-", f"{issued.line.kind}-{issued.line.number}").strip("-")
    target = folder / f"{plain}.pdf"
    files.write_whole(target, issued.pdf)
    return target


def _made_text(outcome: _Outcome, written: list[Path], seconds: float) -> str:
    made = len(outcome.issued)
    failed = ""
    if outcome.failed:
        failed = table(
            [tr("Row"), tr("Why there is no letter")],
            [(str(line["row"]), line["message"]) for line in outcome.failed],
            right=(0,),
        )
    return paragraphs(
        trn("{n} letter made in {time}.", "{n} letters made in {time}.", made).format(
            n=number(made), time=duration(seconds)
        ),
        "\n".join(str(path) for path in written),
        failed,
    )


def _reprint(call: Call) -> Answer:
    issued = reprint_letter(call.office(), call.letter, call.reason).value
    _make_folder(call.out)
    target = _write(call.out, issued)
    return Answer({"file": target, "letter": register_data(issued.line)}, str(target))


def _register(call: Call) -> Answer:
    lines = letter_register(call.office(), limit=call.limit)
    text = tr("No letters.")
    if lines:
        text = table(
            [tr("Letter"), tr("Dated"), tr("Kind"), tr("About"), tr("Signed by")],
            [
                (line.number, date_short(line.dated), line.kind, line.about, line.signatory)
                for line in lines
            ],
        )
    return Answer({"letters": [register_data(line) for line in lines]}, text)
