"""Filling an office with invented people, to try everything without anybody's data.

Everything goes through the actions that a real office uses: the invented files are imported, the help
is recorded, the hub is asked and answers. Only the people are invented.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from desktop_app.actions.comparison import keep_comparison
from desktop_app.actions.demo_proposals import propose_for_demo
from desktop_app.actions.enrolment import activate_device, request_enrolment
from desktop_app.actions.evidence import EvidenceFile, attach_evidence
from desktop_app.actions.extracts import import_extract, preview_extract, releases_of
from desktop_app.actions.families import named_by
from desktop_app.actions.hub_enrolment import approve_enrolment, init_hub
from desktop_app.actions.interventions import interventions_of, record_intervention
from desktop_app.actions.office import Office, needs
from desktop_app.actions.settings import set_identity, set_official
from desktop_app.demo.aid import InventedAid, invent_interventions
from desktop_app.demo.families import invent_families
from desktop_app.demo.files import write_v3_pair
from desktop_app.demo.model import InventedFamily
from desktop_app.demo.pictures import draw_house, draw_receipt
from desktop_app.demo.quarter import next_quarter
from desktop_app.demo.words import DemoWords
from desktop_app.domain.bast import BastKind
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.intervention import InterventionDraft
from desktop_app.domain.letter import Capacity, Signatory
from desktop_app.domain.office import OfficeProfile
from desktop_app.domain.office_settings import Identity
from desktop_app.domain.period import Period, PeriodKind
from desktop_app.domain.region import Village
from desktop_app.domain.release import ReleaseDraft
from desktop_app.domain.roles import OfficeKind, Right
from desktop_app.errors import Code, UserError
from desktop_app.files import machine_error
from desktop_app.progress import Progress

log = logging.getLogger(__name__)

DEMO_REGION = "33.26.13"
DEMO_USER = "demo"
DEMO_PASSPHRASE = "percobaan tanpa rahasia"
"""Known to everybody: a demo office holds nobody's data."""
DEMO_HANDOVER = "BAST percobaan"
"""How the handover of every invented release is called."""

_HEADS = {"kecamatan": "Camat", "desa": "Kepala Desa", "kelurahan": "Lurah"}
_HEAD_SINCE = date(2024, 1, 1)


@dataclass(frozen=True, slots=True)
class DemoWish:
    """How big a demo office shall be; the same wish on the same day gives the same office."""

    persons: int = 4_000
    seed: int = 2026
    interventions: int = 40


@dataclass(frozen=True, slots=True)
class DemoFilled:
    """What the office holds now; the newest release comes last."""

    releases: tuple[str, ...]
    families: int
    persons: int
    interventions: int
    proposals: int


@needs(Right.IMPORT)
def fill_with_demo(office: Office, wish: DemoWish, progress: Progress) -> Done[DemoFilled]:
    """Give a new office two quarters of invented people, help recorded for some, proposals about a few,
    and its letterhead.

    The invented files lie in the office's folder while they are imported, and nowhere afterwards.
    Raises `UserError` (`DEMO_NEEDS_EMPTY_OFFICE`).
    """
    if releases_of(office) or interventions_of(office, limit=1):
        raise UserError(Code.DEMO_NEEDS_EMPTY_OFFICE)
    _set_letterhead(office)
    world = _World(office, wish)
    try:
        with tempfile.TemporaryDirectory(prefix="demo-", dir=office.paths.folder) as folder:
            imported = [
                _import(office, world.before, world.first(progress), Path(folder), progress),
                _import(office, world.day, world.second(progress), Path(folder), progress),
            ]
    except OSError as error:
        raise machine_error(error, name=office.paths.folder.name) from error
    recorded = _record(office, world.aid(), progress)
    _attach(office, wish.seed)
    helped = (line.intervention.subject.family_id for line in interventions_of(office))
    proposed = propose_for_demo(office, list(dict.fromkeys(one for one in helped if one)))
    log.info(
        "demo-filled persons=%d interventions=%d proposals=%d",
        imported[-1][2],
        recorded,
        proposed,
    )
    return Done(
        DemoFilled(
            releases=tuple(label for label, _, _ in imported),
            families=imported[-1][1],
            persons=imported[-1][2],
            interventions=recorded,
            proposals=proposed,
        ),
        frozenset(
            {
                Topic.RELEASES,
                Topic.PEOPLE,
                Topic.INTERVENTIONS,
                Topic.PROPOSALS,
                Topic.SETTINGS,
            }
        ),
    )


@needs(Right.ENROL)
def join_demo_hub(office: Office, hub: Office, stick: Path, progress: Progress) -> Done[str]:
    """Make the keys of a new hub and let the office join it; gives the hub's fingerprint.

    `stick` is the folder that stands for the stick carried between the two.
    """
    fingerprint = init_hub(hub).value.fingerprint
    stick.mkdir(parents=True, exist_ok=True)
    asked = request_enrolment(office, stick, progress, label="Laptop percobaan").value
    answer = approve_enrolment(
        hub,
        asked.path,
        match_code=asked.match_code,
        region=office.profile.region,
        folder=stick,
        progress=progress,
    ).value
    activate_device(office, answer.path, fingerprint=fingerprint)
    return Done(fingerprint, frozenset({Topic.SETTINGS, Topic.PACKAGES}))


