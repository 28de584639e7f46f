"""``extract review``: the work a release asks to look at again, and ticking it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from tests.builders import a_pair
from tests.cli.conftest import Register, Run


def a_changed_quarter(run: Run, register: Register, folder: Path) -> dict[str, object]:
    """Help for a family that is then missing from the next quarter; what the import said."""
    first, *others = register.families
    run(
        *("intervention", "record", "--family", first.card, "--programme", "BLT-DD"),
        *("--period", "2026-08", "--amount", "300000", "--on", "2026-08-20"),
        *register.arguments,
    )
    pair = a_pair(folder / "q4", others, "q4")
    dated = ("--reference-date", date(2026, 10, 10).isoformat())
    return run(
        *("extract", "import", *pair, "--release", "V4 2026", *dated),
        *(*register.arguments, "--json"),
    ).data


def test_an_import_compares_with_the_release_before(
    run: Run, register: Register, tmp_path: Path
) -> None:
    data = a_changed_quarter(run, register, tmp_path)
    assert data["compare_seconds"] is not None
    (file,) = (register.folder / "extracts").glob("*.changes.db")
    assert file.name.startswith(str(data["release_id"]))


def test_what_is_to_be_reviewed_is_listed_and_ticked(
    run: Run, register: Register, tmp_path: Path
) -> None:
    review = ("extract", "review", *register.arguments)
    empty = run(*review)
    assert (empty.code, empty.out.strip()) == (0, "Tidak ada yang menunggu ditinjau.")
    a_changed_quarter(run, register, tmp_path)
    listed = run(*review, "--json").data
    assert listed["waiting"] == 1
    (line,) = listed["reviews"]
    assert (line["name"], line["reasons"], line["release"]) == (
        "SLAMET RAHARJO",
        ["family-left"],
        "V4 2026",
    )
    assert (line["interventions"], line["letters"], line["reviewed"]) == (1, 0, None)
    assert line["subject"] in run(*review).out
    refused = run(*review, "--tick", line["subject"], "--json")
    assert (refused.code, refused.error["code"]) == (1, "reason-missing")
    unknown = run(*review, "--tick", "family:1", "--note", "sudah", "--json")
    assert (unknown.code, unknown.error["code"]) == (1, "subject-unknown")
    ticked = run(*review, "--tick", line["subject"], "--note", "sudah dicek", "--json").data
    assert ticked == {"waiting": 0, "reviews": []}
    (kept,) = run(*review, "--all", "--json").data["reviews"]
    assert kept["reviewed"]["note"] == "sudah dicek"
    assert run(*review, "--untick", line["subject"], "--json").data["waiting"] == 1
    assert run(*review, "--tick", "a", "--untick", "b").code == 2


def test_a_family_that_left_is_shown_as_the_last_release_had_it(
    run: Run, register: Register, tmp_path: Path
) -> None:
    a_changed_quarter(run, register, tmp_path)
    card = register.families[0].card
    shown = run("family", "show", card, *register.arguments, "--json").data
    assert (shown["is_current"], shown["release"], shown["now_at"]) == (False, "V3 2026", [])
    assert len(shown["interventions"]) == 1
    said = run("family", "show", card, *register.arguments).out
    assert said.splitlines()[0].startswith("Tidak ada dalam rilis yang dipakai")
    assert json.dumps(shown)
