"""Reading the log of who did what, proving that nobody changed it, and reporting from it."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from desktop_app import files
from desktop_app.actions.giving_out import leaving, note_left
from desktop_app.actions.office import Office, needs
from desktop_app.domain.audit_deed import DeedClass, UseLine, class_of
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.dates import WESTERN_INDONESIA
from desktop_app.domain.giving_out import Errand, Holding
from desktop_app.domain.report import ReportFormat, ReportNote
from desktop_app.domain.roles import Right
from desktop_app.errors import Code, UserError
from desktop_app.reports.audit import tabulate_audit, tabulate_use
from desktop_app.reports.files import written
from desktop_app.store import audit, settings
from desktop_app.store.audit import AuditFilter as AuditFilter
from desktop_app.store.audit import AuditLine as AuditLine
from desktop_app.store.audit import AuditVerdict as AuditVerdict
from desktop_app.store.connection import Connection
from desktop_app.store.store import Transaction

log = logging.getLogger(__name__)

USE_DAYS = 30
"""How far back the report of use looks: it is due within 30 days of the hand-over."""
_MOST_SAID = 5


@dataclass(frozen=True, slots=True)
class UseReport:
    """What was done with the data between two days: by class and deed, how often, by how many, why.

    Purposes and reasons are what people typed for the deed; they are asked to name no person.
    """

    since: date
    until: date
    lines: tuple[UseLine, ...]

    def total_of(self, kind: DeedClass) -> int:
        """How many deeds of one class there were."""
        return sum(line.times for line in self.lines if line.kind is kind)


@needs(Right.AUDIT)
def verify_audit(office: Office) -> AuditVerdict:
    """Walk the whole chain; a line that was changed, removed or put in is found."""
    with office.read() as conn:
        return audit.verify(conn, office.audit_key)


@needs(Right.AUDIT)
def audit_lines(
    office: Office, wanted: AuditFilter | None = None, *, newest: int | None = 200
) -> list[AuditLine]:
    """The wanted lines, the newest first."""
    with office.read() as conn:
        return audit.lines_of(conn, wanted, newest=newest)


@needs(Right.AUDIT)
def use_report(office: Office, since: date, until: date) -> UseReport:
    """What was done from one day to another, both counted; raises `UserError` (`DATE_INVALID`)."""
    with office.read() as conn:
        return _use(conn, since, until)


@needs(Right.AUDIT)
def export_audit(
    office: Office,
    target: Path,
    wanted: AuditFilter | None,
    *,
    errand: Errand,
    words: Mapping[str, str],
) -> Done[int]:
    """Write the wanted lines as a workbook, and count them; `words` names the deeds.

    Raises `UserError` (what `leaving` raises) and `MachineError`.
    """
    with office.read() as conn:
        lines = audit.lines_of(conn, wanted, newest=None)
        names = {one.id: one.full_name for one in settings.accounts_of(conn)}
    note = leaving(office, errand, holds=Holding.COUNTS, rows=len(lines))
    table = tabulate_audit(lines, names, words)
    files.write_whole(target, written(table, note, ReportFormat.XLSX))
    with office.write() as tx:
        return note_exported(tx, note, rows=len(lines), columns=len(table.columns), kind="lines")


@needs(Right.AUDIT)
def export_use(
    office: Office,
    target: Path,
    since: date,
    until: date,
    *,
    errand: Errand,
    words: Mapping[str, str],
) -> Done[int]:
    """Write the report of use as a workbook, and count its lines; raises as `export_audit` does."""
    with office.read() as conn:
        report = _use(conn, since, until)
    note = leaving(office, errand, holds=Holding.COUNTS, rows=len(report.lines))
    table = tabulate_use(report.lines, words)
    files.write_whole(target, written(table, note, ReportFormat.XLSX))
    with office.write() as tx:
        return note_exported(
            tx, note, rows=len(report.lines), columns=len(table.columns), kind="use"
        )


def moments_of(since: date | None, until: date | None) -> tuple[datetime | None, datetime | None]:
    """The moments at which the first of two days begins and the last one ends, at the office."""
    begins = datetime.combine(since, time(), WESTERN_INDONESIA) if since else None
    after = until + timedelta(days=1) if until else None
    ends = datetime.combine(after, time(), WESTERN_INDONESIA) if after else None
    return (
        begins.astimezone(UTC) if begins else None,
        ends.astimezone(UTC) if ends else None,
    )


def _use(conn: Connection, since: date, until: date) -> UseReport:
    if until < since:
        raise UserError(Code.DATE_INVALID, field="until")
    begins, ends = moments_of(since, until)
    wanted = AuditFilter(since=begins, until=ends)
    times, rows = Counter[str](), Counter[str]()
    people: dict[str, set[str]] = {}
    purposes: dict[str, Counter[str]] = {}
    for line in audit.lines_of(conn, wanted, newest=None):
        times[line.deed] += 1
        people.setdefault(line.deed, set()).add(line.user_id)
        rows[line.deed] += line.count_of("rows")
        purposes.setdefault(line.deed, Counter()).update(line.purposes)
    return UseReport(
        since,
        until,
        tuple(
            UseLine(
                kind=class_of(deed),
                deed=deed,
                times=count,
                people=len(people[deed]),
                rows=rows[deed],
                purposes=commonest(purposes[deed]),
            )
            for deed, count in sorted(times.items(), key=_by_class)
        ),
    )


def _by_class(item: tuple[str, int]) -> tuple[int, str]:
    kind = class_of(item[0])
    order = list(DeedClass)
    return (order.index(kind) if kind else len(order), item[0])


def commonest(said: Counter[str]) -> tuple[str, ...]:
    """The few that were said most often."""
    return tuple(text for text, _ in said.most_common(_MOST_SAID))


def note_exported(
    tx: Transaction, note: ReportNote, *, rows: int, columns: int, kind: str
) -> Done[int]:
    """Note in the log of deeds that it went out itself, as a file of this kind; how many rows."""
    note_left(
        tx,
        "audit-exported",
        "",
        note,
        holds=Holding.COUNTS,
        rows=rows,
        columns=columns,
        kind=kind,
    )
    log.info("audit-exported kind=%s rows=%d", kind, rows)
    return Done(rows, frozenset({Topic.AUDIT}))
