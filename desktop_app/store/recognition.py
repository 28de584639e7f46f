"""People of the release before whose NIK was corrected: recognised, or listed as doubtful.

After a load everybody whose NIK stood in the release before bears the id they had. Of those left
over on both sides,

* the same card, name and birth date is the same person;
* the same card, name and sex with birth dates within `_NEAR_DAYS` is the same person too: a NIK is
  made of the birth date, so the two are corrected together;
* anything weaker is a doubtful pair, for a person to look at and never for the program to decide.

Each rule counts only where exactly one stands on either side.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from desktop_app.domain.names import fold
from desktop_app.store.connection import Connection, as_key_text
from desktop_app.store.identities import IDS_PER_IMPORT

_NEAR_DAYS = 400
_LARGEST_FAMILY = 60
_SURE = (
    ("card-name-birth", "before.birth_date = now.birth_date"),
    (
        "card-name-sex",
        "before.sex = now.sex AND abs(julianday(before.birth_date) - julianday(now.birth_date))"
        f" <= {_NEAR_DAYS}",
    ),
)
_DOUBTFUL = (
    ("card-name", "before.family_card_no = now.family_card_no AND before.folded = now.folded"),
    (
        "card-birth-sex",
        "before.family_card_no = now.family_card_no AND before.birth_date = now.birth_date"
        " AND before.sex = now.sex",
    ),
)

MAKE_DOUBTFUL = (
    "CREATE TABLE IF NOT EXISTS doubtful (person_id INTEGER, earlier_id INTEGER, reason TEXT,"
    " PRIMARY KEY (person_id, earlier_id)) WITHOUT ROWID"
)
ADD_DOUBTFUL = "INSERT OR IGNORE INTO doubtful (person_id, earlier_id, reason) VALUES (?, ?, ?)"


def recognise(
    conn: Connection, earlier: Path, key: bytes, before_first: int
) -> list[tuple[int, int]]:
    """Give recognised people their old id, and keep the doubtful pairs in the table `doubtful`.

    `before_first` is the id before the first one that this load gave away. Returns the ids that
    changed: (given by this load, kept from before).
    """
    conn.create_function("folded", 1, lambda name: fold(name or ""), deterministic=True)
    conn.execute(MAKE_DOUBTFUL)
    uri = f"{earlier.resolve().as_uri()}?mode=ro"
    conn.execute("ATTACH ? AS old KEY ?", (uri, as_key_text(key)))
    for table in ("newcomer", "gone"):
        conn.execute(
            f"CREATE TEMP TABLE {table} (id INTEGER PRIMARY KEY, family_card_no TEXT, folded TEXT,"
            " birth_date TEXT, sex INTEGER)"
        )
    conn.execute(
        "INSERT INTO newcomer SELECT id, family_card_no, folded(name), birth_date, sex FROM person"
        " WHERE id > ? AND id < ? AND family_card_no IS NOT NULL",
        (before_first, before_first + IDS_PER_IMPORT),
    )
    conn.execute(
        "INSERT INTO gone SELECT before.id, before.family_card_no, folded(before.name),"
        " before.birth_date, before.sex"
        " FROM (SELECT DISTINCT family_card_no FROM newcomer) card"
        " JOIN old.family ON family.family_card_no = card.family_card_no"
        " JOIN old.person before ON before.family_id = family.id"
        " WHERE NOT EXISTS (SELECT 1 FROM main.person WHERE person.id = before.id)"
    )
    conn.execute("CREATE INDEX temp.gone_by_card ON gone (family_card_no)")
    for table in ("newcomer", "gone"):
        # No family is so large: such a number stands for "none", and everybody would be compared
        # with everybody.
        conn.execute(
            f"DELETE FROM {table} WHERE family_card_no IN (SELECT family_card_no FROM {table}"
            f" GROUP BY family_card_no HAVING count(*) > {_LARGEST_FAMILY})"
        )
    changed = []
    for _, agree in _SURE:
        changed += _settle(conn, agree)
    for reason, agree in _DOUBTFUL:
        conn.execute(
            "INSERT OR IGNORE INTO doubtful SELECT now.id, before.id, ? FROM newcomer now"
            f" JOIN gone before ON {agree}",
            (reason,),
        )
    conn.execute("DROP TABLE newcomer")
    conn.execute("DROP TABLE gone")
    conn.execute("DETACH old")
    return changed


def _settle(conn: Connection, agree: str) -> list[tuple[int, int]]:
    pairs = conn.execute(
        "SELECT now.id AS now_id, before.id AS old_id FROM newcomer now JOIN gone before"
        " ON before.family_card_no = now.family_card_no AND before.folded = now.folded"
        f" AND {agree}"
    ).fetchall()
    ours = Counter(row["now_id"] for row in pairs)
    theirs = Counter(row["old_id"] for row in pairs)
    sure = [
        (row["now_id"], row["old_id"])
        for row in pairs
        if ours[row["now_id"]] == 1 and theirs[row["old_id"]] == 1
    ]
    conn.executemany("UPDATE person SET id = ?2 WHERE id = ?1", sure)
    conn.executemany("DELETE FROM newcomer WHERE id = ?1 AND ?2", sure)
    conn.executemany("DELETE FROM gone WHERE ?1 AND id = ?2", sure)
    return sure
