"""Proposals by command."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.builders import a_pair
from tests.cli.conftest import Register, Run


def test_a_correction_is_opened_completed_and_stepped(run: Run, register: Register) -> None:
    card = register.families[0].card
    start = ("proposal", "open", "--kind", "update_facts", "--family", card)
    opened = run(*start, *register.arguments, "--json").data
    assert opened["lacks"] == ["reason", "corrections"]
    again = run(
        *(*start, "--draft", opened["id"], "--set", "reason=rumah diukur"),
        *("--correct", "floor_area_m2=37", "--evidence", "foto"),
        *register.arguments,
        "--json",
    ).data
    assert (again["id"], again["lacks"]) == (opened["id"], [])
    stepped = run("proposal", "step", opened["id"], "submitted", *register.arguments, "--json")
    assert stepped.data["state"] == "submitted"
    skipped = run("proposal", "step", opened["id"], "sent", *register.arguments, "--json")
    assert (skipped.code, skipped.error["code"]) == (1, "proposal-step-refused")

    shown = run("proposal", "show", opened["id"], *register.arguments, "--json").data
    (correction,) = shown["corrections"]
    assert (correction["new"], correction["standing"]) == ("37", "open")
    assert shown["next"] == ["declared", "rejected", "withdrawn"]
    assert card not in run("proposal", "show", opened["id"], *register.arguments).out
    listed = run("proposal", "list", "--work", "waiting", *register.arguments, "--json").data
    assert [one["id"] for one in listed["proposals"]] == [opened["id"]]
    family = run("family", "show", card, *register.arguments)
    assert "Luas lantai" in family.out
    assert "37" in family.out


def test_numbers_in_contents_are_hidden_until_revealed(run: Run, register: Register) -> None:
    nik = register.families[1].head.nik
    opened = run(
        *("proposal", "open", "--kind", "new_family", "--set", f"national_id={nik}"),
        *register.arguments,
        "--json",
    ).data
    assert [one["code"] for one in opened["warnings"]] == ["in-extract"]
    assert nik not in run("proposal", "show", opened["id"], *register.arguments, "--json").out
    whole = run(
        "proposal", "show", opened["id"], "--reveal", "di loket", *register.arguments, "--json"
    )
    assert whole.data["contents"]["national_id"] == nik


def test_the_calendar_is_shown_and_set(run: Run, register: Register) -> None:
    first = run("proposal", "calendar", *register.arguments, "--json").data
    assert first == {"subdistrict_verifies": False, "cutoff_day": 17}
    run("proposal", "calendar", "--subdistrict", "yes", "--cutoff-day", "18", *register.arguments)
    again = run("proposal", "calendar", *register.arguments, "--json").data
    assert again == {"subdistrict_verifies": True, "cutoff_day": 18}
    wrong = run("proposal", "open", "--kind", "death", "--set", "x", *register.arguments)
    assert wrong.code == 2


def test_what_the_next_release_says_is_listed_and_closed(
    run: Run, register: Register, tmp_path: Path
) -> None:
    family = register.families[0]
    card = family.card
    opened = run(
        *("proposal", "open", "--kind", "update_facts", "--family", card),
        *("--set", "reason=diukur", "--correct", "floor_area_m2=37"),
        *register.arguments,
        "--json",
    ).data["id"]
    for state in ("submitted", "declared", "verified", "endorsed", "sent"):
        run("proposal", "step", opened, state, *register.arguments, "--json")
    before = run("proposal", "after-release", *register.arguments, "--json").data
    assert before["proposals"] == []
    later = replace(family, more={**family.more, "luas_lantai": "37"})
    pair = a_pair(tmp_path, [later, *register.families[1:]], name="q4")
    run(
        *("extract", "import", *map(str, pair), "--release", "Q4", "--reference-date"),
        *("2026-10-10", "--accept", "contoh", *register.arguments),
    )
    said = run("proposal", "after-release", *register.arguments, "--json").data
    (one,) = said["proposals"]
    assert (one["standing"], one["may_close"], said["counts"]["absorbed"]) == ("absorbed", True, 1)
    assert (one["facts"][0]["old"], one["facts"][0]["now"]) == ("48", "37")
    text = run("proposal", "after-release", "--close", *register.arguments)
    assert "1 usulan ditutup." in text.out
    shown = run("proposal", "show", opened, *register.arguments, "--json").data
    assert (shown["state"], shown["steps"][-1]["release"]) == ("seen", "Q4")
