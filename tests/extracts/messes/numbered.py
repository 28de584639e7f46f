"""What can be wrong with a NIK, a KK and a date of birth."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.extracts.messes.defect import SAME, Defect, Spoil, always, changed
from tests.extracts.messes.shapes import Style, write_date
from tests.extracts.messes.town import Family, Person


def of_numbers(kind: str) -> list[Defect]:
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
        *(Defect(f"{kind} {what}", kind, "repaired", changed(how)) for what, how in mended),
        *(Defect(f"{kind} {what}", kind, "flagged", changed(how), None) for what, how in lost),
    ]


def other_date(cell: Any, person: Person | None, *_: Any) -> Any:
    assert person is not None
    day = int(person.nik[6:8]) % 40 % 28 + 1
    return person.nik[:6] + f"{day + 40 * (person.sex == 2):02}" + person.nik[8:]


def other_sex(cell: Any, person: Person | None, *_: Any) -> Any:
    assert person is not None
    day = int(person.nik[6:8])
    return f"{person.nik[:6]}{day - 40 if day > 40 else day + 40:02}{person.nik[8:]}"


def of_dates() -> list[Defect]:
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
        Defect("date zero", "date", "flagged", always("0000-00-00"), None),
        Defect("date zero dmy", "date", "flagged", always("00/00/0000"), None),
        Defect("date 30 feb", "date", "flagged", moved(lambda d: f"30/02/{d.year}"), None),
        Defect("date 31 june", "date", "flagged", moved(lambda d: f"{d.year}-06-31"), None),
        Defect(
            "date future",
            "date",
            "flagged",
            moved(lambda d: f"20{d:%y-%m-%d}".replace("20", "21", 1)),
            None,
        ),
        Defect("date future dmy", "date", "flagged", always("01/01/2027"), None),
        Defect("date 1800", "date", "flagged", always("1856-02-03"), None),
        Defect("date blank", "date", "flagged", always(""), None),
        Defect("date dash", "date", "flagged", always("-"), None),
        Defect("date year only", "date", "flagged", moved(lambda d: str(d.year)), None),
        Defect("date words only", "date", "flagged", always("TIDAK TAHU"), None),
    ]
