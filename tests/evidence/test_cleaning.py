"""What is kept of files as people really have them, and what is not."""

from __future__ import annotations

import io
import struct
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from desktop_app.domain.evidence import EvidenceRules, Media
from desktop_app.errors import Code, UserError
from desktop_app.evidence.cleaning import Cleaned, clean
from desktop_app.evidence.inner_pictures import silent_jpeg, silent_jpeg2000
from desktop_app.files import read_resource_text
from tests.evidence.files import (
    HOSTILE,
    SECRETS,
    a_bomb,
    a_moving_picture,
    a_pdf,
    a_pdf_that_acts,
    a_photo,
    a_picture,
    a_scan,
    as_bytes,
)

LIMITS = EvidenceRules.from_toml(read_resource_text("reference/evidence.toml")).limits
REASONS = {
    "zero bytes": Code.EVIDENCE_EMPTY,
    "a bomb": Code.EVIDENCE_TOO_MANY_DOTS,
    "a moving GIF": Code.EVIDENCE_SEVERAL_PICTURES,
    "a moving WebP": Code.EVIDENCE_SEVERAL_PICTURES,
    "a TIFF of pages": Code.EVIDENCE_SEVERAL_PICTURES,
    "iPhone's own": Code.EVIDENCE_HEIC,
    "a program": Code.EVIDENCE_OF_OTHER_KIND,
    "a page of the web": Code.EVIDENCE_OF_OTHER_KIND,
    "a workbook": Code.EVIDENCE_OF_OTHER_KIND,
    "a drawing that may run": Code.EVIDENCE_OF_OTHER_KIND,
    "a locked PDF": Code.EVIDENCE_LOCKED,
    "a PDF of very many pages": Code.EVIDENCE_TOO_MANY_PAGES,
}
"""Why; every other one cannot be read."""


def shown(kept: Cleaned) -> Image.Image:
    """The kept picture, decoded."""
    return Image.open(io.BytesIO(kept.data)).convert("RGB")


def segments(data: bytes) -> set[int]:
    """The markers of a JPEG up to its picture."""
    found, at = set[int](), 2
    while data[at + 1] != 0xDA:
        found.add(data[at + 1])
        at += 2 + struct.unpack_from(">H", data, at + 2)[0]
    return found


def test_no_byte_of_what_a_phone_tells_comes_through() -> None:
    photo = a_photo(3000, 2000)
    assert all(secret in photo for secret in SECRETS)
    kept = clean(photo, LIMITS)
    for data in (kept.data, kept.thumbnail):
        assert not [secret for secret in SECRETS if secret in data]
        assert not [secret for secret in SECRETS if secret.lower() in data.lower()]
        # A start, tables, the frame and Pillow's own JFIF head: no notes, no comment, nothing behind.
        assert segments(data) <= {0xE0, 0xDB, 0xC0, 0xC2, 0xC4}
        assert data.endswith(b"\xff\xd9")
        assert data.count(b"\xff\xd8\xff") == 1
        picture = Image.open(io.BytesIO(data))
        assert not picture.getexif()
        assert not {"exif", "icc_profile", "comment", "xmp", "photoshop"} & picture.info.keys()


@pytest.mark.parametrize(
    ("orientation", "corner"),
    [
        (1, (0, 0)),
        (3, (1, 1)),
        (6, (1, 0)),
        (8, (0, 1)),
        (2, (1, 0)),
        (4, (0, 1)),
        (5, (0, 0)),
        (7, (1, 1)),
    ],
)
def test_a_picture_stands_as_it_was_seen(orientation: int, corner: tuple[int, int]) -> None:
    picture = shown(clean(a_photo(640, 480, orientation=orientation), LIMITS))
    is_turned = orientation >= 5
    assert picture.size == ((480, 640) if is_turned else (640, 480))
    across, down = (
        10 if not far else side - 10 for far, side in zip(corner, picture.size, strict=True)
    )
    red, green, _ = picture.getpixel((across, down))  # type: ignore[misc]  # three numbers, as it is RGB
    assert red > 150
    assert green < 90


def test_a_huge_picture_becomes_small_enough_to_keep() -> None:
    noise = Image.effect_noise((4000, 3000), 120).convert("RGB")
    kept = clean(as_bytes(noise, quality=95), LIMITS)
    assert len(kept.data) <= LIMITS.kept_bytes
    assert max(shown(kept).size) <= LIMITS.kept_edge
    assert max(Image.open(io.BytesIO(kept.thumbnail)).size) <= 192
    assert len(kept.thumbnail) < 20_000


def test_a_scanned_page_can_still_be_read() -> None:
    kept = clean(a_scan(), LIMITS)
    assert kept.media is Media.JPEG
    page = Image.open(io.BytesIO(kept.data))
    assert (page.mode, max(page.size)) == ("L", LIMITS.kept_edge)
    assert len(kept.data) <= LIMITS.kept_bytes


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "BMP", "TIFF", "GIF"])
def test_other_pictures_become_a_jpeg(kind: str) -> None:
    kept = clean(as_bytes(a_picture(), kind), LIMITS)
    assert kept.media is Media.JPEG
    assert kept.data.startswith(b"\xff\xd8\xff")
    assert shown(kept).size == (640, 480)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16", "I", "F"])
def test_every_way_to_hold_colours_is_read(mode: str) -> None:
    if mode in ("I;16", "I", "F"):
        picture = Image.linear_gradient("L").convert("I").point(lambda value: value * 256 + 0)
        picture = picture.convert(mode)
    else:
        picture = a_picture().convert(mode)
    kept = shown(clean(as_bytes(picture, "TIFF"), LIMITS))
    assert kept.size == picture.size
    low, high = kept.convert("L").getextrema()
    assert (high or 0) > 150 > 120 > (low or 0)  # type: ignore[operator]  # numbers, as it is grey


