"""Letters by command: made, numbered, registered, printed again."""

from __future__ import annotations

from pathlib import Path

import pypdf

from tests.cli.conftest import Ran, Register, Run

TYPED = ("--set", "addressee=Kepala SMK Contoh", "--set", "purpose=beasiswa")


def make(run: Run, register: Register, *arguments: str | Path) -> Ran:
    """One ``letter make pengantar``."""
    return run("letter", "make", "pengantar", *arguments, *register.arguments, "--json")


def test_kinds_are_listed_with_what_has_to_be_typed(run: Run, register: Register) -> None:
    kinds = run("letter", "kinds", *register.arguments, "--json").data["kinds"]
    fields = {
        field["name"]: field
        for kind in kinds
        if kind["kind"] == "pengantar"
        for field in kind["fields"]
    }
    assert fields["purpose"]["is_required"] is True
    assert fields["purpose"]["source"] == "typed"
    assert "Surat Pengantar" in run("letter", "kinds", *register.arguments).out


def test_a_letter_is_a_pdf_whose_name_says_nothing_about_a_person(
    run: Run, register: Register, tmp_path: Path
) -> None:
    family = register.families[0]
    dated = ("--dated", "2026-08-01", "--family", family.card, "--out", tmp_path / "surat")
    done = make(run, register, *dated, *TYPED)
    assert done.code == 0
    assert {"made", "failed", "files", "pages", "seconds"} <= set(done.data)
    (path,) = map(Path, done.data["files"])
    assert path == Path(done.data["file"])
    assert path.name == "surat-pengantar-400-10-2-0001-13-VIII-2026.pdf"
    text = pypdf.PdfReader(path).pages[0].extract_text()
    assert "SLAMET RAHARJO" in text
    assert "Kepala SMK Contoh" in text
    register_lines = run("letter", "register", *register.arguments, "--json").data["letters"]
    assert [line["number"] for line in register_lines] == ["400.10.2/0001/13/VIII/2026"]
    shown = run("family", "show", family.card, *register.arguments, "--json").data
    assert [line["kind"] for line in shown["letters"]] == ["pengantar"]


def test_a_letter_about_a_member_and_with_a_number_from_the_paper_book(
    run: Run, register: Register, tmp_path: Path
) -> None:
    member = register.families[0].members[2]
    arguments = ("--person", member.nik, "--number", "12a", "--dated", "2026-08-01")
    done = make(run, register, *arguments, *TYPED, "--out", tmp_path, "--paper", "a4").data
    assert done["letters"][0]["number"] == "400.10.2/0012a/13/VIII/2026"
    assert "BUDI RAHARJO" in pypdf.PdfReader(done["file"]).pages[0].extract_text()
    again = make(run, register, *arguments, *TYPED, "--out", tmp_path)
    assert again.error["code"] == "letter-number-taken"


def test_what_keeps_a_letter_from_being_made(run: Run, register: Register, tmp_path: Path) -> None:
    card, out = register.families[0].card, ("--out", tmp_path / "surat")
    incomplete = make(run, register, "--family", card, *out)
    assert incomplete.error["code"] == "letter-field-missing"
    unknown = run(
        *("letter", "make", "puisi", "--family", card, *out, *register.arguments, "--json")
    )
    assert unknown.error["code"] == "letter-kind-unknown"
    assert make(run, register, *out).code == 2
    assert make(run, register, "--family", card, "--set", "purpose", *out).code == 2
    assert run("letter", "register", *register.arguments, "--json").data["letters"] == []


def test_every_row_of_a_list_becomes_a_letter_or_says_why_not(
    run: Run, register: Register, tmp_path: Path
) -> None:
    first, second, _ = register.families
    rows = tmp_path / "daftar.csv"
    rows.write_text(
        "kk,purpose\n" + f"{first.card},beasiswa\n3326130301809999,x\n{second.card},\n",
        encoding="utf-8",
    )
    typed = ("--set", "addressee=Kepala SMK Contoh", "--dated", "2026-08-01")
    done = make(run, register, "--for", rows, *typed, "--out", tmp_path / "surat")
    assert (done.code, done.data["made"]) == (0, 1)
    assert [(line["row"], line["code"]) for line in done.data["failed"]] == [
        (3, "subject-unknown"),
        (4, "letter-field-missing"),
    ]
    assert [path.name for path in (tmp_path / "surat").iterdir()] == [
        Path(done.data["files"][0]).name
    ]


def test_many_letters_go_into_one_file(run: Run, register: Register, tmp_path: Path) -> None:
    rows = tmp_path / "daftar.csv"
    rows.write_text(
        "kk\n" + "".join(f"{family.card}\n" for family in register.families), encoding="utf-8"
    )
    arguments = ("--for", rows, *TYPED, "--dated", "2026-08-01", "--one-file")
    done = make(run, register, *arguments, "--out", tmp_path / "surat").data
    assert (done["made"], done["pages"], len(done["files"])) == (3, 3, 1)
    pages = pypdf.PdfReader(done["file"]).pages
    assert len(pages) == 3
    for family, page in zip(register.families, pages, strict=True):
        assert family.head.name in page.extract_text()


def test_a_letter_is_printed_again_byte_for_byte(
    run: Run, register: Register, tmp_path: Path
) -> None:
    arguments = ("--family", register.families[0].card, *TYPED, "--dated", "2026-08-01")
    done = make(run, register, *arguments, "--out", tmp_path / "satu").data
    number = done["letters"][0]["number"]
    again = ("letter", "reprint", number, "--out", tmp_path / "dua", *register.arguments)
    reprinted = run(*again, "--reason", "tertumpah kopi", "--json").data
    assert Path(reprinted["file"]).read_bytes() == Path(done["file"]).read_bytes()
    assert run(*again).code == 2
    unknown = run(
        *("letter", "reprint", "400/9999", "--reason", "x", "--out", tmp_path),
        *(*register.arguments, "--json"),
    )
    assert unknown.error["code"] == "letter-unknown"


def test_the_number_book_is_shown_taken_and_given_to_nobody_unknown(
    run: Run, register: Register
) -> None:
    asked = run("letter", "number-book", *register.arguments, "--json").data
    assert (asked["holder"], asked["here"], asked["others"]) == ("", True, [])
    unsaid = run("letter", "number-book", "--take", *register.arguments, "--json")
    assert unsaid.error["code"] == "reason-missing"
    unknown = run("letter", "number-book", "--to", "ab12", *register.arguments, "--json")
    assert unknown.error["code"] == "device-unknown"
    reason = ("--take", "--reason", "PC lama rusak")
    taken = run("letter", "number-book", *reason, *register.arguments, "--json").data
    assert taken["holder"] == taken["own"]
    assert "PC lama rusak" in run("letter", "number-book", *register.arguments).out


def test_a_letter_that_came_is_written_down_and_found(run: Run, register: Register) -> None:
    said = ("--sender", "BAZNAS", "--subject", "Undangan rapat", "--number", "12/BAZ")
    made = run("letter", "receive", *said, *register.arguments, "--json").data
    anew = ("--id", made["id"], "--disposition", "Kasi Kesra")
    assert run("letter", "receive", *said, *anew, *register.arguments, "--json").code == 0
    found = run("letter", "received", "--find", "rapat", *register.arguments, "--json").data
    assert [(one["id"], one["disposition"]) for one in found["letters"]] == [
        (made["id"], "Kasi Kesra")
    ]
    assert "BAZNAS" in run("letter", "received", *register.arguments).out
