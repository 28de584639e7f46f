"""Which desa a row means: the coding system of the file, the code, and the name as its witness.

Two ten-digit codes mean two different desa in the two systems, so the system is decided once for a
file and never for a row; a row may only leave it where its name says so.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches

from desktop_app.domain.problem import ProblemKind as Kind
from desktop_app.domain.region import (
    RegionEvidence,
    RegionSystem,
    RegionTable,
    Village,
    folded_region_name,
)
from desktop_app.extracts.cells import is_null_word, plain, unpadded
from desktop_app.extracts.numbers import region_code_judge

_VOTES_FOR_NAME = 3
_NEARLY = 0.82
Pair = tuple[str, str, str]
"""The raw cells of a row: code, name and kecamatan; empty where the file has no such column."""


@dataclass(frozen=True, slots=True)
class Place:
    """What a row's cells come to; `name` is the spelling to keep."""

    village: str | None
    name: str | None
    of_code: tuple[Kind, ...] = ()
    of_name: tuple[Kind, ...] = ()


def system_of(
    pairs: Counter[Pair], regions: RegionTable, usual: RegionSystem
) -> RegionSystem | None:
    """The system in which the codes make sense together with the names; None if in neither."""
    digits = region_code_judge()
    votes = dict.fromkeys(RegionSystem, 0)
    for (raw_code, name, _), count in pairs.items():
        code, _ = digits(raw_code)
        if not isinstance(code, str):
            continue
        for system in RegionSystem:
            village = regions.village_in(system, code)
            if village is not None:
                votes[system] += count * (_VOTES_FOR_NAME if village.answers_to(name) else 1)
    best = max(votes.values())
    if not best:
        return None
    return usual if votes[usual] == best else max(votes, key=votes.__getitem__)


def evidence_of(
    pairs: Counter[Pair], regions: RegionTable, system: RegionSystem | None, *, is_chosen: bool
) -> RegionEvidence:
    """What the different desa of a file say about `system`, each counted once."""
    digits = region_code_judge()
    seen: set[tuple[str, str]] = set()
    counts: Counter[str] = Counter()
    for raw_code, raw_name, _ in pairs:
        code, _ = digits(raw_code)
        name = folded_region_name(plain(raw_name)[0])
        if system is None or not isinstance(code, str) or (code, name) in seen:
            continue
        seen.add((code, name))
        village = regions.village_in(system, code)
        other = regions.village_in(system.other, code)
        counts["other"] += bool(name and other and name in other.aliases)
        if village is None:
            counts["unknown"] += 1
        elif name:
            counts["agree" if name in village.aliases else "contradict"] += 1
    return RegionEvidence(
        system,
        agree=counts["agree"],
        contradict=counts["contradict"],
        unknown=counts["unknown"],
        other_agree=counts["other"],
        is_chosen=is_chosen,
    )


def spelling_style(pairs: Counter[Pair], regions: RegionTable, system: RegionSystem | None) -> str:
    """Whose spelling of the names the file uses, where they differ, and in which case."""
    spelled = dict.fromkeys(_SPELLERS, 0)
    cases: Counter[str] = Counter()
    decided = 0
    digits = region_code_judge()
    by_name = {alias: village for village in regions.villages for alias in village.aliases}
    for (raw_code, raw_name, _), count in pairs.items():
        name = plain(raw_name)[0]
        cases[_case_of(name)] += count
        code, _ = digits(raw_code)
        if system and isinstance(code, str):
            village = regions.village_in(system, code)
        else:
            # Namesakes are spelled alike.
            village = by_name.get(folded_region_name(name))
        if village is None or len(_spellings(village)) == 1:
            continue
        mine = [who for who in _SPELLERS if name.upper() == _spelling_of(village, who)]
        decided += count * bool(mine)
        for who in mine:
            spelled[who] += count
    most = max(spelled.values())
    tokens = [case for case in ("upper", "title") if cases[case] * 5 >= cases.total() * 4]
    if decided and most * 5 >= decided * 4:
        # Where the sample fits two of them, either may be meant in the rest of the file.
        tokens += [who for who in _SPELLERS if spelled[who] == most]
    return "|".join(tokens)


def _case_of(text: str) -> str:
    if text == text.upper():
        return "upper"
    return "lower" if text == text.lower() else "title"


