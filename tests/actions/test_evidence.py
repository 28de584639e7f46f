"""Evidence attached, looked at, withdrawn, handed out; on a real office with real files."""

from __future__ import annotations

import io
import os
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from desktop_app import bootstrap
from desktop_app.actions.evidence import (
    EvidenceFile,
    attach_evidence,
    attach_held_evidence,
    count_evidence,
    evidence_of_record,
    export_evidence,
    held_evidence,
    hold_evidence,
    let_go_of_evidence,
    open_evidence,
    remove_unused_attachments,
    unused_attachments,
    withdraw_evidence,
)
from desktop_app.actions.families import family_of
from desktop_app.actions.health import check_office
from desktop_app.actions.interventions import record_intervention
from desktop_app.actions.local_facts import record_local_fact
from desktop_app.actions.office import Office
from desktop_app.domain.giving_out import Errand
from desktop_app.domain.intervention import InterventionDraft
from desktop_app.domain.local_fact import FactKind, LocalFactDraft
from desktop_app.domain.op import read_op
from desktop_app.domain.roles import Role
from desktop_app.errors import Code, MachineError, UserError
from desktop_app.store import attachments, audit, ops
from desktop_app.store.connection import connect
from tests.builders import a_family, a_release
from tests.conftest import ADMIN, PASSPHRASE, MakeOffice
from tests.evidence.files import HEIC, SECRETS, a_pdf_that_acts, a_photo

FAMILY = a_family("SLAMET RAHARJO", "SITI AMINAH", sequence=21)


@pytest.fixture
def record(office: Office, tmp_path: Path) -> str:
    """The id of an intervention."""
    a_release(office, tmp_path, [FAMILY])
    draft = InterventionDraft(
        programme="BLT-DD",
        period="2026-07",
        given_on=date(2026, 7, 20),
        family_id=family_of(office, FAMILY.card).sheet.id,
        amount=300_000,
    )
    return record_intervention(office, draft).value.intervention_id


def a_file(
    folder: Path, name: str = "foto.jpg", *, seed: int = 1, kind: str = "photo"
) -> EvidenceFile:
    path = folder / name
    path.write_bytes(a_photo(seed=seed))
    return EvidenceFile(kind, path=path)


def attach(office: Office, record_id: str, *given: EvidenceFile) -> list[str]:
    return attach_evidence(office, record_id, given).value


def deeds(office: Office) -> list[str]:
    with office.read() as conn:
        return [line.deed for line in audit.lines_of(conn)]


def test_a_photo_is_kept_beside_its_record_without_what_the_phone_tells(
    office: Office, record: str, tmp_path: Path
) -> None:
    (evidence_id,) = attach(office, record, a_file(tmp_path, kind="receipt"))
    (line,) = evidence_of_record(office, record)
    assert line.evidence.id == evidence_id
    assert line.is_here
    assert line.recorded_by_name == "Sari Contoh"
    assert Image.open(io.BytesIO(line.thumbnail)).width == 192
    assert count_evidence(office) == {record: 1}
    opened = open_evidence(office, evidence_id)
    assert len(opened.data) == line.evidence.content.bytes
    assert attachments.digest_of(opened.data) == line.evidence.content.digest
    assert "evidence-opened" in deeds(office)
    # What lies on the disk can be read by nobody without the key, and tells nothing with it.
    for path in office.paths.folder.rglob("*"):
        if path.is_file():
            raw = path.read_bytes()
            assert not [secret for secret in (*SECRETS, b"JFIF", b"foto.jpg") if secret in raw]
    with office.read() as conn:
        raw = b"".join(bytes(row["raw"]) for row in conn.execute("SELECT raw FROM op"))
        assert ops.stands_as_folded(conn, evidence_id)
    assert b"foto.jpg" not in raw


def test_a_record_of_the_family_says_how_much_it_has(
    office: Office, record: str, tmp_path: Path
) -> None:
    attach(office, record, a_file(tmp_path), a_file(tmp_path, "b.jpg", seed=2))
    assert family_of(office, FAMILY.card).evidence == {record: 2}


