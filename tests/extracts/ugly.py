"""Makes files as offices receive them, clean or ugly, and says beside each defect what it is.

All people are invented: their numbers lie in district 33.26 with sequences from 9000 to 9999.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

import openpyxl

from desktop_app.domain.field import FAMILY_FIELDS, PERSON_FIELDS
from desktop_app.domain.problem import ProblemKind as Kind

FAMILY_HEADER = [field.header for field in FAMILY_FIELDS]
PERSON_HEADER = [field.header for field in PERSON_FIELDS]
VILLAGE = "33.26.13.2012"
NIK, KK = "nomor_induk_kependudukan", "nomor_kartu_keluarga"

_FIRST = [
    "SITI",
    "AHMAD",
    "MUHAMMAD",
    "SRI",
    "NUR",
    "ABDUL",
    "DEWI",
    "SLAMET",
    "KHOTIMAH",
    "TARMUDI",
]
_LAST = ["HIDAYAH", "MU'ARIFIN", "SUBEKTI", "WAHYUNI", "ROHMAN", "AISYAH", "CASMITO", "LESTARI"]
Record = dict[str, str]


@dataclass
class Extract:
    """Families and persons as text, one dictionary each."""

    families: list[Record] = field(default_factory=list)
    persons: list[Record] = field(default_factory=list)

    def wide(self) -> list[Record]:
        """Each person with the columns of their family."""
        cards = {family[KK]: family for family in self.families}
        return [{**cards[person[KK]], **person} for person in self.persons]


def an_extract(families: int, *, seed: int = 1) -> Extract:
    """Believable families of the desa Ambokembang, the same for the same seed."""
    chance = random.Random(seed)
    made = Extract()
    for number in range(families):
        card = f"332613{chance.randint(1, 28):02}{chance.randint(1, 12):02}{chance.randint(10, 24)}{9000 + number % 1000:04}"
        members = [
            _a_person(chance, card, position, number) for position in range(chance.randint(1, 5))
        ]
        made.persons.extend(members)
        made.families.append(_a_family(chance, card, members))
    return made


def _a_person(chance: random.Random, card: str, position: int, number: int) -> Record:
    sex = 2 if position == 1 else chance.randint(1, 2)
    year = chance.randint(1950, 1990) if position < 2 else chance.randint(2001, 2020)
    month, day = chance.randint(1, 12), chance.randint(1, 28)
    nik = f"332613{day + 40 * (sex == 2):02}{month:02}{year % 100:02}{9000 + (number * 7 + position) % 999:04}"
    person = dict.fromkeys(PERSON_HEADER, "")
    person.update(
        {
            NIK: nik,
            KK: card,
            "nama": f"{chance.choice(_FIRST)} {chance.choice(_LAST)}",
            "tanggal_lahir": f"{year}-{month:02}-{day:02}",
            "jenis_kelamin": str(sex),
            "status_hubungan_keluarga": str(min(position + 1, 3)),
            "pbi_nas": chance.choice("12"),
            "pbi_pemda": chance.choice("12"),
            "status_kawin": "2" if position < 2 else "1",
            "ijazah_tertinggi_yang_dimiliki": str(chance.randint(1, 23)),
            "penglihatan": chance.choice("344"),
            "penyakit_kronis": chance.choice(["1", "1", "2", "18"]),
            "kode_provinsi_ktp": "33",
            "provinsi_ktp": "JAWA TENGAH",
            "kode_kabupaten_kota_ktp": "3326",
            "kabupaten_kota_ktp": "KABUPATEN PEKALONGAN",
            "kode_kecamatan_ktp": "3326130",
            "kecamatan_ktp": "KEDUNGWUNI",
            "kode_kelurahan_desa_ktp": "3326130023",
            "kelurahan_desa_ktp": "AMBOKEMBANG",
            "rt_ktp": f"{chance.randint(1, 9):03}",
            "rw_ktp": f"{chance.randint(1, 5):03}",
            "alamat_ktp": "DK. KETAPANG RT 001/RW 005",
            "pekerjaan_ktp": chance.choice(
                ["WIRASWASTA", "PELAJAR/MAHASISWA", "BURUH HARIAN LEPAS"]
            ),
        }
    )
    return person


def _a_family(chance: random.Random, card: str, members: list[Record]) -> Record:
    family = dict.fromkeys(FAMILY_HEADER, "")
    family.update({header: chance.choice("12") for header in FAMILY_HEADER if "aset" in header})
    family.update({header: "0" for header in FAMILY_HEADER if header.startswith("jumlah_ternak")})
    family.update(
        {
            "kode_provinsi": "33",
            "provinsi": "JAWA TENGAH",
            "kode_kabupaten_kota": "3326",
            "kabupaten_kota": "KABUPATEN PEKALONGAN",
            "kode_kecamatan": "3326130",
            "kecamatan": "KEDUNGWUNI",
            "kode_kelurahan_desa": "3326130023",
            "kelurahan_desa": "AMBOKEMBANG",
            "alamat": chance.choice(["DK. KETAPANG", "KETAPANG RT 01 RW 05", "DUKUH SUMBERAN"]),
            KK: card,
            "jumlah_anggota_keluarga": str(len(members)),
            "nama_kepala_keluarga": members[0]["nama"],
            "desil_nasional": chance.choice(["", *map(str, range(1, 11))]),
            "desil_provinsi": str(chance.randint(1, 10)),
            "desil_kabupaten_kota": str(chance.randint(1, 10)),
            "pbi_nas": "1",
            "pbi_pemda": "2",
            "jenis_lantai_terluas": str(chance.randint(1, 9)),
            "luas_lantai": str(chance.randint(20, 120)),
            "jenis_atap_terluas": str(chance.randint(1, 8)),
            "bahan_bakar_utama_memasak": str(chance.randint(0, 11)),
        }
    )
    return family


# --- defects --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Defect:
    """One way to spoil a cell: `kind` is what a reader must call it, `kept` what it must store.

    ``kept`` is ``"same"`` where the value must survive, ``"none"`` where it must become empty, and
    ``"any"`` where that is another test's business.
    """

    kind: Kind
    column: str
    spoil: Callable[[str], str]
    kept: str = "same"


def _dmy(cell: str, separator: str = "/") -> str:
    return separator.join(reversed(cell.split("-")))


def _serial(cell: str) -> str:
    return str((date.fromisoformat(cell) - date(1899, 12, 30)).days)


def _words(cell: str) -> str:
    months = ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"]
    year, month, day = cell.split("-")
    return f"{day}-{months[int(month) - 1]}-{year}"


PERSON_DEFECTS = [
    Defect(Kind.NUMBER_PUNCTUATED, NIK, lambda cell: "'" + cell),
    Defect(Kind.NUMBER_PUNCTUATED, NIK, lambda cell: f"{cell[:6]} {cell[6:12]} {cell[12:]}"),
    Defect(Kind.NUMBER_PUNCTUATED, NIK, lambda cell: f"{cell[:2]}.{cell[2:6]}.{cell[6:]}"),
    Defect(Kind.NUMBER_PUNCTUATED, NIK, lambda cell: f"{cell[:6]}-{cell[6:]}"),
    Defect(Kind.NUMBER_PUNCTUATED, KK, lambda cell: cell + "  "),
    Defect(Kind.NUMBER_WITH_DECIMALS, NIK, lambda cell: cell + ".0"),
    Defect(Kind.NUMBER_WITH_DECIMALS, KK, lambda cell: cell + ".0"),
    Defect(Kind.NUMBER_IN_SCIENTIFIC_NOTATION, NIK, lambda _: "3.32613E+15", "none"),
    Defect(Kind.NUMBER_IN_SCIENTIFIC_NOTATION, KK, lambda _: "3,32613E+15", "none"),
    Defect(Kind.NUMBER_TOO_SHORT, NIK, lambda cell: cell[:15], "none"),
    Defect(Kind.NUMBER_TOO_SHORT, KK, lambda cell: cell[:14], "none"),
    Defect(Kind.NUMBER_TOO_LONG, NIK, lambda cell: cell + "1", "none"),
    Defect(Kind.NUMBER_WITH_LETTERS, NIK, lambda cell: cell[:-1] + "O", "none"),
    Defect(Kind.NUMBER_ZERO, NIK, lambda _: "0", "none"),
    Defect(Kind.NUMBER_ZERO, NIK, lambda _: "9999999999999999", "none"),
    Defect(Kind.NUMBER_ZERO, KK, lambda _: "0000000000000000", "none"),
    Defect(Kind.NUMBER_MISSING, NIK, lambda _: "", "none"),
    Defect(Kind.NUMBER_MISSING, NIK, lambda _: "-", "none"),
    Defect(Kind.NUMBER_MISSING, KK, lambda _: "NULL", "none"),
    Defect(
        Kind.NATIONAL_ID_DATE_DIFFERS, NIK, lambda cell: cell[:8] + "12" + "99" + cell[12:], "any"
    ),
    Defect(
        Kind.NATIONAL_ID_SEX_DIFFERS,
        "jenis_kelamin",
        lambda cell: str(3 - int(cell)),
        "any",
    ),
    Defect(Kind.NATIONAL_ID_IMPOSSIBLE, NIK, lambda cell: cell[:12] + "0000", "any"),
    Defect(Kind.RT_RW_SPELLED_OTHERWISE, "rt_ktp", lambda cell: cell.lstrip("0")),
    Defect(Kind.RT_RW_SPELLED_OTHERWISE, "rw_ktp", lambda cell: "RW " + cell[1:]),
    Defect(Kind.RT_RW_UNREADABLE, "rt_ktp", lambda _: "KRAJAN", "none"),
    Defect(Kind.DATE_IN_OTHER_FORMAT, "tanggal_lahir", _dmy),
    Defect(Kind.DATE_IN_OTHER_FORMAT, "tanggal_lahir", lambda cell: _dmy(cell, "-")),
    Defect(Kind.DATE_WITH_TIME, "tanggal_lahir", lambda cell: cell + " 00:00:00"),
    Defect(Kind.DATE_WITH_TIME, "tanggal_lahir", lambda cell: cell + "T00:00:00"),
    Defect(Kind.DATE_AS_SERIAL, "tanggal_lahir", _serial),
    Defect(Kind.DATE_IN_WORDS, "tanggal_lahir", _words),
    Defect(
        Kind.DATE_WITH_SHORT_YEAR,
        "tanggal_lahir",
        lambda cell: f"{cell[8:]}/{cell[5:7]}/{cell[2:4]}",
    ),
    Defect(Kind.DATE_IMPOSSIBLE, "tanggal_lahir", lambda cell: cell[:5] + "00-00", "none"),
    Defect(Kind.DATE_IMPOSSIBLE, "tanggal_lahir", lambda _: "1999-02-30", "none"),
    Defect(Kind.DATE_IMPOSSIBLE, "tanggal_lahir", lambda _: "0000-00-00", "none"),
    Defect(Kind.DATE_IN_FUTURE, "tanggal_lahir", lambda cell: "2091" + cell[4:], "none"),
    Defect(Kind.DATE_MISSING, "tanggal_lahir", lambda _: "", "none"),
    Defect(Kind.DATE_MISSING, "tanggal_lahir", lambda _: "-", "none"),
    Defect(Kind.SEX_SPELLED_OTHERWISE, "jenis_kelamin", lambda cell: "LP"[int(cell) - 1]),
    Defect(
        Kind.SEX_SPELLED_OTHERWISE,
        "jenis_kelamin",
        lambda cell: ("Laki-laki", "PEREMPUAN")[int(cell) - 1],
    ),
    Defect(Kind.SEX_MISSING, "jenis_kelamin", lambda _: "", "none"),
    Defect(
        Kind.RELATIONSHIP_SPELLED_OTHERWISE,
        "status_hubungan_keluarga",
        lambda cell: ("KEPALA KELUARGA", "ISTRI", "ANAK")[int(cell) - 1],
    ),
    Defect(Kind.NAME_WITH_ODD_BLANKS, "nama", lambda cell: "  " + cell.replace(" ", "   ")),
    Defect(Kind.NAME_IN_OTHER_CASE, "nama", str.title),
    Defect(Kind.NAME_IN_OTHER_CASE, "nama", str.lower),
    Defect(Kind.NAME_WITH_ODD_APOSTROPHE, "nama", lambda _: "MU’ARIFIN", "any"),
    Defect(Kind.NAME_MISSING, "nama", lambda _: "", "none"),
    Defect(Kind.NAME_WITH_DIGITS, "nama", lambda cell: cell + " 2", "any"),
    Defect(Kind.NAME_OF_DECEASED, "nama", lambda cell: "ALM. " + cell, "any"),
    Defect(Kind.TEXT_GARBLED, "nama", lambda _: "NURâ€™AINI", "any"),
    Defect(Kind.INVISIBLE_CHARACTERS, "nama", lambda cell: cell.replace(" ", "\u00a0")),
    Defect(Kind.INVISIBLE_CHARACTERS, "nama", lambda cell: "\u200b" + cell),
    Defect(Kind.INVISIBLE_CHARACTERS, "pekerjaan_ktp", lambda cell: "\u202e" + cell),
    Defect(Kind.LINE_BREAK_IN_CELL, "alamat_ktp", lambda cell: cell.replace(" ", "\n", 1)),
    Defect(Kind.NULL_WORD, "pekerjaan_ktp", lambda _: "NAN", "none"),
    Defect(Kind.NULL_WORD, "ijazah_tertinggi_yang_dimiliki", lambda _: "Tidak Tahu", "none"),
    Defect(Kind.CODE_AS_DECIMAL, "ijazah_tertinggi_yang_dimiliki", lambda cell: cell + ".0"),
    Defect(
        Kind.CODE_AS_LABEL, "status_kawin", lambda cell: ("Belum kawin", "Kawin")[int(cell) - 1]
    ),
    Defect(Kind.CODE_UNKNOWN, "status_kawin", lambda _: "27", "any"),
    Defect(Kind.CODE_UNKNOWN, "penyakit_kronis", lambda _: "Masuk angin", "none"),
    Defect(Kind.FORMULA_IN_CELL, "alamat_ktp", lambda _: '=HYPERLINK("x")', "any"),
    Defect(Kind.FORMULA_IN_CELL, "nama", lambda _: "@SITI", "any"),
    Defect(Kind.CELL_TOO_LONG, "alamat_ktp", lambda _: "A" * 10_000, "any"),
    Defect(
        Kind.VILLAGE_CODE_SPELLED_OTHERWISE, "kode_kelurahan_desa_ktp", lambda cell: cell + ".0"
    ),
]

FAMILY_DEFECTS = [
    Defect(Kind.NUMBER_PUNCTUATED, KK, lambda cell: "'" + cell),
    Defect(Kind.NUMBER_MISSING, KK, lambda _: "", "none"),
    Defect(Kind.NUMBER_ZERO, KK, lambda _: "0", "none"),
    Defect(Kind.DECILE_SPELLED_OTHERWISE, "desil_provinsi", lambda cell: "Desil " + cell),
    Defect(Kind.DECILE_SPELLED_OTHERWISE, "desil_provinsi", lambda cell: cell + ".0"),
    Defect(Kind.DECILE_OUT_OF_RANGE, "desil_nasional", lambda _: "0", "none"),
    Defect(Kind.DECILE_OUT_OF_RANGE, "desil_nasional", lambda _: "11", "none"),
    Defect(Kind.DECILE_RANGE, "desil_nasional", lambda _: "1-4", "none"),
    Defect(Kind.VILLAGE_CODE_SPELLED_OTHERWISE, "kode_kelurahan_desa", lambda cell: cell + ".0"),
    Defect(Kind.VILLAGE_CODE_OF_OTHER_SYSTEM, "kode_kelurahan_desa", lambda _: "3326132012", "any"),
    Defect(Kind.VILLAGE_CODE_UNKNOWN, "kode_kelurahan_desa", lambda _: "3326130999", "any"),
    Defect(Kind.VILLAGE_CODE_MISSING, "kode_kelurahan_desa", lambda _: "", "none"),
    Defect(Kind.VILLAGE_CODE_AGAINST_NAME, "kelurahan_desa", lambda _: "SIMEGO", "any"),
    Defect(Kind.VILLAGE_NAME_SPELLED_OTHERWISE, "kelurahan_desa", lambda _: "Ds. Ambokembang"),
    Defect(Kind.NUMERAL_SPELLED_OTHERWISE, "luas_lantai", lambda cell: cell + " m2"),
    Defect(Kind.NUMERAL_UNREADABLE, "luas_lantai", lambda _: "LUAS", "none"),
    Defect(Kind.CODE_AS_LABEL, "aset_bergerak_mobil", lambda cell: ("YA", "TIDAK")[int(cell) - 1]),
    Defect(Kind.CODE_UNKNOWN, "jenis_atap_terluas", lambda _: "27", "any"),
    Defect(Kind.QUOTE_IN_CELL, "alamat", lambda _: 'DK. "KETAPANG"'),
    Defect(Kind.NAME_IN_OTHER_CASE, "nama_kepala_keluarga", str.title),
]


@dataclass(frozen=True)
class Truth:
    """Where a defect was put: the index of the record, what it is, and the cell before."""

    record: int
    defect: Defect
    before: str


def spoilt(
    records: list[Record], defects: list[Defect], *, first: int = 3, step: int = 2
) -> list[Truth]:
    """Spoil every `step`th record, one defect each, in place; what was done."""
    truths = []
    at = first
    for defect in defects:
        while not records[at].get(defect.column):
            at += 1
        before = records[at][defect.column]
        records[at][defect.column] = defect.spoil(before)
        truths.append(Truth(at, defect, before))
        at += step
    return truths


# --- files ----------------------------------------------------------------------------------------


def write_csv(
    path: Path,
    header: list[str],
    records: list[Record],
    *,
    delimiter: str = "|",
    quoting: Literal[0, 1, 2, 3] = csv.QUOTE_ALL,
    encoding: str = "utf-8",
    line_end: str = "\n",
    before: list[str] | None = None,
    after: list[str] | None = None,
) -> Path:
    """Write records as CSV, with whole lines before and after them."""
    with path.open("w", newline="", encoding=encoding) as file:
        file.writelines(line + line_end for line in before or [])
        writer = csv.writer(file, delimiter=delimiter, quoting=quoting, lineterminator=line_end)
        writer.writerow(header)
        writer.writerows([record.get(name, "") for name in header] for record in records)
        file.writelines(line + line_end for line in after or [])
    return path


def write_xlsx(path: Path, header: list[str], rows: list[list[Any]]) -> Path:
    """Write typed cells as one sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(header)
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path
