"""Matched lists: kept whole, read page by page, decided row by row."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from desktop_app.domain.match_list import (
    Decision,
    ListColumn,
    ListFact,
    ListRow,
    MatchCounts,
    MatchedList,
    MatchFilter,
    MatchLine,
)
from desktop_app.domain.matching import (
    AskedRow,
    Candidate,
    Evidence,
    ListedPerson,
    MatchOutcome,
    Verdict,
)
from desktop_app.domain.names import fold
from desktop_app.domain.problem import ProblemKind
from desktop_app.domain.release import ReleaseLine
from desktop_app.store.connection import Connection, Row
from desktop_app.store.store import Transaction

_IN_FORCE = (
    " LEFT JOIN matched_decision decision ON decision.list_id = matched_row.list_id"
    " AND decision.position = matched_row.position AND decision.withdrawn_at IS NULL"
)
_LIST = (
    "SELECT matched_list.*, coalesce(user.full_name, made_by) AS made_by_name,"
    " (SELECT count(*) FROM matched_row WHERE list_id = matched_list.id) AS rows"
    " FROM matched_list LEFT JOIN user ON user.id = matched_list.made_by"
)
_ROW = (
    *("list_id", "position", "sheet", "row", "cells", "national_id", "family_card_no", "name"),
    *("birth_date", "sex", "place", "fault", "outcome", "twice"),
)
_CANDIDATE = (
    *("list_id", "position", "rank", "person_id", "family_id", "national_id", "family_card_no"),
    *("name", "birth_date", "sex", "village", "decile", "head_name", "score", "evidence"),
)
_FILTERS = {
    MatchFilter.ALL: "1 = 1",
    MatchFilter.WAITING: "outcome = 'doubtful' AND decision.id IS NULL",
    MatchFilter.FOUND_BY_NUMBER: "outcome = 'found-by-nik'",
    MatchFilter.FOUND_BY_NAME: "outcome = 'found-by-name'",
    MatchFilter.DOUBTFUL: "outcome = 'doubtful'",
    MatchFilter.NOT_FOUND: "outcome = 'not-found'",
    MatchFilter.TWICE: "twice IS NOT NULL",
}


def begin(tx: Transaction, name: str, columns: Sequence[ListColumn], release: ReleaseLine) -> str:
    """Keep a list that was matched to `release`; the id it gets."""
    list_id = tx.new_id()
    tx.conn.execute(
        "INSERT INTO matched_list (id, name, columns, release_id, release_label, reference_date,"
        " made_by, made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            list_id,
            name,
            json.dumps([[one.header, one.fact or ""] for one in columns], ensure_ascii=False),
            release.id,
            release.label,
            release.reference_date.isoformat(),
            tx.author.user_id,
            tx.at.isoformat(timespec="seconds"),
        ),
    )
    return list_id


def keep(
    tx: Transaction, list_id: str, answers: Iterable[tuple[ListRow, Verdict, int | None]]
) -> None:
    """Keep rows with their answers, and the earlier row of the same person if there is one."""
    rows, candidates = [], []
    for row, verdict, twice in answers:
        asked = row.asked
        cells = json.dumps(row.cells, ensure_ascii=False)
        fault = row.fault.value if row.fault is not None else ""
        rows.append(
            (
                list_id, asked.row, row.sheet, row.row, cells, asked.national_id,
                asked.family_card_no, asked.name, asked.birth_date, asked.sex, asked.place, fault,
                verdict.outcome.value, twice,
            )
        )  # fmt: skip
        for rank, one in enumerate(verdict.candidates, start=1):
            person = one.person
            evidence = " ".join(one.evidence)
            candidates.append(
                (
                    list_id, asked.row, rank, int(person.person_id),
                    None if person.family_id is None else int(person.family_id),
                    person.national_id, person.family_card_no, person.name, person.birth_date,
                    person.sex, person.village, person.decile, person.head_name, one.score,
                    evidence,
                )
            )  # fmt: skip
    tx.conn.executemany(_insert("matched_row", _ROW), rows)
    tx.conn.executemany(_insert("matched_candidate", _CANDIDATE), candidates)


def lists_of(conn: Connection) -> list[MatchedList]:
    """Every matched list, the newest first."""
    rows = conn.execute(f"{_LIST} ORDER BY made_at DESC, id DESC").fetchall()
    return [_list(conn, row) for row in rows]


def list_with(conn: Connection, list_id: str) -> MatchedList | None:
    """One matched list; None if it is not there."""
    row = conn.execute(f"{_LIST} WHERE matched_list.id = ?", (list_id,)).fetchone()
    return None if row is None else _list(conn, row)


def lines_of(
    conn: Connection,
    list_id: str,
    wish: MatchFilter = MatchFilter.ALL,
    *,
    after: int = 0,
    limit: int = 500,
) -> list[MatchLine]:
    """Rows of a list behind the position `after`, with their candidates."""
    rows = conn.execute(
        "SELECT matched_row.*, decision.id AS decision_id, decision.rank, decision.decided_at,"
        " coalesce(user.full_name, decision.decided_by) AS decided_by_name"
        f" FROM matched_row{_IN_FORCE} LEFT JOIN user ON user.id = decision.decided_by"
        f" WHERE matched_row.list_id = ? AND matched_row.position > ? AND {_FILTERS[wish]}"
        " ORDER BY matched_row.position LIMIT ?",
        (list_id, after, limit),
    ).fetchall()
    candidates: dict[int, list[Candidate]] = defaultdict(list)
    if rows:
        found = conn.execute(
            "SELECT * FROM matched_candidate WHERE list_id = ? AND position BETWEEN ? AND ?"
            " ORDER BY position, rank",
            (list_id, rows[0]["position"], rows[-1]["position"]),
        )
        for row in found:
            candidates[row["position"]].append(_candidate(row))
    return [_line(row, candidates[row["position"]]) for row in rows]


def all_lines(conn: Connection, list_id: str) -> Iterator[MatchLine]:
    """Every row of a list in its order, some thousands at a time."""
    after, page = 0, 2_000
    while lines := lines_of(conn, list_id, after=after, limit=page):
        yield from lines
        after = lines[-1].row.asked.row


def line_at(conn: Connection, list_id: str, position: int) -> MatchLine | None:
    """One row of a list."""
    lines = lines_of(conn, list_id, after=position - 1, limit=1)
    return lines[0] if lines and lines[0].row.asked.row == position else None


def decide(tx: Transaction, list_id: str, position: int, rank: int | None) -> None:
    """Keep what a person decided about a row; what was decided before stays, taken back."""
    take_back(tx, list_id, position)
    tx.conn.execute(
        "INSERT INTO matched_decision (id, list_id, position, rank, decided_by, decided_at)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            tx.new_id(),
            list_id,
            position,
            rank,
            tx.author.user_id,
            tx.at.isoformat(timespec="seconds"),
        ),
    )


def take_back(tx: Transaction, list_id: str, position: int) -> bool:
    """Take back what was decided about a row; False if nothing was."""
    done = tx.conn.execute(
        "UPDATE matched_decision SET withdrawn_by = ?, withdrawn_at = ?"
        " WHERE list_id = ? AND position = ? AND withdrawn_at IS NULL",
        (tx.author.user_id, tx.at.isoformat(timespec="seconds"), list_id, position),
    )
    return done.rowcount > 0


def forget(tx: Transaction, list_id: str) -> None:
    """Remove a list with everything about it."""
    for table in ("matched_decision", "matched_candidate", "matched_row"):
        tx.conn.execute(f"DELETE FROM {table} WHERE list_id = ?", (list_id,))
    tx.conn.execute("DELETE FROM matched_list WHERE id = ?", (list_id,))


def _insert(table: str, columns: Sequence[str]) -> str:
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' for _ in columns)})"


def _list(conn: Connection, row: Row) -> MatchedList:
    counted = conn.execute(
        "SELECT outcome, count(*) AS rows, count(decision.id) AS decided, count(decision.rank) AS chosen,"
        " count(twice) AS twice, sum(fault LIKE 'number-%') AS unreadable"
        f" FROM matched_row{_IN_FORCE} WHERE matched_row.list_id = ? GROUP BY outcome",
        (row["id"],),
    ).fetchall()
    of = {one["outcome"]: one for one in counted}
    rows = {outcome: of[outcome]["rows"] if outcome in of else 0 for outcome in MatchOutcome}
    doubtful = of.get(MatchOutcome.DOUBTFUL)
    return MatchedList(
        id=row["id"],
        name=row["name"],
        columns=tuple(
            ListColumn(header, ListFact(fact) if fact else None)
            for header, fact in json.loads(row["columns"])
        ),
        release_id=row["release_id"],
        release_label=row["release_label"],
        reference_date=date.fromisoformat(row["reference_date"]),
        made_by_name=row["made_by_name"],
        made_at=datetime.fromisoformat(row["made_at"]),
        counts=MatchCounts(
            rows=row["rows"],
            found_by_number=rows[MatchOutcome.FOUND_BY_NUMBER],
            found_by_name=rows[MatchOutcome.FOUND_BY_NAME],
            doubtful=rows[MatchOutcome.DOUBTFUL],
            not_found=rows[MatchOutcome.NOT_FOUND],
            chosen=doubtful["chosen"] if doubtful else 0,
            refused=doubtful["decided"] - doubtful["chosen"] if doubtful else 0,
            twice=sum(one["twice"] for one in counted),
            unreadable=sum(one["unreadable"] for one in counted),
        ),
    )


def _line(row: Row, candidates: list[Candidate]) -> MatchLine:
    decision = None
    if row["decision_id"] is not None:
        at = datetime.fromisoformat(row["decided_at"])
        decision = Decision(row["rank"], row["decided_by_name"], at)
    asked = AskedRow(
        row=row["position"],
        national_id=row["national_id"],
        family_card_no=row["family_card_no"],
        name=row["name"],
        folded=fold(row["name"]),
        birth_date=row["birth_date"],
        sex=row["sex"],
        place=row["place"],
    )
    fault = ProblemKind(row["fault"]) if row["fault"] else None
    return MatchLine(
        row=ListRow(row["sheet"], row["row"], tuple(json.loads(row["cells"])), asked, fault),
        outcome=MatchOutcome(row["outcome"]),
        candidates=tuple(candidates),
        decision=decision,
        twice=row["twice"],
    )


def _candidate(row: Row) -> Candidate:
    person = ListedPerson(
        person_id=str(row["person_id"]),
        family_id=None if row["family_id"] is None else str(row["family_id"]),
        national_id=row["national_id"],
        family_card_no=row["family_card_no"],
        name=row["name"],
        folded=fold(row["name"]),
        birth_date=row["birth_date"],
        sex=row["sex"],
        village=row["village"],
        decile=row["decile"],
        head_name=row["head_name"],
    )
    return Candidate(person, row["score"], tuple(map(Evidence, row["evidence"].split())))


def lists_with(conn: Connection, person_id: str, national_id: str) -> list[tuple[str, datetime]]:
    """The name and moment of every list on which a person stands or may stand, the newest first."""
    rows = conn.execute(
        "SELECT name, made_at FROM matched_list WHERE id IN"
        " (SELECT list_id FROM matched_candidate WHERE person_id = ?"
        "  UNION SELECT list_id FROM matched_row WHERE national_id = ? AND national_id <> '')"
        " ORDER BY made_at DESC",
        (int(person_id) if person_id else -1, national_id),
    )
    return [(row["name"], datetime.fromisoformat(row["made_at"])) for row in rows]
