"""Photographs and papers travel with packages: once, again if they got lost, and only to who may see them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.actions import evidence_travel
from desktop_app.actions.evidence import (
    EvidenceFile,
    attach_evidence,
    evidence_of_record,
    open_evidence,
    withdraw_evidence,
)
from desktop_app.actions.health import check_office
from desktop_app.actions.hub_downloads import copy_hub, write_downloads
from desktop_app.actions.office import Office
from desktop_app.actions.packages import inspect_package, write_package
from desktop_app.actions.receiving import apply_package
from desktop_app.domain.evidence import Attachment, Media
from desktop_app.domain.roles import OfficeKind
from desktop_app.errors import Code, UserError
from desktop_app.exchange.attachments import (
    LACKING,
    AttachmentReader,
    attachment_records,
    lacking_records,
)
from desktop_app.exchange.fields import Malformed
from desktop_app.exchange.record import record, split_record
from desktop_app.progress import Progress
from desktop_app.store import attachments, ops
from tests.actions.conftest import Restore
from tests.conftest import MakeOffice
from tests.evidence.files import a_pdf, a_photo
from tests.hubs import answer, down, enrol, up


@pytest.fixture
def record_id(busy: Office) -> str:
    with busy.read() as conn:
        return ops.entities_of(conn)[0]


def photo(office: Office, record_id: str, seed: int = 1) -> str:
    """Attach a photograph; its hash."""
    given = EvidenceFile("photo", data=a_photo(seed=seed))
    (own_id,) = attach_evidence(office, record_id, [given]).value
    (line,) = [one for one in evidence_of_record(office, record_id) if one.evidence.id == own_id]
    return line.evidence.content.digest


def here(office: Office) -> set[str]:
    return {one.digest for one in attachments.everything(office.store)}


def test_evidence_reaches_the_hub_once_and_the_second_copy_has_it(
    busy: Office,
    hub: Office,
    record_id: str,
    stick: Path,
    disk: Path,
    restore: Restore,
) -> None:
    digest = photo(busy, record_id)
    written = write_package(busy, stick, Progress()).value
    assert (written.attachments, written.left_behind) == (1, 0)
    assert inspect_package(hub, written.path).verdict == "genuine"
    assert here(hub) == set()  # looking keeps nothing
    assert apply_package(hub, written.path, Progress()).value.attachments == 1
    assert here(hub) == {digest}
    assert apply_package(hub, written.path, Progress()).value.was_taken_before
    again = write_package(busy, stick, Progress()).value
    assert again.attachments == 0
    assert again.bytes < written.bytes // 2
    down(busy, answer(hub, stick, disk))
    assert write_package(busy, stick, Progress()).value.attachments == 0
    (line,) = evidence_of_record(hub, record_id)
    assert open_evidence(hub, line.evidence.id).data == open_evidence(busy, line.evidence.id).data
    assert line.thumbnail
    assert all(check.is_ok for check in check_office(hub))
    backup = copy_hub(hub, disk, Progress()).value.path
    other = restore(backup)
    assert here(other) == {digest}


def test_what_a_lost_package_carried_is_asked_for_again(
    busy: Office, hub: Office, record_id: str, stick: Path, disk: Path
) -> None:
    digest = photo(busy, record_id)
    write_package(busy, stick, Progress()).value.path.unlink()
    # The record comes with the next package, the bytes do not: the hub sees that it lacks them.
    assert up(busy, hub, stick).attachments == 0
    down(busy, answer(hub, stick, disk))
    assert up(busy, hub, stick).attachments == 1
    assert here(hub) == {digest}
    down(busy, answer(hub, stick, disk))
    assert write_package(busy, stick, Progress()).value.attachments == 0


def test_what_has_no_room_waits_for_the_next_package(
    busy: Office,
    hub: Office,
    record_id: str,
    stick: Path,
) -> None:
    digests = [photo(busy, record_id, seed) for seed in (1, 2, 3)]
    sizes = {one.digest: one.bytes for one in attachments.everything(busy.store)}
    limits = replace(
        busy.reference.evidence.limits, package_bytes=sizes[digests[0]] + sizes[digests[1]]
    )
    busy.reference._read["evidence"] = replace(busy.reference.evidence, limits=limits)
    first = write_package(busy, stick, Progress()).value
    assert (first.attachments, first.left_behind) == (2, 1)
    second = write_package(busy, stick, Progress()).value
    assert (second.attachments, second.left_behind) == (1, 0)
    for one in (second, first):  # in whatever order they arrive
        apply_package(hub, one.path, Progress())
    assert here(hub) == set(digests)


def test_a_stick_with_little_room_still_carries_the_changes(
    busy: Office,
    hub: Office,
    record_id: str,
    stick: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    photo(busy, record_id)
    monkeypatch.setattr(evidence_travel, "_FOR_THE_REST", 1 << 60)
    written = write_package(busy, stick, Progress()).value
    assert (written.ops, written.attachments, written.left_behind) == (4, 0, 1)
    monkeypatch.undo()
    assert write_package(busy, stick, Progress()).value.attachments == 1


def test_an_office_gets_the_evidence_of_its_own_desa_and_of_no_other(
    busy: Office,
    hub: Office,
    make_office: MakeOffice,
    record_id: str,
    stick: Path,
    disk: Path,
) -> None:
    desa = make_office(OfficeKind.DESA, "33.26.13.2004", "Desa Langkap", "desa")
    far = make_office(OfficeKind.DESA, "33.26.01.2001", "Desa Jauh", "far")
    for office in (desa, far):
        enrol(hub, office, stick)
    digest = photo(busy, record_id)
    up(busy, hub, stick)
    packages = answer(hub, stick, disk)
    assert down(desa, packages).attachments == 0
    (line,) = evidence_of_record(desa, record_id)
    assert not line.is_here
    with pytest.raises(UserError) as caught:
        open_evidence(desa, line.evidence.id)
    assert caught.value.code is Code.EVIDENCE_ELSEWHERE
    # Now it knows what it lacks, and asks; the other one asks for the same and may not have it.
    up(desa, hub, stick)
    with hub.write() as tx:
        tx.conn.execute("UPDATE device_contact SET lacking = ?", (f'["{digest}"]',))
        tx.conn.execute(
            "INSERT INTO device_contact SELECT ?, package_id, package_number, made_at, taken_at,"
            " app_version, incarnation, number, audit_head, waiting, reads, '[]', lacking"
            " FROM device_contact LIMIT 1",
            (far.profile.device_id,),
        )
    packages = answer(hub, stick, disk)
    assert down(desa, packages).attachments == 1
    assert down(far, packages).attachments == 0
    assert (here(desa), here(far)) == ({digest}, set())
    assert open_evidence(desa, line.evidence.id).data
    up(desa, hub, stick)
    assert {one.package.attachments for one in write_downloads(hub, stick, Progress()).value} == {
        0,
        1,
    }


def test_what_was_withdrawn_does_not_set_out(
    busy: Office, hub: Office, record_id: str, stick: Path
) -> None:
    photo(busy, record_id)
    (line,) = evidence_of_record(busy, record_id)
    withdraw_evidence(busy, line.evidence.id, "salah foto")
    assert write_package(busy, stick, Progress()).value.attachments == 0


def test_bytes_that_nobody_speaks_of_are_not_kept(
    busy: Office, hub: Office, record_id: str, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stranger = an_attachment(a_pdf(), Media.PDF)
    records = evidence_travel.Load.records
    monkeypatch.setattr(
        evidence_travel.Load,
        "records",
        lambda load, store: [*records(load, store), *attachment_records([stranger])],
    )
    path = write_package(busy, stick, Progress()).value.path
    assert apply_package(hub, path, Progress()).value.attachments == 0
    assert here(hub) == set()


def test_a_hub_restored_from_an_older_copy_gets_the_bytes_again(
    busy: Office,
    hub: Office,
    record_id: str,
    stick: Path,
    disk: Path,
    restore: Restore,
) -> None:
    backup = copy_hub(hub, disk, Progress()).value.path
    digest = photo(busy, record_id)
    up(busy, hub, stick)
    down(busy, answer(hub, stick, disk))
    hub.close()
    older = restore(backup)
    up(busy, older, stick)
    down(busy, answer(older, stick, disk))
    up(busy, older, stick)
    down(busy, answer(older, stick, disk))
    up(busy, older, stick)
    assert here(older) == {digest}


# --- the records ---------------------------------------------------------------------------------------


def an_attachment(data: bytes, media: Media = Media.JPEG, thumbnail: bytes = b"") -> Attachment:
    return Attachment(attachments.digest_of(data), media, data, thumbnail)


def read(records: list[bytes], *, most: int = 10 << 20) -> list[Attachment]:
    found: list[Attachment] = []
    reader = AttachmentReader(found.append, lambda _: None, most=most)
    for line in records:
        reader.take(*split_record(line))
    reader.finished()
    return found


def test_files_of_any_length_come_back_the_same() -> None:
    many = [
        an_attachment(b"\xff\xd8\xff" + bytes(size), thumbnail=b"\xff\xd8\xff\x00")
        for size in (0, 1, 599_997, 600_000, 1_800_001)
    ]
    many.append(an_attachment(a_pdf(), Media.PDF))
    assert read(list(attachment_records(many))) == many


def broken() -> dict[str, list[bytes]]:
    one = an_attachment(b"\xff\xd8\xff" + bytes(700_000))
    head, first, second = attachment_records([one])
    fields = {"digest": one.digest, "media": "image/jpeg", "size": 3, "thumbnail": ""}
    return {
        "cut off": [head, first],
        "without its head": [first],
        "a head in another": [head, head],
        "the wrong way round": [head, second, first],
        "twice": [head, first, first],
        "no text": [head, record("bytes", 7)],
        "no base64": [head, record("bytes", "***")],
        "nothing": [head, record("bytes", "")],
        "other bytes": [record("attachment", fields), record("bytes", "AAAA")],
        "no picture": list(attachment_records([an_attachment(b"MZ" + bytes(50))])),
        "a thumbnail that is none": list(
            attachment_records([an_attachment(b"\xff\xd8\xff", thumbnail=b"MZ")])
        ),
        "a kind nobody knows": [record("attachment", {**fields, "media": "text/html"})],
        "of no size": [record("attachment", {**fields, "size": 0})],
        "lacking what is no hash": [record(LACKING, ["kurang"])],
        "lacking no list": [record(LACKING, "kurang")],
    }


@pytest.mark.parametrize("case", list(broken()))
def test_a_file_that_is_not_what_it_says_is_refused(case: str) -> None:
    with pytest.raises(Malformed):
        read(broken()[case])


def test_a_file_larger_than_anybody_keeps_is_refused_before_it_is_there() -> None:
    (head, *_) = attachment_records([an_attachment(b"\xff\xd8\xff" + bytes(5_000))])
    with pytest.raises(Malformed):
        read([head], most=4_000)


def test_wishes_come_back_up_to_their_limit() -> None:
    found: list[tuple[str, ...]] = []
    reader = AttachmentReader(lambda _: None, found.append, most=1)
    wishes = [f"{number:064d}" for number in range(6_000)]
    (line,) = lacking_records(wishes)
    reader.take(*split_record(line))
    assert found == [tuple(wishes[:5_000])]
