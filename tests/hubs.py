"""A hub and the offices it has enrolled, made by the real actions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from desktop_app import bootstrap
from desktop_app.actions.accounts import add_account, change_passphrase, prove_passphrase
from desktop_app.actions.enrolment import activate_device, request_enrolment
from desktop_app.actions.hub_downloads import copy_hub, write_downloads
from desktop_app.actions.hub_enrolment import approve_enrolment, init_hub
from desktop_app.actions.intervention_overview import story_of_intervention
from desktop_app.actions.intervention_steps import correct_intervention
from desktop_app.actions.interventions import record_intervention
from desktop_app.actions.office import Office
from desktop_app.actions.packages import write_package
from desktop_app.actions.receiving import Receipt, apply_package, apply_packages
from desktop_app.actions.search import Search, find_people
from desktop_app.domain.intervention import InterventionDraft
from desktop_app.domain.intervention_status import InterventionStatus
from desktop_app.domain.roles import OfficeKind, Role
from desktop_app.progress import Progress
from desktop_app.store import ops
from tests.conftest import NOW, PASSPHRASE, MakeOffice

NAMES = ("SLAMET", "KARTO", "PAIJO")
"""The heads of the families an office helps."""

SECOND, SECOND_PASSPHRASE = "budi", "teh panas gula batu"
"""Another person at the hub."""


def a_hub(make_office: MakeOffice, folder: str = "hub") -> Office:
    """The kabupaten's office with its keys made."""
    hub = make_office(OfficeKind.HUB, "33.26", "Dinas Sosial Contoh", folder)
    init_hub(hub)
    return hub


def enrol(hub: Office, office: Office, stick: Path, region: str = "") -> None:
    """Carry the stick to the hub and back."""
    asked = request_enrolment(office, stick, Progress(), label="Laptop contoh").value
    answer = approve_enrolment(
        hub,
        asked.path,
        match_code=asked.match_code,
        region=region or office.profile.region,
        folder=stick,
        progress=Progress(),
    ).value
    activate_device(office, answer.path, fingerprint=answer.hub_fingerprint)


def help_for(
    office: Office,
    name: str,
    period: str = "2026-08",
    status: InterventionStatus = InterventionStatus.RECEIVED,
    reason: str = "",
) -> str:
    hit = find_people(office, Search(name.lower()), is_typing=True)[0]
    draft = InterventionDraft(
        programme="BLT-DD",
        period=period,
        given_on=date(2026, 8, 20),
        family_id=hit.family_id,
        amount=300_000,
        status=status,
        reason=reason,
    )
    return record_intervention(office, draft).value.intervention_id


def add_second(hub: Office) -> None:
    """Let another person decide at the hub, who has chosen a passphrase; closes the hub."""
    prove_passphrase(hub, PASSPHRASE)
    code = add_account(hub, SECOND, "Budi", Role.HUB_DECIDER).value.code
    hub.close()
    other = bootstrap.open_office(hub.paths.folder, SECOND, code, clock=lambda: NOW)
    change_passphrase(other, code, SECOND_PASSPHRASE)
    other.close()


def up(office: Office, hub: Office, stick: Path) -> Receipt:
    """Carry what an office has to its hub."""
    path = write_package(office, stick, Progress()).value.path
    return apply_package(hub, path, Progress()).value


def answer(hub: Office, stick: Path, disk: Path) -> list[Path]:
    """Let the hub write to everybody."""
    copy_hub(hub, disk, Progress())
    return [one.package.path for one in write_downloads(hub, stick, Progress()).value]


def down(office: Office, paths: list[Path]) -> Receipt:
    """Let an office take its own of the packages on a stick."""
    receipts = apply_packages(office, paths, Progress()).value
    (receipt,) = [one for one in receipts if one.error is None]
    return receipt


def is_whole(office: Office) -> bool:
    with office.read() as conn:
        return all(ops.stands_as_folded(conn, one) for one in ops.entities_of(conn))


@dataclass(frozen=True, slots=True)
class Quarrel:
    """A hub and two offices that put one record right without knowing of each other; all know it now."""

    hub: Office
    subdistrict: Office
    village: Office
    record_id: str
    stick: Path
    disk: Path

    def tell(self) -> None:
        """Let both offices have what the hub says."""
        told = answer(self.hub, self.stick, self.disk)
        for office in (self.subdistrict, self.village):
            down(office, told)


def a_quarrel(
    make_office: MakeOffice, hub: Office, subdistrict: Office, stick: Path, disk: Path
) -> Quarrel:
    """`subdistrict` has joined `hub` and recorded help; its village joins, and both put it right."""
    with subdistrict.read() as conn:
        (record_id, *_) = ops.entities_of(conn)
        first = ops.first_of(conn, record_id)
    assert first is not None
    village = make_office(OfficeKind.DESA, first.partition, "Desa Contoh", "desa")
    enrol(hub, village, stick)
    up(subdistrict, hub, stick)
    quarrel = Quarrel(hub, subdistrict, village, record_id, stick, disk)
    quarrel.tell()
    for office, amount, why in ((subdistrict, 250_000, "kuitansi"), (village, 275_000, "buku kas")):
        content = story_of_intervention(office, record_id).line.intervention.content
        correct_intervention(office, record_id, replace(content, amount=amount), why)
        up(office, hub, stick)
    quarrel.tell()
    return quarrel
