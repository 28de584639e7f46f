"""Every shape of file that offices are known to receive."""

from __future__ import annotations

from tests.extracts.messes.shapes import (
    Column,
    Shape,
    address,
    area,
    blank,
    born,
    card,
    code_of_village,
    count,
    decile,
    floor,
    head,
    kecamatan_code,
    married,
    name,
    name_of_kecamatan,
    name_of_village,
    number,
    of_family,
    of_person,
    owned,
    relation,
    rt,
    sex,
    village_code,
    write_decile,
    write_yes,
    yes,
)

_GOODS = [
    "tabung_gas",
    "lemari_es",
    "ac",
    "pemanas_air",
    "telepon_rumah",
    "tv_datar",
    "emas_perhiasan",
]
_GOODS += [
    "komputer_laptop_tablet",
    "sepeda_motor",
    "sepeda",
    "mobil",
    "perahu",
    "kapal_perahu_motor",
]
_GOODS += ["smartphone"]
_OWN = {"lemari_es": "fridge", "mobil": "car", "emas_perhiasan": "gold", "sepeda_motor": "motor"}
_DIFFICULTIES = [
    "penglihatan",
    "pendengaran",
    "berjalan_atau_naik_tangga",
    "menggunakan_tangan_jari",
]
_DIFFICULTIES += ["belajar_kemampuan_intelektual", "pengendalian_perilaku", "berbicara_komunikasi"]
_DIFFICULTIES += ["mengurus_diri", "mengingat_berkonsentrasi"]


def _region() -> list[Column]:
    return [
        of_family("kode_provinsi", "region", lambda *_: "33"),
        of_family("provinsi", "region", lambda *_: "JAWA TENGAH"),
        of_family("kode_kabupaten_kota", "region", lambda *_: "3326"),
        of_family("kabupaten_kota", "region", lambda *_: "KABUPATEN PEKALONGAN"),
        of_family("kode_kecamatan", "region", lambda f, s: kecamatan_code(f.place, s.system)),
        name_of_kecamatan("kecamatan"),
        code_of_village("kode_kelurahan_desa"),
        name_of_village("kelurahan_desa"),
    ]


def _house() -> list[Column]:
    return [
        of_family("id_pelanggan_pln", "meter", lambda f, _: f.meter),
        owned("status_kepemilikan_rumah"),
        floor("jenis_lantai_terluas"),
        area("luas_lantai"),
        *map(blank, ["jenis_dinding_terluas", "jenis_atap_terluas"]),
        of_family("sumber_air_minum_utama", "water", lambda f, _: str(f.water)),
        *map(blank, ["sumber_penerangan_utama", "daya_terpasang", "bahan_bakar_utama_memasak"]),
        *map(blank, ["fasilitas_bab", "jenis_kloset", "pembuangan_akhir_tinja"]),
        yes("kepemilikan_aset", "fridge"),
        *(yes(f"aset_bergerak_{good}", _OWN.get(good, "gold")) for good in _GOODS),
        *(yes(f"aset_tidak_bergerak_{what}_lainnya", "car") for what in ("lahan", "rumah")),
        *(
            of_family(f"jumlah_ternak_{beast}", "beasts", lambda f, _: str(f.goats))
            for beast in ("sapi", "kerbau", "kuda", "babi", "kambing_domba")
        ),
    ]


def _aids() -> list[Column]:
    return [
        of_family("pbi_nas", "pbi", lambda f, s: write_yes(f.aids["car"], s.yes)),
        of_family("pbi_pemda", "pbi", lambda f, s: write_yes(f.aids["gold"], s.yes)),
    ]


def _family(version: int) -> list[Column]:
    other = of_family(
        "desil_provinsi", "other", lambda f, s: write_decile(f.decile_province, s.decile)
    )
    last = of_family(
        "desil_kabupaten_kota", "other", lambda f, s: write_decile(f.decile_province, s.decile)
    )
    return [
        *_region(),
        address("alamat"),
        card("nomor_kartu_keluarga"),
        count("jumlah_anggota_keluarga"),
        head("nama_kepala_keluarga" if version == 3 else "nama_anggota_keluarga"),
        decile("desil_nasional"),
        *_aids(),
        *_house(),
        *([other, last] if version == 3 else []),
    ]


