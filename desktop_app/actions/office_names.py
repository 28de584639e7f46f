"""Whose computer wrote something, in words people know: the offices of a hub, and the hub itself."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.actions.hub_papers import known_root
from desktop_app.actions.office import Office
from desktop_app.domain.region import RegionTable
from desktop_app.exchange.roster import Distrusted, read_signed, trusted_roster
from desktop_app.store import roster, settings
from desktop_app.store.connection import Connection


@dataclass(frozen=True, slots=True)
class OfficeName:
    """What an office is called, and its region; both empty for one that nobody here knows."""

    name: str = ""
    region: str = ""


def offices_by_device(office: Office, conn: Connection) -> dict[str, OfficeName]:
    """Every computer that is known here, with the office it belongs to.

    A hub knows its offices by name. An office knows the others by their region only: that is all the
    hub's list of them says.
    """
    regions = office.reference.regions
    known = {
        device.device_id: OfficeName(device.name, device.region)
        for device in roster.devices_of(conn)
    }
    root = known_root(conn)
    enrolment = settings.get(conn, "enrolment")
    if root is not None and enrolment is not None:
        listed = roster.documents_of(conn, "roster")
        for line in _lines_of(listed[-1], root.signing_keys) if listed else ():
            known[line[0]] = OfficeName(_called(regions, line[1]), line[1])
        known[enrolment["hub_device"]] = OfficeName(_called(regions, root.region), root.region)
    profile = office.profile
    known[profile.device_id] = OfficeName(profile.name, profile.region)
    return known


def _called(regions: RegionTable, code: str) -> str:
    """As an office is called by its region, in either language."""
    village = regions.village_by_code(code)
    if village is not None:
        return f"{village.kind.capitalize()} {village.local_name}"
    return f"{'Kab.' if code == regions.regency else 'Kec.'} {regions.name_of(code)}"


def _lines_of(text: str, keys: tuple[bytes, ...]) -> list[tuple[str, str]]:
    try:
        listed = trusted_roster(read_signed(text), keys)
    except Distrusted:
        return []  # signed by a key since replaced; the next package brings one that is not
    return [(line.device_id, line.region) for line in listed.devices]
