"""What a release says to every kind of proposal, case by case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.proposal import (
    Correction,
    Proposal,
    ProposalContent,
    ProposalKind,
    Standing,
)
from desktop_app.domain.proposal_verdict import (
    ReleaseRow,
    ReleaseSigns,
    Seen,
    Sign,
    judge,
    same_newcomer,
)
from desktop_app.domain.subject import SubjectKind
from tests.domain.test_proposal import a_proposal

SIGNS = ReleaseSigns.from_toml(
    (Path(__file__).parents[2] / "resources/reference/proposals.toml").read_text("utf-8")
)
HOME, AWAY = "33.26.13.2004", "33.26.13.2005"
K = ProposalKind
PERSON = ReleaseRow("2", "1", HOME, {"marital_status": 1, "premium_aid_national": 2}, {})
FAMILY = ReleaseRow("1", None, HOME, {"floor_type": 5}, {})
HERE = Seen(PERSON, FAMILY)
NOWHERE = Seen(None, None)


def about(
    kind: ProposalKind,
    *,
    is_person: bool = True,
    corrections: tuple[Correction, ...] = (),
    **says: str,
) -> Proposal:
    proposal = a_proposal()
    subject = replace(
        proposal.subject, kind=SubjectKind.PERSON if is_person else SubjectKind.FAMILY
    )
    return replace(proposal, kind=kind, subject=subject, content=ProposalContent(says, corrections))


def person(**changed: object) -> Seen:
    return Seen(replace(PERSON, **changed), FAMILY)  # type: ignore[arg-type]  # fields by name


def told(text: str, heading: str = "Status DTSEN") -> Seen:
    return person(extra={heading: text})


@pytest.mark.parametrize(
    ("proposal", "seen", "standing", "sign"),
    [
        (about(K.NEW_FAMILY), NOWHERE, Standing.OPEN, Sign.NOT_IN_RELEASE),
        (about(K.NEW_FAMILY), Seen(None, FAMILY), Standing.ABSORBED, Sign.IN_RELEASE),
        (about(K.NEW_FAMILY), Seen(PERSON, None), Standing.ABSORBED, Sign.IN_RELEASE),
        (about(K.DEATH), HERE, Standing.OPEN, Sign.IN_RELEASE),
        (about(K.DEATH), Seen(None, FAMILY), Standing.ABSORBED, Sign.NOT_IN_RELEASE),
        (
            about(K.DEATH),
            told("DTSEN AKTIF - ASESMEN MENINGGAL"),
            Standing.ABSORBED,
            Sign.SAID_DEAD,
        ),
        (about(K.DEATH), told("3", "Keberadaan"), Standing.ABSORBED, Sign.SAID_DEAD),
        (about(K.DEATH), told("3", "Kelas"), Standing.OPEN, Sign.IN_RELEASE),
        (about(K.DEATH), told("Pindah", "keterangan"), Standing.OPEN, Sign.IN_RELEASE),
        (about(K.MOVED), HERE, Standing.OPEN, Sign.IN_RELEASE),
        (about(K.MOVED), NOWHERE, Standing.ABSORBED, Sign.NOT_IN_RELEASE),
        (about(K.MOVED), person(family_id="9"), Standing.ABSORBED, Sign.NOT_IN_FAMILY),
        (about(K.MOVED), person(village=AWAY), Standing.ABSORBED, Sign.IN_OTHER_VILLAGE),
        (about(K.MOVED), told("2", "keberadaan"), Standing.ABSORBED, Sign.SAID_MOVED),
        (
            about(K.MOVED, is_person=False),
            Seen(None, replace(FAMILY, village=AWAY)),
            Standing.ABSORBED,
            Sign.IN_OTHER_VILLAGE,
        ),
        (about(K.EXCLUSION), HERE, Standing.OPEN, Sign.IN_RELEASE),
        (about(K.EXCLUSION), NOWHERE, Standing.ABSORBED, Sign.NOT_IN_RELEASE),
        (about(K.EXCLUSION), told("DTSEN NONAKTIF"), Standing.ABSORBED, Sign.SAID_INACTIVE),
        (about(K.OBJECTION), HERE, Standing.OPEN, Sign.IN_RELEASE),
        (about(K.OBJECTION), NOWHERE, Standing.ABSORBED, Sign.NOT_IN_RELEASE),
        (about(K.REACTIVATION), HERE, Standing.OPEN, Sign.NOT_INDICATED),
        (about(K.REACTIVATION), NOWHERE, Standing.GONE, Sign.NOT_IN_RELEASE),
        (
            about(K.REACTIVATION),
            person(values={"premium_aid_regional": 1}),
            Standing.ABSORBED,
            Sign.INDICATED,
        ),
        (about(K.PROGRAM_PROPOSAL, programme="pbi-jk"), HERE, Standing.OPEN, Sign.NOT_INDICATED),
        (
            about(K.PROGRAM_PROPOSAL, programme="PBI-JK"),
            person(values={"premium_aid_national": 1}),
            Standing.ABSORBED,
            Sign.INDICATED,
        ),
        (about(K.PROGRAM_PROPOSAL, programme="PKH"), HERE, Standing.OPEN, Sign.NOT_TOLD),
        (
            about(K.PROGRAM_PROPOSAL, programme="PKH"),
            told("Ya", "Penerima PKH"),
            Standing.ABSORBED,
            Sign.INDICATED,
        ),
        (
            about(K.PROGRAM_PROPOSAL, programme="PKH"),
            told("Tidak", "penerima_pkh"),
            Standing.OPEN,
            Sign.NOT_INDICATED,
        ),
        (about(K.MEMBER_CHANGE, change="menikah"), HERE, Standing.OPEN, Sign.IN_FAMILY),
        (
            about(K.MEMBER_CHANGE, change="married"),
            person(values={"marital_status": 2}),
            Standing.ABSORBED,
            Sign.MARITAL_STATUS,
        ),
        (
            about(K.MEMBER_CHANGE, change="keluar"),
            person(family_id="9"),
            Standing.ABSORBED,
            Sign.NOT_IN_FAMILY,
        ),
        (about(K.MEMBER_CHANGE, change="left"), HERE, Standing.OPEN, Sign.IN_FAMILY),
        (
            about(K.MEMBER_CHANGE, is_person=False, change="lahir"),
            Seen(PERSON, FAMILY, replace(PERSON, id="7")),
            Standing.ABSORBED,
            Sign.IN_FAMILY,
        ),
        (
            about(K.MEMBER_CHANGE, is_person=False, change="born"),
            Seen(PERSON, FAMILY, replace(PERSON, id="7", family_id="9")),
            Standing.CONTRADICTED,
            Sign.IN_OTHER_FAMILY,
        ),
        (
            about(K.MEMBER_CHANGE, is_person=False, change="masuk"),
            HERE,
            Standing.OPEN,
            Sign.NOT_IN_FAMILY,
        ),
        (
            about(K.MEMBER_CHANGE, is_person=False, change="born"),
            NOWHERE,
            Standing.GONE,
            Sign.NOT_IN_RELEASE,
        ),
        (about(K.MEMBER_CHANGE, change="entah"), HERE, Standing.OPEN, Sign.NOT_TOLD),
        (about(K.UPDATE_FACTS), HERE, Standing.OPEN, Sign.NOT_TOLD),
        (about(K.DEATH), Seen(None, None, is_told=False), Standing.OPEN, Sign.NOT_TOLD),
    ],
)
def test_what_a_release_says(
    proposal: Proposal, seen: Seen, standing: Standing, sign: Sign
) -> None:
    verdict = judge(proposal, seen, SIGNS)
    assert (verdict.standing, verdict.sign) == (standing, sign)


FLOOR, WALL = Correction("floor_type", 5, 2, "x"), Correction("wall_type", 4, 1, "x")


@pytest.mark.parametrize(
    ("values", "standing", "each"),
    [
        ({"floor_type": 2, "wall_type": 1}, Standing.ABSORBED, "absorbed absorbed"),
        ({"floor_type": 2, "wall_type": 4}, Standing.OPEN, "absorbed open"),
        ({"floor_type": 6, "wall_type": 4}, Standing.CONTRADICTED, "contradicted open"),
        ({"floor_type": 2}, Standing.OPEN, "absorbed open"),  # no such column
        (None, Standing.GONE, "gone gone"),
    ],
)
def test_corrections_are_judged_fact_by_fact(
    values: Mapping[str, int] | None, standing: Standing, each: str
) -> None:
    proposal = about(K.UPDATE_FACTS, is_person=False, corrections=(FLOOR, WALL))
    family = None if values is None else replace(FAMILY, values=values)
    verdict = judge(proposal, Seen(None, family), SIGNS)
    assert verdict.standing is standing
    assert [fact.standing.value for fact in verdict.facts] == each.split()


def test_a_family_that_got_another_card_was_not_left() -> None:
    renewed = Seen(replace(PERSON, family_id="5"), replace(FAMILY, id="5"))
    assert judge(about(K.MOVED), renewed, SIGNS).standing is Standing.OPEN


def test_a_newcomer_without_a_nik_is_known_by_name_and_birth_date() -> None:
    born = about(K.MEMBER_CHANGE, change="born", name="Joko Susilo", date="2026-08-01")
    assert same_newcomer(born, "DJOKO SOESILO", "2026-08-01")
    assert not same_newcomer(born, "DJOKO SOESILO", "2026-08-02")
    assert not same_newcomer(about(K.MEMBER_CHANGE, change="born"), "", None)


rows = st.none() | st.builds(
    ReleaseRow,
    id=st.sampled_from(["1", "2", "9"]),
    family_id=st.sampled_from([None, "1", "9"]),
    village=st.sampled_from(["", HOME, AWAY]),
    values=st.dictionaries(
        st.sampled_from(["premium_aid_national", "marital_status", "floor_type"]),
        st.none() | st.integers(1, 9),
    ),
    extra=st.dictionaries(st.text(max_size=8) | st.just("status"), st.text(max_size=12)),
)


@given(
    kind=st.sampled_from(list(ProposalKind)),
    is_person=st.booleans(),
    seen=st.builds(Seen, rows, rows, rows),
    says=st.dictionaries(st.sampled_from(["change", "programme", "name", "date"]), st.text()),
    corrected=st.booleans(),
)
def test_every_release_says_something_to_every_proposal(
    kind: ProposalKind, is_person: bool, seen: Seen, says: dict[str, str], corrected: bool
) -> None:
    corrections = (FLOOR,) if corrected else ()
    verdict = judge(about(kind, is_person=is_person, corrections=corrections, **says), seen, SIGNS)
    assert bool(verdict.facts) is corrected
    leaves = {K.DEATH, K.MOVED, K.EXCLUSION, K.OBJECTION}
    if seen == NOWHERE and not corrected and kind in leaves:
        assert verdict.standing is Standing.ABSORBED