def _life() -> list[Column]:
    return [
        *_aids(),
        married("status_kawin"),
        *map(blank, ["partisipasi_sekolah", "jenjang_tertinggi_yang_diduduki"]),
        blank("kelas_tertinggi_yang_diduduki"),
        of_person("ijazah_tertinggi_yang_dimiliki", "diploma", lambda p, _: str(p.diploma)),
        of_person("status_bekerja", "works", lambda p, s: write_yes(p.works, s.yes)),
        *map(blank, ["lapangan_usaha_dari_pekerjaan_utama", "status_dalam_pekerjaan_utama"]),
        *map(blank, ["kepemilikan_usaha", "jumlah_usaha", "lapangan_usaha_dari_usaha_utama"]),
        blank("jumlah_pekerja_yang_dibayar_dari_usaha_utama"),
        blank("jumlah_pekerja_yang_tidak_dibayar_dari_usaha_utama"),
        *map(blank, ["omzet_usaha_utama", "kondisi_gizi"]),
        *(of_person(what, "seeing", lambda p, _: str(p.seeing)) for what in _DIFFICULTIES),
        blank("kesedihan_depresi"),
        of_person("penyakit_kronis", "disease", lambda p, _: str(p.disease)),
    ]


def _who() -> list[Column]:
    return [number("nomor_induk_kependudukan"), card("nomor_kartu_keluarga"), name("nama")]


def _ktp() -> list[Column]:
    return [
        of_person("kode_provinsi_ktp", "region", lambda p, _: p.ktp.bps[:2]),
        blank("provinsi_ktp"),
        of_person("kode_kabupaten_kota_ktp", "region", lambda p, _: p.ktp.bps[:4]),
        blank("kabupaten_kota_ktp"),
        of_person("kode_kecamatan_ktp", "region", lambda p, s: kecamatan_code(p.ktp, s.system)),
        of_person("kecamatan_ktp", "region", lambda p, s: p.ktp.bps_kecamatan.upper()),
        of_person("kode_kelurahan_desa_ktp", "ktp", lambda p, s: village_code(p.ktp, s.system)),
        of_person("kelurahan_desa_ktp", "ktp", lambda p, s: p.ktp.bps_name.upper()),
        rt("rt_ktp"),
        rt("rw_ktp", "rw"),
        of_person("dusun_ktp", "free", lambda p, _: p.hamlet),
        of_person("alamat_ktp", "text", lambda p, _: p.address),
        of_person("pekerjaan_ktp", "job", lambda p, _: p.job),
        blank("pendidikan_akhir_ktp"),
    ]


def _person(version: int) -> list[Column]:
    relations = relation("status_hubungan_keluarga")
    if version == 3:
        return [*_who(), born("tanggal_lahir"), sex("jenis_kelamin"), relations, *_life(), *_ktp()]
    age = of_person("umur", "age", lambda p, _: str(max(0, 2025 - p.born.year)))
    code = of_person("kode_kelurahan_desa_ktp", "ktp", lambda p, s: village_code(p.ktp, s.system))
    life = _life()
    life.insert(2, of_family("id_pelanggan_pln", "meter", lambda f, _: f.meter))
    return [*_who(), born("tanggal_lahir"), age, sex("jenis_kelamin"), relations, *life, code]


