"""Invented people and files for tests. Every number ends in 9000 to 9999, so that nobody has it."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from desktop_app.actions.extracts import Imported, import_extract, preview_extract
from desktop_app.actions.list_export import export_list
from desktop_app.actions.office import Office
from desktop_app.domain.bast import BastKind
from desktop_app.domain.field import FAMILY_FIELDS, PERSON_FIELDS
from desktop_app.domain.giving_out import Errand
from desktop_app.domain.letter import Signatory
from desktop_app.domain.office_settings import Identity
from desktop_app.domain.region import Village
from desktop_app.domain.release import ReleaseDraft
from desktop_app.progress import Progress

VILLAGE_BPS = "3326130002"
"""Desa Langkap in Kedungwuni, as an extract writes it."""

REFERENCE_DATE = date(2026, 7, 10)


@dataclass(frozen=True, slots=True)
class Member:
    """One member of an invented family; `more` sets further DTSEN columns by their headers."""

    nik: str
    name: str
    born: str = "1980-01-02"
    sex: int = 1
    relationship: int = 1
    more: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Family:
    """One invented family; `decile` None is "belum berdesil"."""

    card: str
    members: tuple[Member, ...]
    decile: int | None = 2
    village: str = VILLAGE_BPS
    village_name: str = "LANGKAP"
    more: Mapping[str, str] = field(default_factory=dict)

    @property
    def head(self) -> Member:
        """The first member."""
        return self.members[0]


def a_number(day: int = 2, *, sequence: int) -> str:
    """A NIK or card number that nobody has: district 33.26.13, born 1980, sequence from 9000."""
    return f"332613{day:02}0180{9000 + sequence:04}"


_sequence = itertools.count(1)


def a_family(
    head: str = "SLAMET RAHARJO",
    *others: str,
    sequence: int | None = None,
    decile: int | None = 2,
    more: Mapping[str, str] | None = None,
) -> Family:
    """A family of the named people: a head, a wife where there is a second name, then children."""
    number = next(_sequence) % 150 if sequence is None else sequence
    members = [Member(a_number(sequence=number * 5), head)]
    for at, name in enumerate(others, start=1):
        wife = at == 1
        members.append(
            Member(
                nik=a_number(42 if wife else 2, sequence=number * 5 + at),
                name=name,
                sex=2 if wife else 1,
                relationship=2 if wife else 3,
            )
        )
    return Family(a_number(3, sequence=number * 5), tuple(members), decile, more=dict(more or {}))


def a_pair(folder: Path, families: Iterable[Family], name: str = "q1") -> list[Path]:
    """The two files of a V3 extract: pipes, everything quoted, BPS codes."""
    folder.mkdir(parents=True, exist_ok=True)
    everybody = list(families)
    pair = [folder / f"keluarga_{name}.csv", folder / f"anggota_{name}.csv"]
    _write(pair[0], [field.header for field in FAMILY_FIELDS], map(_family_row, everybody))
    _write(
        pair[1],
        [field.header for field in PERSON_FIELDS],
        (_member_row(family, member) for family in everybody for member in family.members),
    )
    return pair


def a_release(
    office: Office,
    folder: Path,
    families: Iterable[Family],
    *,
    label: str = "V3 2026",
    reference_date: date = REFERENCE_DATE,
) -> Imported:
    """A release of these families, imported by the real action."""
    look = preview_extract(office, a_pair(folder / label.replace(" ", "_"), families))
    draft = ReleaseDraft(label=label, reference_date=reference_date, handover_no="BAST-1")
    # In a handful of rows one unreadable number is more than the share that stops an import.
    return import_extract(office, look, draft, Progress(), accept="contoh").value


def a_hub_release(
    hub: Office, folder: Path, families: Iterable[Family], *, label: str = "V3 2026", **more: object
) -> Imported:
    """A release of a hub under a BAST that allows giving it to offices."""
    look = preview_extract(hub, a_pair(folder / "hub" / label.replace(" ", "_"), families))
    draft = ReleaseDraft(
        label=label,
        **{
            "reference_date": REFERENCE_DATE,
            "handover_no": "BAST-1",
            "bast_kind": BastKind.USE,
            **more,
        },  # type: ignore[arg-type]  # the facts of a draft
    )
    return import_extract(hub, look, draft, Progress(), accept="contoh").value


def export_names(office: Office, target: Path) -> None:
    """Three rows with names leave the office as a workbook, for a meeting."""
    export_list(
        office,
        target,
        listed="search",
        title="Cari",
        headings=["Nama"],
        rows=[["SITI"]] * 3,
        errand=Errand("rapat", "Bappeda"),
    )


def living_in(family: Family, place: Village) -> Family:
    """The family with its home in another desa."""
    return replace(family, village=place.bps_code, village_name=place.bps_name)


def a_signatory() -> Signatory:
    """Somebody who signs for the office."""
    return Signatory(
        name="Drs. Wahyu Contoh, M.Si.", position="Camat Kedungwuni", number="196901011990031999"
    )


def an_identity() -> Identity:
    """What the office prints about itself."""
    return Identity(place="Kedungwuni", address="Jalan Raya Contoh Nomor 1", unit="13")


def _family_row(family: Family) -> dict[str, str]:
    return {
        "kode_provinsi": "33",
        "provinsi": "JAWA TENGAH",
        "kode_kabupaten_kota": "3326",
        "kabupaten_kota": "KABUPATEN PEKALONGAN",
        "kode_kecamatan": family.village[:7],
        "kecamatan": "KEDUNGWUNI",
        "kode_kelurahan_desa": family.village,
        "kelurahan_desa": family.village_name,
        "alamat": "DK. KRAJAN RT 001/RW 002",
        "nomor_kartu_keluarga": family.card,
        "jumlah_anggota_keluarga": str(len(family.members)),
        "nama_kepala_keluarga": family.head.name,
        "desil_nasional": "" if family.decile is None else str(family.decile),
        "desil_provinsi": "" if family.decile is None else str(family.decile),
        "desil_kabupaten_kota": "" if family.decile is None else str(family.decile),
        "pbi_nas": "1",
        "pbi_pemda": "2",
        "status_kepemilikan_rumah": "1",
        "jenis_lantai_terluas": "2",
        "luas_lantai": "48",
        "aset_bergerak_sepeda_motor": "1",
        "jumlah_ternak_sapi": "0",
        **family.more,
    }


def _member_row(family: Family, member: Member) -> dict[str, str]:
    return {
        "nomor_induk_kependudukan": member.nik,
        "nomor_kartu_keluarga": family.card,
        "nama": member.name,
        "tanggal_lahir": member.born,
        "jenis_kelamin": str(member.sex),
        "status_hubungan_keluarga": str(member.relationship),
        "pbi_nas": "1",
        "pbi_pemda": "2",
        "status_kawin": "2",
        "rt_ktp": "001",
        "rw_ktp": "002",
        "dusun_ktp": "KRAJAN",
        "pekerjaan_ktp": "BURUH HARIAN LEPAS",
        **member.more,
    }


def _write(path: Path, headers: list[str], rows: Iterable[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write("|".join(f'"{header}"' for header in headers) + "\n")
        for row in rows:
            cells = (row.get(header, "").replace('"', '""') for header in headers)
            file.write("|".join(f'"{cell}"' for cell in cells) + "\n")
