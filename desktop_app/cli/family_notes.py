"""``family note``, ``contact``, ``place``, ``take-back``, ``sheet``: what an office adds to a family, and its paper."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from desktop_app import files
from desktop_app.actions.families import named_by
from desktop_app.actions.family_paper import print_family_sheet
from desktop_app.actions.local_facts import record_local_fact, void_local_fact
from desktop_app.cli.call import Call, typed_day
from desktop_app.cli.commands import Commands
from desktop_app.cli.output import Answer
from desktop_app.cli.usage import Parser
from desktop_app.domain.local_fact import FactKind, LocalFactDraft, LocalFactLine
from desktop_app.language import tr


def add_to(verbs: Commands) -> None:
    """Add the commands to those about families."""
    note = verbs.add("note", tr("Write a note about a family."), partial(_record, FactKind.NOTE))
    _add_common(note, is_text_needed=True)
    contact = verbs.add(
        "contact", tr("Keep whom to call for a family."), partial(_record, FactKind.CONTACT)
    )
    contact.add_argument("--name", default="", metavar=tr("NAME"), help=tr("Whose number it is."))
    contact.add_argument("--phone", required=True, metavar=tr("NO"), help=tr("The number."))
    _add_common(contact)
    place = verbs.add(
        "place", tr("Keep where a family really lives."), partial(_record, FactKind.PLACE)
    )
    place.add_argument("--rt", default="", metavar="RT")
    place.add_argument("--rw", default="", metavar="RW")
    place.add_argument(
        "--coordinates",
        default="",
        metavar="LAT,LON",
        help=tr("Such as -6.9712,109.6634; join with “=” because of the minus."),
    )
    _add_common(place)
    back = verbs.add("take-back", tr("Take back a note, a contact or a place."), _take_back)
    back.add_argument("fact", metavar="ID", help=tr("The id that “family show” gives."))
    back.add_argument("--reason", required=True, metavar=tr("TEXT"), help=tr("Why."))
    sheet = verbs.add("sheet", tr("The sheet of a family as a PDF on F4 paper."), _sheet)
    sheet.add_argument("key", metavar="KK|ID", help=tr("The family card or the family's id."))
    sheet.add_argument(
        "--purpose", required=True, metavar=tr("TEXT"), help=tr("Printed at its foot and logged.")
    )
    sheet.add_argument(
        "--whole", action="store_true", help=tr("Whole numbers and birth dates, in SIKS-NG order.")
    )
    sheet.add_argument(
        "--out", type=Path, required=True, metavar="FILE.pdf", help=tr("Where the PDF file goes.")
    )


def fact_data(line: LocalFactLine) -> dict[str, Any]:
    """One local fact as JSON."""
    fact, content = line.fact, line.fact.content
    return {
        "fact_id": fact.id,
        "kind": fact.kind.value,
        "noted_on": fact.noted_on,
        "text": content.text,
        "name": content.name,
        "phone": content.phone,
        "rt": content.rt,
        "rw": content.rw,
        "coordinates": str(content.point or ""),
        "recorded_by": line.recorded_by_name,
        "corrects": fact.corrects,
        "is_void": fact.is_void,
        "void_reason": fact.void_reason,
    }


def _add_common(parser: Parser, *, is_text_needed: bool = False) -> None:
    parser.add_argument("key", metavar="KK|ID", help=tr("The family card or the family's id."))
    parser.add_argument(
        "--text", default="", required=is_text_needed, metavar=tr("TEXT"), help=tr("In words.")
    )
    parser.add_argument("--on", default="", metavar=tr("DATE"), help=tr("The day; today."))
    parser.add_argument(
        "--corrects", default="", metavar="ID", help=tr("The one that this takes the place of.")
    )


def _record(kind: FactKind, call: Call) -> Answer:
    office = call.office()
    given = vars(call.given)
    draft = LocalFactDraft(
        kind=kind,
        family_id=named_by(office, call.key).family_id,
        noted_on=typed_day(call.on, "noted_on") if call.on else office.today(),
        text=call.text,
        name=given.get("name", ""),
        phone=given.get("phone", ""),
        rt=given.get("rt", ""),
        rw=given.get("rw", ""),
        coordinates=given.get("coordinates", ""),
        corrects=call.corrects,
    )
    fact_id = record_local_fact(office, draft).value
    return Answer({"fact_id": fact_id}, tr("Kept under {id}.").format(id=fact_id))


def _take_back(call: Call) -> Answer:
    void_local_fact(call.office(), call.fact, call.reason)
    return Answer({"fact_id": call.fact}, tr("Taken back; it stays readable."))


def _sheet(call: Call) -> Answer:
    office = call.office()
    family_id = named_by(office, call.key).family_id
    paper = print_family_sheet(office, family_id, call.purpose, is_whole=call.whole).value
    files.write_whole(call.out, paper.pdf)
    said = tr("The sheet was saved as {name}.").format(name=call.out.name)
    return Answer({"file": str(call.out), "pages": paper.pages, "serial": paper.serial}, said)
