"""What a search is narrowed to, for the index of names (schema `words`) and for the rows themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.domain.marks import decile_mark, region_mark
from desktop_app.store.aid_within import REACHES

# By our own ids and by the card of the snapshot: an office that has changed from an extract of its own
# to the hub's numbers families anew.
_HELPED = (
    "SELECT person.id FROM extract.person INDEXED BY person_by_family WHERE family_id IN ("
    "SELECT family_id FROM helped UNION"
    " SELECT person.family_id FROM helped JOIN extract.person ON person.id = helped.person_id UNION"
    " SELECT family.id FROM helped JOIN extract.family"
    " ON family.family_card_no = helped.family_card_no)"
    " UNION SELECT person_id FROM helped WHERE person_id IS NOT NULL"
)


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or the beginning of one, to be looked for in names; `text` is folded."""

    text: str
    is_start: bool = False

    def __str__(self) -> str:
        return f'"{self.text}"{"*" if self.is_start else ""}'


@dataclass(frozen=True, slots=True)
class Within:
    """What a search is narrowed to; nothing of it for everybody.

    `village` is a code with dots, of a desa or of anything larger. The deciles are national; 0 is for
    families without one. `programme` keeps those whom it has helped, `is_unhelped` those whom none
    has, by this office's own records.
    """

    village: str = ""
    decile_min: int | None = None
    decile_max: int | None = None
    programme: str = ""
    is_unhelped: bool = False

    @property
    def deciles(self) -> range | None:
        """The deciles that count; None for any."""
        if self.decile_min is None and self.decile_max is None:
            return None
        low = 1 if self.decile_min is None else self.decile_min
        return range(low, (10 if self.decile_max is None else self.decile_max) + 1)

    def marks(self) -> list[list[Term]]:
        """What of it the index knows: each group has marks of which a person must bear one."""
        groups = []
        if mark := region_mark(self.village):
            groups.append([Term(mark)])
        if self.deciles is not None:
            groups.append([Term(decile_mark(decile)) for decile in self.deciles])
        return groups

    def by_aid(self, own_id: str) -> tuple[str, list[str]]:
        """The rest of it as a condition on the id of a person, and its values."""
        if not self.programme and not self.is_unhelped:
            return "1 = 1", []
        condition, values = REACHES, list[str]()
        if self.programme:
            condition += " AND programme = ?"
            values.append(self.programme)
        people = (
            "WITH helped AS MATERIALIZED (SELECT person_id, family_id, family_card_no"
            f" FROM main.intervention WHERE {condition}) {_HELPED}"
        )
        return f"{own_id} {'NOT IN' if self.is_unhelped else 'IN'} ({people})", values

    def clause(self) -> tuple[str, list[str | int]]:
        """All of it as a condition on rows of `person` and `family`, and its values."""
        parts, values = [], list[str | int]()
        if self.village:
            village = "coalesce(family.village, person.village)"
            parts.append(f"({village} = ? OR {village} LIKE ? || '.%')")
            values += [self.village, self.village]
        if self.deciles is not None:
            parts.append("coalesce(family.decile_national, 0) BETWEEN ? AND ?")
            values += [self.deciles.start, self.deciles.stop - 1]
        condition, helped = self.by_aid("person.id")
        return " AND ".join([*parts, condition]), [*values, *helped]


def matching(groups: Sequence[Sequence[Term]]) -> str:
    """What to ask the index of names for: a term of every group."""
    return " AND ".join(f"({' OR '.join(map(str, group))})" for group in groups)