V3_FAMILY = Shape("keluarga v3", "dtsen-v3-family", False, _family(3))
V3_PERSON = Shape("anggota v3", "dtsen-v3-person", True, _person(3))
V1_FAMILY = Shape("keluarga v1", "dtsen-v1-family", False, _family(1))
V1_PERSON = Shape("anggota v1", "dtsen-v1-person", True, _person(1))
_MINE = {column.header for column in _person(3)}
WIDE = Shape(
    "wide",
    "dtsen-wide",
    True,
    [
        *(column for column in _family(3) if column.header not in _MINE),
        *_person(3),
    ],
    is_wide=True,
)
OFFICE = Shape(
    "kantor",
    "office-wide",
    True,
    [
        card("NO KK"),
        number("NIK"),
        name("NAMA"),
        sex("JK"),
        of_person("TEMPAT LAHIR", "job", lambda p, _: "PEKALONGAN"),
        born("TGL LAHIR"),
        of_person("UMUR", "age", lambda p, _: str(max(0, 2025 - p.born.year))),
        relation("HUB KELUARGA"),
        married("STATUS KAWIN"),
        address("ALAMAT"),
        rt("RT"),
        rt("RW", "rw"),
        name_of_village("DESA/KELURAHAN"),
        name_of_kecamatan("KECAMATAN"),
        code_of_village("KODE DESA"),
        decile("DESIL"),
        count("JML ART"),
        head("KEPALA KELUARGA"),
        yes("PKH", "gold"),
        yes("BPNT", "car"),
        blank("DISABILITAS"),
        owned("STATUS RUMAH"),
        floor("LANTAI"),
        area("LUAS LANTAI"),
        yes("MOTOR", "motor"),
        yes("KULKAS", "fridge"),
        of_person("PEKERJAAN", "job", lambda p, _: p.job),
    ],
    is_wide=True,
)
SIKS = Shape(
    "siks desil",
    "siks-decile",
    True,
    [card("Nomor KK"), number("NIK"), decile("Pemeringkatan Desil")],
    is_wide=True,
)
AID = Shape(
    "penyaluran",
    "aid-list",
    True,
    [
        of_person("NO", "free", lambda p, _: "7"),
        name("NAMA PENERIMA"),
        number("NIK KTP"),
        of_person("TAHAP", "free", lambda *_: "2"),
        of_person("BANSOS", "free", lambda *_: "BPNT"),
        of_person("IDSEMESTA", "free", lambda p, _: p.nik[6:] + "77"),
        card("NO KEL"),
        of_person("NM PROV", "region", lambda *_: "JAWA TENGAH"),
        of_person("NM KAB", "region", lambda *_: "PEKALONGAN"),
        name_of_kecamatan("NM KEC"),
        name_of_village("NM KEL"),
        address("ALAMAT"),
    ],
)
P3KE = Shape(
    "p3ke",
    "p3ke-person",
    True,
    [
        of_family("ID Keluarga P3KE", "free", lambda f, _: f.card[3:]),
        of_person("ID Individu", "free", lambda p, _: p.nik[3:]),
        code_of_village("Kode Kemdagri"),
        name_of_kecamatan("Kecamatan"),
        name_of_village("Desa/Kelurahan"),
        decile("Desil Kesejahteraan"),
        address("Alamat"),
        name("Nama"),
        number("NIK"),
        relation("Hubungan dengan Kepala Keluarga"),
        born("Tanggal Lahir"),
        sex("Jenis Kelamin"),
        married("Status Kawin"),
        yes("Penerima BPNT", "car"),
        yes("PKH", "gold"),
    ],
    is_wide=True,
)
DTKS = Shape(
    "dtks",
    "office-wide",
    True,
    [
        of_family("ID DTKS", "free", lambda f, _: f.card[2:]),
        card("NOKK"),
        number("NIK"),
        name("Nama"),
        address("Alamat"),
        name_of_kecamatan("NM KEC"),
        name_of_village("desa_kelurahan"),
        yes("PKH", "gold"),
        yes("BPNT", "car"),
        yes("PBI", "motor"),
    ],
)
REGSOSEK = Shape(
    "regsosek",
    "regsosek",
    True,
    [
        card("no_kk"),
        number("nik"),
        name("nama"),
        born("tgl_lahir"),
        sex("kd_jenis_kelamin"),
        relation("kd_hubungan_dg_kk"),
        code_of_village("kode_desa"),
        of_person("kd_penyakit_kronis_menahun", "disease", lambda p, _: str(p.disease)),
    ],
)
PAIRS = [(V3_FAMILY, V3_PERSON), (V1_FAMILY, V1_PERSON)]
SINGLE = [WIDE, OFFICE, SIKS, AID, P3KE, DTKS, REGSOSEK]
