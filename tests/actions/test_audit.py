"""The log of deeds: every deed has its words and its class, filters narrow it, reports come from it."""

from __future__ import annotations

import ast
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest

from desktop_app.actions.audit import (
    AuditFilter,
    audit_lines,
    export_audit,
    export_use,
    moments_of,
    use_report,
)
from desktop_app.actions.office import Office
from desktop_app.actions.search import Search, find_people
from desktop_app.domain.audit_deed import DEEDS, DeedClass, class_of, deeds_of
from desktop_app.domain.giving_out import Errand
from desktop_app.domain.roles import Role
from desktop_app.errors import Code, UserError
from desktop_app.store import audit
from desktop_app.words.audit import NAMED, all_words, deed_name
from tests.conftest import NOW

ROOT = Path(__file__).resolve().parents[2]


def deeds_in_code() -> set[str]:
    """What the program writes to the log, where it says so in plain text."""
    found = set()
    for path in (ROOT / "desktop_app").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or len(node.args) < 2:
                continue
            is_note = isinstance(node.func, ast.Attribute) and node.func.attr == "note"
            deed = node.args[1]
            if is_note and isinstance(deed, ast.Constant) and isinstance(deed.value, str):
                found.add(deed.value)
    return found


def test_every_deed_of_the_program_has_a_class_and_words() -> None:
    written = deeds_in_code()
    assert len(written) > 60
    assert written - set(DEEDS) == set()
    assert set(DEEDS) - NAMED == set()
    assert all(deed in deeds_of(kind) for deed, kind in DEEDS.items())
    assert (class_of("beamed-up"), deed_name("beamed-up")) == (None, "beamed-up")


def note(office: Office, deed: str, subject: str = "", **facts: str | int) -> None:
    with office.write() as tx:
        audit.note(tx, deed, subject, **facts)


@pytest.fixture
def busy(office: Office) -> Office:
    """A day of work, and one line of forty days before."""
    now = office.clock
    office.clock = lambda: NOW - timedelta(days=40)
    note(office, "report-made", rows=9, purpose="lama")
    office.clock = now
    for times in range(3):
        note(office, "family-revealed", f"family:{times}", reason="permohonan warga")
    note(office, "interventions-exported", rows=120, purpose="rapat TKPK")
    note(office, "interventions-exported", rows=30, purpose="rapat TKPK")
    note(office, "family-revealed", "family:1", reason="=cmd()")
    return office


def test_filters_narrow_the_log(busy: Office) -> None:
    look = AuditFilter(deeds=frozenset(deeds_of(DeedClass.LOOK)))
    assert [line.deed for line in audit_lines(busy, look)] == ["family-revealed"] * 4
    assert len(audit_lines(busy, AuditFilter(subject="family:1"))) == 2
    assert audit_lines(busy, AuditFilter(user_id="somebody-else")) == []
    since, until = moments_of(NOW.date(), NOW.date())
    today = audit_lines(busy, AuditFilter(since=since, until=until), newest=None)
    assert "report-made" not in {line.deed for line in today}
    before = [line.deed for line in audit_lines(busy, AuditFilter(until=since))]
    assert before == ["report-made", "clock-went-back"]
    assert [line.number for line in audit_lines(busy, newest=2)] == [10, 9]


def test_the_report_of_use_counts_by_deed_with_rows_and_purposes(busy: Office) -> None:
    today = NOW.date()
    report = use_report(busy, today - timedelta(days=29), today)
    by_deed = {line.deed: line for line in report.lines}
    assert "report-made" not in by_deed
    exported = by_deed["interventions-exported"]
    assert (exported.times, exported.rows, exported.people) == (2, 150, 1)
    assert exported.purposes == ("rapat TKPK",)
    assert by_deed["family-revealed"].purposes[0] == "permohonan warga"
    assert (report.total_of(DeedClass.LOOK), report.total_of(DeedClass.GIVE_OUT)) == (4, 2)
    kinds = [list(DeedClass).index(line.kind) for line in report.lines if line.kind]
    assert kinds == sorted(kinds)
    with pytest.raises(UserError) as refused:
        use_report(busy, today, date(2026, 1, 1))
    assert refused.value.code is Code.DATE_INVALID


def test_log_and_report_are_exported_for_a_purpose_and_without_formulas(
    busy: Office, tmp_path: Path
) -> None:
    target = tmp_path / "jejak.xlsx"
    with pytest.raises(UserError) as refused:
        export_audit(busy, target, None, errand=Errand(" ", "Bappeda"), words=all_words())
    assert refused.value.code is Code.REASON_MISSING
    rows = export_audit(
        busy, target, None, errand=Errand("pengawasan", "Bappeda"), words=all_words()
    ).value
    sheet = openpyxl.load_workbook(target).worksheets[0]
    cells = list(sheet.iter_rows(min_row=2, values_only=True))
    assert len(cells) == rows == 10
    assert not any(str(cell).startswith("=") for row in cells for cell in row)
    use = tmp_path / "pakai.xlsx"
    export_use(
        busy, use, NOW.date(), NOW.date(), errand=Errand("laporan", "Bappeda"), words=all_words()
    )
    told = openpyxl.load_workbook(use).worksheets[0]
    # The log that was exported before is among what went out.
    assert [row[-1] for row in told.iter_rows(values_only=True)][-1] == 150 + rows
    lines = audit_lines(busy, newest=2)
    assert [line.facts["kind"] for line in lines] == ["use", "lines"]


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.SIGNATORY, Role.VERIFIER])
def test_the_log_is_for_those_who_supervise(
    office: Office, role: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "account", office.account.__class__("u", "u", "U", role))
    with pytest.raises(UserError) as refused:
        audit_lines(office)
    assert refused.value.code is Code.RIGHT_MISSING


def test_a_search_is_told_by_its_class_and_never_by_its_words(office: Office) -> None:
    find_people(office, Search("slamet"))
    text = str([line.facts for line in audit_lines(office)])
    assert "slamet" not in text.casefold()
