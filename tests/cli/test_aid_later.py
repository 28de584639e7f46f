"""What happens to a record of help later, by command."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Register, Run


def recorded(run: Run, register: Register, *more: str) -> str:
    """The id of one record that the village has decreed."""
    done = run(
        *("intervention", "record", "--family", register.families[1].card),
        *("--programme", "BLT-DD", "--period", "2026-08", "--on", "2026-08-20"),
        *("--amount", "300000", "--status", "decreed", *more),
        *register.arguments,
        "--json",
    )
    (own_id,) = done.data["ids"]
    return str(own_id)


def test_steps_an_undo_and_a_correction_end_in_what_show_tells(
    run: Run, register: Register
) -> None:
    own_id = recorded(run, register)

    def step(*arguments: str) -> dict[str, object]:
        done = run("intervention", "step", own_id, *arguments, *register.arguments, "--json")
        assert done.code == 0
        return done.data

    assert step("--to", "disbursed", "--on", "2026-08-21") == {"state": "disbursed"}
    signed = ("--signer", "SITI", "--relation", "istri")
    assert step("--to", "received", "--on", "2026-08-22", *signed) == {"state": "received"}
    assert step("--undo", "--note", "salah orang") == {"state": "disbursed"}
    correct = run(
        *("intervention", "correct", own_id, "--amount", "250.000", "--reason", "salah ketik"),
        *register.arguments,
        "--json",
    )
    assert correct.data == {"corrected": own_id, "amount": 250_000}
    shown = run("intervention", "show", own_id, *register.arguments, "--json").data
    assert (shown["status"], shown["amount"], shown["given"]) == ("disbursed", 250_000, 250_000)
    assert shown["next"] == ["received", "failed"]
    assert [one["to"] for one in shown["steps"]].count("disbursed") == 2
    told = run("intervention", "show", own_id, *register.arguments).out
    assert "Dibetulkan: Rp250.000" in told
    assert "SITI (istri)" in told


def test_a_step_that_skips_a_state_says_which_may_follow(run: Run, register: Register) -> None:
    own_id = recorded(run, register)
    refused = run("intervention", "step", own_id, "--to", "received", *register.arguments, "--json")
    assert (refused.code, refused.error["code"]) == (1, "intervention-step-refused")
    assert refused.error["facts"]["choices"] == "disbursed, rejected, ended"
    for wrong in ((), ("--to", "disbursed", "--undo")):
        assert run("intervention", "step", own_id, *wrong, *register.arguments).code == 2


def test_a_list_steps_together_and_is_taken_back_together(
    run: Run, register: Register, tmp_path: Path
) -> None:
    path = tmp_path / "daftar.csv"
    path.write_text("kk\n" + "\n".join(one.card for one in register.families), "utf-8")
    done = run(
        *("intervention", "record", path, "--programme", "BLT-DD", "--period", "2026-08"),
        *("--on", "2026-08-20", "--amount", "300000", "--status", "decreed", "--reason", "musdes"),
        *register.arguments,
        "--json",
    ).data
    assert len(done["ids"]) == len(register.families)
    taken = run(
        *("intervention", "step", *done["ids"], "nobody", "--to", "disbursed"),
        *register.arguments,
        "--json",
    ).data
    assert (taken["stepped"], taken["left"]) == (len(done["ids"]), 0)
    assert [one["code"] for one in taken["refused"]] == ["intervention-unknown"]
    (known,) = run("intervention", "lists", *register.arguments, "--json").data["lists"]
    assert (known["id"], known["records"]) == (done["list"], len(done["ids"]))
    narrowed = run(
        *("intervention", "list", "--of-list", known["id"], "--status", "disbursed"),
        *register.arguments,
        "--json",
    ).data
    assert narrowed["totals"]["rupiah"] == 300_000 * len(done["ids"])
    void = run(
        *("intervention", "void", "--list", known["id"], "--reason", "salah berkas"),
        *register.arguments,
        "--json",
    )
    assert void.data == {"voided": len(done["ids"])}
    assert run("intervention", "void", "--reason", "x", *register.arguments).code == 2