class Places(dict[Pair, Place]):
    """Answers for each different triple of cells; `is_home` for the columns of the family itself.

    A KTP may come from anywhere, so its unknown codes are only odd inside the kabupaten.
    """

    def __init__(
        self,
        regions: RegionTable,
        system: RegionSystem | None,
        *,
        style: frozenset[str],
        code_style: frozenset[str],
        has_code: bool,
        is_home: bool,
    ) -> None:
        super().__init__()
        self._regions = regions
        self._system = system
        self._style = style
        self._digits = region_code_judge(style=code_style)
        self._has_code = has_code
        self._is_home = is_home
        self._by_names: dict[tuple[str, str], Village] = {}
        self._by_name: dict[str, list[Village]] = {}
        for village in regions.villages:
            kecamatan = folded_region_name(village.subdistrict_name)
            for alias in village.aliases:
                self._by_names[kecamatan, alias] = village
                self._by_name.setdefault(alias, []).append(village)
        self._kecamatan = sorted({kecamatan for kecamatan, _ in self._by_names})

    def __missing__(self, pair: Pair) -> Place:
        place = self[pair] = self._judge(*pair)
        return place

    def _judge(self, raw_code: str, raw_name: str, kecamatan: str) -> Place:
        raw_name = unpadded(raw_name, self._style)
        code, _ = self._digits(raw_code)
        text, _ = plain(raw_name)
        name = "" if is_null_word(text) else text
        if not isinstance(code, str):
            missing = (Kind.VILLAGE_CODE_MISSING,) if self._has_code and self._is_home else ()
            found = self._named(name, kecamatan)
            return self._placed(found, raw_name, name, missing)
        if self._system is None:
            known = self._named(name, kecamatan)
            return self._placed(known, raw_name, name, self._unknown(code) if known is None else ())
        village = self._regions.village_in(self._system, code)
        if village is not None and (not name or village.answers_to(name)):
            return self._placed(village, raw_name, name, ())
        other = self._regions.village_in(self._system.other, code)
        if other is not None and name and other.answers_to(name):
            return self._placed(other, raw_name, name, (Kind.VILLAGE_CODE_OF_OTHER_SYSTEM,))
        if village is not None:
            if self._is_misspelled(village, name):
                kept = self._spelling(village).upper()
                return Place(village.code, kept, (), (Kind.VILLAGE_NAME_SPELLED_OTHERWISE,))
            return self._placed(village, raw_name, name, (Kind.VILLAGE_CODE_AGAINST_NAME,))
        found = self._named(name, kecamatan)
        return self._placed(found, raw_name, name, self._unknown(code))

    def _named(self, name: str, kecamatan: str) -> Village | None:
        folded = folded_region_name(name)
        within = get_close_matches(
            folded_region_name(plain(kecamatan)[0]), self._kecamatan, n=1, cutoff=_NEARLY
        )
        if within:
            return self._by_names.get((within[0], folded))
        namesakes = self._by_name.get(folded, [])
        return namesakes[0] if len(namesakes) == 1 else None

    def _unknown(self, code: str) -> tuple[Kind, ...]:
        inside = code.startswith(self._regions.regency.replace(".", ""))
        return (Kind.VILLAGE_CODE_UNKNOWN,) if self._is_home or inside else ()

    def _placed(
        self, village: Village | None, raw_name: str, name: str, of_code: tuple[Kind, ...]
    ) -> Place:
        code = village.code if village else None
        if village is None or not village.answers_to(name) or self._is_usual(village, raw_name):
            return Place(code, name or None, of_code)
        is_either = self._style.isdisjoint(_SPELLERS)
        kept = (
            name if is_either and name.upper() in _spellings(village) else self._spelling(village)
        )
        return Place(code, kept.upper(), of_code, (Kind.VILLAGE_NAME_SPELLED_OTHERWISE,))

    def _is_misspelled(self, village: Village, name: str) -> bool:
        """True if `name` is nearly that of the code's village, and no other village's."""
        folded = folded_region_name(name)
        if folded in self._by_name:
            return False
        return any(
            SequenceMatcher(None, folded, alias).ratio() >= _NEARLY for alias in village.aliases
        )

    def _spelling(self, village: Village) -> str:
        return village.bps_name if self._system is RegionSystem.BPS else village.name

    def _is_usual(self, village: Village, raw: str) -> bool:
        if not self._style.isdisjoint(("upper", "title")) and _case_of(raw) not in self._style:
            return False
        spellers = [who for who in _SPELLERS if who in self._style]
        if spellers:
            return raw.upper() in {_spelling_of(village, who) for who in spellers}
        return raw.upper() in _spellings(village)


_SPELLERS = ("bps", "kemendagri", "local")
"""Who spells the name of a village: the statistics office, the decree, the people who live there."""


def _spelling_of(village: Village, who: str) -> str:
    names = {"bps": village.bps_name, "kemendagri": village.name, "local": village.local_name}
    return names[who].upper()


def _spellings(village: Village) -> set[str]:
    return {_spelling_of(village, who) for who in _SPELLERS}
