"""What is typed into a form survives the program: also one that is killed, and for nobody else."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from desktop_app import bootstrap
from desktop_app.actions.audit import audit_lines
from desktop_app.actions.form_drafts import drop_form_draft, form_drafts_of, keep_form_draft
from desktop_app.actions.office import Office
from tests.conftest import ADMIN, NOW, PASSPHRASE

ROOT = Path(__file__).parents[2]
TYPIST = """
import os, signal, sys
from pathlib import Path
from desktop_app import bootstrap
from desktop_app.actions.form_drafts import keep_form_draft

office = bootstrap.open_office(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
for letters in range(1, 20):
    keep_form_draft(office, "proposal", "", {"reason": "rumah roboh diterjang"[:letters]})
print("kept", flush=True)
keep_form_draft(office, "letter", "x", {"text": "lain"})
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_one_place_for_each_form_and_subject_and_the_last_words_stand_there(office: Office) -> None:
    keep_form_draft(office, "proposal", "", {"reason": "ru"})
    keep_form_draft(office, "proposal", "", {"reason": "rumah"})
    keep_form_draft(office, "proposal", "p1", {"reason": "lain"})
    keep_form_draft(office, "intervention", "", {})
    found = form_drafts_of(office, "proposal")
    assert [(one.subject, one.body["reason"]) for one in found] == [("", "rumah"), ("p1", "lain")]
    assert found[0].kept_at == NOW
    drop_form_draft(office, "proposal", "")
    drop_form_draft(office, "proposal", "never")
    assert [one.subject for one in form_drafts_of(office, "proposal")] == ["p1"]


def test_nobody_sees_what_another_person_is_typing_and_the_audit_is_not_filled_with_it(
    office: Office,
) -> None:
    before = len(audit_lines(office))
    keep_form_draft(office, "proposal", "", {"reason": "rahasia"})
    assert len(audit_lines(office)) == before
    office.account = replace(office.account, id="somebody-else")
    assert form_drafts_of(office, "proposal") == []
    keep_form_draft(office, "proposal", "", {"reason": "punya saya"})
    (mine,) = form_drafts_of(office, "proposal")
    assert mine.body == {"reason": "punya saya"}


def test_a_program_that_is_killed_has_kept_every_word(office: Office) -> None:
    office.close()
    ended = subprocess.run(
        [sys.executable, "-c", TYPIST, str(office.paths.folder), ADMIN, PASSPHRASE],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (-signal.SIGKILL, "kept\n"), ended.stderr
    with closing(bootstrap.open_office(office.paths.folder, ADMIN, PASSPHRASE)) as again:
        (draft,) = form_drafts_of(again, "proposal")
        assert draft.body == {"reason": "rumah roboh diterjang"[:19]}
        (other,) = form_drafts_of(again, "letter")
        assert json.loads(json.dumps(other.body)) == {"text": "lain"}
        assert b"rumah roboh" not in again.paths.database.read_bytes()
