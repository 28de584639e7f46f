"""An office adds to the catalogue and revises it; what was there before stays as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop_app.actions.audit import audit_lines
from desktop_app.actions.lookups import lookups_of
from desktop_app.actions.office import Office
from desktop_app.actions.programmes import (
    add_programmes,
    catalogue_of,
    revise_programmes,
    versions_of_programme,
)
from desktop_app.domain.op import Op, OpType, read_op
from desktop_app.domain.roles import Role
from desktop_app.errors import Code, UserError
from desktop_app.store import ops
from tests.conftest import MakeOffice
from tests.hubs import a_hub

PROGRAMME = """
[[programme]]
code = "{code}"
name_id = "Bantuan Uji"
name_en = "Test Aid"
owner = "Kantor"
goal = "income"
bases = ["family"]
sources = ["apbd-regency"]
form = "cash"
periods = ["quarter"]
effect = ["programme", "period", "subject"]

[[programme.version]]
valid_from = {day}
decile_max = 3
amount = 750000
uncertain = true
note = "Besaran menunggu keputusan."

[[programme.version.component]]
code = "elderly"
name_id = "Lansia"
name_en = "Elderly"
yearly_amount = 2400000
"""


@pytest.fixture
def hub(make_office: MakeOffice) -> Office:
    return a_hub(make_office)


def a_file(folder: Path, code: str = "UJI-1", day: str = "2026-01-01") -> Path:
    path = folder / "program.toml"
    path.write_text(PROGRAMME.format(code=code, day=day), "utf-8")
    return path


def ops_of(office: Office) -> list[Op]:
    with office.read() as conn:
        return [read_op(raw) for raw in ops.unconfirmed_of(conn)]


def test_an_added_programme_is_there_with_all_it_says(office: Office, tmp_path: Path) -> None:
    done = add_programmes(office, a_file(tmp_path))
    assert done.value == ("UJI-1@2026-01-01",)
    (version,) = versions_of_programme(office, "UJI-1")
    assert (version.amount, version.decile_max, version.uncertain) == (750_000, 3, True)
    assert version.components[0].yearly_amount == 2_400_000
    assert lookups_of(office).catalogue.version_with(version.id) == version
    assert "programme-added" in [line.deed for line in audit_lines(office)]


def test_a_revision_ends_the_version_before_it_and_changes_nothing_else(
    office: Office, tmp_path: Path
) -> None:
    (before,) = versions_of_programme(office, "PKH")
    revise_programmes(office, a_file(tmp_path, "PKH", "2027-01-01"))
    older, newer = versions_of_programme(office, "PKH")
    assert older.id == before.id
    assert older.valid_until == date(2026, 12, 31)
    assert (older.decile_max, newer.decile_max) == (before.decile_max, 3)
    assert catalogue_of(office).version_on("PKH", date(2026, 12, 31)).id == before.id
    assert catalogue_of(office).version_on("PKH", date(2027, 1, 1)).id == newer.id


def test_a_version_is_never_written_over(office: Office, tmp_path: Path) -> None:
    revise_programmes(office, a_file(tmp_path, "PKH", "2027-01-01"))
    for day in ("2027-01-01", "2026-06-01", "2025-01-01"):
        with pytest.raises(UserError) as caught:
            revise_programmes(office, a_file(tmp_path, "PKH", day))
        assert caught.value.code is Code.PROGRAMME_BEGINS_TOO_EARLY
    assert len(versions_of_programme(office, "PKH")) == 2


def test_adding_what_is_known_and_revising_what_is_not_are_refused(
    office: Office, tmp_path: Path
) -> None:
    with pytest.raises(UserError) as caught:
        add_programmes(office, a_file(tmp_path, "PKH"))
    assert caught.value.code is Code.PROGRAMME_KNOWN_ALREADY
    with pytest.raises(UserError) as caught:
        revise_programmes(office, a_file(tmp_path, "UJI-1"))
    assert caught.value.code is Code.PROGRAMME_UNKNOWN
    assert ops_of(office) == []


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe", b"x = 1", b"a" * 600_000, b"[[programme]]\n"])
def test_a_file_that_is_no_catalogue_is_refused_and_nothing_is_kept(
    office: Office, tmp_path: Path, raw: bytes
) -> None:
    path = tmp_path / "program.toml"
    path.write_bytes(raw)
    with pytest.raises(UserError) as caught:
        add_programmes(office, path)
    assert caught.value.code is Code.PROGRAMME_FILE_FAULTY
    assert ops_of(office) == []


def test_a_revision_from_the_hub_reaches_an_office_by_its_op(
    office: Office, hub: Office, tmp_path: Path
) -> None:
    revise_programmes(hub, a_file(tmp_path, "PKH", "2027-01-01"))
    (op,) = ops_of(hub)
    assert op.type == OpType.PROGRAMME_REVISED
    with office.write() as tx:
        assert ops.receive(tx, op)
        assert ops.stands_as_folded(tx.conn, op.entity)
    assert [one.id for one in versions_of_programme(office, "PKH")][-1] == "PKH@2027-01-01"


def test_what_an_office_adds_does_not_change_the_catalogue_of_its_hub(
    office: Office, hub: Office, tmp_path: Path
) -> None:
    add_programmes(office, a_file(tmp_path))
    (op,) = ops_of(office)
    with hub.write() as tx:
        assert ops.receive(tx, op)
    assert "UJI-1" not in catalogue_of(hub).codes


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.VERIFIER, Role.HUB_OPERATOR, Role.AUDITOR])
def test_only_who_may_change_settings_changes_the_catalogue(
    office: Office, tmp_path: Path, role: Role
) -> None:
    office.account = replace(office.account, role=role)
    for deed in (add_programmes, revise_programmes):
        with pytest.raises(UserError) as caught:
            deed(office, a_file(tmp_path))
        assert caught.value.code is Code.RIGHT_MISSING
    assert ops_of(office) == []


def test_an_op_that_speaks_for_another_region_is_kept_but_not_believed(
    office: Office, hub: Office, tmp_path: Path
) -> None:
    revise_programmes(hub, a_file(tmp_path, "PKH", "2027-01-01"))
    (op,) = ops_of(hub)
    forged = read_op(op.raw.replace(b'"partition":"33.26"', b'"partition":"33.26.13"'))
    assert forged.partition == "33.26.13"
    with office.write() as tx:
        assert ops.receive(tx, forged)
        assert ops.is_locked(tx.conn, forged.entity)
    assert len(versions_of_programme(office, "PKH")) == 1
