"""What every test may ask for: an office in an empty folder, a clock that stands still, ids that count."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop_app import bootstrap
from desktop_app.actions.office import Office
from desktop_app.crypto import SALT_BYTES, Stretching, random_bytes
from desktop_app.domain.office import OfficeDraft
from desktop_app.domain.roles import OfficeKind
from tests.network import refuse_network

PASSPHRASE = "kopi tubruk manis sekali"
ADMIN = "sari"
NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


# Every page that a test opens and every command that it runs does without a network: Python itself
# tells of each socket before it is made, and this hook cannot be taken away again.
sys.addaudithook(refuse_network)


@pytest.fixture(scope="session")
def quick_stretching() -> Stretching:
    """The cheapest Argon2id the library allows: tests prove what it protects, not how slow it is."""
    return Stretching(memory_kib=8, passes=1, salt=random_bytes(SALT_BYTES))


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """A clock that stands still."""
    return lambda: NOW


@pytest.fixture
def new_id() -> Callable[[], str]:
    """Ids that count up: 26 letters, as long as the real ones."""
    letters = itertools.product("abcdefgh", repeat=26)
    return lambda: "".join(next(letters))


MakeOffice = Callable[..., Office]


@pytest.fixture
def make_office(
    tmp_path: Path,
    clock: Callable[[], datetime],
    new_id: Callable[[], str],
    quick_stretching: Stretching,
) -> Iterator[MakeOffice]:
    """Makes offices, each in a folder of its own; all are closed at the end."""
    made: list[Office] = []

    def make(
        kind: OfficeKind = OfficeKind.KECAMATAN,
        region: str = "33.26.13",
        name: str = "Kecamatan Contoh",
        folder: str = "office",
    ) -> Office:
        draft = OfficeDraft(
            kind=kind, region=region, name=name, admin=ADMIN, admin_full_name="Sari Contoh"
        )
        new = bootstrap.create_office(
            tmp_path / folder,
            draft,
            PASSPHRASE,
            stretching=quick_stretching,
            clock=clock,
            new_id=new_id,
        )
        made.append(new.office)
        return new.office

    yield make
    for office in made:
        office.close()


@pytest.fixture
def office(make_office: MakeOffice) -> Office:
    """A new kecamatan office without a release, open for its admin."""
    return make_office()
