"""A program killed while it attaches: all of it is attached or none, and it can be done again."""

from __future__ import annotations

import random
import shutil
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from desktop_app import bootstrap
from desktop_app.actions.evidence import (
    EvidenceFile,
    attach_evidence,
    evidence_of_record,
    remove_unused_attachments,
    unused_attachments,
)
from desktop_app.actions.families import family_of
from desktop_app.actions.health import check_office
from desktop_app.actions.interventions import record_intervention
from desktop_app.domain.intervention import InterventionDraft
from desktop_app.store import attachments
from tests.actions.ordering import Deeds
from tests.builders import a_family, a_release
from tests.conftest import ADMIN, PASSPHRASE, MakeOffice
from tests.evidence.files import a_photo

FILES = 3


@dataclass(frozen=True, slots=True)
class Prepared:
    """An office with a record, to be copied for each killing, and the files to attach."""

    folder: Path
    record_id: str
    paths: tuple[str, ...]

    def copy(self) -> Path:
        target = self.folder.parent / "killed"
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(self.folder, target)
        return target


@pytest.fixture
def prepared(make_office: MakeOffice, tmp_path: Path) -> Prepared:
    office = make_office(folder="before")
    family = a_family("SLAMET", "SITI", sequence=31)
    a_release(office, tmp_path, [family])
    draft = InterventionDraft(
        programme="BLT-DD",
        period="2026-07",
        given_on=date(2026, 7, 20),
        family_id=family_of(office, family.card).sheet.id,
        amount=300_000,
    )
    record_id = record_intervention(office, draft).value.intervention_id
    # One is attached already, so that the file it lies in is changed and not made.
    first = tmp_path / "lama.jpg"
    first.write_bytes(a_photo(seed=50))
    attach_evidence(office, record_id, [EvidenceFile("photo", path=first)])
    office.close()
    paths = []
    for number in range(FILES):
        path = tmp_path / f"{number}.jpg"
        path.write_bytes(a_photo(1200, 900, seed=number + 1))
        paths.append(str(path))
    return Prepared(office.paths.folder, record_id, tuple(paths))


def check_after(prepared: Prepared, folder: Path) -> bool:
    """Everything is sound; True if the files had been attached."""
    with closing(bootstrap.open_office(folder, ADMIN, PASSPHRASE)) as office:
        attached = len(evidence_of_record(office, prepared.record_id)) - 1
        assert attached in (0, FILES)
        assert all(check.is_ok for check in check_office(office))
        here = {one.digest for one in attachments.everything(office.store)}
        unused = {one.digest for one in unused_attachments(office)}
        assert len(here) in (1, 1 + FILES)
        assert len(here - unused) == 1 + attached
        if unused:
            assert remove_unused_attachments(office).value == FILES
        given = [EvidenceFile("photo", path=Path(path)) for path in prepared.paths]
        attach_evidence(office, prepared.record_id, given)
        lines = evidence_of_record(office, prepared.record_id)
        assert len(lines) == 1 + FILES
        assert all(line.is_here for line in lines)
    return attached == FILES


def test_a_kill_at_any_call_attaches_all_or_nothing(prepared: Prepared, deeds: Deeds) -> None:
    order = {"deed": "attach", "paths": [prepared.record_id, *prepared.paths]}
    whole = deeds.do(folder=str(prepared.copy()), calls=0, **order)
    assert whole.status == 0
    draw, parts = random.Random(5), 8
    done = []
    for part in range(parts):
        last = draw.randrange(
            1 + part * whole.calls // parts, 1 + (part + 1) * whole.calls // parts
        )
        folder = prepared.copy()
        ended = deeds.do(folder=str(folder), calls=last, **order)
        assert ended.was_killed
        done.append(check_after(prepared, folder))
    # Once it is done it stays done.
    assert done == sorted(done)


def test_a_kill_at_any_moment_attaches_all_or_nothing(prepared: Prepared, deeds: Deeds) -> None:
    order = {"deed": "attach", "paths": [prepared.record_id, *prepared.paths]}
    whole = deeds.do(folder=str(prepared.copy()), **order)
    draw = random.Random(6)
    for _ in range(6):
        folder = prepared.copy()
        deeds.do(folder=str(folder), after=draw.random() * whole.seconds, **order)
        check_after(prepared, folder)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_a_kill_at_very_many_moments_attaches_all_or_nothing(
    prepared: Prepared, deeds: Deeds, seed: int
) -> None:
    order = {"deed": "attach", "paths": [prepared.record_id, *prepared.paths]}
    whole = deeds.do(folder=str(prepared.copy()), **order)
    draw = random.Random(seed)
    for _ in range(40):
        folder = prepared.copy()
        # Most of the time goes into reading the files: what matters comes at the end.
        after = whole.seconds * (0.5 + draw.random() / 2)
        deeds.do(folder=str(folder), after=after, **order)
        check_after(prepared, folder)
