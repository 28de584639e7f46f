"""A delivery day by command."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Register, Run

SCOPE = ("--programme", "BLT-DD", "--period", "2026-11")


@pytest.fixture
def decreed(run: Run, register: Register) -> Register:
    """The office with help decreed for two families."""
    for family in register.families[:2]:
        done = run(
            *("intervention", "record", "--family", family.card, "--programme", "BLT-DD"),
            *("--period", "2026-11", "--on", "2026-11-02", "--amount", "300000"),
            *("--status", "decreed"),
            *register.arguments,
        )
        assert done.code == 0
    return register


def test_a_day_by_command(run: Run, decreed: Register, tmp_path: Path) -> None:
    office = decreed.arguments
    stages = run("delivery", "list", *office, "--json").data["stages"]
    assert [(one["programme"], one["listed"], one["waiting"]) for one in stages] == [
        ("BLT-DD", 2, 2)
    ]
    day = ("--on", "2026-11-20")
    listed = run("delivery", "list", *SCOPE, *day, *office, "--json").data
    assert [one["name"] for one in listed["lines"]] == ["KASMIRAH", "SLAMET RAHARJO"]
    card = decreed.families[0].card
    assert card not in str(listed)
    signed = ("--signer", "SITI AMINAH", "--relation", "istri")
    ticked = run("delivery", "tick", card, *signed, *SCOPE, *day, *office, "--json").data
    assert ticked["line"]["state"] == "received"
    assert ticked["line"]["signer"] == {"name": "SITI AMINAH", "relation": "istri"}
    assert ticked["totals"]["rupiah"] == 300_000
    again = run("delivery", "tick", "2", *SCOPE, *day, *office, "--json")
    assert (again.code, again.error["code"]) == (1, "delivery-ticked-already")
    assert again.error["facts"]["on"] == "2026-11-20"
    failed = run(
        "delivery", "fail", "1", "--reason", "merantau", *SCOPE, *day, *office, "--json"
    ).data
    assert (failed["line"]["state"], failed["line"]["reason"]) == ("failed", "merantau")
    told = run("delivery", "list", *SCOPE, *day, *office).out
    assert "Tidak tersalur" in told
    assert "Rp300.000" in told
    out = tmp_path / "tanda-terima.pdf"
    printed = run(
        "delivery", "print", "--out", out, "--for", "arsip", *SCOPE, *day, *office, "--json"
    ).data
    assert out.read_bytes().startswith(b"%PDF")
    assert printed["pages"] == 1
    back = run("delivery", "untick", "2", *SCOPE, *day, *office, "--json").data
    assert (back["line"]["state"], back["totals"]["received"]) == ("waiting", 0)


def test_a_guess_gives_candidates_and_does_nothing(run: Run, decreed: Register) -> None:
    office = decreed.arguments
    guess = run("delivery", "tick", "kasmirrah", *SCOPE, *office, "--json")
    assert guess.code == 1
    assert [one["name"] for one in guess.data["candidates"]] == ["KASMIRAH"]
    assert "KASMIRAH" in run("delivery", "tick", "kasmirrah", *SCOPE, *office).out
    nobody = run("delivery", "tick", "tukiyem", *SCOPE, *office, "--json")
    assert (nobody.code, nobody.error["code"]) == (1, "delivery-not-listed")
    empty = run("delivery", "list", "--programme", "PKH", "--period", "2026-Q4", *office)
    assert "Tidak ada siapa pun" in empty.out
    assert run("delivery", "tick", "1", *office).code == 2


def test_a_stage_is_recorded_and_delivered_by_itself(run: Run, register: Register) -> None:
    office, family = register.arguments, register.families[0]
    for stage in ("2026-T1", "2026-T2"):
        done = run(
            *("intervention", "record", "--family", family.card, "--programme", "RTLH"),
            *("--period", stage, "--on", "2026-11-02", "--amount", "10000000"),
            *("--status", "decreed", "--reason", "SK", *office),
        )
        assert done.code == 0, done.err
    stages = run("delivery", "list", *office, "--json").data["stages"]
    assert [(one["period"], one["listed"]) for one in stages] == [("2026-T2", 1), ("2026-T1", 1)]
    assert "Tahap 2 2026" in run("delivery", "list", *office).out
    scope = ("--programme", "RTLH", "--period", "2026-t2", "--on", "2026-11-20")
    run("delivery", "tick", family.card, *scope, *office)
    assert run("delivery", "list", *scope, *office, "--json").data["totals"]["received"] == 1
    refused = run(
        *("intervention", "record", "--family", family.card, "--programme", "RTLH"),
        *("--period", "2026-T7", "--on", "2026-11-02", *office),
    )
    assert refused.code == 1
    assert "tahap" in refused.err
