"""What somebody who holds the stick, or one laptop, may try: each by its name, and nothing of it is taken."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app import crypto
from desktop_app.actions.device_keys import DEVICE, PRIVATE_KEYS, pair_of
from desktop_app.actions.hub_papers import epoch_of
from desktop_app.actions.office import Office
from desktop_app.actions.packages import waiting_to_send, write_package
from desktop_app.actions.receiving import apply_package
from desktop_app.domain.roles import OfficeKind
from desktop_app.errors import Code, UserError
from desktop_app.exchange.container import head_of, read_container, write_container
from desktop_app.exchange.upload import upload_records
from desktop_app.progress import Progress
from desktop_app.store import hub_log, settings
from tests.conftest import MakeOffice
from tests.hubs import answer, down, enrol, help_for, up


@pytest.fixture
def other(hub: Office, make_office: MakeOffice, stick: Path) -> Office:
    """A second office of the same hub."""
    office = make_office(OfficeKind.KECAMATAN, "33.26.01", "Kecamatan Lain", "other")
    enrol(hub, office, stick)
    return office


def seed_of(office: Office) -> bytes:
    with office.read() as conn:
        keys = pair_of(conn, office.derived_key(PRIVATE_KEYS), DEVICE)
    assert keys is not None
    return keys.seed


def state(office: Office) -> tuple[int, int, object]:
    """What an attack must not move: lines, the hub's life, the papers."""
    with office.read() as conn:
        return hub_log.count(conn), epoch_of(conn), settings.get(conn, "enrolment")


def refusal(office: Office, path: Path) -> Code:
    before = state(office)
    with pytest.raises(UserError) as caught:
        apply_package(office, path, Progress())
    assert state(office) == before
    return caught.value.code


def parts_of(path: Path) -> tuple[bytes, bytes]:
    """The head of a package and its sealed body."""
    data = path.read_bytes()
    container = read_container(io.BytesIO(data), path.name)
    start = container.body_start
    return container.head, data[start : start + container.body_size]


def joined_again(path: Path, head: bytes, body: bytes, seed: bytes) -> Path:
    """A package of these parts, signed by this key."""
    with path.open("wb") as sink:
        write_container(sink, head, io.BytesIO(body), seed)
    return path


def test_strip_and_re_sign_anothers_body_under_ones_own_head_is_refused(
    busy: Office, other: Office, hub: Office, stick: Path, tmp_path: Path
) -> None:
    """An enrolled device takes the body of another's package and says that it is its own."""
    path = write_package(busy, stick, Progress()).value.path
    own = write_package(other, stick, Progress()).value.path
    _, body = parts_of(path)
    head, _ = parts_of(own)
    forged = joined_again(tmp_path / "forged.tukar", head, body, seed_of(other))
    assert refusal(hub, forged) is Code.PACKAGE_INCONSISTENT


def test_re_sign_under_a_foreign_name_is_refused(
    busy: Office, other: Office, hub: Office, stick: Path, tmp_path: Path
) -> None:
    head, body = parts_of(write_package(busy, stick, Progress()).value.path)
    forged = joined_again(tmp_path / "forged.tukar", head, body, seed_of(other))
    assert refusal(hub, forged) is Code.PACKAGE_DAMAGED


def test_forward_to_other_a_package_for_one_office_opens_at_no_other(
    busy: Office, other: Office, hub: Office, stick: Path, disk: Path, tmp_path: Path
) -> None:
    """What the hub wrote to one office is brought to another, as it is and under another reader's name."""
    up(busy, hub, stick)
    packages = answer(hub, stick, disk)
    (mine,) = [path for path in packages if "_332613_" in path.name]
    assert refusal(other, mine) is Code.PACKAGE_NOT_FOR_US
    _, body = parts_of(mine)
    header = read_container(io.BytesIO(mine.read_bytes()), mine.name).header
    renamed = replace(header, recipients=(other.profile.device_id,))
    forged = joined_again(tmp_path / "a.tukar", head_of(renamed), body, seed_of(busy))
    assert refusal(other, forged) is Code.PACKAGE_DAMAGED


