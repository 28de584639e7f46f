"""Every defect of one cell that the rules name."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from tests.extracts.messes.defect import ANY, SAME, Defect, Spoil, always, changed
from tests.extracts.messes.numbered import of_dates, of_numbers, other_date, other_sex
from tests.extracts.messes.shapes import (
    LABELS,
    Style,
    village_code,
    write_code,
    write_sex,
    write_yes,
)
from tests.extracts.messes.town import Family, Person, Place
from tests.extracts.messes.worded import of_names, of_texts


def _sexes() -> list[Defect]:
    def other(how: str) -> Spoil:
        def spoil(cell: Any, person: Person | None, _: Family, style: Style) -> Any:
            assert person is not None
            text = write_sex(person.sex, how)
            return None if text == cell else text

        return spoil

    return [
        *(
            Defect(f"sex as {how}", "sex", "repaired", other(how))
            for how in ("LP", "12", "label", "LABEL")
        ),
        Defect(
            "sex lower",
            "sex",
            "repaired",
            lambda c, p, *_: ("laki-laki", "perempuan")[p.sex - 1] if p else None,
        ),
        Defect(
            "sex lk", "sex", "repaired", lambda c, p, *_: ("Lk", "Pr")[p.sex - 1] if p else None
        ),
        Defect("sex blank", "sex", "flagged", always(""), None),
        Defect("sex dash", "sex", "flagged", always("-"), None),
        Defect("sex X", "sex", "flagged", always("X"), None),
        Defect("sex 3", "sex", "flagged", always("3"), ANY),
    ]


def _coded(kind: str) -> list[Defect]:
    """A label in a column of codes, a code in one of labels, and what no list knows."""

    def fact(person: Person | None, family: Family) -> int:
        return int(getattr(family if kind in ("owned", "floor") else person, kind))

    def other(cell: Any, person: Person | None, family: Family, style: Style) -> Any:
        how = "label" if style.codes == "code" else "code"
        return write_code(fact(person, family), kind, how)

    defects = [
        Defect(f"{kind} otherwise", kind, "repaired", other),
        Defect(f"{kind} 27", kind, "flagged", always("27"), ANY),
        Defect(f"{kind} word", kind, "flagged", always("ENTAHLAH"), None),
        Defect(f"{kind} unknown", kind, "repaired", always("Tidak Tahu"), None),
    ]
    if kind == "relation":
        loose = [
            "KEP. KELUARGA",
            "ISTERI",
            "ank",
            "mantu",
            "cucu ",
            "Orangtua",
            "PEMBANTU",
            "FAMILI LAIN",
        ]
        defects[0] = Defect(
            "relation loose",
            kind,
            "repaired",
            lambda cell, p, f, s: (
                loose[p.relation - 1]
                if (p and s.codes == "code") or (p and p.relation < 5)
                else None
            ),
        )
    return [
        *defects,
        Defect(
            f"{kind} .0",
            kind,
            "repaired",
            lambda c, p, f, s: f"{c}.0" if s.codes == "code" else None,
        ),
    ]


def _villages(places: list[Place]) -> list[Defect]:
    def other_system(_: Any, __: Person | None, family: Family, style: Style) -> Any:
        if style.system == "bps":
            return (
                family.place.kemendagri.replace(".", "")
                if family.place.kemendagri.replace(".", "") != family.place.bps
                else None
            )
        return family.place.bps

    def nowhere(_: Any, __: Person | None, family: Family, style: Style) -> Any:
        return village_code(family.place, style.system)[:-2] + "99"

    def elsewhere(_: Any, __: Person | None, family: Family, style: Style) -> Any:
        # A code that means this village in one system and that in the other is told by the name.
        twice = {place.bps for place in places} & {
            place.kemendagri.replace(".", "") for place in places
        }
        others = [
            p
            for p in places
            if p.name != family.place.name and p.kecamatan != family.place.kecamatan
        ]
        others = [p for p in others if not {p.bps, p.kemendagri.replace(".", "")} & twice]
        return random.Random(family.card).choice(others).name.upper()

    def in_two_words(cell: Any, __: Person | None, family: Family, style: Style) -> Any:
        name = family.place.name if style.system == "bps" else family.place.bps_name
        mine = family.place.bps_name if style.system == "bps" else family.place.name
        return name.upper() if name != mine else None

    return [
        Defect(
            "village code .0",
            "vcode",
            "repaired",
            lambda c, p, f, s: f"{c}.0" if s.system != "dotted" else None,
        ),
        Defect("village code apostrophe", "vcode", "repaired", changed(lambda c: "'" + c)),
        Defect("village code of other system", "vcode", "repaired", other_system, SAME, "vname"),
        Defect("village code blank", "vcode", "flagged", always(""), ANY),
        Defect("village code unknown", "vcode", "flagged", nowhere, ANY),
        Defect("village code zeros", "vcode", "flagged", always("0000000000"), ANY),
        Defect("village against name", "vname", "flagged", elsewhere, ANY, "vcode"),
        Defect("village ds", "vname", "repaired", changed(lambda n: "Ds. " + n.strip().title())),
        Defect("village desa", "vname", "repaired", changed(lambda n: "DESA " + n.strip())),
        Defect("village kelurahan", "vname", "repaired", changed(lambda n: "KEL. " + n.strip())),
        Defect("village other spelling", "vname", "repaired", in_two_words),
        Defect("village lower", "vname", "repaired", changed(str.lower)),
        Defect(
            "village code dotted",
            "vcode",
            "repaired",
            lambda c, p, f, s: f.place.kemendagri if s.system == "kemendagri" else None,
        ),
        Defect(
            "village blank behind",
            "vname",
            "repaired",
            lambda c, *_: f"{c} " if str(c) == str(c).strip() else None,
        ),
    ]


def all_defects(places: list[Place]) -> list[Defect]:
    """Every defect of one cell that the rules name."""

    def digit(cell: Any) -> str:
        return str(cell).upper().replace("DESIL ", "").partition(".")[0]

    roman = dict(
        zip(
            map(str, range(1, 11)),
            ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"],
            strict=True,
        )
    )

    def decile(change: Callable[[str], str]) -> Spoil:
        def spoil(cell: Any, _: Any, __: Any, style: Style) -> Any:
            made = change(digit(cell)) if cell != "" else None
            return None if made == cell or style.decile != "n" else made

        return spoil

    def rt_as(kind: str, change: Callable[[int], str]) -> Spoil:
        def spoil(cell: Any, person: Person | None, _: Family, style: Style) -> Any:
            assert person is not None
            made = change(person.rt if kind == "rt" else person.rw)
            return made if made != cell and style.rt == "001" else None

        return spoil

    def yes_as(how: str) -> Spoil:
        def spoil(cell: Any, _: Any, __: Any, style: Style) -> Any:
            one = cell in ("1", "YA", "Ya", "Y")
            digits = style.yes in ("12", "01")
            return write_yes(1 if one else 2, how) if digits else ("1" if one else "2")

        return spoil

    return [
        *of_numbers("nik"),
        Defect("nik of another day", "nik", "flagged", other_date, ANY, "date"),
        Defect("nik of another sex", "nik", "flagged", other_sex, ANY, "sex"),
        Defect("nik rounded", "nik", "flagged", changed(lambda n: n[:12] + "0000"), ANY),
        Defect("nik is card", "nik", "flagged", lambda c, p, f, s: f.card, ANY),
        *of_numbers("card"),
        *of_dates(),
        *_sexes(),
        *(defect for kind in LABELS for defect in _coded(kind)),
        *of_names("name"),
        *of_names("head"),
        *of_texts("text"),
        *(d for d in of_texts("job") if "quote" not in d.what),
        *_villages(places),
        Defect("decile word", "decile", "repaired", decile(lambda d: f"Desil {d}")),
        Defect("decile upper", "decile", "repaired", decile(lambda d: f"DESIL {d}")),
        Defect("decile .0", "decile", "repaired", decile(lambda d: f"{d}.0")),
        Defect("decile ,0", "decile", "repaired", decile(lambda d: f"{d},0")),
        Defect("decile roman", "decile", "repaired", decile(lambda d: roman[d])),
        Defect("decile zero padded", "decile", "repaired", decile(lambda d: f"0{d}")),
        Defect("decile dash", "decile", "repaired", always("-"), None),
        Defect("decile 0", "decile", "flagged", always("0"), None),
        Defect("decile 11", "decile", "flagged", always("11"), None),
        Defect("decile range", "decile", "flagged", always("1-4"), None),
        Defect("decile range words", "decile", "flagged", always("Desil 1 s/d 4"), None),
        Defect("decile word only", "decile", "flagged", always("MISKIN"), None),
        *(
            Defect(f"{kind} {what}", kind, "repaired", rt_as(kind, how))
            for kind in ("rt", "rw")
            for what, how in (
                ("short", str),
                ("two digits", lambda n: f"{n:02}"),
                ("word", lambda n: f"RT {n:03}"),
                (".0", lambda n: f"{n}.0"),
                ("four digits", lambda n: f"{n:04}"),
            )
        ),
        Defect("rt dash", "rt", "repaired", always("-"), None),
        Defect("rt words", "rt", "flagged", always("KRAJAN"), None),
        Defect("yes otherwise", "yes", "repaired", yes_as("Ya")),
        Defect(
            "yes .0",
            "yes",
            "repaired",
            lambda c, p, f, s: f"{c}.0" if s.yes in ("12", "01") else None,
        ),
        Defect("yes 7", "yes", "flagged", always("7"), ANY),
        Defect("yes word", "yes", "flagged", always("MUNGKIN"), None),
        Defect("diploma .0", "diploma", "repaired", changed(lambda c: c + ".0")),
        Defect("disease unknown", "disease", "flagged", always("77"), ANY),
        Defect("area m2", "area", "repaired", changed(lambda c: c + " m2")),
        Defect("area .0", "area", "repaired", changed(lambda c: c + ".0")),
        Defect("area word", "area", "flagged", always("LUAS"), None),
        Defect("water .0", "water", "repaired", changed(lambda c: c + ".0")),
    ]
