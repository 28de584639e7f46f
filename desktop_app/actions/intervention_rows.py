"""How a row of a list becomes a draft: the headings it may have, its words turned into codes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from desktop_app.actions.families import named_in
from desktop_app.actions.table_file import WHO_COLUMNS, TableRow
from desktop_app.domain.dates import parse_date
from desktop_app.domain.intervention import InterventionDraft
from desktop_app.domain.intervention_history import Signer
from desktop_app.domain.intervention_status import InterventionStatus
from desktop_app.domain.money import parse_rupiah
from desktop_app.domain.programme import FundSource
from desktop_app.errors import Code, UserError
from desktop_app.store.connection import Connection

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
}
"""The headings a list may have, compared without case, blanks and underscores."""

_OF_PROGRAMME = frozenset({"amount", "quantity", "funds", "agency"})


def draft_from(conn: Connection, cell: Callable[[str], str]) -> InterventionDraft:
    """What was typed, its words turned into codes; raises `UserError` for words nobody knows."""
    person, family = cell("person"), cell("family")
    if not (person or family):
        raise UserError(Code.SUBJECT_MISSING)
    if (person or family).endswith("."):
        # A spreadsheet kept the number as an amount: its last digits are lost, and may be another's.
        raise UserError(Code.SUBJECT_UNKNOWN)
    named = named_in(conn, person or family, is_person=bool(person))
    return InterventionDraft(
        programme=cell("programme").upper(),
        period=cell("period"),
        given_on=_day(cell("on")),
        family_id=named.family_id,
        person_id=named.person_id if person else None,
        amount=parse_rupiah(cell("amount")) if cell("amount") else None,
        quantity=cell("quantity"),
        funds=_funds(cell("funds")),
        agency=cell("agency"),
        status=_status(cell("status")),
        note=cell("note"),
        reason=cell("reason"),
        signer=_signer(cell("signer"), cell("relation")),
    )


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


def _funds(text: str) -> FundSource | None:
    try:
        return FundSource(text.lower()) if text else None
    except ValueError as error:
        raise UserError(Code.CHOICE_UNKNOWN, field="funds", choices=_choices(FundSource)) from error


def _signer(name: str, relation: str) -> Signer | None:
    return Signer(name, relation) if name or relation else None


def _status(text: str) -> InterventionStatus:
    try:
        return InterventionStatus(text.lower()) if text else InterventionStatus.RECEIVED
    except ValueError as error:
        raise UserError(
            Code.CHOICE_UNKNOWN, field="status", choices=_choices(InterventionStatus)
        ) from error


def _choices(kind: type[FundSource] | type[InterventionStatus]) -> str:
    return ", ".join(one.value for one in kind)
