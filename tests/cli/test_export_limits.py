"""``office limits`` by command."""

from __future__ import annotations

from tests.cli.conftest import Register, Run


def test_limits_are_shown_and_lowered(run: Run, register: Register) -> None:
    shown = run("office", "limits", *register.arguments, "--json").data["limits"]
    assert {line["role"] for line in shown} >= {"operator", "verifier"}
    lowered = run(
        *("office", "limits", "--role", "operator", "--names", 10, *register.arguments, "--json")
    ).data["limits"]
    assert next(one for one in lowered if one["role"] == "operator")["names"] == 10
    assert "10" in run("office", "limits", *register.arguments).out
    assert run("office", "limits", "--names", "-1", *register.arguments).code == 2


def test_the_passphrase_is_asked_for_again_above_so_many_rows(run: Run, register: Register) -> None:
    assert run("office", "limits", *register.arguments, "--json").data["passphrase_above"] == 100
    told = run("office", "limits", "--passphrase-above", 5, *register.arguments)
    assert "5 baris" in told.out
    refused = run("office", "limits", "--passphrase-above", 9999, *register.arguments, "--json")
    assert refused.error["code"] == "proof-rows-invalid"
