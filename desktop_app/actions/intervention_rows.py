"""How a row of a list becomes a draft: the headings it may have, its words turned into codes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import TypeVar

from desktop_app.actions.families import named_in
from desktop_app.actions.table_file import WHO_COLUMNS, TableRow
from desktop_app.domain.asnaf import Asnaf
from desktop_app.domain.dates import parse_date
from desktop_app.domain.intervention import InterventionDraft
from desktop_app.domain.intervention_history import Signer
from desktop_app.domain.intervention_status import InterventionStatus
from desktop_app.domain.money import parse_rupiah
from desktop_app.domain.outsider import Outsider
from desktop_app.domain.programme import FundSource
from desktop_app.domain.subject import SubjectKind
from desktop_app.errors import Code, UserError
from desktop_app.store.connection import Connection

_Word = TypeVar("_Word", bound=StrEnum)

COLUMNS = {
    **WHO_COLUMNS,
    "programme": "programme",
    "program": "programme",
    "period": "period",
    "periode": "period",
    "amount": "amount",
    "jumlah": "amount",
    "on": "on",
    "tanggal": "on",
    "funds": "funds",
    "sumberdana": "funds",
    "agency": "agency",
    "instansi": "agency",
    "status": "status",
    "quantity": "quantity",
    "barang": "quantity",
    "signer": "signer",
    "diwakili": "signer",
    "relation": "relation",
    "hubungan": "relation",
    "note": "note",
    "catatan": "note",
    "reason": "reason",
    "alasan": "reason",
    "recipient": "recipient",
    "penerima": "recipient",
    "name": "name",
    "nama": "name",
    "village": "village",
    "desa": "village",
    "kelurahan": "village",
    "responsible": "responsible",
    "penanggungjawab": "responsible",
    "asnaf": "asnaf",
}
"""The headings a list may have, compared without case, blanks and underscores."""

_KINDS = {
    "keluarga": SubjectKind.FAMILY,
    "orang": SubjectKind.PERSON,
    "perorangan": SubjectKind.PERSON,
    "kelompok": SubjectKind.GROUP,
    "lembaga": SubjectKind.INSTITUTION,
}
"""Kinds of recipients as people write them."""
_OF_PROGRAMME = frozenset({"amount", "quantity", "funds", "agency"})


def draft_from(conn: Connection, cell: Callable[[str], str]) -> InterventionDraft:
    """What was typed, its words turned into codes; raises `UserError` for words nobody knows.

    A number that the release does not know, with a name and a desa beside it, names somebody who is
    not in DTSEN; so does a recipient that is said to be a group or an institution.
    """
    draft = _draft(cell)
    kind = _kind(cell("recipient"))
    person, family = cell("person"), cell("family")
    if kind is not None and not (kind.is_household and (person or family)):
        return replace(draft, outsider=_outsider(kind, cell))
    if not (person or family):
        raise UserError(Code.SUBJECT_MISSING)
    if (person or family).endswith("."):
        # A spreadsheet kept the number as an amount: its last digits are lost, and may be another's.
        raise UserError(Code.SUBJECT_UNKNOWN)
    try:
        named = named_in(conn, person or family, is_person=bool(person))
    except UserError as error:
        if error.code is not Code.SUBJECT_UNKNOWN or not (cell("name") and cell("village")):
            raise
        usual = SubjectKind.PERSON if person else SubjectKind.FAMILY
        return replace(draft, outsider=_outsider(kind or usual, cell))
    return replace(draft, family_id=named.family_id, person_id=named.person_id if person else None)


def _draft(cell: Callable[[str], str]) -> InterventionDraft:
    """What was typed, without its recipient."""
    return InterventionDraft(
        programme=cell("programme").upper(),
        period=cell("period"),
        given_on=_day(cell("on")),
        amount=parse_rupiah(cell("amount")) if cell("amount") else None,
        quantity=cell("quantity"),
        funds=_one_of(FundSource, "funds", cell("funds")),
        agency=cell("agency"),
        status=_one_of(InterventionStatus, "status", cell("status")) or InterventionStatus.RECEIVED,
        note=cell("note"),
        reason=cell("reason"),
        signer=_signer(cell("signer"), cell("relation")),
        asnaf=_one_of(Asnaf, "asnaf", cell("asnaf")),
    )


def _outsider(kind: SubjectKind, cell: Callable[[str], str]) -> Outsider:
    return Outsider(
        kind=kind,
        name=cell("name"),
        village=cell("village"),
        national_id=cell("person"),
        family_card_no=cell("family"),
        responsible=cell("responsible"),
    )


def _kind(text: str) -> SubjectKind | None:
    typed = text.casefold()
    return _one_of(SubjectKind, "recipient", _KINDS.get(typed, typed))


def cells_of(row: TableRow, common: Mapping[str, str]) -> Callable[[str], str]:
    """What a row says, else what is the same for every row; whom it is about only the row says.

    A row of another programme takes nothing of what belongs to the common one.
    """

    def cell(name: str) -> str:
        if name == "person":
            return row.cell("nik") or row.cell("person")
        if name == "family":
            return row.cell("family")
        if row.cell(name):
            return row.cell(name)
        is_other = row.cell("programme").upper() not in ("", common.get("programme", "").upper())
        return "" if is_other and name in _OF_PROGRAMME else common.get(name, "")

    return cell


def _day(text: str) -> date:
    try:
        return parse_date(text)
    except UserError as error:
        raise UserError(error.code, **{**error.facts, "field": "on"}) from error


def _signer(name: str, relation: str) -> Signer | None:
    return Signer(name, relation) if name or relation else None


def _one_of(kind: type[_Word], field: str, text: str) -> _Word | None:
    try:
        return kind(text.lower()) if text else None
    except ValueError as error:
        choices = ", ".join(one.value for one in kind)
        raise UserError(Code.CHOICE_UNKNOWN, field=field, choices=choices) from error
