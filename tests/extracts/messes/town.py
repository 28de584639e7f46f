"""Invented people of several villages, as facts; how a file writes them is another matter.

Their numbers have a sequence from 9000 on, whatever kabupaten first recorded them.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

LAST_DAY = date(2026, 10, 10)

# Kemendagri code, BPS code, Kemendagri name, BPS name, kecamatan.
_PLACES = """
33.26.16.2004 3326160004 Petukangan|Petukangan|Wiradesa
33.26.16.1010 3326160010 Gumawang|Gumawang|Wiradesa
33.26.19.2009 3326161010 Tratebang|Tratebang|Wonokerto
33.26.19.2012 3326161008 Api-Api|Api-Api|Wonokerto
33.26.08.1016 3326080016 Kajen|Kajen|Kajen
33.26.13.2012 3326130023 Ambokembang|Ambokembang|Kedungwuni
33.26.07.2007 3326070007 Legokalong|Legok Kalong|Karanganyar
33.26.14.1008 3326140008 Simbangkulon|Simbang Kulon|Buaran
33.26.03.2003 3326030003 Depok|Depok|Lebakbarang
33.26.17.2011 3326101012 Depok|Depok|Siwalan
33.26.04.2009 3326040009 Kayupuring|Kayupuring|Petungkriyono
""".strip().splitlines()
_BPS_KECAMATAN = {"Petungkriyono": "Petungkriono"}


@dataclass(frozen=True)
class Place:
    """A desa or kelurahan in both systems."""

    kemendagri: str
    bps: str
    name: str
    bps_name: str
    kecamatan: str

    @property
    def bps_kecamatan(self) -> str:
        return _BPS_KECAMATAN.get(self.kecamatan, self.kecamatan)


def _place(line: str) -> Place:
    kemendagri, bps, names = line.split(" ", 2)
    name, bps_name, kecamatan = names.split("|")
    return Place(kemendagri, bps, name, bps_name, kecamatan)


PLACES = [_place(line) for line in _PLACES]
OUTSIDE = Place("33.75.01.1001", "3375010001", "Medono", "Medono", "Pekalongan Barat")

MEN = [
    "AHMAD",
    "MUHAMMAD",
    "SLAMET",
    "TARMUDI",
    "ABDUL ROHMAN",
    "CASMITO",
    "NUR KHOLIS",
    "SYA'RONI",
    "WASDURI",
    "H. ALI",
    "M. YUSUF",
    "ANDRI",
]
WOMEN = [
    "SITI",
    "SRI WAHYUNI",
    "KHOTIMAH",
    "NUR AINI",
    "DEWI",
    "MU'AWANAH",
    "HJ. ROKHANAH",
    "TURIPAH",
    "SU'UDAH",
    "NOVIA PUTRI",
    "UMI",
]
LAST = [
    "HIDAYAT",
    "LESTARI",
    "SUBEKTI",
    "MU'ARIFIN",
    "BIN KASAN",
    "ROHMAN",
    "SANTOSO",
    "AL-FARUQ",
    "",
    "ALMAIDAH",
    "SALMAN",
    "PALMA, S.PD",
]
JOBS = [
    "WIRASWASTA",
    "PELAJAR/MAHASISWA",
    "BURUH HARIAN LEPAS",
    "MENGURUS RUMAH TANGGA",
    "PETANI/PEKEBUN",
]
LANES = [
    "DK. KETAPANG",
    "DUKUH LOR RT 01 RW 05",
    "JL. RAYA NO. 12",
    "DUSUN KRAJAN",
    "GG. MELATI III/7",
]


@dataclass
class Person:
    nik: str
    card: str
    name: str
    born: date
    sex: int
    relation: int
    married: int
    diploma: int
    works: int
    seeing: int
    disease: int
    rt: int
    rw: int
    hamlet: str
    address: str
    job: str
    ktp: Place


@dataclass
class Family:
    card: str
    place: Place
    address: str
    decile: int | None
    decile_province: int
    owned: int
    floor: int
    area: int
    water: int
    aids: dict[str, int]
    goats: int
    meter: str
    members: list[Person] = field(default_factory=list)


def a_town(families: int, seed: int = 1, places: int = 4) -> list[Family]:
    """Families of `places` villages; the same for the same seed, and no two numbers are equal."""
    chance = random.Random(f"town {seed}")
    used: set[str] = set()
    homes = chance.sample(PLACES, places)
    return [_a_family(chance, chance.choice(homes), used) for _ in range(families)]


def _number(chance: random.Random, district: str, day: date, women: bool, used: set[str]) -> str:
    head = f"{district}{day.day + 40 * women:02}{day.month:02}{day.year % 100:02}"
    while True:
        number = head + str(chance.randint(9000, 9999))
        if number not in used:
            used.add(number)
            return number


def _a_family(chance: random.Random, place: Place, used: set[str]) -> Family:
    district = place.kemendagri.replace(".", "")[:6]
    issued = date(2008, 1, 1) + timedelta(days=chance.randint(0, 6000))
    address = chance.choice(LANES)
    family = Family(
        card=_number(chance, district, issued, False, used),
        place=place,
        address=address,
        decile=chance.choice([None, *range(1, 11)]),
        decile_province=chance.randint(1, 10),
        owned=chance.choice([1, 1, 1, 2, 3, 5]),
        floor=chance.randint(1, 9),
        area=chance.choice([6, 24, 36, 45, 72, 120, 999]),
        water=chance.randint(1, 11),
        aids={name: chance.choice([1, 2, 2]) for name in ("fridge", "car", "gold", "motor")},
        goats=chance.choice([0, 0, 0, 2, 11]),
        meter=chance.choice(["", str(chance.randint(52 * 10**10, 53 * 10**10))]),
    )
    rt, rw = chance.randint(1, 12), chance.randint(1, 9)
    for position in range(chance.choice([1, 2, 3, 3, 4, 5, 6])):
        family.members.append(_a_person(chance, family, position, (rt, rw, address), used))
    return family


def _a_person(
    chance: random.Random,
    family: Family,
    position: int,
    at: tuple[int, int, str],
    used: set[str],
) -> Person:
    relation = (1, 2)[position] if position < 2 else chance.choice([3, 3, 3, 3, 4, 5, 6, 8])
    sex = {0: 1, 1: 2}.get(position) or chance.randint(1, 2)
    if position == 0 and chance.random() < 0.2:
        sex = 2
    oldest, youngest = {
        1: (date(1945, 1, 1), date(1999, 12, 31)),
        2: (date(1948, 1, 1), date(2002, 12, 31)),
        6: (date(1920, 1, 1), date(1950, 12, 31)),
        4: (date(1975, 1, 1), date(2005, 1, 1)),
    }.get(relation, (date(1990, 1, 1), LAST_DAY))
    born = oldest + timedelta(days=chance.randint(0, (youngest - oldest).days))
    if chance.random() < 0.05:
        born = born.replace(month=chance.choice([1, 12]), day=chance.choice([1, 31]))
        born = min(born, LAST_DAY)
    elsewhere = chance.random() < 0.06
    district = (
        chance.choice(["337501", "332701", "317305", "110101"])
        if elsewhere
        else family.place.kemendagri.replace(".", "")[:6]
    )
    name = f"{chance.choice(MEN if sex == 1 else WOMEN)} {chance.choice(LAST)}".strip()
    return Person(
        nik=_number(chance, district, born, sex == 2, used),
        card=family.card,
        name=name,
        born=born,
        sex=sex,
        relation=relation,
        married=2 if relation in (1, 2, 4) else 1,
        diploma=chance.randint(1, 23),
        works=chance.randint(1, 2),
        seeing=chance.choice([2, 3, 4, 4, 4]),
        disease=chance.choice([1, 1, 1, 2, 9, 18]),
        rt=at[0],
        rw=at[1],
        hamlet=chance.choice(["KRAJAN", "KETAPANG", ""]),
        address=at[2],
        job=chance.choice(JOBS),
        ktp=OUTSIDE if elsewhere else family.place,
    )
