"""Every file that leaves says where it comes from, and each role takes along only so much."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop_app.actions.audit import audit_lines
from desktop_app.actions.comparison import export_changes
from desktop_app.actions.extracts import say_bast
from desktop_app.actions.giving_out import export_caps_of, leaving, lower_export_cap
from desktop_app.actions.intervention_export import export_interventions
from desktop_app.actions.list_export import export_list
from desktop_app.actions.office import Office
from desktop_app.domain.bast import BastKind
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.giving_out import ALL, EXPORT_CAPS, Errand, ExportCap, Holding
from desktop_app.domain.roles import Role
from desktop_app.errors import Code, UserError
from desktop_app.progress import Progress
from desktop_app.words.messages import sentence_for
from tests.builders import a_family, a_release

ERRAND = Errand(" rapat  koordinasi ", " Bappeda ")


def as_role(office: Office, role: Role) -> None:
    office.account = replace(office.account, role=role)


def write(office: Office, target: Path, rows: int, errand: Errand = ERRAND) -> int:
    return export_list(
        office,
        target,
        listed="people",
        title="Orang",
        headings=["Nama", "Desa"],
        rows=[["SITI", "Pekajangan"]] * rows,
        errand=errand,
    ).value


def test_nothing_leaves_without_a_recipient(office: Office, tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        write(office, tmp_path / "x.xlsx", 1, Errand("rapat", "  "))
    assert caught.value.code is Code.RECIPIENT_MISSING
    assert not list(tmp_path.glob("*.xlsx"))


def test_the_audit_knows_what_left_for_whom_and_under_which_serial(
    office: Office, tmp_path: Path
) -> None:
    write(office, tmp_path / "x.xlsx", 3)
    facts = audit_lines(office)[0].facts
    assert {name: facts[name] for name in ("purpose", "recipient", "rows", "columns", "holds")} == {
        "purpose": "rapat koordinasi",
        "recipient": "Bappeda",
        "rows": 3,
        "columns": 2,
        "holds": "names",
    }
    assert len(str(facts["serial"])) == 8


def test_a_role_takes_along_only_so_much_and_hears_who_may(office: Office, tmp_path: Path) -> None:
    as_role(office, Role.OPERATOR)
    most = EXPORT_CAPS[Role.OPERATOR].names
    assert most is not None
    target = tmp_path / "x.xlsx"
    with pytest.raises(UserError) as caught:
        write(office, target, most + 1)
    assert caught.value.code is Code.EXPORT_OVER_CAP
    assert caught.value.facts["roles"] == "verifier, device-admin"
    assert "Verifikator, Admin perangkat" in sentence_for(caught.value).next
    assert not target.exists()
    with pytest.raises(UserError) as caught:
        leaving(office, ERRAND, holds=Holding.SENSITIVE, rows=1)
    assert caught.value.code is Code.EXPORT_OVER_CAP
    as_role(office, Role.AUDITOR)
    assert leaving(office, ERRAND, holds=Holding.COUNTS, rows=10**9).serial


def test_an_office_lowers_a_limit_and_cannot_raise_it(office: Office, tmp_path: Path) -> None:
    lowered = lower_export_cap(office, Role.OPERATOR, ExportCap(10, 999_999, None)).value
    assert lowered == ExportCap(10, EXPORT_CAPS[Role.OPERATOR].whole, 0)
    lines = {line.role: line.cap for line in export_caps_of(office)}
    assert lines[Role.OPERATOR] == lowered
    assert Role.AUDITOR not in lines
    as_role(office, Role.OPERATOR)
    assert write(office, tmp_path / "x.xlsx", 10) == 10
    with pytest.raises(UserError):
        write(office, tmp_path / "y.xlsx", 11)
    as_role(office, Role.DEVICE_ADMIN)
    back = lower_export_cap(office, Role.OPERATOR, ExportCap(ALL, ALL, ALL)).value
    assert back == EXPORT_CAPS[Role.OPERATOR]


def test_a_list_with_a_whole_number_of_a_person_counts_as_whole(
    office: Office, tmp_path: Path
) -> None:
    def with_number(target: Path) -> None:
        export_list(
            office,
            target,
            listed="people",
            title="Orang",
            headings=["Nama", "NIK"],
            rows=[["SITI", "3326012345679001"]],
            errand=ERRAND,
        )

    with_number(tmp_path / "x.xlsx")
    assert audit_lines(office)[0].facts["holds"] == "whole"
    role = next(role for role, cap in EXPORT_CAPS.items() if cap.whole == 0 and cap.names != 0)
    as_role(office, role)
    with pytest.raises(UserError) as caught:
        with_number(tmp_path / "y.xlsx")
    assert caught.value.code is Code.EXPORT_OVER_CAP
    assert not (tmp_path / "y.xlsx").exists()


def test_rows_under_a_forbidding_bast_leave_for_nobody_else(office: Office, tmp_path: Path) -> None:
    a_release(office, tmp_path, [a_family("SITI AMINAH")])
    assert write(office, tmp_path / "unsaid.xlsx", 1) == 1
    for kind in (BastKind.SUPERVISION, BastKind.MATCHING):
        say_bast(office, "V3 2026", "BAST-9", kind)
        with pytest.raises(UserError) as caught:
            write(office, tmp_path / "x.xlsx", 1)
        assert caught.value.code is Code.PASSING_ON_FORBIDDEN
        assert caught.value.facts["field"] == "recipient"
        assert not (tmp_path / "x.xlsx").exists()
    own = Errand("verifikasi", f" {office.profile.name.upper()} ")
    assert write(office, tmp_path / "own.xlsx", 1, own) == 1
    assert leaving(office, ERRAND, holds=Holding.COUNTS, rows=1).serial
    say_bast(office, "V3 2026", "BAST-9", BastKind.USE)
    assert write(office, tmp_path / "use.xlsx", 1) == 1
    facts = next(one.facts for one in audit_lines(office) if one.deed == "release-bast-said")
    assert (facts["bast_kind"], facts["before"]) == ("pemanfaatan", "pemadanan")


def test_what_the_office_recorded_itself_is_no_row_of_a_release(
    office: Office, tmp_path: Path
) -> None:
    a_release(office, tmp_path, [a_family("SITI AMINAH")])
    say_bast(office, "V3 2026", "BAST-9", BastKind.SUPERVISION)
    assert export_interventions(office, tmp_path / "aid.xlsx", errand=ERRAND, statuses={}) == Done(
        0, frozenset({Topic.AUDIT})
    )
    export_list(
        office, tmp_path / "r.xlsx", listed="register", title="Register", headings=["No"],
        rows=[["1"]], errand=ERRAND,
    )  # fmt: skip


def test_changes_ask_the_bast_of_both_releases(office: Office, tmp_path: Path) -> None:
    family = a_family("SITI AMINAH")
    a_release(office, tmp_path, [family], label="Q1", reference_date=date(2026, 7, 10))
    a_release(
        office, tmp_path, [replace(family, decile=5)], label="Q2", reference_date=date(2026, 10, 10)
    )
    say_bast(office, "Q1", "", BastKind.MATCHING)
    with pytest.raises(UserError) as caught:
        export_changes(office, "Q1", "Q2", tmp_path / "c.csv", Progress(), errand=ERRAND)
    assert caught.value.code is Code.PASSING_ON_FORBIDDEN
    assert caught.value.facts["release"] == "Q1"
    assert not list(tmp_path.glob("c.csv*"))