def test_a_note_of_the_office_may_have_evidence_too(
    office: Office, record: str, tmp_path: Path
) -> None:
    draft = LocalFactDraft(
        FactKind.NOTE, family_of(office, FAMILY.card).sheet.id, date(2026, 7, 20), "Atap bocor"
    )
    fact_id = record_local_fact(office, draft).value
    assert len(attach(office, fact_id, a_file(tmp_path))) == 1


def test_the_same_file_is_kept_once_and_attached_once(
    office: Office, record: str, tmp_path: Path
) -> None:
    one, same = a_file(tmp_path), a_file(tmp_path, "salinan.jpg")
    assert len(attach(office, record, one, same)) == 1
    assert attach(office, record, one) == []
    assert len(attachments.everything(office.store)) == 1


def test_one_bad_file_attaches_none_and_is_named(
    office: Office, record: str, tmp_path: Path
) -> None:
    bad = tmp_path / "IMG_9000.HEIC"
    bad.write_bytes(HEIC)
    with pytest.raises(UserError) as caught:
        attach(office, record, a_file(tmp_path), EvidenceFile("photo", path=bad))
    assert (caught.value.code, caught.value.facts) == (Code.EVIDENCE_HEIC, {"name": bad.name})
    assert evidence_of_record(office, record) == []
    assert attachments.everything(office.store) == []


