"""No value of a person reaches a log, an error or a file name: canaries are pushed through everything."""

from __future__ import annotations

import io
import logging
import traceback
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop_app import logs
from desktop_app.actions.extracts import import_extract, preview_extract
from desktop_app.actions.families import family_of
from desktop_app.actions.interventions import record_intervention
from desktop_app.actions.matching import decide_match, match_list, preview_list
from desktop_app.actions.office import Office
from desktop_app.actions.search import Search, find_people
from desktop_app.domain.intervention import InterventionDraft
from desktop_app.domain.release import ReleaseDraft
from desktop_app.errors import LuringError
from desktop_app.progress import Progress
from desktop_app.store import audit
from tests.builders import REFERENCE_DATE, a_family, a_pair, a_release

CANARY = "KENARIKUNING"
FAMILY = a_family(f"{CANARY} SLAMET", f"SITI {CANARY}", sequence=149)
SECRETS = (CANARY, FAMILY.card, FAMILY.head.nik, FAMILY.members[1].nik)


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    handler = logs.setup(tmp_path / "logs", level=logging.DEBUG)
    yield tmp_path / "logs"
    logs.shut(handler)


def holds_a_secret(text: str) -> bool:
    return any(secret in text for secret in SECRETS)


def logged(folder: Path) -> str:
    return "".join(path.read_text("utf-8") for path in folder.iterdir())


def provoke(office: Office, tmp_path: Path) -> list[LuringError]:
    """A day on which much goes wrong around one family."""
    caught: list[LuringError] = []

    def attempt(action: object, *args: object) -> None:
        try:
            action(office, *args)  # type: ignore[operator]  # each is an action
        except LuringError as error:
            caught.append(error)

    hit = find_people(office, Search(FAMILY.head.nik))[0]
    family_of(office, FAMILY.card)
    attempt(family_of, FAMILY.card + "1")
    attempt(find_people, Search(CANARY))
    attempt(preview_extract, [tmp_path / "gone.csv"])
    good = InterventionDraft(
        "BLT-DD", "2026-08", date(2026, 8, 1), family_id=hit.family_id, note=CANARY
    )
    record_intervention(office, good)
    attempt(record_intervention, good)
    attempt(
        record_intervention,
        InterventionDraft("BLT-DD", CANARY, date(2026, 8, 1), family_id=hit.family_id),
    )
    attempt(
        record_intervention,
        InterventionDraft(CANARY, "2026-08", date(2026, 8, 1), family_id=hit.family_id),
    )
    attempt(
        record_intervention,
        InterventionDraft("BLT-DD", "2026-08", date(2026, 8, 1), family_id=CANARY),
    )
    spoilt = a_pair(tmp_path / "spoilt", [FAMILY], name="x")
    with spoilt[1].open("a", encoding="utf-8") as file:
        file.write(f'"{FAMILY.head.nik}|"{CANARY}\n')
    listed = tmp_path / "daftar.csv"
    listed.write_text(f"NIK,Nama\n{FAMILY.head.nik},{CANARY} SLAMET\n,{CANARY}\n", "utf-8")
    asked = preview_list(office, listed)
    matched = match_list(office, asked, Progress()).value
    attempt(match_list, replace(asked, columns=()), Progress())
    attempt(decide_match, matched.id, 2, 99)
    attempt(decide_match, CANARY, 1, 1)
    listed.write_text(f"{FAMILY.head.nik}\n{CANARY}\n", "utf-8")
    attempt(preview_list, listed)
    attempt(match_list, asked, Progress())
    look = preview_extract(office, spoilt)
    attempt(import_extract, look, ReleaseDraft("V9", REFERENCE_DATE), Progress())
    return caught


def test_nothing_personal_reaches_the_log_an_error_or_a_file_name(
    office: Office, tmp_path: Path, log: Path
) -> None:
    a_release(office, tmp_path, [FAMILY])
    errors = provoke(office, tmp_path)
    assert len(errors) >= 5
    for error in errors:
        assert not holds_a_secret(str(error)), error.code
        assert not holds_a_secret(repr(error.facts)), error.code
        logging.getLogger("desktop_app.test").error("provoked", exc_info=error)
    text = logged(log)
    assert "provoked" in text
    assert not holds_a_secret(text)
    for path in office.paths.folder.rglob("*"):
        assert not holds_a_secret(path.name)


def test_the_audit_names_people_by_id_only(office: Office, tmp_path: Path) -> None:
    a_release(office, tmp_path, [FAMILY])
    provoke(office, tmp_path)
    with office.read() as conn:
        lines = audit.lines_of(conn)
    assert len(lines) > 5
    assert not any(holds_a_secret(f"{line.subject} {dict(line.facts)}") for line in lines)


def test_a_crash_report_is_struck_through_wherever_the_number_stands(log: Path) -> None:
    def crash(number: str) -> None:
        raise ValueError(f"cannot use {number}")

    try:
        crash(FAMILY.head.nik)
    except ValueError as error:
        logging.getLogger("desktop_app.test").error("crashed", exc_info=error)
        shown = io.StringIO()
        traceback.print_exception(error, file=shown)
        assert FAMILY.head.nik in shown.getvalue()
    assert FAMILY.head.nik not in logged(log)
