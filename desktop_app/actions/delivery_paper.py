"""The list of a delivery day on paper, to be signed: before the day by hand, after it with who came."""

from __future__ import annotations

import logging
import re
from datetime import date

from desktop_app.actions.delivery import delivery_of
from desktop_app.actions.giving_out import require_certificate
from desktop_app.actions.office import Office, needs
from desktop_app.actions.programmes import catalogue_of
from desktop_app.actions.settings import officials_of
from desktop_app.actions.sheets import DrawnSheet, draw_sheet, new_serial
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.dates import long_date_with_weekday, short_date
from desktop_app.domain.delivery import Delivery, DeliveryLine, DeliveryScope, DeliveryState
from desktop_app.domain.identity import masked
from desktop_app.domain.letter import full_address
from desktop_app.domain.marks import HAMLET_WORDS
from desktop_app.domain.money import in_words, rupiah, rupiah_in_words
from desktop_app.domain.names import words_of
from desktop_app.domain.period import Period
from desktop_app.domain.programme import ProgrammeVersion
from desktop_app.domain.region import RegionTable
from desktop_app.domain.roles import Right
from desktop_app.errors import Code, UserError
from desktop_app.letters.blocks import cell_of, table_value
from desktop_app.store import audit

log = logging.getLogger(__name__)

_LANGUAGE = "id"
_RT_RW = re.compile(r"RT [0-9-]+(/RW [0-9-]+)?")
"""Reads badly when the line breaks inside."""
_SHORT_TAIL = 8
"""How much of a masked number is printed: enough for a person to tell theirs."""


@needs(Right.PRINT)
def preview_delivery_list(office: Office, scope: DeliveryScope, *, on: date) -> DrawnSheet:
    """The list with masked numbers as it would be printed; nothing is written.

    Raises `UserError` (`PERIOD_INVALID`).
    """
    delivery = delivery_of(office, scope, on=on)
    return draw_sheet(
        office, office.reference.delivery_sheet, _values(office, delivery, is_whole=False)
    )


@needs(Right.PRINT)
def print_delivery_list(
    office: Office, scope: DeliveryScope, purpose: str, *, on: date, is_whole: bool = False
) -> Done[DrawnSheet]:
    """The list to be printed or saved, under a serial that the audit knows with its purpose.

    With `is_whole` numbers are printed whole, which also asks for the right to reveal. Raises
    `UserError` (`REASON_MISSING`, `RIGHT_MISSING`, `PERIOD_INVALID`, `CERTIFICATE_ENDED`).
    """
    if not purpose.strip():
        raise UserError(Code.REASON_MISSING, field="reason")
    if is_whole:
        office.require(Right.REVEAL)
    with office.read() as conn:
        require_certificate(office, conn)
    delivery = delivery_of(office, scope, on=on)
    serial = new_serial(office)
    paper = draw_sheet(
        office,
        office.reference.delivery_sheet,
        _values(office, delivery, is_whole=is_whole),
        purpose=purpose.strip(),
        serial=serial,
    )
    with office.write() as tx:
        audit.note(
            tx,
            "delivery-list-printed",
            f"programme:{scope.programme}",
            reason=purpose.strip(),
            serial=serial,
            period=scope.period,
            on=on.isoformat(),
            people=len(delivery.of_day),
            whole=int(is_whole),
        )
    log.info("delivery-list-printed pages=%d whole=%d", paper.pages, is_whole)
    return Done(paper, frozenset({Topic.AUDIT}))


