"""Packages: ten thousand deeds written, looked into and taken in, a folder of 285, a quarter cut for 304 offices.

The peer does what offices do today: the same rows as CSV in a password-protected ZIP, by pandas and
Info-ZIP, and back into a table on the other side. It signs nothing, orders nothing, and whoever knows the
password may have written it.
"""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

import pandas

from build_scripts.benchmarks import extracts
from build_scripts.benchmarks.measuring import Taken
from desktop_app import bootstrap, crypto
from desktop_app.actions.device_keys import PRIVATE_KEYS
from desktop_app.actions.enrolment import activate_device, request_enrolment
from desktop_app.actions.hub_enrolment import approve_enrolment, init_hub
from desktop_app.actions.hub_papers import certificate_for, hub_papers, known_device, roster_of
from desktop_app.actions.office import Office
from desktop_app.actions.packages import inspect_package, write_package
from desktop_app.actions.receiving import apply_package, apply_packages
from desktop_app.demo.families import invent_families
from desktop_app.demo.words import DemoWords
from desktop_app.domain.office import OfficeDraft
from desktop_app.domain.op import Author, OpDraft, OpType, write_op
from desktop_app.domain.region import RegionTable
from desktop_app.domain.roles import OfficeKind
from desktop_app.exchange.enrolment import EnrolmentRequest
from desktop_app.exchange.header import Header, PackageKind, Sender
from desktop_app.exchange.roster import sign_certificate
from desktop_app.exchange.sealing import seal_package
from desktop_app.exchange.upload import Checkpoint, upload_records
from desktop_app.paths import RESOURCES
from desktop_app.progress import Progress
from desktop_app.store import audit, ops, roster
from desktop_app.store.store import Transaction

HUB, KECAMATAN = "33.26", "33.26.13"
DEEDS = (1_000, 10_000, 100_000)
OFFICES, OPS_EACH = 285, 200
_QUICK = crypto.Stretching(memory_kib=8, passes=1, salt=bytes(crypto.SALT_BYTES))
_DAY = datetime(2026, 7, 20, tzinfo=UTC)
_PASSWORD = "rahasia bersama"


@dataclass(frozen=True, slots=True)
class OpsTaken:
    """How long one number of deeds took, and how large the package was.

    `cpu_s` is the processor's share of writing, looking and applying: what they take where nobody else works.
    """

    ops: int
    written_s: float
    inspected_s: float
    applied_s: float
    cpu_s: tuple[float, float, float]
    bytes: int


@dataclass(frozen=True, slots=True)
class PeerTaken:
    """The same rows in a ZIP with a password."""

    rows: int
    written_s: float
    applied_s: float
    bytes: int


def all_villages() -> Sequence[Any]:
    """The desa that the invented people live in."""
    text = (RESOURCES / "reference" / "regions.csv").read_text("utf-8")
    return RegionTable.from_csv(text).villages_within(HUB)


