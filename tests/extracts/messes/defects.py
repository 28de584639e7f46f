"""What can be wrong with one cell, what must be done about it and what must be stored then.

After the list of what an importer does with each kind of defect; where that leaves something open,
what a careful officer would expect.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.extracts.messes.shapes import (
    LABELS,
    Style,
    village_code,
    write_code,
    write_date,
    write_rt,
    write_sex,
    write_yes,
)
from tests.extracts.messes.town import Family, Person, Place

SAME = object()
"""The value must survive."""
ANY = object()
"""What is stored is not said."""

Fits = Callable[[Person | None, Family, Style], bool]
Spoil = Callable[[Any, Person | None, Family, Style], Any]


@dataclass(frozen=True)
class Defect:
    """One way to spoil a cell; `None` from `spoil` means that this row cannot have it."""

    what: str
    kind: str
    action: str
    spoil: Spoil
    stored: Any = SAME
    witness: str = ""
    """The kind of column without which nobody can see it."""


def _plain(change: Callable[[str], str]) -> Spoil:
    return lambda cell, *_: change(str(cell))


def _always(text: str) -> Spoil:
    return lambda *_: text


def _numbers(kind: str) -> list[Defect]:
    mended: list[tuple[str, Callable[[str], str]]] = [
        ("apostrophe", lambda n: "'" + n),
        ("curly apostrophe", lambda n: "’" + n),
        ("blanks", lambda n: f"{n[:6]} {n[6:12]} {n[12:]}"),
        ("dots", lambda n: f"{n[:2]}.{n[2:6]}.{n[6:]}"),
        ("dashes", lambda n: f"{n[:6]}-{n[6:12]}-{n[12:]}"),
        ("blank behind", lambda n: n + " "),
        ("no-break blank", lambda n: n + "\xa0"),
        ("zero width", lambda n: "\u200b" + n),
        ("byte order mark", lambda n: "\ufeff" + n),
        ("tab before", lambda n: "\t" + n if kind == "nik" else " " + n),
        (".0", lambda n: n + ".0"),
        (",0", lambda n: n + ",0"),
    ]
    lost: list[tuple[str, Callable[[str], str]]] = [
        ("scientific", lambda n: f"{n[0]}.{n[1:6]}E+15"),
        ("scientific comma", lambda n: f"{n[0]},{n[1:6]}E+15"),
        ("scientific long", lambda n: f"{n[0]}.{n[1:15]}e15"),
        ("15 digits", lambda n: n[:15]),
        ("14 digits", lambda n: n[:14]),
        ("17 digits", lambda n: n + "1"),
        ("18 digits", lambda n: n[:6] + "00" + n[6:]),
        ("letter", lambda n: n[:-1] + "O"),
        ("letter inside", lambda n: n[:6] + "l" + n[7:]),
        ("stars", lambda n: n[:-4] + "****"),
        ("0", lambda _: "0"),
        ("zeros", lambda _: "0" * 16),
        ("nines", lambda _: "9" * 16),
        ("blank", lambda _: ""),
        ("dash", lambda _: "-"),
        ("NULL", lambda _: "NULL"),
        ("NAN", lambda _: "NaN"),
        ("words", lambda _: "BELUM ADA"),
        ("reference error", lambda _: "#N/A"),
        ("two numbers", lambda n: f"{n}/{n}"),
    ]
    return [
        *(Defect(f"{kind} {what}", kind, "repaired", _plain(how)) for what, how in mended),
        *(Defect(f"{kind} {what}", kind, "flagged", _plain(how), None) for what, how in lost),
    ]


def _other_date(cell: Any, person: Person | None, *_: Any) -> Any:
    assert person is not None
    day = int(person.nik[6:8]) % 40 % 28 + 1
    return person.nik[:6] + f"{day + 40 * (person.sex == 2):02}" + person.nik[8:]


def _other_sex(cell: Any, person: Person | None, *_: Any) -> Any:
    assert person is not None
    day = int(person.nik[6:8])
    return f"{person.nik[:6]}{day - 40 if day > 40 else day + 40:02}{person.nik[8:]}"


def _dates() -> list[Defect]:
    def written(how: str) -> Spoil:
        def spoil(_: Any, person: Person | None, __: Family, style: Style) -> Any:
            assert person is not None
            if how == style.dates or (style.dates, how) in ((("typed"), "iso"), ("typed", "time")):
                return None
            text = write_date(person.born, how)
            return None if text == write_date(person.born, style.dates) else text

        return spoil

    def short(separator: str) -> Spoil:
        return lambda _, p, *__: p.born.strftime(f"%d{separator}%m{separator}%y") if p else None

    def american(_: Any, person: Person | None, *__: Any) -> Any:
        assert person is not None
        return f"{person.born:%m/%d/%Y}" if person.born.day > 12 else None

    def moved(change: Callable[[date], str]) -> Spoil:
        return lambda _, person, *__: change(person.born) if person else None

    return [
        *(
            Defect(f"date {how}", "date", "repaired", written(how))
            for how in ("dmy/", "dmy-", "dmy.", "iso", "words", "mon", "serial", "time", "ymd/")
        ),
        Defect(
            "date with blank",
            "date",
            "repaired",
            lambda c, *_: f" {c}" if isinstance(c, str) else None,
            SAME,
        ),
        Defect("date yy", "date", "repaired", short("/"), SAME, "relation"),
        Defect("date yy dash", "date", "repaired", short("-"), SAME, "relation"),
        Defect("date mm/dd", "date", "repaired", american),
        Defect("date 00-00", "date", "flagged", moved(lambda d: f"{d.year}-00-00"), None),
        Defect("date zero", "date", "flagged", _always("0000-00-00"), None),
        Defect("date zero dmy", "date", "flagged", _always("00/00/0000"), None),
        Defect("date 30 feb", "date", "flagged", moved(lambda d: f"30/02/{d.year}"), None),
        Defect("date 31 june", "date", "flagged", moved(lambda d: f"{d.year}-06-31"), None),
        Defect(
            "date future",
            "date",
            "flagged",
            moved(lambda d: f"20{d:%y-%m-%d}".replace("20", "21", 1)),
            None,
        ),
        Defect("date future dmy", "date", "flagged", _always("01/01/2027"), None),
        Defect("date 1800", "date", "flagged", _always("1856-02-03"), None),
        Defect("date blank", "date", "flagged", _always(""), None),
        Defect("date dash", "date", "flagged", _always("-"), None),
        Defect("date year only", "date", "flagged", moved(lambda d: str(d.year)), None),
        Defect("date words only", "date", "flagged", _always("TIDAK TAHU"), None),
    ]


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
        Defect("sex blank", "sex", "flagged", _always(""), None),
        Defect("sex dash", "sex", "flagged", _always("-"), None),
        Defect("sex X", "sex", "flagged", _always("X"), None),
        Defect("sex 3", "sex", "flagged", _always("3"), ANY),
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
        Defect(f"{kind} 27", kind, "flagged", _always("27"), ANY),
        Defect(f"{kind} word", kind, "flagged", _always("ENTAHLAH"), None),
        Defect(f"{kind} unknown", kind, "repaired", _always("Tidak Tahu"), None),
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
                loose[p.relation - 1] if p and s.codes == "code" or p and p.relation < 5 else None
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


def _names(kind: str) -> list[Defect]:
    def cased(change: Callable[[str], str]) -> Spoil:
        def spoil(cell: Any, *_: Any) -> Any:
            made = change(str(cell))
            return None if made == cell else made

        return spoil

    def apostrophe(cell: Any, *_: Any) -> Any:
        return str(cell).replace("'", "’") if "'" in str(cell) else None

    def two_words(change: Callable[[str], str]) -> Spoil:
        return lambda cell, *_: change(str(cell).strip()) if " " in str(cell).strip() else None

    return [
        Defect(
            f"{kind} blanks inside", kind, "repaired", two_words(lambda n: n.replace(" ", "  ", 1))
        ),
        Defect(f"{kind} blank before", kind, "repaired", _plain(lambda n: " " + n)),
        Defect(
            f"{kind} no-break", kind, "repaired", two_words(lambda n: n.replace(" ", "\xa0", 1))
        ),
        Defect(f"{kind} zero width", kind, "repaired", _plain(lambda n: n[:2] + "\u200b" + n[2:])),
        Defect(f"{kind} right to left", kind, "repaired", _plain(lambda n: "\u202e" + n)),
        Defect(
            f"{kind} line break", kind, "repaired", two_words(lambda n: n.replace(" ", "\n", 1))
        ),
        Defect(f"{kind} apostrophe", kind, "repaired", apostrophe),
        Defect(
            f"{kind} backtick",
            kind,
            "repaired",
            lambda c, *_: str(c).replace("'", "`") if "'" in str(c) else None,
        ),
        Defect(f"{kind} lower", kind, "repaired", cased(str.lower)),
        Defect(f"{kind} upper", kind, "repaired", cased(str.upper)),
        Defect(
            f"{kind} title",
            kind,
            "repaired",
            lambda c, p, f, s: str(c).title() if s.names == "upper" else None,
        ),
        Defect(f"{kind} missing", kind, "flagged", _always(""), None),
        Defect(f"{kind} dash", kind, "flagged", _always("-"), None),
        Defect(f"{kind} null", kind, "flagged", _always("NULL"), None),
        Defect(f"{kind} digits", kind, "flagged", _plain(lambda n: n.strip() + "2"), ANY),
        Defect(f"{kind} digit inside", kind, "flagged", _plain(lambda n: n[:1] + "4" + n[2:]), ANY),
        Defect(f"{kind} alm", kind, "flagged", _plain(lambda n: "ALM. " + n.strip()), ANY),
        Defect(
            f"{kind} almh behind", kind, "flagged", _plain(lambda n: n.strip() + " (ALMH)"), ANY
        ),
        Defect(f"{kind} almarhum", kind, "flagged", _plain(lambda n: "Almarhum " + n.strip()), ANY),
        Defect(f"{kind} mojibake", kind, "flagged", _plain(lambda n: n[:2] + "â€™" + n[2:]), ANY),
        Defect(f"{kind} mojibake 2", kind, "flagged", _plain(lambda n: n[:2] + "Ã©" + n[2:]), ANY),
        Defect(
            f"{kind} replaced", kind, "flagged", _plain(lambda n: n[:2] + "\ufffd" + n[2:]), ANY
        ),
        Defect(f"{kind} formula", kind, "flagged", _plain(lambda n: "=" + n.replace(" ", "")), ANY),
        Defect(f"{kind} formula plus", kind, "flagged", _plain(lambda n: "+" + n), ANY),
        Defect(f"{kind} formula at", kind, "flagged", _plain(lambda n: "@" + n), ANY),
        Defect(f"{kind} long", kind, "flagged", _plain(lambda n: (n + " ") * 300), ANY),
    ]


def _texts(kind: str) -> list[Defect]:
    return [
        Defect(f"{kind} line break", kind, "repaired", _plain(lambda t: "DK. A\nRT 1")),
        Defect(f"{kind} three lines", kind, "repaired", _plain(lambda t: "DK. A\r\nRT 1\r\nRW 2")),
        Defect(f"{kind} quote", kind, "repaired", _plain(lambda t: 'DK. "LOR"')),
        Defect(f"{kind} tab", kind, "repaired", _plain(lambda t: "DK.\tLOR")),
        Defect(f"{kind} no-break", kind, "repaired", _plain(lambda t: "DK.\xa0LOR")),
        Defect(f"{kind} null", kind, "repaired", _always("NULL"), None),
        Defect(f"{kind} dash", kind, "repaired", _always("-"), None),
        Defect(f"{kind} nan", kind, "repaired", _always("NAN"), None),
        Defect(f"{kind} unknown", kind, "repaired", _always("Tidak Tahu"), None),
        Defect(f"{kind} formula", kind, "flagged", _always('=HYPERLINK("http://x")'), ANY),
        Defect(f"{kind} formula at", kind, "flagged", _always("@SUM(1)"), ANY),
        Defect(f"{kind} long", kind, "flagged", _always("A" * 10_000), ANY),
        Defect(f"{kind} 1001", kind, "flagged", _always("B" * 1_001), ANY),
        Defect(f"{kind} mojibake", kind, "flagged", _always("DK. KETAPANÃ‡"), ANY),
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
        Defect("village code apostrophe", "vcode", "repaired", _plain(lambda c: "'" + c)),
        Defect("village code of other system", "vcode", "repaired", other_system, SAME, "vname"),
        Defect("village code blank", "vcode", "flagged", _always(""), ANY),
        Defect("village code unknown", "vcode", "flagged", nowhere, ANY),
        Defect("village code zeros", "vcode", "flagged", _always("0000000000"), ANY),
        Defect("village against name", "vname", "flagged", elsewhere, ANY, "vcode"),
        Defect("village ds", "vname", "repaired", _plain(lambda n: "Ds. " + n.strip().title())),
        Defect("village desa", "vname", "repaired", _plain(lambda n: "DESA " + n.strip())),
        Defect("village kelurahan", "vname", "repaired", _plain(lambda n: "KEL. " + n.strip())),
        Defect("village other spelling", "vname", "repaired", in_two_words),
        Defect("village lower", "vname", "repaired", _plain(str.lower)),
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

    roman = dict(zip(map(str, range(1, 11)), "I II III IV V VI VII VIII IX X".split(), strict=True))

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
        *_numbers("nik"),
        Defect("nik of another day", "nik", "flagged", _other_date, ANY, "date"),
        Defect("nik of another sex", "nik", "flagged", _other_sex, ANY, "sex"),
        Defect("nik rounded", "nik", "flagged", _plain(lambda n: n[:12] + "0000"), ANY),
        Defect("nik is card", "nik", "flagged", lambda c, p, f, s: f.card, ANY),
        *_numbers("card"),
        *_dates(),
        *_sexes(),
        *(defect for kind in LABELS for defect in _coded(kind)),
        *_names("name"),
        *_names("head"),
        *_texts("text"),
        *(d for d in _texts("job") if "quote" not in d.what),
        *_villages(places),
        Defect("decile word", "decile", "repaired", decile(lambda d: f"Desil {d}")),
        Defect("decile upper", "decile", "repaired", decile(lambda d: f"DESIL {d}")),
        Defect("decile .0", "decile", "repaired", decile(lambda d: f"{d}.0")),
        Defect("decile ,0", "decile", "repaired", decile(lambda d: f"{d},0")),
        Defect("decile roman", "decile", "repaired", decile(lambda d: roman[d])),
        Defect("decile zero padded", "decile", "repaired", decile(lambda d: f"0{d}")),
        Defect("decile dash", "decile", "repaired", _always("-"), None),
        Defect("decile 0", "decile", "flagged", _always("0"), None),
        Defect("decile 11", "decile", "flagged", _always("11"), None),
        Defect("decile range", "decile", "flagged", _always("1-4"), None),
        Defect("decile range words", "decile", "flagged", _always("Desil 1 s/d 4"), None),
        Defect("decile word only", "decile", "flagged", _always("MISKIN"), None),
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
        Defect("rt dash", "rt", "repaired", _always("-"), None),
        Defect("rt words", "rt", "flagged", _always("KRAJAN"), None),
        Defect("yes otherwise", "yes", "repaired", yes_as("Ya")),
        Defect(
            "yes .0",
            "yes",
            "repaired",
            lambda c, p, f, s: f"{c}.0" if s.yes in ("12", "01") else None,
        ),
        Defect("yes 7", "yes", "flagged", _always("7"), ANY),
        Defect("yes word", "yes", "flagged", _always("MUNGKIN"), None),
        Defect("diploma .0", "diploma", "repaired", _plain(lambda c: c + ".0")),
        Defect("disease unknown", "disease", "flagged", _always("77"), ANY),
        Defect("area m2", "area", "repaired", _plain(lambda c: c + " m2")),
        Defect("area .0", "area", "repaired", _plain(lambda c: c + ".0")),
        Defect("area word", "area", "flagged", _always("LUAS"), None),
        Defect("water .0", "water", "repaired", _plain(lambda c: c + ".0")),
    ]
