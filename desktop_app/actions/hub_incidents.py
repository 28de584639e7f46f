"""When a laptop is stolen: what it held, as the hub knows it, for the notice that has to go out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from desktop_app.actions.hub_papers import certificate_of, read_by
from desktop_app.actions.office import Office, needs
from desktop_app.domain.roles import Right
from desktop_app.errors import Code, UserError
from desktop_app.store import extracts, hub_log, roster
from desktop_app.store.connection import Connection
from desktop_app.store.tallies import decile_tallies

NOTICE = timedelta(hours=72)
"""Within this time after it is known, those concerned and the authority are to be told (UU PDP)."""


@dataclass(frozen=True, slots=True)
class AreaHeld:
    """One area of which a computer held the records: how far it had read and written its log, and its people.

    `persons` and `families` are those of the hub's release, None where the hub has none.
    """

    partition: str
    name: str
    read_up_to: int
    of: int
    families: int | None
    persons: int | None


@dataclass(frozen=True, slots=True)
class Incident:
    """What the hub knows of a computer that is in the wrong hands."""

    device_id: str
    name: str
    region: str
    label: str
    enrolled_at: datetime
    valid_until: datetime
    last_taken_at: datetime | None
    last_made_at: datetime | None
    app_version: str
    release: str
    areas: tuple[AreaHeld, ...]
    alarms: tuple[str, ...]
    revoked_at: datetime | None
    revoked_because: str
    noted_at: datetime
    notice_until: datetime

    @property
    def persons(self) -> int | None:
        """All people whose data it held; None where the hub has no release to count them in."""
        counted = [area.persons for area in self.areas if area.persons is not None]
        return sum(counted) if counted else None

    @property
    def families(self) -> int | None:
        """All families, likewise."""
        counted = [area.families for area in self.areas if area.families is not None]
        return sum(counted) if counted else None


@needs(Right.HUB_OPERATE)
def incident_of(office: Office, device_id: str) -> Incident:
    """What a computer held; raises `UserError` (`DEVICE_UNKNOWN`)."""
    now = office.now()
    with office.read() as conn:
        device = roster.device_of(conn, device_id)
        if device is None:
            raise UserError(Code.DEVICE_UNKNOWN)
        contact = hub_log.contact_of(conn, device_id)
        cursors = {one.partition: one.number for one in contact.cursors} if contact else {}
        families, persons = _people(office, conn)
        areas = []
        for partition in sorted(read_by(certificate_of(device), office.profile.region)):
            is_village = office.reference.regions.village_by_code(partition) is not None
            areas.append(
                AreaHeld(
                    partition=partition,
                    name=office.reference.regions.name_of(partition),
                    read_up_to=cursors.get(partition, 0),
                    of=hub_log.head_of(conn, partition).number,
                    families=families[partition] if families and is_village else None,
                    persons=persons[partition] if persons and is_village else None,
                )
            )
        alarms = [one.alarm for one in hub_log.alarms_of(conn) if one.device_id == device_id]
        release = hub_log.pace_of(conn, device_id).release_label
    noted_at = device.revoked_at or now
    return Incident(
        device_id=device_id,
        name=device.name,
        region=device.region,
        label=device.label,
        enrolled_at=device.valid_from,
        valid_until=device.valid_until,
        last_taken_at=contact.taken_at if contact else None,
        last_made_at=contact.made_at if contact else None,
        app_version=contact.app_version if contact else "",
        release=release,
        areas=tuple(areas),
        alarms=tuple(dict.fromkeys(alarms)),
        revoked_at=device.revoked_at,
        revoked_because=device.revoked_because or "",
        noted_at=noted_at,
        notice_until=noted_at + NOTICE,
    )


def _people(office: Office, conn: Connection) -> tuple[Counter[str] | None, Counter[str] | None]:
    current = extracts.current_release(conn)
    if current is None or office.store.extract_in_use != current.id:
        return None, None
    families, persons = Counter[str](), Counter[str]()
    for tally in decile_tallies(conn):
        families[tally.village] += tally.families
        persons[tally.village] += tally.persons
    return families, persons
