"""Times of keeping: what is due is looked at first, erased with a reason, and its bytes are gone."""

from __future__ import annotations

import csv
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from desktop_app.actions.audit import audit_lines, verify_audit
from desktop_app.actions.evidence import hold_evidence, unused_attachments
from desktop_app.actions.extracts import releases_of
from desktop_app.actions.form_drafts import form_drafts_of, keep_form_draft
from desktop_app.actions.health import check_office
from desktop_app.actions.letter_lists import letters_for_people
from desktop_app.actions.letter_register import letter_register
from desktop_app.actions.letter_runs import begin_run, letter_runs_of
from desktop_app.actions.letters import LetterDraft, issue_letter, reprint_letter
from desktop_app.actions.matching import match_list, matched_lists, preview_list
from desktop_app.actions.office import Office
from desktop_app.actions.retention import due_for_erasure, erase_due, keepings_of, set_keeping
from desktop_app.actions.search import Search, find_people
from desktop_app.actions.settings import set_identity, set_official
from desktop_app.domain.letter_run import LetterOrder
from desktop_app.domain.retention import RULES, Kept
from desktop_app.domain.roles import Role
from desktop_app.errors import Code, UserError
from desktop_app.progress import Progress
from desktop_app.store.connection import connect
from tests.actions.test_evidence import a_file
from tests.actions.test_letters import DAY, a_draft
from tests.builders import a_family, a_release, a_signatory, an_identity
from tests.conftest import NOW

SECRET = "RAHASIA BUKAN NAMA"
REASON = "masa simpan habis, keputusan camat"


@pytest.fixture
def full(office: Office, tmp_path: Path) -> Office:
    """Something of every class, all of today but the older of two releases."""
    old = a_family("PAIJO", sequence=30)
    a_release(office, tmp_path, [old], label="V1 2023", reference_date=date(2023, 7, 10))
    a_release(office, tmp_path, [old, a_family("SITI AMINAH", sequence=31)])
    set_identity(office, an_identity())
    set_official(office, a_signatory(), valid_from=date(2025, 1, 1))
    keep_form_draft(office, "aid", "family:1", {"note": SECRET})
    hold_evidence(office, "objection:family:1", [a_file(tmp_path)])
    path = tmp_path / "daftar.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["NIK", "NAMA", "DESA"], ["", SECRET, "PEKAJANGAN"]])
    match_list(office, preview_list(office, path), Progress())
    issue_letter(office, a_draft(office, "siti"))
    siti = find_people(office, Search("siti"), is_typing=True)[:1]
    draft = LetterDraft("pengantar", None, DAY, typed={"purpose": "keperluan rahasia"})
    begin_run(office, draft, letters_for_people(office, siti, Progress()), LetterOrder.AS_LISTED)
    office.paths.backups.mkdir(exist_ok=True)
    (office.paths.backups / "before-0018-20260101-101500.db").write_bytes(b"x" * 5000)
    saved = office.paths.backups / "penyelamatan-20260201-101500" / "extracts"
    saved.mkdir(parents=True)
    (saved / "x.db").write_bytes(b"x" * 5000)
    return office


def later(office: Office, **gone: int) -> None:
    """As much later, with the passphrase just typed."""
    office.clock = lambda: NOW + timedelta(**gone)
    office.proven_at = office.now()


def words_in(office: Office) -> str:
    """Every text of the database, as anybody with the key could read it."""
    with closing(connect(office.paths.database, office.store.key, read_only=True)) as conn:
        tables = [
            str(row["name"])
            for row in conn.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        ]
        rows = [tuple(row) for table in tables for row in conn.execute(f"SELECT * FROM {table}")]
    return "\n".join(map(str, rows))


def test_only_what_is_over_its_time_is_due_and_a_look_changes_nothing(full: Office) -> None:
    before = len(audit_lines(full))
    due = {one.kind: one for one in due_for_erasure(full)}
    assert set(due) == {Kept.RELEASES, Kept.COPIES}
    assert due[Kept.RELEASES].names == ("V1 2023",)
    copies = due[Kept.COPIES]
    assert (copies.count, copies.oldest, copies.bytes) == (2, date(2026, 1, 1), 10_000)
    later(full, days=400)
    due = {one.kind: one for one in due_for_erasure(full)}
    assert set(due) == {Kept.RELEASES, Kept.DRAFTS, Kept.LISTS, Kept.COPIES}
    assert (due[Kept.DRAFTS].count, due[Kept.LISTS].names) == (2, ("daftar.csv",))
    assert len(audit_lines(full)) == before
    assert SECRET in words_in(full)


