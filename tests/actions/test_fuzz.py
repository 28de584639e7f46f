"""A device or a hub that went mad: its packages are sealed and signed as they should be, and say anything.

What a genuine package says after decryption is changed by the grammar of it, sealed anew with the real keys
and taken in. It is refused with a declared error and leaves nothing, or it is taken and everything is sound.
"""

from __future__ import annotations

import copy
import io
import json
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desktop_app.actions.device_keys import DEVICE, HUB, PRIVATE_KEYS, KeyPair, pair_of
from desktop_app.actions.office import Office
from desktop_app.actions.packages import write_package
from desktop_app.actions.receiving import apply_package
from desktop_app.domain.roles import OfficeKind
from desktop_app.errors import UserError
from desktop_app.exchange.container import read_container
from desktop_app.exchange.record import raw_record
from desktop_app.exchange.sealing import open_package, seal_package
from desktop_app.progress import Progress
from desktop_app.store import audit, hub_log
from tests.actions.test_exchange_faults import everything
from tests.hubs import answer, is_whole, up

Record = tuple[str, bytes]

TURNS = 60
MANY = 1_000
_ODD: tuple[Any, ...] = (
    None,
    True,
    -1,
    0,
    1 << 70,
    1.5,
    "",
    "x",
    "\0",
    "9" * 400,
    "33.26",
    [],
    {},
    [[]],
    {"x": 1},
)


class Forger:
    """Has the keys of one party, and reads a genuine package of theirs with the keys of its reader."""

    def __init__(self, sender: Office, reader: Office, path: Path) -> None:
        own, theirs = _keys_of(sender), _keys_of(reader)
        container = read_container(io.BytesIO(path.read_bytes()), path.name)
        self._seed = own.seed
        self._header = container.header
        self._readers = {container.header.recipients[0]: theirs.recipient}
        self._path = path.with_name("forged.tukar")
        self.records: list[Record] = []
        open_package(
            container,
            trusted=own.sign_public,
            device_id=container.header.recipients[0],
            identities=[theirs.identity],
            take=lambda tag, raw: self.records.append((tag, raw)),
        )

    def sealed(self, records: list[Record], package_id: str) -> Path:
        """A package that says these records."""
        with self._path.open("wb") as sink:
            seal_package(
                sink,
                replace(self._header, package_id=package_id),
                (raw_record(tag, raw) for tag, raw in records),
                seed=self._seed,
                readers=self._readers,
            )
        return self._path


def _keys_of(office: Office) -> KeyPair:
    name = HUB if office.profile.kind is OfficeKind.HUB else DEVICE
    with office.read() as conn:
        found = pair_of(conn, office.derived_key(PRIVATE_KEYS), name)
    assert found is not None
    return found


def changed(records: list[Record], draw: random.Random) -> list[Record]:
    """Up to three changes that the grammar of a package has a place for."""
    made = list(records)
    for _ in range(draw.randrange(1, 4)):
        at = draw.randrange(len(made))
        tag, raw = made[at]
        match draw.randrange(7):
            case 0:
                del made[at]
            case 1:
                made.insert(draw.randrange(len(made)), (tag, raw))
            case 2:
                made.append(made.pop(at))
            case 3:
                made[at] = (draw.choice(records)[0], raw)
            case _:
                made[at] = (tag, _odd(raw, draw))
        if not made:
            break
    return made


def _odd(raw: bytes, draw: random.Random) -> bytes:
    """The JSON of a record with one value in it changed, left out, or put beside it."""
    try:
        value = json.loads(raw)
    except (ValueError, RecursionError):
        return raw
    places = list(_places(value))
    if not places:
        return json.dumps(draw.choice(_ODD)).encode()
    inside, key = draw.choice(places)
    match draw.randrange(4):
        case 0:
            del inside[key]
        case 1:
            other, its_key = draw.choice(places)
            inside[key] = copy.deepcopy(other[its_key])
        case _:
            inside[key] = copy.deepcopy(draw.choice(_ODD))
    return json.dumps(value, ensure_ascii=False).encode()


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in a value, with what it lies in."""
    if not isinstance(value, (dict, list)):
        return
    for key in list(value) if isinstance(value, dict) else range(len(value)):
        yield value, key
        if isinstance(value[key], (dict, list)):
            yield from _places(value[key])


def fuzz(forger: Forger, reader: Office, *, turns: int, seed: int) -> Counter[str]:
    """Let the reader take so many changed packages; how each ended."""
    draw, ended = random.Random(seed), Counter[str]()
    before = everything(reader)
    for turn in range(turns):
        path = forger.sealed(changed(forger.records, draw), f"{seed:04x}{turn:012x}")
        try:
            apply_package(reader, path, Progress())
        except UserError as error:
            assert everything(reader) == before, f"turn {turn} left something"
            ended[error.code.value] += 1
        else:
            before = everything(reader)
            ended["taken"] += 1
    with reader.read() as conn:
        assert audit.verify(conn, reader.audit_key).is_ok
        assert conn.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        for partition in hub_log.partitions_of(conn):
            lines = list(hub_log.entries_after(conn, partition, 0))
            assert len(lines) == hub_log.head_of(conn, partition).number
    assert is_whole(reader)
    return ended


@pytest.fixture
def told(busy: Office, hub: Office, stick: Path, disk: Path) -> Path:
    """What the hub answers to an office."""
    up(busy, hub, stick)
    (path,) = answer(hub, stick, disk)
    return path


def test_whatever_an_enrolled_device_says_the_hub_stays_sound(
    busy: Office, hub: Office, stick: Path
) -> None:
    path = write_package(busy, stick, Progress()).value.path
    ended = fuzz(Forger(busy, hub, path), hub, turns=TURNS, seed=1)
    assert ended["package-inconsistent"] > TURNS // 4


def test_whatever_a_hub_says_the_office_stays_sound(busy: Office, hub: Office, told: Path) -> None:
    ended = fuzz(Forger(hub, busy, told), busy, turns=TURNS, seed=2)
    assert ended["package-inconsistent"] > TURNS // 4


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_very_much_that_devices_and_hubs_may_say(
    busy: Office, hub: Office, told: Path, stick: Path, seed: int
) -> None:
    path = write_package(busy, stick, Progress()).value.path
    fuzz(Forger(busy, hub, path), hub, turns=MANY, seed=100 + seed)
    fuzz(Forger(hub, busy, told), busy, turns=MANY, seed=200 + seed)
