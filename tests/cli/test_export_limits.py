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