def test_replay_of_what_was_taken_changes_nothing(
    busy: Office, hub: Office, stick: Path, disk: Path
) -> None:
    path = write_package(busy, stick, Progress()).value.path
    apply_package(hub, path, Progress())
    packages = answer(hub, stick, disk)
    down(busy, packages)
    help_for(busy, "SLAMET", "2026-07")
    up(busy, hub, stick)
    down(busy, answer(hub, stick, disk))
    at_hub, at_office = state(hub), state(busy)
    assert apply_package(hub, path, Progress()).value.was_taken_before
    assert apply_package(busy, packages[0], Progress()).value.was_taken_before
    assert (state(hub), state(busy)) == (at_hub, at_office)
    assert waiting_to_send(busy).total == 0


def test_rollback_to_an_older_answer_takes_nothing_back(
    busy: Office, hub: Office, stick: Path, disk: Path, other: Office
) -> None:
    """A genuine older answer, withheld and brought after a newer one, takes nothing back."""
    up(busy, hub, stick)
    older = answer(hub, stick, disk)
    help_for(busy, "SLAMET", "2026-07")
    up(busy, hub, stick)
    down(busy, answer(hub, stick, disk))
    before = state(busy)
    down(busy, older)
    assert state(busy) == before


def test_freeze_what_is_withheld_is_kept_and_sent_every_time(
    busy: Office, hub: Office, stick: Path
) -> None:
    """Whose packages are withheld keeps everything and sends it every time."""
    for _ in range(3):
        assert write_package(busy, stick, Progress()).value.ops == 3
    assert up(busy, hub, stick).tally.applied == 3


def test_mix_and_match_of_genuine_heads_and_bodies_is_refused(
    busy: Office, hub: Office, stick: Path, disk: Path, tmp_path: Path
) -> None:
    """The head of one genuine package before the body of another, with either's signature."""
    up(busy, hub, stick)
    first = answer(hub, stick, disk)[0].read_bytes()
    help_for(busy, "SLAMET", "2026-07")
    up(busy, hub, stick)
    second = answer(hub, stick, disk)[0].read_bytes()
    one, two = (read_container(io.BytesIO(data), "a.tukar") for data in (first, second))
    for tail in (first[-72:], second[-72:]):
        for head, body in (
            (one.head, second[two.body_start : -72]),
            (two.head, first[one.body_start : -72]),
        ):
            path = tmp_path / "mixed.tukar"
            path.write_bytes(head + body + tail)
            assert refusal(busy, path) is Code.PACKAGE_DAMAGED


@pytest.mark.parametrize("epoch", [1_001, 2**52, 2**53])
def test_fast_forward_of_the_life_of_the_hub_is_refused(
    busy: Office,
    hub: Office,
    stick: Path,
    monkeypatch: pytest.MonkeyPatch,
    epoch: int,
) -> None:
    """A laptop claims to have seen a life of the hub that is far ahead, to drive its number up."""

    def far_ahead(ops: object, cursors: object, *rest: object, **more: object) -> object:
        with busy.read() as conn:
            head = hub_log.head_of(conn, busy.profile.region)
        return upload_records(ops, [replace(head, epoch=epoch)], *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr("desktop_app.actions.packages.upload_records", far_ahead)
    path = write_package(busy, stick, Progress()).value.path
    assert refusal(hub, path) is Code.PACKAGE_INCONSISTENT


def test_a_stranger_with_keys_of_their_own_is_refused(
    busy: Office, hub: Office, stick: Path, tmp_path: Path
) -> None:
    _, body = parts_of(write_package(busy, stick, Progress()).value.path)
    seed = crypto.new_signing_seed()
    header = read_container(
        io.BytesIO(next(iter(stick.rglob("*_N_*"))).read_bytes()), "a.tukar"
    ).header
    head = head_of(replace(header, signer=crypto.public_of(seed)))
    forged = joined_again(tmp_path / "forged.tukar", head, body, seed)
    assert refusal(hub, forged) is Code.PACKAGE_SIGNER_UNKNOWN
