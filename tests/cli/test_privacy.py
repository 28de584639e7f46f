"""The papers, the incident sheet and the record of processing by command."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import ERRAND, Register, Run


def test_a_paper_is_written_as_a_pdf(register: Register, run: Run, tmp_path: Path) -> None:
    names = [
        one["name"]
        for one in run("privacy", "papers", *register.arguments, "--json").data["papers"]
    ]
    assert "breach" in names
    target = tmp_path / "runbook.pdf"
    ran = run("privacy", "paper", "breach", "--out", str(target), *register.arguments, "--json")
    assert ran.code == 0
    assert target.read_bytes().startswith(b"%PDF")
    assert run("privacy", "paper", "x", "--out", str(target), *register.arguments).code == 1


def test_the_incident_sheet_counts_first_and_is_written_with_a_reason(
    register: Register, run: Run, tmp_path: Path
) -> None:
    data = run("privacy", "incident", *register.arguments, "--json").data
    assert (data["families"], data["wrong_passphrases"]) == (len(register.families), 0)
    target = tmp_path / "insiden.pdf"
    assert run("privacy", "incident", "--out", str(target), *register.arguments).code == 1
    assert not target.exists()
    ran = run(
        "privacy", "incident", "--reason", "stik hilang", "--out", str(target),
        *register.arguments, "--json",
    )  # fmt: skip
    assert ran.data["serial"]
    assert target.read_bytes().startswith(b"%PDF")
    assert run("privacy", "incident", "--reason", "x y z", *register.arguments).code == 2


def test_the_record_of_processing_is_shown_and_written(
    register: Register, run: Run, tmp_path: Path
) -> None:
    shown = run("audit", "ropa", *register.arguments, "--json").data
    assert "keep" in [one["activity"] for one in shown["activities"]]
    target = tmp_path / "ropa.xlsx"
    ran = run("audit", "ropa", "--out", str(target), *ERRAND, *register.arguments, "--json")
    assert ran.code == 0
    assert target.stat().st_size


def test_a_person_gets_what_is_held_about_them(
    register: Register, run: Run, tmp_path: Path
) -> None:
    nik, target = register.families[0].head.nik, tmp_path / "data.pdf"
    asked = ("privacy", "subject", nik, "--out", str(target))
    assert run(*asked, *register.arguments).code == 2
    ran = run(*asked, "--checked", "datang sendiri, KTP dilihat", *register.arguments, "--json")
    assert ran.data["serial"]
    assert target.read_bytes().startswith(b"%PDF")
    assert nik not in ran.out


def test_times_of_keeping_are_shown_set_and_what_is_due_is_erased(
    register: Register, run: Run
) -> None:
    def kept(*more: str) -> dict[str, object]:
        data = run("privacy", "keeping", *more, *register.arguments, "--json").data
        return {one["kind"]: one["keep"] for one in data["keeping"]}

    assert kept()["letter-pages"] is None
    assert kept("drafts", "30")["drafts"] == 30
    assert kept("releases", "ever")["releases"] is None
    assert run("privacy", "keeping", "drafts", "x", *register.arguments).code == 2
    assert run("privacy", "keeping", "drafts", "1", *register.arguments).code == 1
    copy = register.folder / "backups" / "before-0018-20200101-101500.db"
    copy.parent.mkdir(exist_ok=True)
    copy.write_bytes(b"x" * 100)
    shown = run("privacy", "erase", *register.arguments, "--json").data
    assert ([one["kind"] for one in shown["due"]], shown["erased"]) == (["upgrade-copies"], {})
    assert copy.exists()
    assert run("privacy", "erase", "everything", *register.arguments).code == 2
    ran = run(
        "privacy", "erase", "upgrade-copies", "--reason", "habis masanya",
        *register.arguments, "--json",
    )  # fmt: skip
    assert ran.data["erased"] == {"upgrade-copies": 1}
    assert not copy.exists()
