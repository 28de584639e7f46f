"""The last deeds by command."""

from __future__ import annotations

from tests.cli.conftest import Register, Run


def test_the_last_deed_is_listed_and_taken_back(run: Run, register: Register) -> None:
    card = register.families[0].card
    empty = run("deed", "undo", *register.arguments, "--json")
    assert (empty.code, empty.error["code"]) == (1, "deed-unknown")
    run("family", "note", card, "--text", "Atap bocor.", *register.arguments)
    (deed,) = run("deed", "list", *register.arguments, "--json").data["deeds"]
    assert (deed["kind"], deed["what"], deed["may_be_undone"]) == ("fact", "note", True)
    undone = run("deed", "undo", "--reason", "salah keluarga", *register.arguments, "--json")
    assert undone.data["undone"]["id"] == deed["id"]
    (fact,) = run("family", "show", card, *register.arguments, "--json").data["local_facts"]
    assert (fact["is_void"], fact["void_reason"]) == (True, "salah keluarga")
    again = run("deed", "undo", deed["id"], *register.arguments, "--json")
    assert (again.code, again.error["facts"]) == (1, {"hindrance": "done-already"})
    shown = run("deed", "list", *register.arguments).out
    assert "Dibatalkan" in shown
    assert deed["id"] in shown