def test_what_is_due_is_erased_with_its_bytes_and_the_rest_stays(full: Office) -> None:
    later(full, days=400)
    release = next(one for one in releases_of(full) if one.label == "V1 2023")
    erased = erase_due(full, list(Kept), REASON, Progress()).value
    assert erased.counts == {Kept.RELEASES: 1, Kept.DRAFTS: 2, Kept.LISTS: 1, Kept.COPIES: 2}
    assert [one.label for one in releases_of(full)] == ["V3 2026"]
    assert not list(full.paths.extracts.glob(f"{release.id}*"))
    assert not list(full.paths.backups.iterdir())
    assert form_drafts_of(full, "aid") == []
    assert matched_lists(full) == []
    assert unused_attachments(full) == []
    assert SECRET not in words_in(full)
    with full.read() as conn:
        assert conn.execute("PRAGMA freelist_count").fetchone()[0] == 0
    wal = full.paths.database.with_name("office.db-wal")
    assert not wal.exists() or wal.stat().st_size == 0
    lines = [one for one in audit_lines(full) if one.deed == "data-erased"]
    assert [(one.facts["kind"], one.facts["count"]) for one in reversed(lines)] == [
        ("releases", 1),
        ("drafts", 2),
        ("lists", 1),
        ("upgrade-copies", 2),
    ]
    assert {one.facts["reason"] for one in lines} == {REASON}
    assert verify_audit(full).is_ok
    assert len(letter_register(full)) == 1
    assert all(one.is_ok for one in check_office(full) if one.name != "free-space")
    assert due_for_erasure(full) == []


def test_letters_stay_until_the_office_says_otherwise_and_their_line_for_ever(full: Office) -> None:
    later(full, days=365 * 30)
    assert Kept.PAGES not in {one.kind for one in due_for_erasure(full)}
    set_keeping(full, Kept.PAGES, 10)
    assert "keperluan rahasia" in words_in(full)
    assert erase_due(full, [Kept.PAGES], REASON, Progress()).value.counts == {Kept.PAGES: 1}
    assert letter_runs_of(full) == []
    assert "keperluan rahasia" not in words_in(full)
    (entry,) = letter_register(full)
    with pytest.raises(UserError) as caught:
        reprint_letter(full, entry.line.id, "arsip")
    assert caught.value.code is Code.LETTER_UNKNOWN
    assert all(one.is_ok for one in check_office(full) if one.name != "free-space")


def test_the_release_in_use_stays_however_old_it_is(full: Office) -> None:
    later(full, days=365 * 30)
    erase_due(full, [Kept.RELEASES], REASON, Progress())
    assert [one.label for one in releases_of(full)] == ["V3 2026"]


def test_times_are_set_within_bounds_and_noted(office: Office) -> None:
    usual = {one.kind: one.keep for one in keepings_of(office)}
    assert usual == {kind: rule.usual for kind, rule in RULES.items()}
    assert usual[Kept.PAGES] is None
    set_keeping(office, Kept.RELEASES, None)
    set_keeping(office, Kept.DRAFTS, 30)
    now = {one.kind: one.keep for one in keepings_of(office)}
    assert (now[Kept.RELEASES], now[Kept.DRAFTS], now[Kept.LISTS]) == (None, 30, 365)
    assert audit_lines(office)[0].facts == {"kind": "drafts", "keep": 30}
    with pytest.raises(UserError) as caught:
        set_keeping(office, Kept.PAGES, 1)
    assert caught.value.code is Code.KEEPING_INVALID


def test_erasing_asks_for_a_reason_and_a_right(full: Office) -> None:
    with pytest.raises(UserError) as caught:
        erase_due(full, [Kept.COPIES], " ", Progress())
    assert caught.value.code is Code.REASON_MISSING
    full.proven_at = None
    with pytest.raises(UserError) as caught:
        erase_due(full, [Kept.COPIES], REASON, Progress())
    assert caught.value.code is Code.PASSPHRASE_AGAIN
    full.account = replace(full.account, role=Role.VERIFIER)
    with pytest.raises(UserError) as caught:
        erase_due(full, [Kept.COPIES], REASON, Progress())
    assert caught.value.code is Code.RIGHT_MISSING
    assert list(full.paths.backups.glob("before-*"))
