"""The incident sheet: what an office must know about itself when data may have leaked.

Counts and classes, never a row: the sheet goes to people who may not see the data. Who received an
export, and the names of the office's own users, are on it, since that is what is asked first.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from desktop_app import __version__
from desktop_app.actions.backups import backup_settings
from desktop_app.actions.office import Office, needs
from desktop_app.actions.sheets import DrawnSheet, draw_sheet, new_serial
from desktop_app.domain.audit_deed import AuditLine, DeedClass, deeds_of
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.dates import WESTERN_INDONESIA, long_date
from desktop_app.domain.field import FAMILY_FIELDS, PERSON_FIELDS, Access
from desktop_app.domain.money import grouped
from desktop_app.domain.release import ReleaseLine
from desktop_app.domain.roles import Right
from desktop_app.errors import Code, UserError
from desktop_app.letters.template import table_value
from desktop_app.store import audit, extracts, holdings, packages, settings
from desktop_app.store.audit import AuditFilter
from desktop_app.store.connection import Connection
from desktop_app.store.packages import PackageLine

log = logging.getLogger(__name__)

USUAL_DAYS = 14
MOST_DAYS = 366
_EXCHANGES, _EXPORTS = 8, 60
_WRONG = "passphrases-wrong"
_RECORDS = {
    "intervention": ("Bantuan", "penerima, program, jumlah, tanggal"),
    "proposal": ("Usulan", "identitas, yang diusulkan, alasannya"),
    "local_fact": ("Catatan kantor", "kontak, tempat tinggal, catatan"),
    "ground_check": ("Verifikasi lapangan", "identitas, keberadaan"),
    "letter": ("Surat di register", "identitas, perihal, halaman yang dicetak"),
    "evidence": ("Berkas bukti", "foto dan PDF"),
    "matched_row": ("Daftar pihak lain", "baris yang dicocokkan"),
}


@dataclass(frozen=True, slots=True)
class ActiveUser:
    """Somebody who did something within the days looked at."""

    user_id: str
    name: str
    role: str
    deeds: int
    first_at: datetime
    last_at: datetime


@dataclass(frozen=True, slots=True)
class IncidentFacts:
    """Everything the program itself knows for an incident sheet of the last `days`."""

    days: int
    release: ReleaseLine | None
    releases: int
    children: int
    sensitive_fields: int
    records: Mapping[str, int]
    exchanges: Sequence[PackageLine]
    exports: Sequence[AuditLine]
    more_exports: int
    users: Sequence[ActiveUser]
    wrong_passphrases: int
    last_backup_at: datetime | None
    audit_lines: int
    audit_head: str


@needs(Right.AUDIT)
def incident_facts(office: Office, days: int = USUAL_DAYS) -> IncidentFacts:
    """What an incident sheet of the last days says; raises `UserError` (`DAYS_INVALID`)."""
    if not 1 <= days <= MOST_DAYS:
        raise UserError(Code.DAYS_INVALID, most=MOST_DAYS)
    since = office.now() - timedelta(days=days)
    out = AuditFilter(since=since, deeds=frozenset(deeds_of(DeedClass.GIVE_OUT)))
    last_backup_at = backup_settings(office).last_at
    with office.read() as conn:
        release = extracts.current_release(conn)
        exports = audit.lines_of(conn, out, newest=None)
        lines = audit.lines_of(conn, AuditFilter(since=since), newest=None)
        newest = audit.lines_of(conn, newest=1)
        return IncidentFacts(
            days=days,
            release=release,
            releases=len(extracts.releases_of(conn)),
            children=holdings.children_in_use(conn, office.today())
            if office.store.extract_in_use
            else 0,
            sensitive_fields=sum(
                field.access is Access.SENSITIVE for field in (*FAMILY_FIELDS, *PERSON_FIELDS)
            ),
            records=holdings.record_counts(conn),
            exchanges=packages.newest(conn, limit=_EXCHANGES),
            exports=exports[:_EXPORTS],
            more_exports=max(0, len(exports) - _EXPORTS),
            users=_users(conn, lines),
            wrong_passphrases=sum(one.count_of("times") for one in lines if one.deed == _WRONG),
            last_backup_at=last_backup_at,
            audit_lines=newest[0].number if newest else 0,
            audit_head=audit.head_of(conn),
        )


@needs(Right.AUDIT)
def preview_incident_sheet(
    office: Office, words: Mapping[str, str], days: int = USUAL_DAYS
) -> DrawnSheet:
    """The sheet as it would be printed; nothing is written. Raises what `incident_facts` raises."""
    facts = incident_facts(office, days)
    return draw_sheet(office, office.reference.incident_sheet, _values(office, facts, words))


@needs(Right.AUDIT)
def print_incident_sheet(
    office: Office,
    reason: str,
    words: Mapping[str, str],
    days: int = USUAL_DAYS,
    *,
    facts: IncidentFacts | None = None,
) -> Done[DrawnSheet]:
    """The sheet to be printed or saved, under a serial that the audit knows with its reason.

    `words` are those of deeds, roles and packages in Indonesian; `facts` that were already gathered
    stand in it as they are, with their days. Raises `UserError`
    (`REASON_MISSING`, what `incident_facts` raises).
    """
    reason = " ".join(reason.split())
    if not reason:
        raise UserError(Code.REASON_MISSING, field="reason")
    facts = facts or incident_facts(office, days)
    serial = new_serial(office)
    paper = draw_sheet(
        office,
        office.reference.incident_sheet,
        _values(office, facts, words),
        purpose=reason,
        serial=serial,
    )
    with office.write() as tx:
        audit.note(tx, "incident-sheet-printed", reason=reason, serial=serial, days=facts.days)
    log.info("incident-sheet-printed pages=%d days=%d", paper.pages, facts.days)
    return Done(paper, frozenset({Topic.AUDIT}))


def _users(conn: Connection, lines: Sequence[AuditLine]) -> list[ActiveUser]:
    times = Counter(line.user_id for line in lines)
    accounts = {one.id: one for one in settings.accounts_of(conn)}
    active = []
    for user_id, deeds in times.most_common():
        own = [line.at for line in lines if line.user_id == user_id]
        account = accounts.get(user_id)
        active.append(
            ActiveUser(
                user_id=user_id,
                name=(account.full_name or account.name) if account else user_id,
                role=account.role.value if account else "",
                deeds=deeds,
                first_at=min(own),
                last_at=max(own),
            )
        )
    return active


def _values(office: Office, facts: IncidentFacts, words: Mapping[str, str]) -> dict[str, str]:
    regions, profile = office.reference.regions, office.profile
    now = office.now().astimezone(WESTERN_INDONESIA)
    return {
        "office": profile.name,
        "region": f"{regions.name_of(profile.region)} ({profile.region})",
        "device": profile.device_id,
        "program": f"DTSEN Luring {__version__}",
        "state": f"{long_date(now.date())} {now:%H.%M} WIB",
        "since": f"{facts.days} hari terakhir",
        "release": _release(facts),
        "held": table_value(_held(facts)),
        "exchanges": table_value(_exchange(one, words) for one in facts.exchanges),
        "exports": table_value(_export(one, words) for one in facts.exports),
        "more_exports": f"Dan {facts.more_exports} lagi, ada di jejak tindakan."
        if facts.more_exports
        else "",
        "users": table_value(
            (
                one.name,
                words.get(one.role, one.role),
                _moment(one.first_at),
                _moment(one.last_at),
                grouped(one.deeds),
            )
            for one in facts.users
        ),
        "wrong": f"{grouped(facts.wrong_passphrases)} kali",
        "backup": _moment(facts.last_backup_at) if facts.last_backup_at else "belum pernah",
        "log": f"{grouped(facts.audit_lines)} baris, sidik terakhir {facts.audit_head[:16]}",
    }


def _release(facts: IncidentFacts) -> str:
    if facts.release is None:
        return "belum ada rilis"
    line = facts.release
    return (
        f"{line.label}, per {long_date(line.reference_date)}; BAST: {line.printed_bast};"
        f" {facts.releases} rilis tersimpan"
    )


def _held(facts: IncidentFacts) -> list[tuple[str, str, str]]:
    rows = []
    if facts.release is not None:
        line = facts.release
        rows = [
            ("Keluarga", grouped(line.families), "nomor KK, alamat, desil, rumah, aset"),
            ("Orang", grouped(line.persons), "nama, NIK, tanggal lahir, pekerjaan, pendidikan"),
            ("Di antaranya anak", grouped(facts.children), "data spesifik: anak"),
            (
                "Kesehatan dan disabilitas",
                f"{facts.sensitive_fields} isian per orang",
                "data spesifik: kesehatan",
            ),
        ]
    rows += [
        (name, grouped(facts.records[table]), inside)
        for table, (name, inside) in _RECORDS.items()
        if facts.records[table]
    ]
    return rows


def _exchange(line: PackageLine, words: Mapping[str, str]) -> tuple[str, ...]:
    return (
        _moment(line.handled_at),
        "keluar" if line.direction == "out" else "masuk",
        words.get(line.kind, line.kind),
        line.file_name,
        grouped(line.ops),
    )


def _export(line: AuditLine, words: Mapping[str, str]) -> tuple[str, ...]:
    facts = line.facts
    return (
        _moment(line.at),
        words.get(line.deed, line.deed),
        words.get(str(facts.get("holds", "")), ""),
        grouped(line.count_of("rows")) if "rows" in facts else "",
        str(facts.get("recipient", "")),
        str(facts.get("serial", "")),
    )


def _moment(at: datetime) -> str:
    return f"{at.astimezone(WESTERN_INDONESIA):%d-%m-%Y %H.%M}"
