"""A delivery day that is killed between any two moments loses no tick, and leaves none half done."""

from __future__ import annotations

import random
import shutil
from contextlib import closing
from pathlib import Path

from desktop_app import bootstrap
from desktop_app.actions.delivery import delivery_of, tick_delivery
from desktop_app.actions.intervention_lists import record_list
from desktop_app.actions.search import Search, find_people
from desktop_app.domain.intervention import InterventionDraft
from desktop_app.domain.intervention_list import ListedAid
from desktop_app.domain.intervention_status import InterventionStatus as Status
from desktop_app.progress import Progress
from desktop_app.store import audit, ops
from tests.actions.deeds import DELIVERY
from tests.actions.ordering import Deeds
from tests.actions.test_delivery import GIVEN
from tests.builders import a_family, a_release
from tests.conftest import ADMIN, PASSPHRASE, MakeOffice

PEOPLE, KILLINGS = 30, 12


def test_every_tick_that_was_told_is_there_after_a_kill(
    make_office: MakeOffice, tmp_path: Path
) -> None:
    office = make_office(folder="before")
    families = [a_family(f"PENERIMA {at}", sequence=at) for at in range(PEOPLE)]
    a_release(office, tmp_path, families)
    drafts = [
        InterventionDraft(
            DELIVERY.programme,
            DELIVERY.period,
            GIVEN,
            family_id=find_people(office, Search(one.card), is_typing=True)[0].family_id,
            amount=300_000,
            status=Status.DECREED,
            reason="musdes",
        )
        for one in families
    ]
    record_list(office, [ListedAid(at, one) for at, one in enumerate(drafts)], "", Progress())
    office.close()
    rng = random.Random(7)
    with closing(Deeds()) as deeds:
        whole = deeds.do(**an_order(office.paths.folder, tmp_path, "whole"), calls=10**9)
        assert len(told(tmp_path, "whole")) == PEOPLE
        for at in range(KILLINGS):
            order = an_order(office.paths.folder, tmp_path, f"killed-{at}")
            ended = deeds.do(**order, calls=rng.randrange(whole.calls // 10, whole.calls))
            assert ended.was_killed
            check(tmp_path / f"killed-{at}", set(told(tmp_path, f"killed-{at}")))


def an_order(folder: Path, work: Path, name: str) -> dict[str, object]:
    """Tick everybody in a fresh copy of the office."""
    shutil.copytree(folder, work / name)
    return {"deed": "tick", "folder": str(work / name), "paths": [str(work / f"{name}.txt")]}


def told(work: Path, name: str) -> list[str]:
    """The records that were said to be ticked."""
    path = work / f"{name}.txt"
    return path.read_text().split() if path.exists() else []


def check(folder: Path, ticked: set[str]) -> None:
    with closing(bootstrap.open_office(folder, ADMIN, PASSPHRASE)) as office:
        lines = delivery_of(office, DELIVERY, on=office.today()).lines
        states = {line.record.id: line.record.status for line in lines}
        assert len(states) == PEOPLE
        assert set(states.values()) <= {Status.DECREED, Status.RECEIVED}
        received = {one for one, status in states.items() if status is Status.RECEIVED}
        # The kill may fall between keeping the last one and telling so.
        assert ticked <= received
        assert len(received - ticked) <= 1
        with office.read() as conn:
            assert audit.verify(conn, office.audit_key).is_ok
            assert all(ops.stands_as_folded(conn, one) for one in states)
        for one in sorted(set(states) - received):
            tick_delivery(office, one, on=office.today())
        assert delivery_of(office, DELIVERY, on=office.today()).totals.received == PEOPLE
