"""The families that a surveyor visits: looked up in the release in use, kept as they were printed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from desktop_app.domain.ground_check import GroundCheckContent
from desktop_app.domain.prelist import (
    Neighbourhood,
    Prelist,
    PrelistEntry,
    PrelistFamily,
    PrelistWish,
)
from desktop_app.domain.subject import Subject, SubjectKind
from desktop_app.store.connection import Connection, Row
from desktop_app.store.store import Transaction

_AT_ONCE = 500
_FAMILY = (
    "SELECT family.id, family.family_card_no, family.head_name, family.address, family.village,"
    " family.member_count, family.decile_national, head.id AS head_id, head.name, head.national_id,"
    " head.birth_date, head.id_hamlet, head.id_rt, head.id_rw, head.id_address,"
    " (SELECT count(*) FROM extract.person WHERE person.family_id = family.id) AS members"
    # The head, or whoever stands first where there is none.
    " FROM extract.family LEFT JOIN extract.person AS head ON head.id = (SELECT person.id FROM"
    " extract.person WHERE person.family_id = family.id ORDER BY relationship IS NOT 1, id LIMIT 1)"
)
_PRELIST = (
    "SELECT prelist.*, user.full_name AS made_by_name,"
    " (SELECT count(*) FROM prelist_family WHERE prelist_family.serial = prelist.serial) AS families,"
    " (SELECT count(DISTINCT number) FROM ground_check WHERE ground_check.prelist = prelist.serial"
    " AND voided_at IS NULL) AS recorded"
    " FROM prelist LEFT JOIN user ON user.id = prelist.made_by"
)
_ENTRY = (
    "SELECT prelist_family.*, ground_check.id AS check_id, checked_on, surveyor, code_list, code,"
    " finding, note FROM prelist_family LEFT JOIN ground_check ON ground_check.id ="
    " (SELECT id FROM ground_check AS latest WHERE latest.prelist = prelist_family.serial"
    " AND latest.prelist <> '' AND latest.number = prelist_family.number AND latest.voided_at IS NULL"
    " ORDER BY latest.recorded_at DESC LIMIT 1)"
)


def families_for(conn: Connection, wish: PrelistWish) -> list[PrelistFamily]:
    """The families that are wanted and stand in the release in use, in the order of the list, unnumbered.

    Where they live goes by what the office noted itself, else by the KTP of the head.
    """
    noted = _places_noted(conn)
    found = [_family(row, noted) for row in _rows(conn, wish)]
    return sorted((one for one in found if _is_wanted(one.where, wish)), key=lambda one: one.order)


def neighbourhoods_of(conn: Connection, village: str) -> list[tuple[Neighbourhood, int]]:
    """The dusun, RW and RT of one desa with how many families live there, in order."""
    counts: dict[Neighbourhood, int] = {}
    for one in families_for(conn, PrelistWish("", "", village=village)):
        counts[one.where] = counts.get(one.where, 0) + 1
    return list(counts.items())


def keep(
    tx: Transaction, serial: str, wish: PrelistWish, label: str, families: Sequence[PrelistFamily]
) -> None:
    """Keep a list that is being printed."""
    tx.conn.execute(
        "INSERT INTO prelist (serial, purpose, code_list, release_label, made_by, made_at)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            serial,
            wish.purpose,
            wish.code_list,
            label,
            tx.author.user_id,
            tx.at.isoformat(timespec="seconds"),
        ),
    )
    tx.conn.executemany(
        "INSERT INTO prelist_family (serial, number, subject, hamlet, rw, rt, address)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (
                serial,
                one.number,
                json.dumps(one.subject.as_data(), ensure_ascii=False),
                one.where.hamlet,
                one.where.rw,
                one.where.rt,
                one.address,
            )
            for one in families
        ],
    )


def remove(tx: Transaction, serial: str) -> None:
    """Forget a list with all its families."""
    tx.conn.execute("DELETE FROM prelist_family WHERE serial = ?", (serial,))
    tx.conn.execute("DELETE FROM prelist WHERE serial = ?", (serial,))


def prelists_of(conn: Connection) -> list[Prelist]:
    """Every list that was printed, the newest first, with how far its results have come."""
    return [
        _prelist(row)
        for row in conn.execute(f"{_PRELIST} ORDER BY prelist.made_at DESC, prelist.serial")
    ]


def prelist_with(conn: Connection, serial: str) -> Prelist | None:
    """The list with this serial."""
    row = conn.execute(f"{_PRELIST} WHERE prelist.serial = ?", (serial.strip().upper(),)).fetchone()
    return None if row is None else _prelist(row)


def entries_of(conn: Connection, serial: str) -> list[PrelistEntry]:
    """The families of one printed list, with the results that hold."""
    rows = conn.execute(f"{_ENTRY} WHERE serial = ? ORDER BY prelist_family.number", (serial,))
    return [_entry(row) for row in rows]


def entry_of(conn: Connection, serial: str, number: int) -> PrelistEntry | None:
    """One family of a printed list."""
    row = conn.execute(
        f"{_ENTRY} WHERE serial = ? AND prelist_family.number = ?", (serial, number)
    ).fetchone()
    return None if row is None else _entry(row)


def _rows(conn: Connection, wish: PrelistWish) -> Iterator[Row]:
    if wish.family_ids is None:
        yield from conn.execute(
            f"{_FAMILY} WHERE family.village = ? OR family.village LIKE ? || '.%'",
            (wish.village, wish.village),
        )
        return
    ids = sorted({int(own_id) for own_id in wish.family_ids})
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        marks = ", ".join("?" for _ in some)
        yield from conn.execute(f"{_FAMILY} WHERE family.id IN ({marks})", tuple(some))


def _is_wanted(where: Neighbourhood, wish: PrelistWish) -> bool:
    return (
        wish.hamlet.strip().upper() in ("", where.hamlet)
        and _three(wish.rw) in ("", where.rw)
        and _three(wish.rt) in ("", where.rt)
    )


def _places_noted(conn: Connection) -> Mapping[int, tuple[str, str]]:
    """RT and RW where families live by our own notes, the newest of each."""
    rows: Iterable[Row] = conn.execute(
        "SELECT family_id, rt, rw FROM local_fact WHERE kind = 'place' AND voided_at IS NULL"
        " AND family_id IS NOT NULL AND rt <> '' ORDER BY noted_on, recorded_at"
    )
    return {int(row["family_id"]): (row["rt"], row["rw"]) for row in rows}


def _family(row: Row, noted: Mapping[int, tuple[str, str]]) -> PrelistFamily:
    rt, rw = noted.get(int(row["id"]), (row["id_rt"] or "", row["id_rw"] or ""))
    return PrelistFamily(
        subject=Subject(
            kind=SubjectKind.FAMILY,
            family_id=str(row["id"]),
            person_id=None if row["head_id"] is None else str(row["head_id"]),
            family_card_no=row["family_card_no"],
            national_id=row["national_id"],
            name=row["head_name"] or row["name"] or "",
            birth_date=row["birth_date"],
            village=row["village"] or "",
        ),
        where=Neighbourhood(
            village=row["village"] or "",
            hamlet=" ".join((row["id_hamlet"] or "").upper().split()),
            rw=_three(rw),
            rt=_three(rt),
        ),
        address=" ".join((row["address"] or row["id_address"] or "").split()),
        members=int(row["members"] or row["member_count"] or 0),
        decile=row["decile_national"],
    )


def _three(number: str) -> str:
    """``1`` and ``001`` are one RT; ``000`` is none."""
    digits = number.strip()
    if not digits.strip("0"):
        return ""
    return digits.zfill(3)


def _prelist(row: Row) -> Prelist:
    return Prelist(
        serial=row["serial"],
        purpose=row["purpose"],
        code_list=row["code_list"],
        release_label=row["release_label"],
        families=int(row["families"]),
        recorded=int(row["recorded"]),
        made_by_name=row["made_by_name"] or "",
        made_at=datetime.fromisoformat(row["made_at"]),
    )


def _entry(row: Row) -> PrelistEntry:
    subject = Subject.from_data(json.loads(row["subject"]))
    return PrelistEntry(
        number=int(row["number"]),
        subject=subject,
        where=Neighbourhood(subject.village, row["hamlet"], row["rw"], row["rt"]),
        address=row["address"],
        check_id=row["check_id"] or "",
        result=GroundCheckContent.from_data(dict(row)) if row["check_id"] else None,
    )
