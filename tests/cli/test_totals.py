"""Control totals by command."""

from __future__ import annotations

from pathlib import Path

from tests.actions.test_totals import table
from tests.cli.conftest import Register, Run


def test_totals_are_printed_compared_and_written(
    run: Run, register: Register, tmp_path: Path
) -> None:
    plain = run("extract", "totals", "V3 2026", *register.arguments, "--json").data
    assert (plain["families"], plain["persons"], plain["against"]) == (3, 6, None)
    assert plain["rows"][0]["families"]["2"] == 1
    assert plain["rows"][0]["families"]["null"] == 1
    against = table(
        tmp_path,
        ("LANGKAP", "002", (1, 2, 0, 0, 3, 0, 0, 0, 1, 4)),
        ("PROTO", "017", (1, 0, 0, 0, 1, 0, 0, 0, 0, 1)),
    )
    both = ("extract", "totals", "V3 2026", "--against", against, *register.arguments)
    data = run(*both, "--json").data
    assert (data["against_counts"], data["against_total"], data["differing"]) == ("families", 5, 2)
    assert data["rows"][0]["difference"] == {
        **dict.fromkeys(("1", "3", "4", "5", "6", "7-10", "null"), 0),
        **{"2": -1, "1-4": -1, "total": -1},
    }
    assert data["missing_in_release"] == ["Proto"]
    # It is kept with the release: nobody has to give it again.
    text = run("extract", "totals", "V3 2026", *register.arguments).out
    assert "Proto" in text
    assert "1 (−1)" in text
    one = run(
        *("extract", "totals", "V3 2026", "--village", "33.26.13.2004"),
        *(*register.arguments, "--json"),
    ).data
    assert len(one["rows"]) == 1
    out = tmp_path / "jumlah.csv"
    written = run(
        "extract",
        "totals",
        "V3 2026",
        "--out",
        out,
        "--purpose",
        "rapat",
        "--recipient",
        "Bappeda",
        *register.arguments,
        "--json",
    ).data
    assert written["lines"] == len(out.read_text("utf-8").splitlines()) - 2
    unknown = run("extract", "totals", "V9", *register.arguments, "--json")
    assert unknown.error["code"] == "release-unknown"


def test_a_file_that_is_no_table_of_bps_changes_nothing(
    run: Run, register: Register, tmp_path: Path
) -> None:
    odd = tmp_path / "catatan.csv"
    odd.write_text("ini;bukan\n1;2\n", "utf-8")
    said = run(*("extract", "totals", "V3 2026", "--against", odd, *register.arguments, "--json"))
    assert (said.code, said.error["code"]) == (1, "control-file-unknown")
    assert (
        run("extract", "totals", "V3 2026", *register.arguments, "--json").data["against"] is None
    )
