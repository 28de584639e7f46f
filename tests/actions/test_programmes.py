"""An office adds to the catalogue and revises it; what was there before stays as it was."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop_app.actions.audit import audit_lines
from desktop_app.actions.lookups import lookups_of
from desktop_app.actions.office import Office
from desktop_app.actions.programmes import (
    add_programme,
    add_programmes,
    aid_book_of,
    catalogue_of,
    end_programme,
    revise_programme,
    revise_programmes,
    set_in_catalogue,
    versions_of_programme,
)
from desktop_app.domain.catalogue_setting import Value
from desktop_app.domain.op import Op, OpType, read_op
from desktop_app.domain.programme import ProgrammeVersion
from desktop_app.domain.programme_revision import as_data, from_data
from desktop_app.domain.roles import Role
from desktop_app.errors import Code, UserError
from desktop_app.store import ops
from tests.conftest import MakeOffice
from tests.hubs import a_hub, answer, down, is_whole

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
    assert (version.amount, version.decile_max, version.uncertain) == (None, 3, True)
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


def a_new_version(office: Office, **changes: object) -> ProgrammeVersion:
    """The staple food programme under another code, as a form hands it over."""
    (before, *_) = versions_of_programme(office, "SEMBAKO")
    facts = {"code": "UJI-2", "valid_from": date(2026, 1, 1), "valid_until": None, **changes}
    return replace(before, **facts)  # type: ignore[arg-type]  # every value has its field's type


def received(office: Office, raw_ops: list[Op]) -> None:
    """Hand ops over as bytes, as any package does."""
    with office.write() as tx:
        for op in raw_ops:
            assert ops.receive(tx, read_op(op.raw))
            assert ops.stands_as_folded(tx.conn, op.entity)
            assert not ops.is_locked(tx.conn, op.entity)


def test_a_programme_from_a_form_is_there_and_a_contradictory_one_is_refused(
    office: Office,
) -> None:
    add_programme(office, a_new_version(office, asks_asnaf=True))
    assert catalogue_of(office).versions_of("UJI-2")[0].asks_asnaf
    with pytest.raises(UserError) as caught:
        add_programme(office, a_new_version(office))
    assert caught.value.code is Code.PROGRAMME_KNOWN_ALREADY
    assert caught.value.facts["field"] == "code"
    with pytest.raises(UserError) as caught:
        add_programme(office, a_new_version(office, code="UJI-3", decile_min=7))
    assert caught.value.code is Code.PROGRAMME_CONTRADICTORY
    assert caught.value.facts == {"field": "decile_max", "fault": "decile-order"}


def test_all_that_a_version_says_survives_its_op(office: Office) -> None:
    for code in catalogue_of(office).codes:
        for version in versions_of_programme(office, code):
            assert from_data(json.loads(json.dumps(as_data(version)))) == version


def test_a_programme_ends_on_its_day_and_what_was_recorded_stays(office: Office) -> None:
    end_programme(office, "KJS", date(2026, 12, 31), "dihentikan provinsi")
    version = versions_of_programme(office, "KJS")[-1]
    assert version.valid_until == date(2026, 12, 31)
    assert catalogue_of(office).version_with("KJS@2025-01-01") == version
    with pytest.raises(UserError) as caught:
        catalogue_of(office).version_on("KJS", date(2027, 1, 1))
    assert caught.value.code is Code.PROGRAMME_NOT_IN_FORCE
    set_in_catalogue(office, "KJS@2025-01-01/valid_until", None, "keliru")
    assert versions_of_programme(office, "KJS")[-1].valid_until is None


@pytest.mark.parametrize(
    ("name", "value", "reason", "code"),
    [
        ("SEMBAKO@2026-01-01/decile_max", 9, "rakor", Code.SETTING_VALUE_UNFIT),
        ("SEMBAKO@2026-01-01/decile_max", 4, " ", Code.REASON_MISSING),
        ("SEMBAKO@2026-01-01/amount", 1, "rakor", Code.SETTING_UNKNOWN),
        ("KJS@2025-01-01/valid_until", "2024-01-01", "rakor", Code.SETTING_VALUE_UNFIT),
        ("rule/blt-dd-clash/severity", "loud", "rakor", Code.SETTING_VALUE_UNFIT),
    ],
)
def test_what_cannot_be_set_is_refused_and_nothing_is_kept(
    office: Office, name: str, value: Value, reason: str, code: Code
) -> None:
    with pytest.raises(UserError) as caught:
        set_in_catalogue(office, name, value, reason)
    assert caught.value.code is code
    assert ops_of(office) == []


def test_what_the_hub_revises_ends_and_sets_folds_at_an_office_from_the_raw_ops(
    office: Office, hub: Office
) -> None:
    add_programme(hub, a_new_version(hub))
    revise_programme(hub, a_new_version(hub, code="SEMBAKO", valid_from=date(2027, 1, 1)))
    end_programme(hub, "KJS", date(2026, 12, 31), "dihentikan")
    set_in_catalogue(hub, "rule/house-again/years", 7, "rakor")
    set_in_catalogue(hub, "rule/house-again/years", 8, "rakor kedua")
    sent = ops_of(hub)
    assert {op.partition for op in sent} == {"33.26"}
    received(office, sent)
    ours, theirs = aid_book_of(office), aid_book_of(hub)
    assert (ours.settings, ours.rules) == (theirs.settings, theirs.rules)
    for code in theirs.catalogue.codes:
        assert ours.catalogue.versions_of(code) == theirs.catalogue.versions_of(code)
    assert "UJI-2" in ours.catalogue.codes
    assert ours.catalogue.versions_of("SEMBAKO")[-1].valid_from == date(2027, 1, 1)
    setting = ours.setting("rule/house-again/years")
    assert setting is not None
    assert (setting.value, setting.set_in, setting.reason) == (8, "33.26", "rakor kedua")
    with pytest.raises(UserError) as caught:
        set_in_catalogue(office, "rule/house-again/years", 5, "lebih ringan")
    assert caught.value.code is Code.SETTING_SET_ABOVE


def test_what_an_office_sets_for_itself_is_not_the_hubs(office: Office, hub: Office) -> None:
    set_in_catalogue(office, "rule/outside-decile/severity", "block", "keputusan camat")
    received(hub, ops_of(office))
    severity = {rule.id: rule.severity.value for rule in aid_book_of(hub).rules}
    assert severity["outside-decile"] == "info"


def test_a_setting_that_speaks_for_another_region_is_kept_but_not_believed(
    office: Office, hub: Office
) -> None:
    set_in_catalogue(hub, "rule/outside-decile/severity", "block", "rakor")
    (op,) = ops_of(hub)
    forged = read_op(op.raw.replace(b'"partition":"33.26"', b'"partition":"33.26.13"'))
    with office.write() as tx:
        assert ops.receive(tx, forged)
        assert ops.is_locked(tx.conn, forged.entity)
    severity = {rule.id: rule.severity.value for rule in aid_book_of(office).rules}
    assert severity["outside-decile"] == "info"


def test_what_the_hub_revises_and_sets_reaches_an_office_by_package(
    joined: Office, hub: Office, stick: Path, disk: Path
) -> None:
    add_programme(hub, a_new_version(hub))
    end_programme(hub, "KJS", date(2026, 12, 31), "dihentikan")
    set_in_catalogue(hub, "rule/house-again/years", 7, "rakor")
    down(joined, answer(hub, stick, disk))
    book = aid_book_of(joined)
    assert "UJI-2" in book.catalogue.codes
    assert book.catalogue.versions_of("KJS")[-1].valid_until == date(2026, 12, 31)
    assert {rule.id: rule.years for rule in book.rules}["house-again"] == 7
    set_in_catalogue(hub, "rule/house-again/years", 9, "rakor kedua")
    down(joined, answer(hub, stick, disk))
    assert {rule.id: rule.years for rule in aid_book_of(joined).rules}["house-again"] == 9
    assert is_whole(joined)
    assert is_whole(hub)
