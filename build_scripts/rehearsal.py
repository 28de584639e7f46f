"""A kabupaten by commands: one hub, three kecamatan, ten desa, two quarters, and a bad road between them.

    .venv/bin/python build_scripts/rehearsal.py [--seed 1] [--ops 2000] [--folder DIR]

Every step is a command in a process of its own, as an office would type it. Sticks get lost, come twice,
late, in another order, and cut short. In the end every office has to agree with the hub about every record
of its desa and about the release, and nothing may wait anywhere. Says what it did, and fails if that is not so.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

# Started as a script, Python looks for modules beside it; the program is one folder up.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from desktop_app.demo.families import invent_families
from desktop_app.demo.files import write_v3_pair
from desktop_app.demo.quarter import next_quarter
from desktop_app.demo.words import DemoWords
from desktop_app.domain.region import RegionTable, Village
from desktop_app.paths import RESOURCES

ROOT = Path(__file__).resolve().parents[1]
USER, PASSPHRASE = "petugas", "kopi tubruk manis sekali"
HUB = "33.26"
KECAMATAN = {"33.26.13": 4, "33.26.01": 3, "33.26.09": 3}
PERSONS = 4_000
QUARTERS = (("V1 2026", date(2026, 3, 31), "2026-04"), ("V2 2026", date(2026, 6, 30), "2026-07"))
BAD_ROUNDS, GOOD_ROUNDS = 2, 4
LOST, TWICE, LATE, CUT = 0.20, 0.20, 0.15, 0.10
_T = TypeVar("_T")


class Failed(Exception):
    """A command said no, or in the end somebody disagrees."""


def said(office: Path, *words: str, forgiven: Iterable[str] = ()) -> dict[str, Any]:
    """The JSON answer of a command at an office; codes in `forgiven` may be the reason of a no."""
    create = words[:2] == ("office", "create")
    who = () if create else ("--user", USER)
    command = [sys.executable, "-m", "desktop_app", *words, "--office", str(office), *who, "--json"]
    env = {**os.environ, "DTSEN_PASSPHRASE": PASSPHRASE, "PYTHONUTF8": "1"}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    answer: dict[str, Any] = json.loads(done.stdout) if done.stdout.strip() else {}
    if done.returncode:
        packages = answer.get("packages", [])
        errors = {one["error"] for one in packages if one.get("error")}
        if not errors or not errors <= set(forgiven):
            raise Failed(
                f"{' '.join(words[:2])}: {done.stderr[-500:]} {answer.get('error', errors)}"
            )
    return answer


@dataclass
class Kabupaten:
    """The hub, its offices by region, and the roads between them."""

    folder: Path
    draw: random.Random
    villages: list[Village]
    counts: Counter[str] = field(default_factory=Counter)
    late: dict[str, list[Path]] = field(default_factory=lambda: defaultdict(list))

    @property
    def hub(self) -> Path:
        return self.folder / "hub"

    @property
    def regions(self) -> list[str]:
        return [*KECAMATAN, *(village.code for village in self.villages)]

    def office(self, region: str) -> Path:
        return self.folder / f"kantor-{region}"

    def place(self, *names: str) -> Path:
        path = self.folder.joinpath(*names)
        path.mkdir(parents=True, exist_ok=True)
        return path

    def everywhere(self, work: Callable[[str], _T]) -> list[_T]:
        """Do something at every office, a few at a time."""
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            return list(pool.map(work, self.regions))

    # --- beginning

    def found(self) -> None:
        """The hub and its offices, joined by stick."""
        said(self.hub, *_create("hub", HUB))
        said(self.hub, "hub", "init")
        self.everywhere(
            lambda region: said(
                self.office(region),
                *_create("desa" if region.count(".") == 3 else "kecamatan", region),
            )
        )
        asked = self.everywhere(
            lambda region: said(
                self.office(region), "device", "enrol", "--out", str(self.place("form", region))
            )
        )
        for region, one in zip(self.regions, asked, strict=True):
            answer = said(
                self.hub, "hub", "approve", one["file"], "--match", one["match_code"],
                "--region", region, "--out", str(self.place("form", region)),
            )  # fmt: skip
            code = answer["hub_fingerprint"]
            said(self.office(region), "device", "activate", answer["file"], "--fingerprint", code)

    # --- the road

    def carry(self, path: Path, to: Path, *, is_bad: bool) -> None:
        """Bring a package to a folder, or not, or twice, or later, or cut short."""
        waiting = self.late.pop(str(to), []) if not is_bad or self.draw.random() < 0.5 else []
        for number, one in enumerate(waiting):
            shutil.copy(one, to / f"late-{number}-{one.name}")
        chance = self.draw.random() if is_bad else 1.0
        self.counts["carried"] += 1
        if chance < LOST:
            self.counts["lost"] += 1
        elif chance < LOST + LATE:
            self.counts["late"] += 1
            kept = self.place("late") / f"{self.counts['late']}-{path.name}"
            shutil.copy(path, kept)
            self.late[str(to)].append(kept)
        elif chance < LOST + LATE + CUT:
            self.counts["cut short"] += 1
            data = path.read_bytes()
            (to / path.name).write_bytes(data[: self.draw.randrange(16, len(data))])
        else:
            shutil.copy(path, to / path.name)
            if chance < LOST + LATE + CUT + TWICE:
                self.counts["twice"] += 1
                shutil.copy(path, to / f"again-{path.name}")

    def exchange(self, *, is_bad: bool) -> None:
        """Everybody sends, the hub takes in and answers, everybody reads."""
        inbox = _emptied(self.place("inbox"))
        written = self.everywhere(
            lambda region: said(
                self.office(region), "package", "write", "--out", str(self.place("stick", region))
            )
        )
        for one in written:
            self.carry(Path(one["file"]), inbox, is_bad=is_bad)
        taken = said(self.hub, "package", "apply", str(inbox), forgiven=_BROKEN)
        self.counts["taken in at the hub"] += taken["applied"]
        self.counts["known already at the hub"] += taken["already_known"]
        said(self.hub, "hub", "copy", "--to", str(self.place("disk")))
        out = self.place("out")
        answers = said(self.hub, "package", "write", "--out", str(out))
        self.give(answers["packages"], is_bad=is_bad)

    def give(self, packages: list[dict[str, Any]], *, is_bad: bool) -> None:
        """Carry what the hub wrote to its offices, and let them read it."""
        for one in packages:
            letters = self.place("letters", one["region"])
            self.carry(Path(one["file"]), _emptied(letters), is_bad=is_bad)

        def read(region: str) -> None:
            letters = self.place("letters", region)
            if any(letters.iterdir()):
                said(self.office(region), "package", "apply", str(letters), forgiven=_BROKEN)

        self.everywhere(read)

    # --- the work

    def give_release(self, quarter: int, files: tuple[Path, Path]) -> dict[str, Any]:
        """The hub loads a quarter and cuts it; who did not get it is given it again."""
        label, day, _ = QUARTERS[quarter]
        loaded = said(
            self.hub, "extract", "import", *map(str, files), "--release", label,
            "--reference-date", day.isoformat(), "--bast", f"BAST-{quarter + 1}",
            "--bast-kind", "pemanfaatan",
        )  # fmt: skip
        for is_bad in (True, False):
            cut = said(self.hub, "hub", "release", label, "--out", str(self.place("cut", label)))
            self.give(cut["packages"], is_bad=is_bad)
        return loaded

    def record(self, quarter: int, families: Path, ops: int) -> None:
        """Every office writes its share of help down, from a list."""
        *_, period = QUARTERS[quarter]
        cards = _cards_by_village(families, self.villages)
        own_cards = {
            region: [
                card for code, some in cards.items() if code.startswith(region) for card in some
            ]
            for region in self.regions
        }
        shares = _shares({region: len(some) for region, some in own_cards.items()}, ops)

        def write(region: str) -> int:
            own, share = own_cards[region], shares[region]
            draw = random.Random(f"{region}{quarter}")
            path = self.place("lists") / f"{region}-{quarter}.csv"
            programme = "BLT-DD" if region.count(".") == 3 else "SEMBAKO"
            with path.open("w", newline="", encoding="utf-8") as file:
                rows = csv.writer(file)
                rows.writerow(["kk", "programme", "period", "on", "amount"])
                for card in draw.sample(own, share):
                    rows.writerow([card, programme, period, f"{period}-20", "300000"])
            words = ("intervention", "record", str(path), "--reason", "latihan")
            return int(said(self.office(region), *words)["recorded"])

        self.counts["recorded"] += sum(self.everywhere(write))

    def dispute(self) -> None:
        """The desa and its kecamatan mark the same record as an error, without knowing of one another."""
        for village in self.villages[::4]:
            desa, kecamatan = self.office(village.code), self.office(village.code[:8])
            both = [dict(self._records(one, village.code)) for one in (desa, kecamatan)]
            standing = [own_id for own_id in both[0] if both[0][own_id] == both[1].get(own_id)]
            for office, reason in ((desa, "kata desa"), (kecamatan, "kata kecamatan")):
                for own_id in standing[:1]:
                    said(office, "intervention", "void", own_id, "--reason", reason)
                    self.counts["voided"] += 1

    # --- the end

    def waiting(self) -> int:
        """How many deeds nobody has confirmed yet."""
        infos = self.everywhere(lambda region: said(self.office(region), "office", "info"))
        return sum(int(info["ops_unconfirmed"]) for info in infos)

    def judge(self, loaded: dict[str, Any]) -> list[str]:
        """Where somebody disagrees with the hub, or is not sound."""
        label = QUARTERS[-1][0]
        at_hub = {village.code: self._records(self.hub, village.code) for village in self.villages}

        def look(region: str) -> list[str]:
            office, odd = self.office(region), []
            for code in (one.code for one in self.villages if one.code.startswith(region)):
                if self._records(office, code) != at_hub[code]:
                    odd.append(f"{region} and the hub disagree about {code}")
            current = [
                one for one in said(office, "extract", "list")["releases"] if one["is_current"]
            ]
            if [one["label"] for one in current] != [label]:
                odd.append(f"{region} is on another release")
            self.counts["persons at desa"] += current[0]["persons"] * (region.count(".") == 3)
            if any(not one["ok"] for one in said(office, "office", "check")["checks"]):
                odd.append(f"{region} is not sound")
            return odd

        found = [one for some in self.everywhere(look) for one in some]
        if self.counts["persons at desa"] != loaded["persons"]:
            found.append("the desa together have not as many people as the hub")
        return found

    def _records(self, office: Path, village: str) -> list[tuple[str, str]]:
        words = ("intervention", "list", "--village", village, "--limit", "100000")
        lines = said(office, *words)["interventions"]
        # Who wrote a line has a name at their own office only.
        told = [{key: one[key] for key in one if not key.endswith("_by")} for one in lines]
        return sorted((one["id"], json.dumps(one, sort_keys=True)) for one in told)


_BROKEN = ("package-cut-short", "package-damaged", "package-not-a-package", "package-ahead")


def _create(kind: str, region: str) -> tuple[str, ...]:
    name = f"Kantor {region}"
    return ("office", "create", "--kind", kind, "--region", region, "--name", name, "--admin", USER)


def _shares(sizes: dict[str, int], ops: int) -> dict[str, int]:
    """How much each office records of a quarter's share: all the same, where it has families enough."""
    found: dict[str, int] = {}
    left = -(-ops // len(QUARTERS))
    for number, region in enumerate(sorted(sizes, key=sizes.__getitem__)):
        found[region] = min(sizes[region], -(-left // (len(sizes) - number)))
        left -= found[region]
    return found


def _emptied(folder: Path) -> Path:
    for path in folder.iterdir():
        path.unlink()
    return folder


def _cards_by_village(path: Path, villages: list[Village]) -> dict[str, list[str]]:
    codes = {village.bps_code: village.code for village in villages}
    found: dict[str, list[str]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="|"):
            found[codes[row["kode_kelurahan_desa"]]].append(row["nomor_kartu_keluarga"])
    return found


def _files(kabupaten: Kabupaten) -> list[tuple[Path, Path]]:
    villages, words = kabupaten.villages, DemoWords.from_folder()
    (_, first, _), (_, second, _) = QUARTERS

    def people() -> Iterable[Any]:
        return invent_families(
            PERSONS, seed=1, villages=villages, reference_date=first, words=words
        )

    later = next_quarter(
        people(), seed=1, before=first, reference_date=second, villages=villages, words=words
    )
    folder = kabupaten.place("data")
    return [write_v3_pair(people(), folder, label="v1"), write_v3_pair(later, folder, label="v2")]


def main() -> int:
    """Play it; 1 if somebody disagrees in the end."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--ops", type=int, default=2_000)
    parser.add_argument("--folder", type=Path, default=ROOT / "build" / "rehearsal")
    asked = parser.parse_args()
    shutil.rmtree(asked.folder, ignore_errors=True)
    regions = RegionTable.from_csv((RESOURCES / "reference" / "regions.csv").read_text("utf-8"))
    villages = [
        village
        for code, count in KECAMATAN.items()
        for village in regions.villages_within(code)[:count]
    ]
    kabupaten = Kabupaten(asked.folder, random.Random(asked.seed), villages)
    began = time.monotonic()

    def tell(what: str) -> None:
        print(f"{time.monotonic() - began:6.0f} s  {what}", flush=True)

    kabupaten.found()
    tell(f"a hub, {len(KECAMATAN)} kecamatan and {len(villages)} desa have joined")
    files = _files(kabupaten)
    for quarter, (label, *_) in enumerate(QUARTERS):
        loaded = kabupaten.give_release(quarter, files[quarter])
        tell(f"{label}: {loaded['families']} families, {loaded['persons']} persons, cut and given")
        kabupaten.record(quarter, files[quarter][0], asked.ops)
        tell(f"{label}: {kabupaten.counts['recorded']} helps recorded so far")
        for number in range(1, BAD_ROUNDS + 1):
            kabupaten.exchange(is_bad=True)
            tell(f"{label}: round {number} on a bad road")
        kabupaten.dispute()
    for number in range(1, GOOD_ROUNDS + 1):
        kabupaten.exchange(is_bad=False)
        waiting = kabupaten.waiting()
        tell(f"round {number} on a good road: {waiting} wait")
        if not waiting:
            break
    odd = kabupaten.judge(loaded)
    if waiting:
        odd.append(f"{waiting} deeds are still not confirmed")
    for name, count in sorted(kabupaten.counts.items()):
        print(f"{count:10}  {name}")
    print("\n".join(odd) or "Every office agrees with the hub, and nothing waits.")
    return int(bool(odd))


if __name__ == "__main__":
    raise SystemExit(main())