def _values(office: Office, delivery: Delivery, *, is_whole: bool) -> dict[str, str]:
    regions, scope = office.reference.regions, delivery.scope
    totals = delivery.totals
    village = regions.village_by_code(_village_of(delivery) or office.profile.region)
    title = f"{village.kind.capitalize()} {village.local_name}" if village else ""
    head = "Lurah" if village and village.kind.upper() == "KELURAHAN" else "Kepala Desa"
    knowing_title = f"{head} {village.local_name}" if village else "Kepala Desa/Lurah"
    version, period = _newest(office, scope.programme), Period.parse(scope.period)
    has_money = any(one.record.amount is not None for one in delivery.of_day)
    return {
        "programme": version.name(_LANGUAGE) if version else scope.programme,
        "period": version.printed_period(period) if version else period.printed,
        "where": ", ".join(filter(None, (_hamlet(scope.hamlet), title)))
        or regions.name_of(office.profile.region),
        "day": long_date_with_weekday(delivery.on),
        "recipients": table_value(_rows(regions, delivery, is_whole=is_whole)),
        "count": f"{totals.listed} ({in_words(totals.listed)}) orang",
        "in_words": rupiah_in_words(totals.rupiah_listed) if has_money else "",
        "outcome": _outcome(delivery, has_money=has_money),
        "knowing_title": f"{knowing_title},",
        "knowing_name": _name_of(office, delivery, head),
    }


def _village_of(delivery: Delivery) -> str:
    """The desa of the whole list; empty where there are several."""
    villages = {one.record.subject.village for one in delivery.of_day}
    return delivery.scope.village or (villages.pop() if len(villages) == 1 else "")


def _newest(office: Office, code: str) -> ProgrammeVersion | None:
    catalogue = catalogue_of(office)
    return catalogue.versions_of(code)[-1] if code in catalogue.codes else None


def _hamlet(name: str) -> str:
    """``Dusun Krajan``; a name that says what it is stays as it is written."""
    is_titled = any(word in HAMLET_WORDS for word in words_of(name)[:1])
    return name if is_titled or not name else f"Dusun {name}"


def _name_of(office: Office, delivery: Delivery, head: str) -> str:
    """Who heads the village on that day, where the office has written it down."""
    return next(
        (
            one.signatory.name
            for one in officials_of(office, on=delivery.on)
            if one.signatory.position.casefold().startswith(head.casefold())
        ),
        "",
    )


def _rows(regions: RegionTable, delivery: Delivery, *, is_whole: bool) -> list[tuple[str, ...]]:
    return [
        (
            str(one.number),
            cell_of(
                one.record.subject.name,
                _where(regions, delivery, one),
                _responsible(one),
                _stand_in(one),
            ),
            one.own_number if is_whole else masked(one.own_number)[-_SHORT_TAIL:],
            str(one.record.amount) if one.record.amount is not None else one.record.quantity,
            _remark(one),
        )
        for one in delivery.of_day
    ]


def _where(regions: RegionTable, delivery: Delivery, line: DeliveryLine) -> str:
    home = line.home
    street = full_address(home.address, hamlet=home.hamlet, rt=home.rt, rw=home.rw)
    street = _RT_RW.sub(lambda found: found[0].replace(" ", "\u00a0"), street)
    village = regions.village_by_code(line.record.subject.village)
    is_known = _village_of(delivery) == line.record.subject.village
    return ", ".join(filter(None, (street, "" if is_known or not village else village.local_name)))


def _responsible(line: DeliveryLine) -> str:
    """Who answers for a group or an institution."""
    name = line.record.subject.responsible
    return f"penanggung jawab {name}" if name else ""


def _stand_in(line: DeliveryLine) -> str:
    signer = line.record.signer
    if line.state is not DeliveryState.RECEIVED or signer is None:
        return ""
    return f"diwakili {signer.name} ({signer.relation})"


def _remark(line: DeliveryLine) -> str:
    match line.state:
        case DeliveryState.RECEIVED:
            return f"diterima {short_date(line.record.status_on)}"
        case DeliveryState.FAILED:
            return f"tidak tersalur: {line.reason}"
    return ""


def _outcome(delivery: Delivery, *, has_money: bool) -> str:
    """What the day gave so far; empty before it began."""
    totals = delivery.totals
    if not totals.received and not totals.failed:
        return ""
    handed = f" sebesar {rupiah(totals.rupiah)}" if has_money else ""
    parts = [
        f"telah menerima {totals.received} orang{handed}",
        f"diwakili {totals.stand_ins} orang" if totals.stand_ins else "",
        f"tidak tersalur {totals.failed} orang" if totals.failed else "",
        f"belum menerima {totals.waiting} orang" if totals.waiting else "",
    ]
    return f"Hasil penyaluran: {', '.join(filter(None, parts))}."
