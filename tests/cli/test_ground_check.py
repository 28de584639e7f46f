"""Ground checks by command: a list is printed, results come back, and a proposal follows."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Register, Run


def test_from_the_list_to_the_proposal(run: Run, register: Register, tmp_path: Path) -> None:
    def ask(*words: str) -> dict[str, object]:
        return dict(run("ground-check", *words, *register.arguments, "--json").data)

    assert run("ground-check", "prelist", *register.arguments).code == 2
    places = run("ground-check", "prelist", "--places", *register.arguments, "--json").data
    assert places["places"][0]["rt"] == "001"
    made = ask("prelist", "--purpose", "verifikasi", "--out", str(tmp_path / "daftar.pdf"))
    serial = str(made["serial"])
    assert (tmp_path / "daftar.pdf").read_bytes().startswith(b"%PDF")
    assert made["families"] == len(register.families)

    path = tmp_path / "hasil.csv"
    path.write_text("no,kode,catatan\n1,1,\n2,4,rumah kosong\n99,1,\n", encoding="utf-8")
    options = ("--prelist", serial, "--surveyor", "Budi")
    outcome = ask("record", str(path), *options)
    assert outcome["recorded"] == 2
    assert outcome["refused"] == [{"row": 4, "code": "number-not-on-list"}]
    lists = run("ground-check", "prelists", *register.arguments, "--json").data["prelists"]
    assert [(one["serial"], one["recorded"]) for one in lists] == [(serial, 2)]
    families = run("ground-check", "prelists", serial, *register.arguments, "--json").data
    assert [one["finding"] for one in families["families"]][:2] == ["found", "not-found"]

    missing = ask("list", "--finding", "not-found")["results"]
    assert isinstance(missing, list)
    (result,) = missing
    assert (result["note"], result["on_list"]) == ("rumah kosong", f"{serial}/2")
    opened = ask("propose", result["id"])
    shown = run("proposal", "show", str(opened["id"]), *register.arguments, "--json").data
    assert shown["kind"] == "exclusion"
    again = run(
        *("ground-check", "prelist", "--proposal", str(opened["id"]), "--purpose", "ulang"),
        *("--out", str(tmp_path / "ulang.pdf"), "--codes", "regsosek", *register.arguments),
    )
    assert "1 keluarga" in again.out
    ask("void", result["id"], "--reason", "salah")
    assert ask("forget", serial) == {"serial": serial}
    assert "dibatalkan" in run("ground-check", "list", *register.arguments).out


def test_one_family_without_a_list(run: Run, register: Register) -> None:
    card = register.families[0].card
    words = ("ground-check", "record", "--family", card, "--code", "2", "--surveyor", "Sri")
    kept = run(*words, "--on", "20-11-2026", *register.arguments, "--json")
    assert kept.code == 0
    assert card not in run("ground-check", "list", *register.arguments, "--json").out
    again = run(*words, "--on", "20-11-2026", *register.arguments, "--json")
    assert again.error["code"] == "ground-check-known-already"
    assert run("ground-check", "record", "--code", "1", *register.arguments).code == 2
