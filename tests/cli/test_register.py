"""Searching, families and what is hidden in them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop_app import bootstrap
from desktop_app.domain.office import Account
from desktop_app.domain.roles import Role
from desktop_app.store import settings
from tests.cli.conftest import Register, Run
from tests.conftest import ADMIN, PASSPHRASE

HIT = {
    "person_id",
    "family_id",
    "nik",
    "family_card_no",
    "name",
    "birth_date",
    "village",
    "decile",
    "score",
}


def test_a_search_finds_people_with_their_numbers_masked(run: Run, register: Register) -> None:
    found = run("search", "siti", *register.arguments, "--json")
    assert found.code == 0
    (hit,) = found.data["hits"]
    assert set(hit) >= HIT
    assert found.data["took_ms"] >= 0
    assert hit["name"] == "SITI AMINAH"
    assert hit["nik"] == "•••• •••• •••• " + register.families[0].members[1].nik[-4:]
    text = run("search", "siti", *register.arguments)
    for family in register.families:
        for number in (family.card, *(member.nik for member in family.members)):
            assert number not in found.out + text.out
            assert number not in text.out.replace(" ", "")


def test_a_search_can_be_narrowed_to_deciles_villages_and_a_number_of_hits(
    run: Run, register: Register
) -> None:
    card = register.families[0].card[:6]

    def found(*more: str) -> list[str]:
        answer = run("search", card, *more, *register.arguments, "--json")
        return [hit["name"] for hit in answer.data["hits"]]

    assert len(found()) == 6
    assert found("--decile", "1") == ["KASMIRAH"]
    assert len(found("--decile", "1-3")) == 4
    assert len(found("--limit", "2")) == 2
    assert found("--village", "33.26.13.2012") == []
    unknown = run("search", card, "--village", "99.99", *register.arguments, "--json")
    assert unknown.error["code"] == "region-unknown"


def test_everybody_is_listed_by_name_a_page_at_a_time(run: Run, register: Register) -> None:
    page = run("search", "--page", "1", *register.arguments, "--json").data
    names = [hit["name"] for hit in page["hits"]]
    assert names == sorted(names)
    assert len(names) == page["count"] == 6
    nobody = run("search", "--programme", "PKH", "--page", "1", *register.arguments, "--json")
    assert (nobody.data["hits"], nobody.data["count"]) == ([], 0)
    unhelped = run("search", "s", "--never-helped", *register.arguments, "--json").data
    assert unhelped["count"] == len(unhelped["hits"])
    assert run("search", "--page", "2", *register.arguments).code == 2
    villages = run("search", "--by-village", *register.arguments, "--json").data["villages"]
    assert sum(one["count"] for one in villages) == 6


def test_whole_numbers_are_shown_for_a_reason_that_goes_into_the_audit_log(
    run: Run, register: Register
) -> None:
    member = register.families[0].members[1]
    found = run("search", "siti", "--reveal", "pencocokan data", *register.arguments, "--json")
    assert found.data["hits"][0]["nik"] == member.nik
    newest = run("audit", "list", *register.arguments, "--json").data["entries"]
    revealed = next(line for line in newest if line["deed"] == "list-revealed")
    assert revealed["facts"] == {"listed": "search", "count": 1, "reason": "pencocokan data"}
    blank = run("search", "siti", "--reveal", " ", *register.arguments, "--json")
    assert blank.error["code"] == "reason-missing"


def test_a_role_that_may_not_see_numbers_is_refused_them(run: Run, register: Register) -> None:
    office = bootstrap.open_office(register.folder, ADMIN, PASSPHRASE)
    with office.write() as tx:
        settings.add_account(tx, Account("a" * 32, "rini", "Rini", Role.AUDITOR))
        tx.conn.execute("UPDATE user SET role = 'auditor' WHERE name = ?", (ADMIN,))
    office.close()
    refused = run("search", "siti", "--reveal", "ingin tahu", *register.arguments, "--json")
    assert (refused.code, refused.error["code"]) == (1, "right-missing")
    assert run("search", "siti", *register.arguments, "--json").code == 0


def test_many_searches_are_answered_in_one_go_line_by_line(
    run: Run, register: Register, tmp_path: Path
) -> None:
    queries, answers = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    kasmirah = register.families[1].head
    asked = [
        {"id": 1, "query": "kasmirah"},
        {"id": "b", "query": kasmirah.nik},
        {"id": 3, "query": "tidak ada"},
    ]
    queries.write_text("\n".join(map(json.dumps, asked)) + "\n\n", encoding="utf-8")
    batch = ("search", "--batch", queries, "--out", answers, *register.arguments, "--json")
    assert run(*batch).error["code"] == "wrong-usage"
    assert not answers.exists()
    assert run(*batch, "--reveal", " ").error["code"] == "reason-missing"
    assert not answers.exists()
    done = run(*batch, "--reveal", "uji pencarian", "--recipient", "Dinas Sosial")
    assert (done.code, done.data["queries"], done.data["holds"]) == (0, 3, "whole")
    lines = [json.loads(line) for line in answers.read_text("utf-8").splitlines()]
    assert [line["id"] for line in lines] == [1, "b", 3]
    assert [line["hits"] for line in lines] == [[kasmirah.nik], [kasmirah.nik], []]
    assert all(line["took_ms"] >= 0 for line in lines)
    assert {line["serial"] for line in lines} == {done.data["serial"]}
    said = lines[0]["note"]
    assert (said["purpose"], said["recipient"]) == ("uji pencarian", "Dinas Sosial")
    newest = run("audit", "list", *register.arguments, "--json").data["entries"]
    left = next(line for line in newest if line["deed"] == "list-exported")["facts"]
    assert (left["serial"], left["holds"], left["rows"]) == (done.data["serial"], "whole", 2)


@pytest.mark.parametrize("role", ["signatory", "auditor"])
def test_a_batch_gives_a_role_no_more_than_it_may_take_along(
    run: Run, register: Register, tmp_path: Path, role: str
) -> None:
    queries, answers = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    nik = register.families[1].head.nik
    queries.write_text(json.dumps({"id": 1, "query": "kasmirah"}) + "\n", encoding="utf-8")
    office = bootstrap.open_office(register.folder, ADMIN, PASSPHRASE)
    with office.write() as tx:
        settings.add_account(tx, Account("a" * 32, "rini", "Rini", Role.AUDITOR))
        tx.conn.execute("UPDATE user SET role = ? WHERE name = ?", (role, ADMIN))
    office.close()
    batch = ("search", "--batch", queries, "--out", answers, "--reveal", "uji")
    done = run(*batch, *register.arguments, "--json")
    if role == "auditor":
        assert done.error["code"] == "right-missing"
        assert not answers.exists()
    else:
        assert (done.code, done.data["holds"]) == (0, "names")
        assert nik not in answers.read_text("utf-8")


@pytest.mark.parametrize("line", ["{", "[1]", '{"id": 1}'])
def test_a_batch_that_cannot_be_read_is_refused(
    run: Run, register: Register, tmp_path: Path, line: str
) -> None:
    queries = tmp_path / "in.jsonl"
    queries.write_text(line + "\n", encoding="utf-8")
    out = ("--out", tmp_path / "out.jsonl", "--reveal", "uji")
    said = run("search", "--batch", queries, *out, *register.arguments, "--json")
    assert said.error["code"] == "file-unreadable"


def test_a_family_is_shown_by_card_id_or_a_member(run: Run, register: Register) -> None:
    family = register.families[0]
    by_card = run("family", "show", family.card, *register.arguments, "--json").data
    assert by_card["head_name"] == "SLAMET RAHARJO"
    assert by_card["deciles"] == {"national": 2, "province": 2, "regency": 2}
    assert [member["name"] for member in by_card["members"]] == [
        "SLAMET RAHARJO",
        "SITI AMINAH",
        "BUDI RAHARJO",
    ]
    assert {"interventions", "letters", "history"} <= set(by_card)
    assert by_card["history"] == [
        {
            "release": "V3 2026",
            "reference_date": "2026-07-10",
            "decile": 2,
            "is_present": True,
            "village": "33.26.13.2004",
            "members": 3,
            "head_name": "SLAMET RAHARJO",
        }
    ]
    for key in (by_card["family_id"], family.members[2].nik):
        again = run("family", "show", key, *register.arguments, "--json").data
        assert again["family_id"] == by_card["family_id"]
    missing = run("family", "show", "3326130301809999", *register.arguments, "--json")
    assert missing.error["code"] == "subject-unknown"


def test_a_family_hides_numbers_and_health_until_a_reason_is_given(
    run: Run, register: Register
) -> None:
    family = register.families[0]
    shown = run("family", "show", family.card, *register.arguments, "--json")
    text = run("family", "show", family.card, *register.arguments)
    for number in (family.card, *(member.nik for member in family.members)):
        assert number not in shown.out
        assert number not in text.out
    member = shown.data["members"][0]
    assert "chronic_disease" in member["hidden"]
    assert "chronic_disease" not in member["values"]
    assert member["labels"]["sex"] == "Laki-laki"
    reason = ("--reveal", "pemutakhiran kartu keluarga")
    whole = run("family", "show", family.card, *reason, *register.arguments, "--json").data
    assert whole["family_card_no"] == family.card
    assert whole["members"][0]["values"]["national_id"] == family.head.nik
    assert whole["members"][0]["hidden"] == []
    newest = run("audit", "list", *register.arguments, "--json").data["entries"]
    assert any(line["deed"] == "family-revealed" for line in newest)


def test_a_family_without_a_decile_says_so(run: Run, register: Register) -> None:
    card = register.families[2].card
    assert run("family", "show", card, *register.arguments, "--json").data["deciles"] == {
        "national": None,
        "province": None,
        "regency": None,
    }
    assert "Belum berdesil" in run("family", "show", card, *register.arguments).out