def test_what_is_transparent_becomes_paper() -> None:
    picture = Image.new("RGBA", (100, 100), (0, 0, 0, 0))
    assert shown(clean(as_bytes(picture, "PNG"), LIMITS)).getpixel((50, 50)) == (255, 255, 255)


def test_a_phones_double_picture_is_read_and_the_second_one_dropped() -> None:
    two = as_bytes(a_picture(), "MPO", save_all=True, append_images=[a_picture(seed=99)])
    assert Image.open(io.BytesIO(two)).format == "MPO"
    kept = clean(two, LIMITS)
    assert kept.data.count(b"\xff\xd8\xff") == 1


def test_a_hundred_million_dots_are_read_and_more_are_not() -> None:
    large = as_bytes(Image.new("RGB", (12_000, 9_000), "grey"), quality=50)
    assert max(shown(clean(large, LIMITS)).size) == LIMITS.kept_edge
    with pytest.raises(UserError) as caught:
        clean(large, replace(LIMITS, jpeg_dots=100 * 10**6))
    assert (caught.value.code, caught.value.facts["most"]) == (Code.EVIDENCE_TOO_MANY_DOTS, 100)


@pytest.mark.parametrize("what", list(HOSTILE))
def test_a_file_that_is_not_to_be_used_is_refused_with_a_reason(what: str) -> None:
    with pytest.raises(UserError) as caught:
        clean(HOSTILE[what](), LIMITS)
    assert caught.value.code is REASONS.get(what, Code.EVIDENCE_UNREADABLE)


def test_files_that_are_too_large_are_refused_before_they_are_opened() -> None:
    small = replace(LIMITS, picture_bytes=1024, pdf_bytes=512)
    for data in (a_photo(), a_bomb(), a_pdf()):
        with pytest.raises(UserError) as caught:
            clean(data, small)
        assert caught.value.code is Code.EVIDENCE_TOO_BIG


def test_a_picture_that_is_also_something_else_is_only_a_picture() -> None:
    for tail in (b"PK\x03\x04 archive", a_pdf_that_acts(), b"<script>"):
        kept = clean(a_photo() + tail, LIMITS)
        assert kept.media is Media.JPEG
        assert tail[:8] not in kept.data
    kept = clean(b"\xff\xd8\xff not a picture at all"[3:].ljust(200) + a_pdf(), LIMITS)
    assert kept.media is Media.PDF
    assert b"not a picture" not in kept.data


def test_a_pdf_keeps_what_is_seen_and_nothing_that_acts_or_tells() -> None:
    given_pdf = a_pdf_that_acts()
    assert b"TELLTALE" in given_pdf
    kept = clean(given_pdf, LIMITS)
    assert kept.media is Media.PDF
    for secret in (*SECRETS, b"JavaScript", b"Launch", b"EmbeddedFile", b"/URI", b"/AA", b"MZ "):
        assert secret not in kept.data, secret
    reader = PdfReader(io.BytesIO(kept.data))
    assert not reader.metadata
    assert reader.pages[0].extract_text().strip() == "Halaman percobaan 1"
    (picture,) = list(reader.pages[0].images)
    assert picture.image is not None
    assert picture.image.size == (640, 480)
    # The stamp that was seen is part of the page now; the one that was hidden is gone.
    assert reader.pages[0].get_contents().get_data().count(b" cm /Note") == 1  # type: ignore[union-attr]  # it has some
    assert "/Annots" not in reader.pages[0]


def test_the_same_pdf_gives_the_same_bytes() -> None:
    given_pdf = a_pdf_that_acts()
    assert clean(given_pdf, LIMITS) == clean(given_pdf, LIMITS)


def test_a_pdf_of_many_pages_keeps_all_of_them() -> None:
    assert len(PdfReader(io.BytesIO(clean(a_pdf(40), LIMITS).data)).pages) == 40


def test_a_photograph_inside_a_pdf_is_not_decoded_to_lose_its_notes() -> None:
    photo = a_photo()
    silent = silent_jpeg(photo)
    assert not [secret for secret in SECRETS if secret in silent]
    assert Image.open(io.BytesIO(silent)).tobytes() == Image.open(io.BytesIO(photo)).tobytes()
    assert silent_jpeg(silent) == silent
    cut = silent_jpeg(silent[:-2])
    assert cut == silent


def test_a_jpeg_2000_loses_the_boxes_that_tell() -> None:
    plain = as_bytes(a_picture(64, 64), "JPEG2000")
    box = struct.pack(">I", 8 + 16 + 8) + b"uuid" + bytes(16) + b"TELLTALE"
    told = plain[:12] + box + plain[12:]
    assert silent_jpeg2000(told) == plain
    assert silent_jpeg2000(b"\xff\x4f\xff\x51 codestream") == b"\xff\x4f\xff\x51 codestream"


@given(st.binary(max_size=400), st.integers(0, 5000), st.sampled_from([a_photo, a_pdf, a_scan]))
def test_no_bytes_at_all_bring_it_down(junk: bytes, at: int, made: object) -> None:
    whole = _MADE[made]  # type: ignore[index]  # one of the three
    for data in (junk, whole[:at] + junk + whole[at + len(junk) :]):
        try:
            kept = clean(data, LIMITS)
        except UserError:
            continue
        assert kept.media in Media


_MADE = {a_photo: a_photo(), a_pdf: a_pdf(), a_scan: a_scan()}


def test_moving_pictures_in_formats_for_it_say_so() -> None:
    for kind in ("PNG",):
        with pytest.raises(UserError) as caught:
            clean(a_moving_picture(kind), LIMITS)
        assert caught.value.code is Code.EVIDENCE_SEVERAL_PICTURES
