"""Programmes and interventions by command."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Ran, Register, Run


def record(run: Run, register: Register, *arguments: str | Path) -> Ran:
    """One ``intervention record``."""
    return run("intervention", "record", *arguments, *register.arguments, "--json")


def blt(card: str, period: str = "2026-07") -> tuple[str, ...]:
    """The arguments of one monthly payment."""
    return (
        *("--family", card, "--programme", "blt-dd", "--period", period),
        *("--amount", "Rp 300.000", "--on", "2026-07-20"),
    )


def test_the_catalogue_is_listed_and_shown(run: Run, register: Register) -> None:
    listed = run("programme", "list", *register.arguments, "--json").data["programmes"]
    assert {"PKH", "SEMBAKO", "BLT-DD"} <= {one["code"] for one in listed}
    shown = run("programme", "show", "pkh", *register.arguments, "--json").data
    assert shown["code"] == "PKH"
    assert shown["versions"][0]["valid_from"] == "2025-01-01"
    assert "Program Keluarga Harapan" in run("programme", "show", "PKH", *register.arguments).out
    unknown = run("programme", "show", "NOPE", *register.arguments, "--json")
    assert unknown.error["code"] == "programme-unknown"


def test_one_intervention_is_recorded_and_stands_on_the_family(
    run: Run, register: Register
) -> None:
    family = register.families[1]
    done = record(run, register, *blt(family.card))
    assert done.code == 0
    assert (done.data["recorded"], done.data["refused"]) == (1, [])
    shown = run("family", "show", family.card, *register.arguments, "--json").data
    (line,) = shown["interventions"]
    assert line["id"] == done.data["ids"][0]
    assert (line["programme"], line["amount"], line["decile"]) == ("BLT-DD", 300_000, 1)
    assert line["given_on"] == "2026-07-20"
    assert run("office", "info", *register.arguments, "--json").data["ops_unconfirmed"] == 1


def test_a_person_is_named_by_nik_or_id(run: Run, register: Register) -> None:
    family = register.families[0]
    aid = ("--programme", "PBI-JK", "--period", "2026-07", "--on", "2026-07-20")
    by_nik = record(run, register, "--person", family.members[2].nik, *aid)
    assert by_nik.code == 0, by_nik.out
    (line,) = run("intervention", "list", *register.arguments, "--json").data["interventions"]
    assert (line["subject"], line["name"]) == ("person", "BUDI RAHARJO")
    other = run("search", "siti aminah", *register.arguments, "--json").data["hits"][0]
    assert record(run, register, "--person", other["person_id"], *aid).code == 0
    family_only = record(run, register, "--family", family.card, *aid)
    assert family_only.error["code"] == "programme-wants-person"


def test_a_repeated_payment_needs_a_reason(run: Run, register: Register) -> None:
    card = register.families[1].card
    record(run, register, *blt(card))
    again = record(run, register, *blt(card))
    assert (again.code, again.error["code"]) == (1, "reason-needed")
    assert again.error["facts"]["warning"] == "double-benefit"
    with_reason = record(run, register, *blt(card), "--reason", "pembayaran susulan")
    assert with_reason.code == 0
    assert "double-benefit" in {warning["code"] for warning in with_reason.data["warnings"]}


def test_faults_of_one_record_are_refused_with_their_code(run: Run, register: Register) -> None:
    card = register.families[1].card
    for change, code in [
        (("--on", "2999-01-01"), "date-in-future"),
        (("--period", "triwulan 1"), "period-invalid"),
        (("--amount", "1,5"), "amount-invalid"),
        (("--programme", "NOPE"), "programme-unknown"),
        (("--family", "3326130301809999"), "subject-unknown"),
        (("--on", "kemarin"), "date-invalid"),
    ]:
        refused = record(run, register, *blt(card), *change)
        assert (refused.code, refused.error["code"]) == (1, code)
    assert record(run, register, "--family", card).code == 2
    assert record(run, register).code == 2


def test_every_row_of_a_list_has_its_own_result(
    run: Run, register: Register, tmp_path: Path
) -> None:
    first, second, third = register.families
    rows = tmp_path / "salur.csv"
    rows.write_text(
        "No KK;NIK;Program;Periode;Tanggal;Jumlah;Sumber Dana\n"
        f"{first.card};;BLT-DD;2026-07;20-07-2026;300.000;village-fund\n"
        f";{second.head.nik};BLT-DD;2026-07;20/07/2026;300000;\n"
        ";;;;;;\n"
        f"{third.card};;NOPE;2026-07;2026-07-20;300000;\n"
        f"3326130301809999;;BLT-DD;2026-07;2026-07-20;300000;\n"
        f"{third.card};;BLT-DD;2026-07;2026-07-20;300000;dompet sendiri\n"
        f";;BLT-DD;2026-07;2026-07-20;300000;\n",
        encoding="cp1252",
    )
    done = record(run, register, rows)
    assert done.code == 0
    assert done.data["recorded"] == 2
    assert [(line["row"], line["code"]) for line in done.data["refused"]] == [
        (5, "programme-unknown"),
        (6, "subject-unknown"),
        (7, "choice-unknown"),
        (8, "subject-missing"),
    ]
    assert all(line["message"] for line in done.data["refused"])
    listed = run("intervention", "list", *register.arguments, "--json").data["interventions"]
    assert {line["name"] for line in listed} == {"SLAMET RAHARJO", "KASMIRAH"}


def test_a_list_of_which_nothing_is_recorded_ends_with_1(
    run: Run, register: Register, tmp_path: Path
) -> None:
    rows = tmp_path / "salur.csv"
    rows.write_text("kk,program,periode\n3326130301809999,PKH,2026\n", encoding="utf-8")
    done = record(run, register, rows, "--on", "2026-07-20")
    assert (done.code, done.data["recorded"], len(done.data["refused"])) == (1, 0, 1)
    rows.write_text("", encoding="utf-8")
    assert record(run, register, rows).error["code"] == "extract-empty"
    assert record(run, register, tmp_path / "tidak-ada.csv").code == 3


def test_what_a_row_leaves_empty_is_taken_from_the_options(
    run: Run, register: Register, tmp_path: Path
) -> None:
    rows = tmp_path / "salur.csv"
    rows.write_text(
        "kk\n" + "".join(f"{family.card}\n" for family in register.families[:2]), encoding="utf-8"
    )
    aid = ("--programme", "BLT-DD", "--period", "2026-07", "--on", "2026-07-20")
    assert record(run, register, rows, *aid).data["recorded"] == 2


def test_a_void_record_stays_readable(run: Run, register: Register) -> None:
    done = record(run, register, *blt(register.families[1].card)).data
    (intervention_id,) = done["ids"]
    void = ("intervention", "void", intervention_id, "--reason", "salah keluarga")
    assert run(*void, *register.arguments, "--json").data == {"voided": intervention_id}
    (line,) = run("intervention", "list", *register.arguments, "--json").data["interventions"]
    assert (line["is_void"], line["void_reason"]) == (True, "salah keluarga")
    again = run(*void, *register.arguments, "--json")
    assert again.error["code"] == "intervention-void-already"


def test_a_list_of_interventions_is_masked_and_narrowed(run: Run, register: Register) -> None:
    record(run, register, *blt(register.families[1].card))
    listed = run("intervention", "list", *register.arguments, "--json")
    assert register.families[1].card not in listed.out
    assert register.families[1].card not in run("intervention", "list", *register.arguments).out
    whole = run("intervention", "list", "--reveal", "SPJ", *register.arguments, "--json").data
    assert whole["interventions"][0]["family_card_no"] == register.families[1].card
    pkh = run("intervention", "list", "--programme", "PKH", *register.arguments, "--json").data
    assert pkh["interventions"] == []


def test_one_that_is_only_looked_at_is_not_recorded(run: Run, register: Register) -> None:
    one = ("--family", register.families[0].card, "--programme", "blt-dd", "--period", "2026-07")
    on = ("--on", "2026-07-20", *register.arguments, "--json")
    looked = run("intervention", "record", *one, *on, "--preview")
    assert [line["state"] for line in looked.data["rows"]] == ["ready"]
    assert run("intervention", "list", *register.arguments, "--json").data["interventions"] == []
    assert run("intervention", "record", *one, *on).data["recorded"] == 1
    assert run("intervention", "record", *one, *on, "--preview").data["counts"]["already"] == 1


def test_a_list_is_looked_at_recorded_and_taken_back(
    run: Run, register: Register, tmp_path: Path
) -> None:
    first, second, _ = register.families
    rows = tmp_path / "salur.csv"
    rows.write_text(f"kk\n{first.card}\n{second.card}\n{first.card}\n3326130301809999\n", "utf-8")
    aid = ("--programme", "blt-dd", "--period", "2026-07", "--on", "2026-07-20")
    looked = record(run, register, rows, *aid, "--preview")
    assert looked.code == 0
    assert [line["row"] for line in looked.data["rows"]] == [2, 3, 4, 5]
    assert [line["state"] for line in looked.data["rows"]][2:] == ["already", "not-found"]
    assert looked.data["counts"]["not-found"] == 1
    assert run("intervention", "list", *register.arguments, "--json").data["interventions"] == []
    done = record(run, register, rows, *aid, "--reason", "musdes")
    assert (done.data["recorded"], done.data["left"]) == (2, 0)
    assert [(line["row"], line["code"]) for line in done.data["refused"]] == [
        (4, "own-reason-needed"),
        (5, "subject-unknown"),
    ]
    back = run(
        *("intervention", "void", *done.data["ids"], "--reason", "salah daftar"),
        *(*register.arguments, "--json"),
    )
    assert back.data == {"voided": 2}


def test_the_list_is_written_as_a_workbook_with_its_purpose(
    run: Run, register: Register, tmp_path: Path
) -> None:
    record(run, register, *blt(register.families[1].card))
    target = tmp_path / "intervensi.xlsx"
    export = ("intervention", "export", "--out", target)
    refused = run(*export, *register.arguments, "--json")
    assert (refused.code, refused.error["code"]) == (1, "reason-missing")
    assert not target.exists()
    done = run(
        *export, "--purpose", "rapat", "--recipient", "Bappeda", *register.arguments, "--json"
    )
    assert (done.code, done.data["rows"]) == (0, 1)
    assert target.read_bytes().startswith(b"PK")


def test_an_institution_and_somebody_outside_dtsen_are_recorded(
    run: Run, register: Register, tmp_path: Path
) -> None:
    common = ("--programme", "KAJEN-TAQWA", "--period", "2026-07", "--on", "2026-07-20")
    masjid = ("--recipient", "institution", "--name", "Masjid Al Contoh")
    place = ("--village", "33.26.13.2004", "--responsible", "H. Contoh", "--asnaf", "fisabilillah")
    assert record(run, register, *masjid, *place, *common).code == 0
    (line,) = run("intervention", "list", *register.arguments, "--json").data["interventions"]
    assert (line["subject"], line["in_dtsen"], line["name"]) == (
        "institution",
        False,
        "Masjid Al Contoh",
    )
    assert (line["responsible"], line["asnaf"], line["decile"]) == (
        "H. Contoh",
        "fisabilillah",
        None,
    )
    nowhere = record(run, register, *masjid, *common)
    assert nowhere.error["code"] == "village-not-ours"
    # A number that nobody has is a mistake, unless the recipient is said to be outside DTSEN.
    unknown = ("--person", "3326130201809998", "--name", "MBAH KARTO", "--village", "33.26.13.2004")
    assert record(run, register, *unknown, *common).error["code"] == "subject-unknown"
    outside = record(run, register, *unknown, "--recipient", "person", *common)
    assert (outside.code, [one["code"] for one in outside.data["warnings"]]) == (
        0,
        ["not-in-release"],
    )
    path = tmp_path / "baznas.csv"
    path.write_text("nik,nama,desa\n3326130201809997,MBOK DARMI,33.26.13.2004\n", "utf-8")
    without = record(run, register, path, *common)
    assert (without.data["recorded"], without.data["refused"][0]["code"]) == (0, "subject-unknown")
    assert record(run, register, path, *common, "--outsiders").data["recorded"] == 1