def deeds(count: int, villages: Sequence[Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """A desa and what was recorded there, of as many invented families."""
    families = invent_families(
        count * 4,
        seed=1,
        villages=villages,
        reference_date=_DAY.date(),
        words=DemoWords.from_folder(),
    )
    for number, family in enumerate(islice(families, count)):
        head, village = family.members[0], family.village.code
        yield (
            village,
            {
                "subject": {
                    "kind": "family",
                    "family_id": str(4_611_686_018_427_000_000 + number),
                    "person_id": None,
                    "family_card_no": family.card,
                    "national_id": head.national_id,
                    "name": head.name,
                    "birth_date": str(head.born),
                    "village": village,
                },
                "programme": "BLT-DD",
                "programme_version": "BLT-DD@2026-01-01",
                "period": "2026-07",
                "amount": 300_000,
                "quantity": "",
                "given_on": f"2026-07-{1 + number % 28:02}",
                "funds": "village-fund",
                "agency": "desa",
                "status": "received",
                "note": "",
                "reason": "",
                "warnings": [],
                "effect_key": f"BLT-DD|2026-07|family:{family.card}",
                "decile": 1 + number % 4,
            },
        )


@contextmanager
def joined(work: Path) -> Iterator[tuple[Office, Office]]:
    """A hub and a kecamatan that has joined it."""
    folder = work / "exchange"
    shutil.rmtree(folder, ignore_errors=True)
    stick = folder / "stick"
    stick.mkdir(parents=True)
    hub = _office(folder / "hub", OfficeKind.HUB, HUB)
    office = _office(folder / "office", OfficeKind.KECAMATAN, KECAMATAN)
    try:
        init_hub(hub)
        asked = request_enrolment(office, stick, Progress()).value
        answer = approve_enrolment(
            hub,
            asked.path,
            match_code=asked.match_code,
            region=KECAMATAN,
            folder=stick,
            progress=Progress(),
        ).value
        activate_device(office, answer.path)
        yield hub, office
    finally:
        hub.close()
        office.close()


def _office(folder: Path, kind: OfficeKind, region: str) -> Office:
    draft = OfficeDraft(kind=kind, region=region, name="Ukur", admin="ukur", admin_full_name="Ukur")
    return bootstrap.create_office(folder, draft, extracts.PASSPHRASE, stretching=_QUICK).office


def with_ops(count: int, work: Path) -> OpsTaken:
    """So many deeds of one office, to the hub."""
    with joined(work) as (hub, office):
        villages = office.reference.regions.villages_within(KECAMATAN)
        with office.write() as tx:
            for number, (village, data) in enumerate(deeds(count, villages)):
                kind = OpType.INTERVENTION_RECORDED
                ops.record(tx, OpDraft(kind, f"i{number:06}", village, data, "V3 2026"))
        stick = work / "exchange" / "stick"
        moments = [time.process_time()]
        written_s, written = _timed(lambda: write_package(office, stick, Progress()).value)
        moments.append(time.process_time())
        inspected_s, _ = _timed(lambda: inspect_package(hub, written.path))
        moments.append(time.process_time())
        applied_s, _ = _timed(lambda: apply_package(hub, written.path, Progress()))
        moments.append(time.process_time())
        write, look, apply = (b - a for a, b in pairwise(moments))
        size = written.path.stat().st_size
        return OpsTaken(count, written_s, inspected_s, applied_s, (write, look, apply), size)


def with_zip(count: int, work: Path, villages: Sequence[Any]) -> PeerTaken | None:
    """The same rows as offices send them today; None where there is no Info-ZIP."""
    if shutil.which("zip") is None or shutil.which("unzip") is None:
        return None
    rows = [
        {**data["subject"], **{key: data[key] for key in data if key != "subject"}}
        for _, data in deeds(count, villages)
    ]
    table, archive, database = work / "bantuan.csv", work / "bantuan.zip", work / "peer.db"
    for path in (table, archive, database):
        path.unlink(missing_ok=True)

    def write() -> None:
        pandas.DataFrame(rows).astype(str).to_csv(table, index=False)
        _run("zip", "-q", "-j", "-P", _PASSWORD, str(archive), str(table))

    def apply() -> None:
        table.unlink()
        _run("unzip", "-q", "-P", _PASSWORD, str(archive), "-d", str(work))
        with sqlite3.connect(database) as conn:
            pandas.read_csv(table, dtype=str).to_sql("bantuan", conn, index=False)
        conn.close()

    written_s, _ = _timed(write)
    applied_s, _ = _timed(apply)
    return PeerTaken(count, written_s, applied_s, archive.stat().st_size)


@dataclass(frozen=True, slots=True)
class IntakeTaken:
    """A folder of packages tried out and taken in; how long somebody who saved meanwhile waited at most."""

    tried_s: float
    tried_wait_ms: float
    taken_s: float
    taken_wait_ms: float
    taken_cpu_s: float


def intake(work: Path) -> IntakeTaken:
    """How long the hub needs for a folder with a package of every desa, while somebody else works there."""
    with joined(work) as (hub, _):
        inbox = work / "exchange" / "inbox"
        inbox.mkdir()
        people = deeds(OFFICES * OPS_EACH, hub.reference.regions.villages_within(HUB))
        for device in enrolled(hub, [one.code for one in hub.reference.regions.villages]):
            _write_upload(hub, device, list(islice(people, OPS_EACH)), inbox)
        with _somebody_saving(hub) as tried_waits:
            tried_s, _ = _timed(lambda: apply_packages(hub, [inbox], Progress(), is_trial=True))
        began = time.process_time()
        with _somebody_saving(hub) as taken_waits:
            taken_s, done = _timed(lambda: apply_packages(hub, [inbox], Progress()).value)
        if sum(one.tally.applied for one in done) != OFFICES * OPS_EACH:
            raise AssertionError("not every deed was taken in")
        cpu_s = time.process_time() - began
        return IntakeTaken(
            tried_s,
            max(tried_waits, default=0.0) * 1_000,
            taken_s,
            max(taken_waits, default=0.0) * 1_000,
            cpu_s,
        )


@contextmanager
def _somebody_saving(hub: Office) -> Iterator[list[float]]:
    """Somebody saves every two seconds, as no hand could for long; how long each of it took.

    What another connection has written makes a connection forget all that it held decrypted.
    """
    waits: list[float] = []
    is_over = threading.Event()

    def save() -> None:
        while not is_over.wait(2):
            began = time.perf_counter()
            with hub.write() as tx:
                audit.note(tx, "searched", found=0)
            waits.append(time.perf_counter() - began)

    other = threading.Thread(target=save)
    other.start()
    try:
        yield waits
    finally:
        is_over.set()
        other.join()


def cut(quarters: extracts.Quarters, work: Path) -> tuple[Taken, Taken, int]:
    """Loading a quarter at the hub, cutting it for every kecamatan and desa, and the bytes of all packages."""
    hub = extracts.Office(work / "hub", kind="hub", region=HUB)
    loaded = hub.load(quarters.first, 0, "--bast-kind", "pemanfaatan")
    office = bootstrap.open_office(hub.folder, extracts.USER, extracts.PASSPHRASE)
    try:
        init_hub(office)
        codes = [village.code for village in office.reference.regions.villages_within(HUB)]
        enrolled(office, sorted({*codes, *(code[:8] for code in codes)}))
    finally:
        office.close()
    out = work / "cut"
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    taken = hub.do("hub", "release", extracts.LABELS[0], "--out", str(out))
    return loaded, taken, sum(path.stat().st_size for path in out.rglob("*.tukar"))


@dataclass(frozen=True, slots=True)
class Device:
    """An invented laptop that the hub has let in."""

    device_id: str
    office_id: str
    region: str
    seed: bytes


def enrolled(hub: Office, regions: Sequence[str]) -> list[Device]:
    """Let a laptop in for each region, without carrying a stick three hundred times."""
    found = []
    with hub.write() as tx:
        papers = hub_papers(tx.conn, hub.derived_key(PRIVATE_KEYS))
        version = roster.newest_version(tx.conn, "roster") + 1
        for region in regions:
            device = Device(tx.new_id(), tx.new_id(), region, crypto.new_signing_seed())
            _let_in(tx, hub, device, version, papers.keys.seed)
            found.append(device)
        everybody = roster.devices_of(tx.conn)
        signed = roster_of(everybody, papers, version=version, now=tx.at)
        roster.put_document(tx, "roster", version, signed.written())
    return found


def _let_in(tx: Transaction, hub: Office, device: Device, version: int, hub_seed: bytes) -> None:
    request = EnrolmentRequest(
        device_id=device.device_id,
        office_id=device.office_id,
        office_kind=OfficeKind.DESA if device.region.count(".") == 3 else OfficeKind.KECAMATAN,
        region=device.region,
        office_name=f"Kantor {device.region}",
        label="Laptop",
        sign_public=crypto.public_of(device.seed),
        recipient=crypto.recipient_of(crypto.new_identity()),
        nonce=bytes(16),
        asked_at=tx.at,
    )
    certificate = certificate_for(
        request,
        device.region,
        hub.reference.regions,
        serial=tx.new_id(),
        now=tx.at,
        roster_version=version,
    )
    roster.put_device(
        tx, known_device(request.label, certificate, sign_certificate(certificate, hub_seed))
    )


def _write_upload(
    hub: Office, device: Device, some: Sequence[tuple[str, Mapping[str, Any]]], inbox: Path
) -> None:
    raws: list[bytes] = []
    dep = None
    author = Author("u1", device.device_id, "inc")
    for number, (_, data) in enumerate(some, 1):
        entity = f"{device.device_id}-{number}"
        subject = {**data["subject"], "village": device.region}
        draft = OpDraft(
            OpType.INTERVENTION_RECORDED,
            entity,
            device.region,
            {**data, "subject": subject, "effect_key": entity},
            "V3 2026",
        )
        op = write_op(
            draft, author, op_id=hub.new_id(), dep=dep, number=number, at=_DAY, salt=entity
        )
        raws.append(op.raw)
        dep = op.id
    with hub.read() as conn:
        root = hub_papers(conn, hub.derived_key(PRIVATE_KEYS)).root
    checkpoint = Checkpoint(device.device_id, "inc", len(raws), "", "")
    header = Header(
        kind=PackageKind.UPLOAD,
        package_id=hub.new_id(),
        sender=Sender(device.device_id, device.office_id, device.region),
        recipients=(),
        signer=crypto.public_of(device.seed),
        made_at=_DAY,
        app_version="ukur",
        number=1,
    )
    with (inbox / f"{device.device_id}.tukar").open("wb") as sink:
        seal_package(
            sink,
            header,
            upload_records(raws, [], checkpoint, seed=device.seed, readable=[]),
            seed=device.seed,
            readers={hub.profile.device_id: root.encryption_keys[-1]},
        )


def _run(*command: str) -> None:
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    began = time.perf_counter()
    done = work()
    return time.perf_counter() - began, done
