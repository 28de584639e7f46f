"""Evidence by command: attached, listed, saved, withdrawn."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Register, Run
from tests.evidence.files import HEIC, a_pdf, a_photo


def a_note(run: Run, register: Register) -> str:
    card = register.families[0].card
    made = run("family", "note", card, "--text", "Atap bocor", *register.arguments, "--json")
    return str(made.data["fact_id"])


def test_evidence_is_attached_listed_saved_and_withdrawn(
    run: Run, register: Register, tmp_path: Path
) -> None:
    photo, paper = tmp_path / "IMG_1.jpg", tmp_path / "surat.pdf"
    photo.write_bytes(a_photo())
    paper.write_bytes(a_pdf())
    note = a_note(run, register)
    attached = run(
        *("evidence", "attach", note, photo, paper, "--kind", "photo-front", "--note", "Rusak"),
        *register.arguments,
        "--json",
    )
    assert attached.code == 0
    first, second = attached.data["evidence_ids"]
    listed = run("evidence", "list", note, *register.arguments, "--json").data["evidence"]
    assert {(one["evidence_id"], one["media"], one["note"]) for one in listed} == {
        (first, "image/jpeg", "Rusak"),
        (second, "application/pdf", "Rusak"),
    }
    shown = run("evidence", "show", first, *register.arguments)
    assert listed[0]["digest"] in shown.out or listed[1]["digest"] in shown.out
    out = tmp_path / "keluar.jpg"
    saved = run(
        *(
            "evidence",
            "save",
            first,
            "--out",
            out,
            "--purpose",
            "laporan",
            "--recipient",
            "Bappeda",
            *register.arguments,
        )
    )
    assert saved.code == 0
    assert out.read_bytes().startswith(b"\xff\xd8\xff")
    back = run("evidence", "withdraw", second, "--reason", "salah", *register.arguments)
    assert back.code == 0
    text = run("evidence", "list", note, *register.arguments).out
    assert "Ditarik sejak" in text
    assert "Foto rumah tampak depan" in text


def test_what_cannot_be_attached_says_why_in_words(
    run: Run, register: Register, tmp_path: Path
) -> None:
    phone = tmp_path / "IMG_2.HEIC"
    phone.write_bytes(HEIC)
    note = a_note(run, register)
    refused = run(
        *("evidence", "attach", note, phone, "--kind", "photo", *register.arguments, "--json")
    )
    assert (refused.code, refused.error["code"]) == (1, "evidence-heic")
    assert "IMG_2.HEIC" in refused.error["message"]
    assert "aman" in refused.error["message"]
    nowhere = run(
        *("evidence", "attach", "tidak-ada", phone, "--kind", "photo"),
        *register.arguments,
        "--json",
    )
    assert nowhere.error["code"] == "evidence-record-unknown"
    assert run("evidence", "list", note, *register.arguments, "--json").data == {"evidence": []}


def test_files_that_belong_to_nothing_are_counted(run: Run, register: Register) -> None:
    unused = run("evidence", "unused", "--remove", *register.arguments, "--json")
    assert unused.data == {"unused": [], "bytes": 0, "removed": 0}
