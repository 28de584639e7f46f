"""The hub's board: of each office when it was last heard of, what is missing, and what is odd."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desktop_app.actions.hub_intake import cursors_by_partition
from desktop_app.actions.hub_papers import certificate_of, read_by
from desktop_app.actions.office import Office, needs
from desktop_app.domain.roles import OfficeKind, Right
from desktop_app.exchange.intake import is_recognised
from desktop_app.store import hub_log, roster


@dataclass(frozen=True, slots=True)
class HubOfficeLine:
    """One device on the hub's board.

    `last_taken_at` is when its newest package was taken in, `last_made_at` when that was written by the
    office's clock; both None if there was none. `package` is its number and `missing` how many before
    it never came here; the newest holds all that was in them. `waiting` counts its deeds in that package
    that build on missing ones, `unread` the lines of its logs that it had not read then, `unsent` how
    many changes it may have made since, by its usual pace. `release` is the one it worked with last,
    `app_version` its program. `alarms` are oddities, the newest first, each once.
    """

    device_id: str
    kind: OfficeKind
    region: str
    name: str
    label: str
    valid_until: datetime
    revoked_at: datetime | None
    last_taken_at: datetime | None
    last_made_at: datetime | None
    waiting: int
    unread: int
    app_version: str
    alarms: tuple[str, ...]
    package: int = 0
    missing: int = 0
    unsent: int = 0
    release: str = ""
    revoked_because: str = ""


@needs(Right.HUB_OPERATE)
def offices_of_hub(office: Office) -> list[HubOfficeLine]:
    """Every device this hub has enrolled, by region and name."""
    with office.read() as conn:
        contacts = hub_log.contacts_of(conn)
        alarms = hub_log.alarms_of(conn)
        lines = []
        for device in roster.devices_of(conn):
            contact = contacts.get(device.device_id)
            cursors = cursors_by_partition(conn, device.device_id)
            unread = 0
            for partition in read_by(certificate_of(device), office.profile.region):
                cursor = cursors.get(partition)
                has_read = cursor is not None and is_recognised(
                    cursor, lambda *place: hub_log.hash_at(conn, *place)
                )
                read = cursor.number if cursor and has_read else 0
                unread += hub_log.head_of(conn, partition).number - read
            pace = hub_log.pace_of(conn, device.device_id)
            taken = hub_log.packages_taken(conn, device.device_id)
            away = (office.now() - contact.made_at).total_seconds() / 86_400 if contact else 0.0
            lines.append(
                HubOfficeLine(
                    device_id=device.device_id,
                    kind=OfficeKind(device.kind),
                    region=device.region,
                    name=device.name,
                    label=device.label,
                    valid_until=device.valid_until,
                    revoked_at=device.revoked_at,
                    last_taken_at=contact.taken_at if contact else None,
                    last_made_at=contact.made_at if contact else None,
                    waiting=contact.waiting if contact else 0,
                    unread=unread,
                    app_version=contact.app_version if contact else "",
                    alarms=tuple(
                        dict.fromkeys(
                            one.alarm for one in alarms if one.device_id == device.device_id
                        )
                    ),
                    package=contact.package_number if contact else 0,
                    missing=max(0, contact.package_number - taken) if contact else 0,
                    unsent=round(pace.per_day * max(0.0, away)),
                    release=pace.release_label,
                    revoked_because=device.revoked_because or "",
                )
            )
    return lines
