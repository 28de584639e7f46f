"""A hub and the offices it has enrolled, made by the real actions."""

from __future__ import annotations

from pathlib import Path

from desktop_app.actions.enrolment import activate_device, request_enrolment
from desktop_app.actions.hub_enrolment import approve_enrolment, init_hub
from desktop_app.actions.office import Office
from desktop_app.domain.roles import OfficeKind
from desktop_app.progress import Progress
from tests.conftest import MakeOffice


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
