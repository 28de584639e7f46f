"""The shapes in which files arrive: their headers, and how each column writes a fact."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.extracts.messes.town import Family, Person, Place

MONTHS = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]
RELATIONS = ["Kepala keluarga", "Istri/suami", "Anak", "Menantu", "Cucu", "Orang tua/mertua"]
RELATIONS += ["Pembantu/sopir", "Lainnya"]
LABELS = {
    "relation": RELATIONS,
    "married": ["Belum kawin", "Kawin", "Cerai hidup", "Cerai mati"],
    "owned": ["Milik sendiri", "Kontrak/sewa", "Bebas sewa", "Dinas", "Lainnya"],
    "floor": [
        "Marmer/granit",
        "Keramik",
        "Parket/vinil/karpet",
        "Ubin/tegel/teraso",
        "Kayu/papan",
        "Semen/bata merah",
        "Bambu",
        "Tanah",
        "Lainnya",
    ],
}


@dataclass(frozen=True)
class Style:
    """How a file writes; every column the same from top to bottom."""

    dates: str = "iso"  # iso dmy/ dmy- d/m/y words serial ymd/ typed time
    codes: str = "code"  # code label LABEL
    yes: str = "12"  # 12 01 YA Ya YT
    sex: str = "12"  # 12 LP label LABEL
    names: str = "upper"  # upper title lower
    rt: str = "001"  # 001 01 1 RT
    decile: str = "n"  # n n.0 label
    system: str = "bps"  # bps kemendagri dotted
    villages: str = "upper"  # upper title
    numbers: str = "text"  # text quoted typed decimals
    padded: bool = False


@dataclass(frozen=True)
class Column:
    """One column: `kind` says which defects it may have."""

    header: str
    kind: str
    render: Callable[[Person | None, Family, Style], Any]


@dataclass(frozen=True)
class Shape:
    """One kind of file: a row for each family or for each person."""

    name: str
    layout: str
    of_persons: bool
    columns: list[Column]
    is_wide: bool = False

    def at(self, kind: str) -> int | None:
        return next((i for i, column in enumerate(self.columns) if column.kind == kind), None)


# --- how facts are written --------------------------------------------------------------------------


def write_date(day: date, how: str) -> Any:
    match how:
        case "dmy/":
            return f"{day:%d/%m/%Y}"
        case "dmy-":
            return f"{day:%d-%m-%Y}"
        case "dmy.":
            return f"{day:%d.%m.%Y}"
        case "d/m/y":
            return f"{day.day}/{day.month}/{day.year}"
        case "words":
            return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
        case "mon":
            return f"{day.day:02}-{MONTHS[day.month - 1][:3]}-{day.year}"
        case "serial":
            return str((day - date(1899, 12, 30)).days)
        case "ymd/":
            return f"{day:%Y/%m/%d}"
        case "time":
            return f"{day.isoformat()} 00:00:00"
        case "compact":
            return f"{day:%Y%m%d}"
        case "typed":
            return day
    return day.isoformat()


def write_code(code: int, codes: str, how: str) -> str:
    if how == "code":
        return str(code)
    label = LABELS[codes][code - 1]
    return label.upper() if how == "LABEL" else label


def write_yes(code: int, how: str) -> str:
    pair = {"12": ("1", "2"), "01": ("1", "0"), "YA": ("YA", "TIDAK"), "Ya": ("Ya", "Tidak")}
    return pair.get(how, ("Y", "T"))[code - 1]


def write_sex(sex: int, how: str) -> str:
    pair = {"12": ("1", "2"), "LP": ("L", "P"), "label": ("Laki-laki", "Perempuan")}
    return pair.get(how, ("LAKI-LAKI", "PEREMPUAN"))[sex - 1]


def write_name(name: str, style: Style) -> str:
    cased = {"title": name.title().replace("'A", "'a"), "lower": name.lower()}
    text = cased.get(style.names, name)
    return text.ljust(30) if style.padded else text


def write_rt(number: int, how: str) -> str:
    return {"1": str(number), "01": f"{number:02}", "RT": f"RT {number:03}"}.get(
        how, f"{number:03}"
    )


def write_decile(decile: int | None, how: str) -> str:
    if decile is None:
        return ""
    return {"n.0": f"{decile}.0", "label": f"Desil {decile}"}.get(how, str(decile))


def write_number(number: str, how: str) -> Any:
    made = {"quoted": "'" + number, "decimals": number + ".0"}
    return int(number) if how == "typed" else made.get(how, number)


def village_code(place: Place, how: str) -> str:
    if how == "bps":
        return place.bps
    return place.kemendagri if how == "dotted" else place.kemendagri.replace(".", "")


def village_name(place: Place, style: Style) -> str:
    name = place.bps_name if style.system == "bps" else place.name
    name = name if style.villages == "title" else name.upper()
    return name.ljust(25) if style.padded else name


def kecamatan_name(place: Place, style: Style) -> str:
    name = place.bps_kecamatan if style.system == "bps" else place.kecamatan
    return name if style.villages == "title" else name.upper()


def kecamatan_code(place: Place, how: str) -> str:
    if how == "bps":
        return place.bps[:7]
    return place.kemendagri[:8] if how == "dotted" else place.kemendagri.replace(".", "")[:6]


# --- columns ----------------------------------------------------------------------------------------


def of_person(header: str, kind: str, write: Callable[[Person, Style], Any]) -> Column:
    def render(person: Person | None, _: Family, style: Style) -> Any:
        assert person is not None
        return write(person, style)

    return Column(header, kind, render)


def of_family(header: str, kind: str, write: Callable[[Family, Style], Any]) -> Column:
    return Column(header, kind, lambda _, family, style: write(family, style))


def blank(header: str) -> Column:
    return Column(header, "blank", lambda *_: "")


def number(header: str) -> Column:
    return of_person(header, "nik", lambda p, s: write_number(p.nik, s.numbers))


def card(header: str) -> Column:
    return of_family(header, "card", lambda f, s: write_number(f.card, s.numbers))


def name(header: str) -> Column:
    return of_person(header, "name", lambda p, s: write_name(p.name, s))


def head(header: str) -> Column:
    return of_family(header, "head", lambda f, s: write_name(f.members[0].name, s))


def born(header: str) -> Column:
    return of_person(header, "date", lambda p, s: write_date(p.born, s.dates))


def sex(header: str) -> Column:
    return of_person(header, "sex", lambda p, s: write_sex(p.sex, s.sex))


def relation(header: str) -> Column:
    return of_person(header, "relation", lambda p, s: write_code(p.relation, "relation", s.codes))


def married(header: str) -> Column:
    return of_person(header, "married", lambda p, s: write_code(p.married, "married", s.codes))


def decile(header: str) -> Column:
    return of_family(header, "decile", lambda f, s: write_decile(f.decile, s.decile))


def rt(header: str, kind: str = "rt") -> Column:
    return of_person(header, kind, lambda p, s: write_rt(p.rt if kind == "rt" else p.rw, s.rt))


def address(header: str) -> Column:
    return of_family(header, "text", lambda f, _: f.address)


def count(header: str) -> Column:
    return of_family(header, "count", lambda f, _: str(len(f.members)))


def yes(header: str, aid: str) -> Column:
    return of_family(header, "yes", lambda f, s: write_yes(f.aids[aid], s.yes))


def floor(header: str) -> Column:
    return of_family(header, "floor", lambda f, s: write_code(f.floor, "floor", s.codes))


def owned(header: str) -> Column:
    return of_family(header, "owned", lambda f, s: write_code(f.owned, "owned", s.codes))


def area(header: str) -> Column:
    return of_family(header, "area", lambda f, _: str(f.area))


def code_of_village(header: str) -> Column:
    return of_family(header, "vcode", lambda f, s: village_code(f.place, s.system))


def name_of_village(header: str) -> Column:
    return of_family(header, "vname", lambda f, s: village_name(f.place, s))


def name_of_kecamatan(header: str) -> Column:
    return of_family(header, "kecamatan", lambda f, s: kecamatan_name(f.place, s))
