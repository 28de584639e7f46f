"""A hub, an office that has joined it, the stick between them and the hub's other disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from desktop_app.actions.office import Office
from desktop_app.bootstrap_rescue import restore_office
from desktop_app.progress import Progress
from tests.actions.ordering import Deeds
from tests.builders import a_family, a_release
from tests.conftest import ADMIN, PASSPHRASE, MakeOffice
from tests.hubs import NAMES, Quarrel, a_hub, a_quarrel, enrol, help_for

Restore = Callable[[Path], Office]


@pytest.fixture
def hub(make_office: MakeOffice) -> Office:
    return a_hub(make_office)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    """The other disk of the hub."""
    folder = tmp_path / "disk"
    folder.mkdir()
    return folder


@pytest.fixture
def joined(hub: Office, office: Office, stick: Path) -> Office:
    enrol(hub, office, stick)
    return office


@pytest.fixture
def busy(joined: Office, tmp_path: Path) -> Office:
    a_release(joined, tmp_path, [a_family(name) for name in NAMES])
    for name in NAMES:
        help_for(joined, name)
    return joined


@pytest.fixture
def quarrel(make_office: MakeOffice, hub: Office, busy: Office, stick: Path, disk: Path) -> Quarrel:
    """Two offices that put one record right without knowing of each other."""
    return a_quarrel(make_office, hub, busy, stick, disk)


@pytest.fixture
def release_at_hub(hub: Office, tmp_path: Path) -> None:
    """The hub has the release, too."""
    a_release(hub, tmp_path, [a_family(name) for name in NAMES])


@pytest.fixture
def restore(
    tmp_path: Path, clock: Callable[[], datetime], new_id: Callable[[], str]
) -> Iterator[Restore]:
    """Restores an office from a copy, into a folder that is not there yet; it is closed at the end."""
    made: list[Office] = []

    def run(backup: Path) -> Office:
        folder = tmp_path / f"restored-{len(made)}"
        restored = restore_office(
            backup, folder, ADMIN, PASSPHRASE, Progress(), clock=clock, new_id=new_id
        )
        made.append(restored.office)
        return restored.office

    yield run
    for office in made:
        office.close()


@pytest.fixture
def deeds() -> Iterator[Deeds]:
    """A program that does deeds, and may be killed over them."""
    with closing(Deeds()) as program:
        yield program
