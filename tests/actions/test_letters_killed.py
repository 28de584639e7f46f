"""A run of letters that is killed between any two moments goes on, and no number is given twice."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from contextlib import closing
from datetime import date
from pathlib import Path

from desktop_app import bootstrap
from desktop_app.actions.letter_lists import letters_for_people
from desktop_app.actions.letter_register import letter_register
from desktop_app.actions.letter_runs import begin_run, carry_on, draw_together, run_of
from desktop_app.actions.letters import LetterDraft
from desktop_app.actions.search import Search, find_people
from desktop_app.actions.settings import set_identity, set_official
from desktop_app.progress import Progress
from desktop_app.store import audit, ops
from tests.actions.ordering import Deeds, Ended
from tests.builders import a_family, a_release, a_signatory, an_identity
from tests.conftest import ADMIN, PASSPHRASE, MakeOffice

PEOPLE, KILLINGS = 45, 8
TYPED = {"purpose": "beasiswa", "addressee": "Kepala SMK"}


def test_a_killed_run_goes_on_and_every_letter_is_written_once(
    make_office: MakeOffice, tmp_path: Path
) -> None:
    office = make_office(folder="before")
    families = [a_family(f"PENERIMA {at}", sequence=at) for at in range(PEOPLE)]
    a_release(office, tmp_path, families)
    set_identity(office, an_identity())
    set_official(office, a_signatory(), valid_from=date(2025, 1, 1))
    people = [find_people(office, Search(one.card), is_typing=True)[0] for one in families]
    listed = letters_for_people(office, people, Progress())
    draft = LetterDraft("pengantar", None, office.today(), typed=TYPED)
    run_id = begin_run(office, draft, listed).value.id
    office.close()
    rng = random.Random(11)
    with closing(Deeds()) as deeds:

        def do(name: str, calls: int) -> Ended:
            folder = tmp_path / name
            shutil.copytree(office.paths.folder, folder)
            return deeds.do(deed="write_run_on", folder=str(folder), paths=[run_id], calls=calls)

        whole = do("whole", 10**9)
        check(tmp_path / "whole", run_id)
        for at in range(KILLINGS):
            ended = do(f"killed-{at}", rng.randrange(whole.calls // 10, whole.calls))
            assert ended.was_killed
            check(tmp_path / f"killed-{at}", run_id)


def check(folder: Path, run_id: str) -> None:
    """What was kept is whole; the rest is written when somebody goes on."""
    with closing(bootstrap.open_office(folder, ADMIN, PASSPHRASE)) as office:
        kept = [one.line for one in letter_register(office)]
        assert set(run_of(office, run_id).letter_ids) == {line.id for line in kept}
        with office.read() as conn:
            assert audit.verify(conn, office.audit_key).is_ok
            assert all(ops.stands_as_folded(conn, line.id) for line in kept)
        done = carry_on(office, run_id, Progress()).value
        assert (done.line.issued, done.line.waiting) == (PEOPLE, 0)
        numbers = Counter(one.line.sequence for one in letter_register(office))
        assert numbers == dict.fromkeys(range(1, PEOPLE + 1), 1)
        assert draw_together(office, done.letter_ids, Progress()).pages == PEOPLE
