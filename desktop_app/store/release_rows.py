"""Whom many proposals are about, as the release in use has them: a few statements for thousands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from desktop_app.domain.field import FAMILY_NAMES, PERSON_NAMES
from desktop_app.domain.identity import digits_of
from desktop_app.domain.names import fold
from desktop_app.domain.proposal import Proposal, ProposalKind
from desktop_app.domain.proposal_verdict import ReleaseRow, Seen, same_newcomer
from desktop_app.domain.subject import Subject, SubjectKind
from desktop_app.store.connection import Connection, Row
from desktop_app.store.extracts import raw_of

_AT_ONCE = 500
_ROWS = {
    # People live where their family does; their own row may name the desa of the KTP.
    "person": "SELECT person.*, coalesce(family.village, person.village) AS home FROM extract.person"
    " LEFT JOIN extract.family ON family.id = person.family_id",
    "family": "SELECT family.*, family.village AS home FROM extract.family",
}
_NAMES = {"person": PERSON_NAMES, "family": FAMILY_NAMES}


def seen_in_release(
    conn: Connection, proposals: Sequence[Proposal], cards_after: Mapping[str, str]
) -> list[Seen]:
    """For each proposal whom it is about, in its order.

    Ids come first: they survive a corrected NIK and, with `cards_after` (old family to new), a new card.
    Then come numbers.
    """
    rows = _gathered(conn, proposals, cards_after)
    missing, coverage = _Columns(conn), _Coverage(conn)
    seen = [missing.without(one, rows.seen(one)) for one in proposals]
    return [coverage.judged(one, found) for one, found in zip(proposals, seen, strict=True)]


@dataclass(slots=True)
class _Gathered:
    """The rows that a set of proposals may mean, by every way to name them."""

    persons: Mapping[str, ReleaseRow]
    bearers: Mapping[str, list[ReleaseRow]]
    families: Mapping[str, ReleaseRow]
    cards: Mapping[str, list[ReleaseRow]]
    members: Mapping[str, list[ReleaseRow]]
    cards_after: Mapping[str, str]

    def seen(self, proposal: Proposal) -> Seen:
        subject = proposal.subject
        person = self.persons.get(subject.person_id or "") or self._bearer(subject)
        family = self.families.get(subject.family_id or "")
        family = family or self.families.get(self.cards_after.get(subject.family_id or "", ""))
        family = family or next(iter(self.cards.get(subject.family_card_no or "", ())), None)
        return Seen(person, family, self._newcomer(proposal, family))

    def _bearer(self, subject: Subject) -> ReleaseRow | None:
        """Who bears the NIK; of several the one of that name, else the first: somebody is there."""
        found = self.bearers.get(subject.national_id or "", ())
        named = (row for row in found if fold(str(row.values["name"])) == fold(subject.name))
        return next(named, None) or next(iter(found), None)

    def _newcomer(self, proposal: Proposal, family: ReleaseRow | None) -> ReleaseRow | None:
        if proposal.kind is not ProposalKind.MEMBER_CHANGE or family is None:
            return None
        bearers = self.bearers.get(_newcomer_nik(proposal), ())
        inside = [row for row in bearers if row.family_id == family.id]
        if inside or bearers:
            return (inside or list(bearers))[0]
        named = (
            row
            for row in self.members.get(family.id, ())
            if same_newcomer(proposal, row.values["name"], row.values["birth_date"])
        )
        return next(named, None)


def _gathered(
    conn: Connection, proposals: Sequence[Proposal], cards_after: Mapping[str, str]
) -> _Gathered:
    subjects = [one.subject for one in proposals]
    numbers = {one.national_id for one in subjects} | {_newcomer_nik(one) for one in proposals}
    family_ids = {one.family_id for one in subjects if one.family_id}
    family_ids |= {cards_after[own_id] for own_id in family_ids if own_id in cards_after}
    persons = _by(conn, "person", "id", {int(one.person_id) for one in subjects if one.person_id})
    bearers = _by(conn, "person", "national_id", {one for one in numbers if one})
    families = _by(conn, "family", "id", {int(own_id) for own_id in family_ids})
    cards = _by(
        conn,
        "family",
        "family_card_no",
        {one.family_card_no for one in subjects if one.family_card_no},
    )
    by_card = _grouped(cards, "family_card_no")
    # Only who came without a NIK must be looked for among all members.
    of_changes = [one.subject for one in proposals if one.kind is ProposalKind.MEMBER_CHANGE]
    homes = {cards_after.get(one.family_id or "", one.family_id or "") for one in of_changes}
    homes |= {row.id for one in of_changes for row in by_card.get(one.family_card_no or "", ())}
    homes |= {one.family_id or "" for one in of_changes}
    members = defaultdict[str, list[ReleaseRow]](list)
    for row in _by(conn, "person", "family_id", {int(own_id) for own_id in homes if own_id}):
        members[row.family_id or ""].append(row)
    return _Gathered(
        persons={row.id: row for row in persons},
        bearers=_grouped(bearers, "national_id"),
        families={row.id: row for row in families},
        cards=by_card,
        members=members,
        cards_after=cards_after,
    )


def _newcomer_nik(proposal: Proposal) -> str:
    if proposal.kind is not ProposalKind.MEMBER_CHANGE:
        return ""
    return digits_of(proposal.content.contents.get("national_id", ""))


def _by(conn: Connection, table: str, column: str, values: Iterable[str | int]) -> list[ReleaseRow]:
    found, asked = list[ReleaseRow](), sorted(values)
    for start in range(0, len(asked), _AT_ONCE):
        some = asked[start : start + _AT_ONCE]
        marks = ", ".join("?" for _ in some)
        sql = f"{_ROWS[table]} WHERE {table}.{column} IN ({marks}) ORDER BY {table}.id"
        found += [_row(row, _NAMES[table]) for row in conn.execute(sql, tuple(some))]
    return found


def _row(row: Row, names: tuple[str, ...]) -> ReleaseRow:
    keys = set(row.keys())
    family_id = row["family_id"] if "family_id" in keys else None
    return ReleaseRow(
        id=str(row["id"]),
        family_id=None if family_id is None else str(family_id),
        village=row["home"] or "",
        values={name: row[name] for name in names if name in keys},
        extra=raw_of(row["extra"]),
    )


def _grouped(rows: Iterable[ReleaseRow], name: str) -> Mapping[str, list[ReleaseRow]]:
    found = defaultdict[str, list[ReleaseRow]](list)
    for row in rows:
        found[str(row.values[name])].append(row)
    return found


class _Columns:
    """Knows which facts a release has at all: those of a column that is empty from top to bottom say nothing."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn
        self._known: dict[tuple[str, str], bool] = {}

    def without(self, proposal: Proposal, seen: Seen) -> Seen:
        """The same without the facts that nobody has, as far as the proposal asks for them."""
        is_person = proposal.subject.kind is SubjectKind.PERSON
        row = seen.person if is_person else seen.family
        if row is None:
            return seen
        table = "person" if is_person else "family"
        lacking = {
            one.field
            for one in proposal.content.corrections
            if row.values.get(one.field) is None and not self._has(table, one.field)
        }
        if not lacking:
            return seen
        values = {name: value for name, value in row.values.items() if name not in lacking}
        kept = replace(row, values=values)
        return replace(seen, person=kept) if is_person else replace(seen, family=kept)

    def _has(self, table: str, name: str) -> bool:
        if (table, name) not in self._known:
            is_there = name in _NAMES[table] and self._is_filled(table, name)
            self._known[table, name] = is_there
        return self._known[table, name]

    def _is_filled(self, table: str, name: str) -> bool:
        sql = f"SELECT 1 FROM extract.{table} WHERE {name} IS NOT NULL LIMIT 1"
        return self._conn.execute(sql).fetchone() is not None


class _Coverage:
    """Knows of which desa a release has anybody: a file of one desa says nothing about the others."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn
        self._known: dict[str, frozenset[str]] = {}

    def judged(self, proposal: Proposal, seen: Seen) -> Seen:
        """The same, not told where whom the proposal is about is missing with all their neighbours."""
        is_person = proposal.subject.kind is SubjectKind.PERSON
        if (seen.person if is_person else seen.family) is not None:
            return seen
        villages = self._villages("person" if is_person else "family")
        village = proposal.subject.village
        is_told = village in villages if village else bool(villages)
        return seen if is_told else replace(seen, is_told=False)

    def _villages(self, table: str) -> frozenset[str]:
        if table not in self._known:
            has_both = self._has_rows("family") and self._has_rows(table)
            home = "family" if has_both else table
            rows = self._conn.execute(
                f"SELECT DISTINCT village FROM extract.{home} WHERE village IS NOT NULL"
            )
            self._known[table] = frozenset(row["village"] for row in rows)
        return self._known[table]

    def _has_rows(self, table: str) -> bool:
        return self._conn.execute(f"SELECT 1 FROM extract.{table} LIMIT 1").fetchone() is not None
