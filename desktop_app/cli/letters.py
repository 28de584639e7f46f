"""``letter kinds``, ``make``, ``reprint``, ``text``: numbered letters as PDF, one or many, or as plain text."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from desktop_app import files
from desktop_app.actions.families import Named, named_by
from desktop_app.actions.letter_lists import letters_for_file, letters_for_list
from desktop_app.actions.letter_runs import (
    begin_run,
    issue_list_letter,
)
from desktop_app.actions.letters import (
    About,
    IssuedFile,
    LetterDraft,
    LetterTemplate,
    issue_letter,
    letter_kinds,
    plain_letter,
    reprint_letter,
)
from desktop_app.actions.office import Office
from desktop_app.cli.call import Call, typed_day
from desktop_app.cli.commands import Commands
from desktop_app.cli.letter_register import add_register, register_data
from desktop_app.cli.letter_runs import add_runs, go_on, made_answer, refused_data
from desktop_app.cli.letter_wording import add_wording
from desktop_app.cli.output import Answer, make_folder, table
from desktop_app.cli.usage import WrongUsage, whole_number
from desktop_app.domain.letter import Paper
from desktop_app.domain.letter_run import LetterOrder, Listed
from desktop_app.language import current, tr
from desktop_app.words.letter_words import letter_file_name


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
        "--of-list",
        metavar="LIST-ID",
        help=tr("For the recipients of a list that was recorded (intervention lists)."),
    )
    make.add_argument(
        "--each",
        action="store_true",
        help=tr("A copy for everybody, where the letter could also bear the list."),
    )
    make.add_argument(
        "--order",
        choices=[order.value for order in LetterOrder],
        default=LetterOrder.AS_LISTED.value,
        help=tr("In which order letters of a list are numbered and printed."),
    )
    make.add_argument(
        "--for-window",
        action="store_true",
        help=tr("The address where the window of an envelope shows it."),
    )
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
    add_runs(verbs)
    again = verbs.add("reprint", tr("The same page again, byte for byte."), _reprint)
    again.add_argument("letter", metavar=tr("NO"), help=tr("The printed number, or the id."))
    again.add_argument("--reason", required=True, metavar=tr("TEXT"), help=tr("Why once more."))
    again.add_argument(
        "--out", type=Path, required=True, metavar=tr("FOLDER"), help=tr("Where the PDF file goes.")
    )
    again.add_argument(
        "--copy", action="store_true", help=tr("Mark every page with SALINAN: it is a copy.")
    )
    plain = verbs.add(
        "text", tr("A list to be signed as plain text, for a dot-matrix printer."), _plain
    )
    plain.add_argument("letter", metavar=tr("NO"), help=tr("The printed number, or the id."))
    plain.add_argument("--out", type=Path, required=True, metavar=tr("FILE"), help=tr("Where."))
    add_register(verbs)
    add_wording(verbs)


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
    many = call.rows is not None or call.of_list is not None
    if many and (call.family or call.person):
        raise WrongUsage(tr("Give either a file or one family or person."))
    if call.rows is not None and call.of_list is not None:
        raise WrongUsage(tr("Give either a file or a recorded list."))
    typed = _typed(call.typed)
    office = call.office()
    template = next((one for one in letter_kinds(office) if one.kind == call.kind), None)
    is_of_office = template is not None and template.about is About.OFFICE
    if not many and not (call.family or call.person or is_of_office):
        raise WrongUsage(tr("Give a file, --family or --person."))
    if is_of_office and (call.family or call.person):
        raise WrongUsage(tr("This letter is about nobody in particular: leave the person out."))
    began = time.perf_counter()
    make_folder(call.out)
    draft = _draft(call, office, typed)
    if not many:
        issued = issue_letter(office, draft).value
        return made_answer([issued], [], [_write(call.out, issued)], issued.pages, began)
    listed = _listed(call, office)
    if template is not None and _is_on_one_list(call, template):
        return _make_with_list(call, office, draft, listed, began)
    run = begin_run(office, draft, listed, LetterOrder(call.order)).value
    return go_on(call, office, run.id, began)


def _is_on_one_list(call: Call, template: LetterTemplate) -> bool:
    return bool(template.lists) and not (call.each and template.is_merged)


def _listed(call: Call, office: Office) -> list[Listed]:
    with call.watched() as progress:
        if call.of_list is not None:
            return letters_for_list(office, call.of_list, progress)
        return letters_for_file(office, call.rows, from_row=call.from_row, progress=progress)


def _make_with_list(
    call: Call, office: Office, draft: LetterDraft, listed: Sequence[Listed], began: float
) -> Answer:
    """One letter with everybody on it who could be found; the others are named."""
    failed = [refused_data(one.row, one.error) for one in listed if one.error is not None]
    if len(failed) == len(listed):
        return made_answer([], failed, [], 0, began)
    issued = issue_list_letter(office, draft, listed, LetterOrder(call.order)).value.issued
    return made_answer([issued], failed, [_write(call.out, issued)], issued.pages, began)


def _named(office: Office, call: Call) -> Named:
    """Whom the only letter is about."""
    if call.person:
        return named_by(office, call.person, is_person=True)
    return named_by(office, call.family)


def _draft(call: Call, office: Office, typed: dict[str, str]) -> LetterDraft:
    named = _named(office, call) if call.family or call.person else None
    return LetterDraft(
        kind=call.kind,
        family_id=named.family_id if named else None,
        person_id=named.person_id if named else None,
        dated=typed_day(call.dated, "dated") if call.dated else office.today(),
        typed=typed,
        official_id=call.signatory,
        number=call.number or "",
        paper=Paper.of(call.paper),
        is_for_window=call.for_window,
    )


def _typed(pairs: list[str]) -> dict[str, str]:
    typed = {}
    for pair in pairs:
        name, sign, text = pair.partition("=")
        if not sign or not name.strip():
            raise WrongUsage(tr("--set takes FIELD=TEXT."))
        typed[name.strip()] = text.strip()
    return typed


def _write(folder: Path, issued: IssuedFile) -> Path:
    target = folder / letter_file_name(issued.line.kind, issued.line.number)
    files.write_whole(target, issued.pdf)
    return target


def _plain(call: Call) -> Answer:
    text = plain_letter(call.office(), call.letter)
    files.write_whole(call.out, text.encode("ascii"))
    return Answer({"file": call.out, "pages": text.count("\f")}, str(call.out))


def _reprint(call: Call) -> Answer:
    issued = reprint_letter(call.office(), call.letter, call.reason, is_copy=call.copy).value
    make_folder(call.out)
    target = _write(call.out, issued)
    return Answer({"file": target, "letter": register_data(issued.line)}, str(target))
