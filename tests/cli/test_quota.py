"""Quotas by command."""

from __future__ import annotations

from tests.cli.conftest import Register, Run


def test_a_quota_is_allotted_looked_at_and_lifted(run: Run, register: Register) -> None:
    allot = ("quota", "set", "--programme", "blt-dd", "--period", "2026", "--recipients", "1")
    done = run(*allot, "--rupiah", "600.000", *register.arguments, "--json")
    assert done.data["recipients_left"] == 1
    assert done.data["rupiah_left"] == 600_000
    run(
        *("intervention", "record", "--family", register.families[1].card),
        *("--programme", "BLT-DD", "--period", "2026-08", "--on", "2026-08-20"),
        *("--amount", "300000", "--status", "decreed"),
        *register.arguments,
    )
    (quota,) = run("quota", "list", *register.arguments, "--json").data["quotas"]
    assert (quota["recipients_used"], quota["rupiah_left"], quota["is_over"]) == (1, 300_000, False)
    assert "Rp300.000" in run("quota", "list", *register.arguments).out
    lifted = run(*allot[:6], *register.arguments)
    assert "dicabut" in lifted.out
    assert run("quota", "list", *register.arguments, "--json").data["quotas"] == []
    refused = run(*allot, "--region", "33.26.12", *register.arguments, "--json")
    assert (refused.code, refused.error["code"]) == (1, "region-outside")
