"""Reports about the office's own data and work beside a plain look at rows, register and log."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from desktop_app.actions.audit import audit_lines
from desktop_app.actions.families import family_of
from desktop_app.actions.letter_register import letter_register, step_letters
from desktop_app.actions.letters import LetterDraft, issue_letter, letter_kinds
from desktop_app.actions.office import Office
from desktop_app.actions.reports import make_report, view_report
from desktop_app.actions.search import Search, find_people
from desktop_app.actions.settings import set_identity, set_official
from desktop_app.domain.audit_summary import GROUP_OF, DeedGroup
from desktop_app.domain.data_flaw import FLAW_OF, Flaw
from desktop_app.domain.giving_out import Errand
from desktop_app.domain.region import Village
from desktop_app.domain.register import LetterState
from desktop_app.domain.report import ReportAsk, ReportFormat
from desktop_app.domain.roles import Role
from desktop_app.errors import Code, UserError
from desktop_app.progress import Progress
from desktop_app.store import extracts
from tests.builders import Family, a_family, a_release, a_signatory, an_identity, living_in

KECAMATAN = "33.26.13"


def a_flawed_family(rng: random.Random, at: int, place: Village) -> Family:
    """A family of whose rows many have something to mend."""
    family = a_family(f"ORANG{at:02}A", "ISTRI", sequence=at, decile=rng.choice((None, 1, 2, 7)))
    members = [
        replace(
            member,
            nik=rng.choice((member.nik, member.nik, "0", member.nik[:12], "3326130201809999")),
            born=rng.choice((member.born, "", "2031-01-01", "31-02-1980")),
            name=rng.choice((member.name, member.name, "")),
            relationship=rng.choice((member.relationship, 1, 8)),
        )
        for member in family.members
    ]
    return living_in(replace(family, members=tuple(members)), place)


@pytest.fixture(params=[3, 4])
def working(request: pytest.FixtureRequest, office: Office, tmp_path: Path) -> Office:
    rng = random.Random(request.param)
    places = office.reference.regions.villages_within(KECAMATAN)[:3]
    families = [
        living_in(a_family(f"WARGA KE{at}X", "SITI", sequence=80 + at), places[at % 3])
        for at in range(6)
    ]
    for at in range(40):
        families.append(a_flawed_family(rng, at, rng.choice(places)))
    a_release(office, tmp_path, families)
    set_identity(office, an_identity())
    set_official(office, a_signatory(), valid_from=date(2025, 1, 1))
    for _ in range(15):
        hit = find_people(office, Search(f"warga ke{rng.randint(0, 5)}x"), is_typing=True)[0]
        kind = rng.choice(
            [one for one in letter_kinds(office) if one.kind in ("pengantar", "sktm")]
        )
        typed = {
            field.name: field.default or "contoh"
            for field in kind.fields
            if field.source == "typed"
        }
        day = date(2026, 11, 24) - timedelta(days=rng.randint(0, 100))
        draft = LetterDraft(
            kind.kind, hit.family_id or "", day, person_id=hit.person_id, typed=typed
        )
        issued = issue_letter(office, draft).value
        if rng.random() < 0.3:
            step_letters(
                office, [issued.line.id], LetterState.CANCELLED, "salah orang", progress=Progress()
            )
        family_of(office, hit.family_id or "")
    return office


def test_flaws_are_counted_by_row_and_by_desa(working: Office) -> None:
    flags: dict[tuple[str, int, int], set[Flaw]] = defaultdict(set)
    with working.read() as conn:
        release = working.release(conn)
        homes = {row["id"]: row["village"] for row in conn.execute("SELECT * FROM extract.family")}
        families = [
            (("family", row["file"], row["row"]), row["village"] or "", row["decile_national"])
            for row in conn.execute("SELECT * FROM extract.family")
        ]
        persons = [
            (
                ("person", row["file"], row["row"]),
                homes.get(row["family_id"]) or row["village"] or "",
                0,
            )
            for row in conn.execute("SELECT * FROM extract.person")
        ]
    for problem in extracts.problems_of(working.store, release.id, limit=10_000):
        if problem.action.value == "flagged":
            flags[problem.entity, problem.file, problem.row].add(FLAW_OF[problem.kind])
    assert len({flaw for flaws in flags.values() for flaw in flaws}) > 3
    for region in ("", "33.26.13.1013", "33.26.13.1019", "33.26.04"):
        own = [
            one for one in (*families, *persons) if (one[1] + ".").startswith(region or KECAMATAN)
        ]
        view = view_report(working, "R14", ReportAsk(region=region))
        assert all(control.agrees for control in view.controls)
        table = view.table
        assert table.total("rows") == len(own)
        assert table.total("families") == sum(key[0] == "family" for key, _, _ in own)
        assert table.total("flawed") == sum(bool(flags.get(key)) for key, _, _ in own)
        assert table.total("unranked") == sum(decile is None for _, _, decile in own)
        for flaw in Flaw:
            expected = sum(flaw in flags.get(key, ()) for key, _, _ in own)
            assert table.total(flaw.value) == expected, flaw
        assert view.more[0].total("records") == release.counts.records


def test_every_flag_belongs_to_one_group() -> None:
    assert set(FLAW_OF.values()) == set(Flaw)


def test_letters_are_counted_by_desa_kind_and_month(working: Office) -> None:
    register = [entry.line for entry in letter_register(working)]
    assert len(register) == 15
    for region, period in (("", ""), ("33.26.13.1013", ""), ("", "2026-11"), ("", "2026-Q3")):
        own = [
            line
            for line in register
            if (line.village + ".").startswith(region or KECAMATAN)
            and (period != "2026-11" or line.dated.month == 11)
            and (period != "2026-Q3" or 7 <= line.dated.month <= 9)
        ]
        view = view_report(working, "R16", ReportAsk(region=region, period=period))
        assert all(control.agrees for control in view.controls)
        for kind, count in Counter(line.kind for line in own).items():
            assert view.table.total(f"kind_{kind}") == count
        assert view.table.total("letters") == len(own)
        states = [line.state for line in own]
        assert view.table.total("cancelled") == states.count(LetterState.CANCELLED)
        months = {str(row[0]): row[-3] for row in view.more[0].rows[:-1]}
        assert months == Counter(f"{line.dated:%Y-%m}" for line in own)


def test_the_summary_counts_every_line_of_the_log(working: Office, tmp_path: Path) -> None:
    errand = Errand("Rakor", "Bapperida")
    make_report(working, "R1", ReportFormat.CSV, tmp_path / "r1.csv", errand=errand)
    lines = audit_lines(working, newest=None)
    table = view_report(working, "R17").table
    groups = Counter(GROUP_OF.get(line.deed, DeedGroup.OTHER) for line in lines)
    assert table.total("deeds") == len(lines)
    for group in DeedGroup:
        assert table.total(group.value) == groups[group]
    assert table.total("printed") == 15
    assert 0 < table.total("opened") <= 15
    assert table.total("rows") == sum(int(line.facts.get("rows", 0)) for line in lines)
    assert [row[1] for row in table.rows[:-1]] == ["Sari Contoh"]
    assert view_report(working, "R17", ReportAsk(period="2025")).table.total("deeds") == 0


def test_handing_a_letter_over_and_beginning_a_run_export_nothing() -> None:
    assert GROUP_OF["letter-handed-over"] is DeedGroup.RECORDED
    assert GROUP_OF["letter-run-begun"] is DeedGroup.RECORDED
    assert GROUP_OF["letter-printed"] is GROUP_OF["letter-issued"] is DeedGroup.PRINTED
    assert GROUP_OF["list-exported"] is DeedGroup.EXPORTED


def test_only_who_supervises_sees_the_summary(working: Office) -> None:
    working.account = replace(working.account, role=Role.OPERATOR)
    with pytest.raises(UserError) as caught:
        view_report(working, "R17")
    assert caught.value.code is Code.RIGHT_MISSING
