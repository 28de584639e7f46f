"""An office full of invented people with its hub, put together as real ones are."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop_app import bootstrap
from desktop_app.actions.demo import (
    DEMO_PASSPHRASE,
    DEMO_REGION,
    DEMO_USER,
    DemoFilled,
    DemoWish,
    fill_with_demo,
    join_demo_hub,
)
from desktop_app.actions.office import Office
from desktop_app.actions.reference import Reference
from desktop_app.crypto import Stretching
from desktop_app.domain.office import OfficeDraft
from desktop_app.domain.region import RegionLevel, level_of
from desktop_app.domain.roles import OfficeKind
from desktop_app.paths import RESOURCES
from desktop_app.progress import Progress


@dataclass(frozen=True, slots=True)
class DemoOffice:
    """An open office full of invented people, and the hub beside it that it has joined.

    The hub is closed; its user and passphrase are those of the office. `stick` is the folder that
    stands for the stick carried between the two.
    """

    office: Office
    recovery_code: str
    filled: DemoFilled
    hub_folder: Path
    stick: Path
    hub_fingerprint: str


def create_demo(
    folder: Path,
    wish: DemoWish,
    progress: Progress,
    *,
    user: str = DEMO_USER,
    passphrase: str = DEMO_PASSPHRASE,
    region: str = DEMO_REGION,
    stretching: Stretching | None = None,
    clock: Callable[[], datetime] = bootstrap.utc_now,
    new_id: Callable[[], str] = bootstrap.random_id,
) -> DemoOffice:
    """Make an office with invented people in `folder`, a hub in `<folder>-hub`, and enrol it there.

    Raises what making an office, importing and enrolling raise; then neither folder is left behind.
    """
    regions = Reference(RESOURCES).regions
    code = regions.parse(region)
    is_village = level_of(code) is RegionLevel.VILLAGE
    hub_folder = folder.with_name(f"{folder.name}-hub")
    stick = folder.with_name(f"{folder.name}-stick")
    offices: list[Office] = []

    def make(where: Path, kind: OfficeKind, of: str, name: str) -> bootstrap.NewOffice:
        draft = OfficeDraft(kind, of, name, user, "Petugas Percobaan")
        new = bootstrap.create_office(
            where, draft, passphrase, stretching=stretching, clock=clock, new_id=new_id
        )
        offices.append(new.office)
        return new

    try:
        new = make(
            folder,
            OfficeKind.DESA if is_village else OfficeKind.KECAMATAN,
            code,
            f"{'Desa' if is_village else 'Kecamatan'} {regions.name_of(code)} (percobaan)",
        )
        hub = make(hub_folder, OfficeKind.HUB, regions.regency, "Dinas Sosial (percobaan)")
        filled = fill_with_demo(new.office, wish, progress).value
        fingerprint = join_demo_hub(new.office, hub.office, stick, progress).value
    except BaseException:
        for office in offices:
            office.close()
            shutil.rmtree(office.paths.folder, ignore_errors=True)
        raise
    hub.office.close()
    return DemoOffice(new.office, new.recovery_code, filled, hub_folder, stick, fingerprint)