def test_a_file_that_ends_the_process_that_reads_it_is_only_refused(
    office: Office, record: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop_app.actions.evidence_cleaning._clean_for", die)
    with pytest.raises(UserError) as caught:
        attach(office, record, a_file(tmp_path))
    assert caught.value.code is Code.EVIDENCE_UNREADABLE
    monkeypatch.undo()
    assert len(attach(office, record, a_file(tmp_path))) == 1


def test_a_file_that_takes_forever_is_only_refused(
    office: Office, record: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop_app.actions.evidence_cleaning._MOST_SECONDS", 0.0)
    with pytest.raises(UserError) as caught:
        attach(office, record, a_file(tmp_path))
    assert caught.value.code is Code.EVIDENCE_UNREADABLE


def die(*_: object) -> None:
    """What a helper does when its decoder breaks."""
    os._exit(139)


def test_a_missing_and_an_endless_file_are_refused(
    office: Office, record: str, tmp_path: Path
) -> None:
    with pytest.raises(MachineError) as caught:
        attach(office, record, EvidenceFile("photo", path=tmp_path / "hilang.jpg"))
    assert caught.value.code is Code.FILE_UNREADABLE
    large = tmp_path / "besar.jpg"
    with large.open("wb") as file:
        file.truncate(2 * 1024**3)
    with pytest.raises(UserError) as refused:
        attach(office, record, EvidenceFile("photo", path=large))
    assert refused.value.code is Code.EVIDENCE_TOO_BIG


def test_only_a_record_that_is_there_holds_evidence(
    office: Office, record: str, tmp_path: Path
) -> None:
    (evidence_id,) = attach(office, record, a_file(tmp_path))
    for wrong in ("nothing", evidence_id):
        with pytest.raises(UserError) as caught:
            attach(office, wrong, a_file(tmp_path))
        assert caught.value.code is Code.EVIDENCE_RECORD_UNKNOWN


def test_a_record_has_only_so_many(office: Office, record: str, tmp_path: Path) -> None:
    limits = replace(office.reference.evidence.limits, per_record=2)
    office.reference._read["evidence"] = replace(office.reference.evidence, limits=limits)
    attach(office, record, a_file(tmp_path))
    with pytest.raises(UserError) as caught:
        attach(office, record, a_file(tmp_path, seed=2), a_file(tmp_path, "c.jpg", seed=3))
    assert caught.value.code is Code.EVIDENCE_TOO_MANY


def test_what_is_withdrawn_stays_readable_and_counts_no_more(
    office: Office, record: str, tmp_path: Path
) -> None:
    one = a_file(tmp_path)
    (evidence_id,) = attach(office, record, one)
    withdraw_evidence(office, evidence_id, "milik keluarga lain")
    (line,) = evidence_of_record(office, record)
    assert line.evidence.withdrawn_because == "milik keluarga lain"
    assert open_evidence(office, evidence_id).data
    assert count_evidence(office) == {}
    assert unused_attachments(office) == []
    for again, code in (
        ("lagi", Code.EVIDENCE_WITHDRAWN_ALREADY),
        (" ", Code.REASON_MISSING),
    ):
        with pytest.raises(UserError) as caught:
            withdraw_evidence(office, evidence_id, again)
        assert caught.value.code is code
    # Whoever withdrew the wrong one attaches it again.
    assert len(attach(office, record, one)) == 1


def test_a_sensitive_paper_asks_for_more_than_reading(
    office: Office, record: str, tmp_path: Path
) -> None:
    (open_to_all,) = attach(office, record, a_file(tmp_path))
    (hidden,) = attach(office, record, a_file(tmp_path, "s.jpg", seed=2, kind="sickness-letter"))
    small = {line.evidence.id: bool(line.thumbnail) for line in evidence_of_record(office, record)}
    assert small == {open_to_all: True, hidden: False}
    office.account = replace(office.account, role=Role.AUDITOR)
    assert open_evidence(office, open_to_all).data
    with pytest.raises(UserError) as caught:
        open_evidence(office, hidden)
    assert caught.value.code is Code.RIGHT_MISSING


def test_a_copy_goes_out_only_on_purpose(office: Office, record: str, tmp_path: Path) -> None:
    (evidence_id,) = attach(office, record, a_file(tmp_path))
    target = tmp_path / "keluar.jpg"
    with pytest.raises(UserError) as caught:
        export_evidence(office, evidence_id, target, errand=Errand(" ", "Bappeda"))
    assert caught.value.code is Code.REASON_MISSING
    assert not target.exists()
    export_evidence(office, evidence_id, target, errand=Errand("laporan kabupaten", "Bappeda"))
    assert Image.open(io.BytesIO(target.read_bytes())).size == (640, 480)
    with office.read() as conn:
        (noted,) = [line for line in audit.lines_of(conn) if line.deed == "evidence-exported"]
    assert noted.subject == evidence_id
    assert (noted.facts["purpose"], noted.facts["recipient"]) == ("laporan kabupaten", "Bappeda")
    assert noted.facts["serial"]


def test_a_pdf_goes_the_same_way(office: Office, record: str, tmp_path: Path) -> None:
    path = tmp_path / "akta.pdf"
    path.write_bytes(a_pdf_that_acts())
    (evidence_id,) = attach(office, record, EvidenceFile("civil-certificate", path=path))
    data = open_evidence(office, evidence_id).data
    assert data.startswith(b"%PDF-")
    assert b"TELLTALE" not in data


def test_bytes_that_lie_at_another_office_are_said_to(
    office: Office, record: str, tmp_path: Path
) -> None:
    (evidence_id,) = attach(office, record, a_file(tmp_path))
    office.paths.attachments.unlink()
    (line,) = evidence_of_record(office, record)
    assert not line.is_here
    with pytest.raises(UserError) as caught:
        open_evidence(office, evidence_id)
    assert caught.value.code is Code.EVIDENCE_ELSEWHERE


def test_files_of_a_form_are_held_for_its_place_and_nobody_else(
    office: Office, record: str, tmp_path: Path
) -> None:
    held = hold_evidence(office, "objection:family:1", [a_file(tmp_path)]).value
    assert [one.content.kind for one in held] == ["photo"]
    assert held_evidence(office, "objection:family:2") == []
    somebody = office.account
    office.account = replace(somebody, id="another")
    assert held_evidence(office, "objection:family:1") == []
    office.account = somebody
    assert unused_attachments(office) == []
    again = hold_evidence(office, "objection:family:1", [a_file(tmp_path)]).value
    assert again == held
    two = hold_evidence(office, "objection:family:1", [a_file(tmp_path, seed=2)]).value
    assert len(let_go_of_evidence(office, "objection:family:1", two[0].id).value) == 1
    assert len(unused_attachments(office)) == 1


def test_what_a_form_holds_is_there_after_the_program_was_closed(
    office: Office, record: str, tmp_path: Path
) -> None:
    hold_evidence(office, "place", [a_file(tmp_path), a_file(tmp_path, "b.jpg", seed=2)])
    office.close()
    with closing(bootstrap.open_office(office.paths.folder, ADMIN, PASSPHRASE)) as again:
        assert len(held_evidence(again, "place")) == 2
        assert unused_attachments(again) == []
        assert len(attach_held_evidence(again, "place", record).value) == 2


def test_saving_the_record_attaches_what_was_held(
    office: Office, record: str, tmp_path: Path
) -> None:
    hold_evidence(office, "place", [a_file(tmp_path), a_file(tmp_path, "b.jpg", seed=2)])
    ids = attach_held_evidence(office, "place", record).value
    assert [line.evidence.id for line in evidence_of_record(office, record)] == sorted(ids)
    assert held_evidence(office, "place") == []
    assert attach_held_evidence(office, "place", record).value == []


def test_files_that_belong_to_nothing_are_named_and_removed(
    office: Office, record: str, tmp_path: Path
) -> None:
    (held,) = hold_evidence(office, "place", [a_file(tmp_path, seed=5)]).value
    attach(office, record, a_file(tmp_path))
    let_go_of_evidence(office, "place", held.id)
    (unused,) = unused_attachments(office)
    assert unused.digest == held.content.digest
    before = office.paths.attachments.stat().st_size
    assert remove_unused_attachments(office).value == 1
    assert office.paths.attachments.stat().st_size < before
    assert remove_unused_attachments(office).value == 0
    assert len(attachments.everything(office.store)) == 1


def test_the_check_names_what_is_no_longer_what_was_attached(
    office: Office, record: str, tmp_path: Path
) -> None:
    attach(office, record, a_file(tmp_path), a_file(tmp_path, "b.jpg", seed=2))
    assert all(check.is_ok for check in check_office(office))
    first, second = sorted(one.digest for one in attachments.everything(office.store))
    with closing(connect(office.paths.attachments, office.store.key)) as conn:
        conn.execute("UPDATE attachment SET bytes = x'00' WHERE digest = ?", (first,))
        conn.execute("DELETE FROM attachment WHERE digest = ?", (second,))
    bad = {check.name: check.detail for check in check_office(office) if not check.is_ok}
    assert bad == {
        "evidence": "1",
        f"evidence:{first[:12]}": "changed",
        f"evidence:{second[:12]}": "missing",
    }
    lines = evidence_of_record(office, record)
    (spoilt,) = [line for line in lines if line.is_here]
    with pytest.raises(MachineError) as caught:
        open_evidence(office, spoilt.evidence.id)
    assert caught.value.code is Code.EVIDENCE_DAMAGED


def test_the_check_warns_when_evidence_takes_much_room(
    office: Office, record: str, tmp_path: Path
) -> None:
    attach(office, record, a_file(tmp_path))
    limits = replace(office.reference.evidence.limits, warn_total_bytes=10)
    office.reference._read["evidence"] = replace(office.reference.evidence, limits=limits)
    assert [check.name for check in check_office(office) if not check.is_ok] == ["evidence-size"]


def test_the_op_travels_and_its_bytes_do_not(
    office: Office, record: str, tmp_path: Path, make_office: MakeOffice
) -> None:
    (evidence_id,) = attach(office, record, a_file(tmp_path))
    withdraw_evidence(office, evidence_id, "keliru")
    other = make_office(folder="other")
    with office.read() as conn:
        sent = ops.unconfirmed_of(conn)
    with other.write() as tx:
        assert all(ops.receive(tx, read_op(raw)) for raw in sent)
    (line,) = evidence_of_record(other, record)
    assert not line.is_here
    assert line.evidence.withdrawn_because == "keliru"
    # It is no loss: nobody expects the file here.
    assert all(check.is_ok for check in check_office(other))