class _World:
    """The invented population of one office, streamed anew each time it is needed."""

    def __init__(self, office: Office, wish: DemoWish) -> None:
        regions = office.reference.regions
        self._wish = wish
        self._words = DemoWords.from_folder()
        self._villages: tuple[Village, ...] = regions.villages_within(office.profile.region)
        self._everywhere = regions.villages
        self._today = office.today()
        self.day = _quarter_end_before(self._today)
        self.before = _quarter_end_before(self.day)

    def first(self, progress: Progress | None = None) -> Iterator[InventedFamily]:
        """The quarter before the newest."""
        families = invent_families(
            self._wish.persons,
            seed=self._wish.seed,
            villages=self._villages,
            reference_date=self.before,
            words=self._words,
            elsewhere=self._everywhere,
        )
        return _counted(families, self._wish.persons, progress)

    def second(self, progress: Progress | None = None) -> Iterator[InventedFamily]:
        """The newest quarter."""
        families = next_quarter(
            self.first(),
            seed=self._wish.seed,
            before=self.before,
            reference_date=self.day,
            villages=self._villages,
            words=self._words,
            elsewhere=self._everywhere,
        )
        return _counted(families, self._wish.persons, progress)

    def aid(self) -> list[InventedAid]:
        """Help to be recorded, in the order in which it was given."""
        found = invent_interventions(
            self.second(), seed=self._wish.seed, count=self._wish.interventions, today=self._today
        )
        return sorted(found, key=lambda one: (one.given_on, one.family_card_no))


def _counted(
    families: Iterable[InventedFamily], persons: int, progress: Progress | None
) -> Iterator[InventedFamily]:
    if progress is not None:
        progress.begin("inventing", total=persons)
    for family in families:
        if progress is not None:
            progress.advance(len(family.members))
        yield family


def _quarter_end_before(day: date) -> date:
    """The last day of the quarter before the one in which `day` lies."""
    return Period.around(day, PeriodKind.QUARTER).first_day - timedelta(days=1)


def _import(
    office: Office,
    day: date,
    families: Iterable[InventedFamily],
    folder: Path,
    progress: Progress,
) -> tuple[str, int, int]:
    """Import one quarter by the real action: its label, families and persons."""
    period = str(Period.around(day, PeriodKind.QUARTER))
    pair = write_v3_pair(families, folder, label=f"v3_{period}")
    look = preview_extract(office, pair, progress=progress)
    draft = ReleaseDraft(f"Percobaan {period}", day, f"{DEMO_HANDOVER} {period}", BastKind.USE)
    imported = import_extract(office, look, draft, progress).value
    keep_comparison(office, imported.release_id, progress)
    for path in pair:
        path.unlink()
    return imported.label, imported.families, imported.persons


def _record(office: Office, aid: list[InventedAid], progress: Progress) -> int:
    """Record help by the real action; what its rules refuse is left out, as a person would."""
    progress.begin("recording", total=len(aid))
    recorded = 0
    for one in aid:
        named = named_by(office, one.national_id or one.family_card_no)
        draft = InterventionDraft(
            programme=one.programme,
            period=one.period,
            given_on=one.given_on,
            family_id=named.family_id,
            person_id=named.person_id,
            amount=one.amount,
            quantity=one.quantity,
            note=one.note,
            reason=one.reason,
        )
        try:
            record_intervention(office, draft)
            recorded += 1
        except UserError as error:
            log.info("demo-aid-left-out code=%s programme=%s", error.code.value, one.programme)
        progress.advance()
    return recorded


def _attach(office: Office, seed: int) -> None:
    """Give the two newest records of help something to look at."""
    newest = [line.intervention.id for line in interventions_of(office, limit=2)]
    for at, record_id in enumerate(newest):
        papers = [
            EvidenceFile("receipt", data=draw_receipt(seed + at)),
            EvidenceFile("photo-front", data=draw_house(seed + at), note="Gambar percobaan"),
        ]
        attach_evidence(office, record_id, papers[: 2 - at])


# --- What is printed about a demo office


def _set_letterhead(office: Office) -> None:
    place = _place_of(office)
    unit = office.profile.region.split(".", 2)[-1]
    set_identity(
        office,
        Identity(
            place=place,
            address=f"Jalan Raya {place} Nomor 1 (alamat percobaan)",
            contact="Surel: percobaan@contoh.invalid",
            unit=unit,
        ),
    )
    for signatory in _signatories(office.profile, place, _kind_of(office)):
        set_official(office, signatory, valid_from=_HEAD_SINCE)


def _signatories(profile: OfficeProfile, place: str, kind: str) -> list[Signatory]:
    """Invented people who sign; the NIP ends in 999."""
    if profile.kind is OfficeKind.HUB:
        return [
            Signatory(
                name="Dra. Endang Percobaan, M.Si.",
                position="Kepala Dinas Sosial",
                number="196805121994032999",
                rank="Pembina Utama Muda",
            )
        ]
    head = f"{_HEADS[kind]} {place}"
    if kind == "desa":
        return [Signatory(name="Sugeng Percobaan", position=head)]
    return [
        Signatory(
            name="Drs. Wahyu Percobaan, M.Si.",
            position=head,
            number="196908171995031999",
            rank="Pembina Tingkat I",
        ),
        Signatory(
            name="Retno Percobaan, S.Sos.",
            position="Sekretaris Kecamatan" if kind == "kecamatan" else "Sekretaris Kelurahan",
            number="197804212003122999",
            rank="Penata Tingkat I",
            capacity=Capacity.ON_BEHALF,
            superior=head,
        ),
    ]


def _place_of(office: Office) -> str:
    if office.profile.kind is OfficeKind.HUB:
        return "Kajen"
    return office.reference.regions.name_of(office.profile.region)


def _kind_of(office: Office) -> str:
    village = office.reference.regions.village_by_code(office.profile.region)
    return village.kind if village else "kecamatan"
