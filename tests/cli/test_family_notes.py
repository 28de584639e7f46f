"""Notes, contacts, places and the sheet of a family by command."""

from __future__ import annotations

from pathlib import Path

from tests.builders import Family, Member, a_number, a_release
from tests.cli.conftest import Register, Run
from tests.conftest import ADMIN, MakeOffice


def test_a_note_is_written_corrected_and_taken_back(run: Run, register: Register) -> None:
    card = register.families[0].card

    def facts() -> list[dict[str, object]]:
        shown = run("family", "show", card, *register.arguments, "--json")
        found = shown.data["local_facts"]
        assert isinstance(found, list)
        return found

    first = run("family", "note", card, "--text", "Atap bocor", *register.arguments, "--json").data[
        "fact_id"
    ]
    second = run(
        *("family", "note", card, "--text", "Dinding retak", "--corrects", first),
        *register.arguments,
        "--json",
    ).data["fact_id"]
    assert {(one["text"], one["is_void"]) for one in facts()} == {
        ("Atap bocor", True),
        ("Dinding retak", False),
    }
    back = run("family", "take-back", second, "--reason", "keliru", *register.arguments)
    assert back.code == 0
    assert all(one["is_void"] for one in facts())
    again = run("family", "take-back", second, "--reason", "keliru", *register.arguments, "--json")
    assert (again.code, again.error["code"]) == (1, "fact-void-already")


def test_a_contact_and_a_place_are_shown_with_the_family(run: Run, register: Register) -> None:
    card = register.families[0].card
    run(
        "family",
        "contact",
        card,
        "--phone",
        "+62 812 9000 1234",
        "--name",
        "Anak",
        *register.arguments,
    )
    run(
        *("family", "place", card, "--rt", "3", "--coordinates=-6.9712,109.6634"),
        *register.arguments,
    )
    shown = run("family", "show", card, *register.arguments)
    assert "0812 9000 1234" in shown.out
    assert "RT 003 · -6.97120, 109.66340" in shown.out
    wrong = run("family", "contact", card, "--phone", "abc", *register.arguments, "--json")
    assert (wrong.code, wrong.error["code"]) == (1, "phone-invalid")


def test_the_sheet_is_a_pdf_with_a_serial(run: Run, register: Register, tmp_path: Path) -> None:
    out = tmp_path / "lembar.pdf"
    made = run(
        *("family", "sheet", register.families[0].card, "--purpose", "arsip", "--out", str(out)),
        *register.arguments,
        "--json",
    )
    assert made.code == 0
    assert made.data["pages"] == 1
    assert made.data["serial"]
    assert out.read_bytes().startswith(b"%PDF")


def test_indications_are_shown_and_never_say_a_right(run: Run, register: Register) -> None:
    card = register.families[0].card
    shown = run("family", "show", card, *register.arguments, "--json")
    assert all(one["kind"] != "pkh-disability" for one in shown.data["indications"])
    assert "berhak" not in shown.out


def test_a_child_is_only_named_without_a_reason(
    run: Run, tmp_path: Path, make_office: MakeOffice
) -> None:
    office = make_office()
    family = Family(
        a_number(3, sequence=880),
        (
            Member(a_number(sequence=880), "SLAMET"),
            Member(a_number(sequence=881), "BUDI", "2014-05-06", relationship=3),
        ),
    )
    a_release(office, tmp_path, [family])
    folder = office.paths.folder
    office.close()
    who = ("--office", str(folder), "--user", ADMIN)
    for reveal, born in (((), None), (("--reveal", "di loket"), "2014-05-06")):
        shown = run("family", "show", family.card, *who, *reveal, "--json")
        child = shown.data["members"][1]
        assert (child["birth_date"], child["age"]) == (born, 12)
        assert ("id_occupation" in child["hidden"]) is (born is None)
        assert ("2014-05-06" in run("family", "show", family.card, *who, *reveal).out) is bool(born)
