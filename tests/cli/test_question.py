"""Questions by command: what can be asked, kept by name, answered, given out, taken back."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Register, Run

BY_DESA = {
    "version": 1,
    "unit": "family",
    "filters": [{"field": "family.size", "operator": "at-least", "values": [1]}],
    "groups": ["family.village", "family.decile"],
}


def a_file(folder: Path, data: object = BY_DESA) -> str:
    path = folder / "tanya.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return str(path)


def test_a_question_is_kept_answered_renamed_deleted_and_brought_back(
    run: Run, register: Register, tmp_path: Path
) -> None:
    more = (*register.arguments, "--json")
    kept = run("question", "save", a_file(tmp_path), "--name", "Per desa", *more).data
    assert kept["code"].startswith("T-")
    listed = run("question", "list", *more).data
    assert [one["name"] for one in listed["questions"]] == ["Per desa"]
    assert len(listed["ready"]) == 5
    answer = run("question", "run", "per desa", *more).data
    assert answer["totals"]["families_all"] == len(register.families)
    assert answer == run("question", "run", "--file", a_file(tmp_path), *more).data | {
        "report": kept["code"]
    }
    people = run("report", "who", kept["code"], "--column", "families_all", *more).data["people"]
    assert len(people) == len(register.families)
    taken = run("question", "save", a_file(tmp_path), "--name", "Per desa", *more)
    assert (taken.code, taken.error["code"]) == (1, "question-name-taken")
    run("question", "save", a_file(tmp_path), "--name", "Per desa", "--replace", *more)
    run("question", "rename", "Per desa", "Menurut desa", *more)
    shown = run("question", "show", "Menurut desa", *more).data
    assert shown["question"]["groups"] == BY_DESA["groups"]
    assert [one["name"] for one in shown["history"]] == ["Per desa", "Per desa", "Menurut desa"]
    gone = run("question", "delete", kept["code"], *more).data
    assert run("question", "run", "Menurut desa", *more).error["code"] == "question-unknown"
    run("question", "restore", gone["id"], *more)
    assert "Menurut desa" in run("question", "list", *register.arguments).out


def test_an_answer_is_printed_as_a_table_and_leaves_through_the_door(
    run: Run, register: Register, tmp_path: Path
) -> None:
    file, target = a_file(tmp_path), tmp_path / "jawaban.csv"
    said = run("question", "run", "--file", file, *register.arguments).out
    assert "Banyak keluarga per Desa/kelurahan × Desil" in said
    assert "Jumlah kendali cocok" in said
    given = ("--out", str(target), "--format", "csv", "--purpose", "rakor", "--recipient", "TKPK")
    made = run("question", "run", "--file", file, *given, *register.arguments, "--json").data
    assert made["totals"]["families_all"] == len(register.families)
    first = target.read_text("utf-8").splitlines()[0]
    assert "rakor" in first
    assert "TKPK" in first


def test_what_can_be_asked_is_listed_and_anything_else_is_refused_by_name(
    run: Run, register: Register, tmp_path: Path
) -> None:
    more = (*register.arguments, "--json")
    fields = {one["name"]: one for one in run("question", "fields", *more).data["fields"]}
    assert fields["family.decile"]["operators"][0] == "is"
    assert fields["family.floor_type"]["values"]["8"] == "Tanah"
    assert fields["person.depression"]["is_sensitive"]
    wrong = {**BY_DESA, "groups": ["family.nama"]}
    refused = run("question", "run", "--file", a_file(tmp_path, wrong), *more)
    assert (refused.code, refused.error["code"]) == (1, "question-field-unknown")
    assert refused.error["facts"]["name"] == "family.nama"
    (tmp_path / "tanya.json").write_bytes(b"\xff\xfe")
    refused = run("question", "run", "--file", str(tmp_path / "tanya.json"), *more)
    assert refused.error["code"] == "question-faulty"
    assert run("question", "run", *more).code == 2
