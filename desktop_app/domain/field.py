"""The catalogue of fields: every column of the DTSEN extract, once, with its English name.

Source: the 52 family and 48 member columns of the DTSEN V3/2026 files, in file order, and the
columns that only older or other shapes carry. The order of `FAMILY_FIELDS` and `PERSON_FIELDS` is
the order in which clean rows cross from the extracts room to the store.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum


class FieldKind(Enum):
    """How a field is cleaned and stored."""

    TEXT = "text"
    NUMBER_ID = "number-id"  # 16 digits as text: NIK, KK
    CODE = "code"  # integer, looked up in a code book
    YES_NO = "yes-no"  # 1 ya, 2 tidak
    INTEGER = "integer"
    DECILE = "decile"  # 1..10 or None
    DATE = "date"  # ISO text
    REGION_CODE = "region-code"  # text of digits, as the file writes it
    RT_RW = "rt-rw"  # text of three digits


class Access(StrEnum):
    """Who may see a field; each role has a maximum (after the Bappenas sharing guide)."""

    OPEN = "open"  # L2: says nothing about one family
    QUASI = "quasi"  # L3: categories that describe one family
    PERSONAL = "personal"  # L4: names, numbers, addresses, dates of birth
    SENSITIVE = "sensitive"  # health and disability: hidden until revealed with a reason


@dataclass(frozen=True, slots=True)
class Field:
    """One fact about a family or a person.

    `name` is the identifier in code and the column in the store; `header` the DTSEN column;
    `codes` names the list in the code book, if its values are codes.
    """

    name: str
    header: str
    kind: FieldKind = FieldKind.TEXT
    codes: str = ""
    access: Access = Access.QUASI


FINISHED = 8
"""In the column of the class (`education_grade`): the level was finished."""


def _text(name: str, header: str, access: Access = Access.QUASI) -> Field:
    return Field(name, header, FieldKind.TEXT, access=access)


def _code(name: str, header: str, codes: str = "", access: Access = Access.QUASI) -> Field:
    return Field(name, header, FieldKind.CODE, codes or name, access)


def _yes_no(name: str, header: str) -> Field:
    return Field(name, header, FieldKind.YES_NO, "yes_no")


def _integer(name: str, header: str) -> Field:
    return Field(name, header, FieldKind.INTEGER)


def _decile(name: str, header: str) -> Field:
    return Field(name, header, FieldKind.DECILE)


def _region(name: str, header: str) -> Field:
    return Field(name, header, FieldKind.REGION_CODE)


FAMILY_FIELDS: tuple[Field, ...] = (
    _region("province_code", "kode_provinsi"),
    _text("province_name", "provinsi"),
    _region("regency_code", "kode_kabupaten_kota"),
    _text("regency_name", "kabupaten_kota"),
    _region("subdistrict_code", "kode_kecamatan"),
    _text("subdistrict_name", "kecamatan"),
    _region("village_code", "kode_kelurahan_desa"),
    _text("village_name", "kelurahan_desa"),
    _text("address", "alamat", Access.PERSONAL),
    Field("family_card_no", "nomor_kartu_keluarga", FieldKind.NUMBER_ID, access=Access.PERSONAL),
    _integer("member_count", "jumlah_anggota_keluarga"),
    _text("head_name", "nama_kepala_keluarga", Access.PERSONAL),
    _decile("decile_national", "desil_nasional"),
    _yes_no("premium_aid_national", "pbi_nas"),
    _yes_no("premium_aid_regional", "pbi_pemda"),
    _text("pln_customer_no", "id_pelanggan_pln", Access.PERSONAL),
    _code("house_ownership", "status_kepemilikan_rumah"),
    _code("floor_type", "jenis_lantai_terluas"),
    _integer("floor_area_m2", "luas_lantai"),
    _code("wall_type", "jenis_dinding_terluas"),
    _code("roof_type", "jenis_atap_terluas"),
    _code("drinking_water", "sumber_air_minum_utama"),
    _code("lighting", "sumber_penerangan_utama"),
    _code("power_class", "daya_terpasang"),
    _code("cooking_fuel", "bahan_bakar_utama_memasak"),
    _code("toilet_facility", "fasilitas_bab"),
    _code("toilet_type", "jenis_kloset"),
    _code("sewage", "pembuangan_akhir_tinja"),
    _yes_no("has_assets", "kepemilikan_aset"),
    _yes_no("asset_gas_cylinder", "aset_bergerak_tabung_gas"),
    _yes_no("asset_refrigerator", "aset_bergerak_lemari_es"),
    _yes_no("asset_air_conditioner", "aset_bergerak_ac"),
    _yes_no("asset_water_heater", "aset_bergerak_pemanas_air"),
    _yes_no("asset_landline", "aset_bergerak_telepon_rumah"),
    _yes_no("asset_flat_tv", "aset_bergerak_tv_datar"),
    _yes_no("asset_gold", "aset_bergerak_emas_perhiasan"),
    _yes_no("asset_computer", "aset_bergerak_komputer_laptop_tablet"),
    _yes_no("asset_motorcycle", "aset_bergerak_sepeda_motor"),
    _yes_no("asset_bicycle", "aset_bergerak_sepeda"),
    _yes_no("asset_car", "aset_bergerak_mobil"),
    _yes_no("asset_boat", "aset_bergerak_perahu"),
    _yes_no("asset_motorboat", "aset_bergerak_kapal_perahu_motor"),
    _yes_no("asset_smartphone", "aset_bergerak_smartphone"),
    _yes_no("asset_land", "aset_tidak_bergerak_lahan_lainnya"),
    _yes_no("asset_house", "aset_tidak_bergerak_rumah_lainnya"),
    _integer("livestock_cattle", "jumlah_ternak_sapi"),
    _integer("livestock_buffalo", "jumlah_ternak_kerbau"),
    _integer("livestock_horse", "jumlah_ternak_kuda"),
    _integer("livestock_pig", "jumlah_ternak_babi"),
    _integer("livestock_goat_sheep", "jumlah_ternak_kambing_domba"),
    _decile("decile_province", "desil_provinsi"),
    _decile("decile_regency", "desil_kabupaten_kota"),
)
"""The 52 columns of the V3 family file, in file order."""

PERSON_FIELDS: tuple[Field, ...] = (
    Field("national_id", "nomor_induk_kependudukan", FieldKind.NUMBER_ID, access=Access.PERSONAL),
    Field("family_card_no", "nomor_kartu_keluarga", FieldKind.NUMBER_ID, access=Access.PERSONAL),
    _text("name", "nama", Access.PERSONAL),
    Field("birth_date", "tanggal_lahir", FieldKind.DATE, access=Access.PERSONAL),
    _code("sex", "jenis_kelamin"),
    _code("relationship", "status_hubungan_keluarga"),
    _yes_no("premium_aid_national", "pbi_nas"),
    _yes_no("premium_aid_regional", "pbi_pemda"),
    _code("marital_status", "status_kawin"),
    _code("school_status", "partisipasi_sekolah"),
    _code("education_level", "jenjang_tertinggi_yang_diduduki"),
    _integer("education_grade", "kelas_tertinggi_yang_diduduki"),
    _code("diploma", "ijazah_tertinggi_yang_dimiliki"),
    _yes_no("is_working", "status_bekerja"),
    _code("main_industry", "lapangan_usaha_dari_pekerjaan_utama", "industry"),
    _code("main_job_status", "status_dalam_pekerjaan_utama"),
    _yes_no("has_business", "kepemilikan_usaha"),
    _integer("business_count", "jumlah_usaha"),
    _code("business_industry", "lapangan_usaha_dari_usaha_utama", "industry"),
    _integer("workers_paid", "jumlah_pekerja_yang_dibayar_dari_usaha_utama"),
    _integer("workers_unpaid", "jumlah_pekerja_yang_tidak_dibayar_dari_usaha_utama"),
    _code("business_turnover", "omzet_usaha_utama"),
    _code("nutrition", "kondisi_gizi", access=Access.SENSITIVE),
    _code("difficulty_seeing", "penglihatan", "difficulty", Access.SENSITIVE),
    _code("difficulty_hearing", "pendengaran", "difficulty", Access.SENSITIVE),
    _code("difficulty_walking", "berjalan_atau_naik_tangga", "difficulty", Access.SENSITIVE),
    _code("difficulty_hands", "menggunakan_tangan_jari", "difficulty", Access.SENSITIVE),
    _code("difficulty_learning", "belajar_kemampuan_intelektual", "difficulty", Access.SENSITIVE),
    _code("difficulty_behaviour", "pengendalian_perilaku", "difficulty", Access.SENSITIVE),
    _code("difficulty_speaking", "berbicara_komunikasi", "difficulty", Access.SENSITIVE),
    _code("difficulty_self_care", "mengurus_diri", "difficulty", Access.SENSITIVE),
    _code("difficulty_remembering", "mengingat_berkonsentrasi", "difficulty", Access.SENSITIVE),
    _code("depression", "kesedihan_depresi", access=Access.SENSITIVE),
    _code("chronic_disease", "penyakit_kronis", access=Access.SENSITIVE),
    _region("id_province_code", "kode_provinsi_ktp"),
    _text("id_province_name", "provinsi_ktp"),
    _region("id_regency_code", "kode_kabupaten_kota_ktp"),
    _text("id_regency_name", "kabupaten_kota_ktp"),
    _region("id_subdistrict_code", "kode_kecamatan_ktp"),
    _text("id_subdistrict_name", "kecamatan_ktp"),
    _region("id_village_code", "kode_kelurahan_desa_ktp"),
    _text("id_village_name", "kelurahan_desa_ktp"),
    Field("id_rt", "rt_ktp", FieldKind.RT_RW, access=Access.PERSONAL),
    Field("id_rw", "rw_ktp", FieldKind.RT_RW, access=Access.PERSONAL),
    _text("id_hamlet", "dusun_ktp", Access.PERSONAL),
    _text("id_address", "alamat_ktp", Access.PERSONAL),
    _text("id_occupation", "pekerjaan_ktp"),
    _text("id_education", "pendidikan_akhir_ktp"),
)
"""The 48 columns of the V3 member file, in file order."""

FAMILY_NAMES: tuple[str, ...] = tuple(field.name for field in FAMILY_FIELDS)
PERSON_NAMES: tuple[str, ...] = tuple(field.name for field in PERSON_FIELDS)
