"""``self-check``: the program proves on the computer it runs on that nothing of it is missing.

Everything is done for real, with the usual strength of encryption, in a temporary folder: two offices,
invented people, a search, a record, a letter, evidence, a report, joining a hub, a package and the main window.
What cannot be tried where it runs is named as not tried, and never counted as working.
"""

from __future__ import annotations

import base64
import ctypes
import logging
import multiprocessing
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from desktop_app import bootstrap, bootstrap_demo, logs
from desktop_app.actions.demo import DEMO_PASSPHRASE, DEMO_USER, DemoWish
from desktop_app.actions.evidence import EvidenceFile, attach_evidence, open_evidence
from desktop_app.actions.health import check_office, office_info, try_tables
from desktop_app.actions.interventions import record_intervention
from desktop_app.actions.letters import LetterDraft, issue_letter
from desktop_app.actions.office import Office
from desktop_app.actions.packages import inspect_package, write_package
from desktop_app.actions.search import Search, find_people
from desktop_app.cli.call import Call
from desktop_app.cli.commands import Commands
from desktop_app.cli.output import Answer, as_json, paragraphs, table
from desktop_app.domain.intervention import InterventionDraft
from desktop_app.domain.period import Period, PeriodKind
from desktop_app.domain.person import PersonLine
from desktop_app.errors import Code, LuringError, UserError
from desktop_app.language import current, tr, use
from desktop_app.paths import RESOURCES
from desktop_app.progress import Progress
from desktop_app.words.messages import sentence_for

log = logging.getLogger(__name__)

_WISH = DemoWish(persons=200, seed=7, interventions=5)
_NEEDED = ("translations/id.mo", "translations/qtbase_id.qm", "reference/regions.csv")
_TABLE_SECONDS = 120
_WEBP = "UklGRh4AAABXRUJQVlA4TBEAAAAvB8ABAAdQvFJUq/+BiOh/AAA="
"""A green square, in a format that needs a library of its own."""


class Failed(Exception):
    """A check found something other than it must; says what, in a code."""


class NotTried(Exception):
    """A check cannot be made on this computer though the program may be well; says why, in a code."""


@dataclass(slots=True)
class _Bench:
    """What the checks build on, one after the other."""

    folder: Path
    show: Callable[[Office], None]
    stack: ExitStack
    offices: dict[str, Office] = field(default_factory=dict)
    people: list[PersonLine] = field(default_factory=list)
    intervention_id: str | None = None
    letter: bytes | None = None
    package: Path | None = None

    @property
    def office(self) -> Office:
        """The office that everything is tried in."""
        return self.offices["office"]

    def keep(self, name: str, office: Office) -> None:
        """Close it at the end."""
        self.offices[name] = office
        self.stack.callback(office.close)


def add(commands: Commands) -> None:
    """Add the command by which the program checks itself."""
    check = commands.add(
        "self-check",
        tr("Let the program prove that it works on this computer; your data is not touched."),
        _self_check,
    )
    check.add_argument(
        "--result",
        type=Path,
        metavar=tr("FILE"),
        help=tr(
            "Write the answer into a file, too; the program without a console has no other way."
        ),
    )


def _self_check(call: Call) -> Answer:
    lines: list[dict[str, Any]] = []
    with (
        tempfile.TemporaryDirectory(prefix="dtsen-luring-", ignore_cleanup_errors=True) as folder,
        ExitStack() as stack,
    ):
        bench = _Bench(Path(folder), call.window.check, stack)
        for name, check in _CHECKS:
            line = _tried(name, check, bench)
            lines.append(line)
            if not line["ok"]:
                break
    is_ok = all(line["ok"] for line in lines)
    not_run = [line["name"] for line in lines if line["ok"] and not line["tried"]]
    data: dict[str, Any] = {"ok": is_ok, "checks": lines, "not_run": not_run}
    verdict = tr("Everything works.")
    if not_run:
        verdict = tr("What could be tried here works. Not tried: {names}.").format(
            names=", ".join(not_run)
        )
    if not is_ok:
        error = UserError(Code.SELF_CHECK_FAILED, step=lines[-1]["name"])
        verdict = sentence_for(error).whole
        data["error"] = {"code": error.code.value, "facts": error.facts, "message": verdict}
    if call.result is not None:
        call.result.write_text(as_json(data), encoding="utf-8")
    return Answer(
        data,
        paragraphs(
            table(
                [tr("Checked"), tr("Works"), tr("Detail")],
                [(line["name"], _works(line), str(line["detail"])) for line in lines],
            ),
            verdict,
        ),
        exit_code=0 if is_ok else 1,
    )


def _works(line: dict[str, Any]) -> str:
    if not line["tried"]:
        return tr("not tried")
    return tr("yes") if line["ok"] else tr("no")


def _tried(name: str, check: Callable[[_Bench], str], bench: _Bench) -> dict[str, Any]:
    try:
        return {"name": name, "ok": True, "tried": True, "detail": check(bench)}
    except NotTried as why:
        log.info("self-check-not-tried step=%s", name)
        return {"name": name, "ok": True, "tried": False, "detail": str(why)}
    except LuringError as error:
        log.info("self-check-failed step=%s code=%s", name, error)
        return {"name": name, "ok": False, "tried": True, "detail": str(error)}
    except Failed as error:
        return {"name": name, "ok": False, "tried": True, "detail": str(error)}
    except Exception as error:
        log.error("self-check-failed step=%s", name, exc_info=error)
        detail = f"{type(error).__name__} {logs.fingerprint(error)}: {error}"
        return {"name": name, "ok": False, "tried": True, "detail": logs.redacted(detail)}


# --- The checks, each on what those before it left ---------------------------------------------------


def _resources(_bench: _Bench) -> str:
    missing = [name for name in _NEEDED if not (RESOURCES / name).is_file()]
    if missing:
        raise Failed("missing " + " ".join(missing))
    return f"{sum(1 for path in RESOURCES.rglob('*') if path.is_file())} files"


def _demo(bench: _Bench) -> str:
    demo = bootstrap_demo.create_demo(bench.folder / "office", _WISH, Progress())
    bench.keep("office", demo.office)
    if demo.filled.persons < 1 or demo.filled.interventions < 1:
        raise Failed("empty")
    return f"{demo.filled.persons} persons, {demo.filled.interventions} interventions"


def _schema(bench: _Bench) -> str:
    info = office_info(bench.office)
    if info.schema < 1 or info.current is None:
        raise Failed(f"schema {info.schema}")
    return f"schema {info.schema}"


def _reopened(bench: _Bench) -> str:
    bench.office.close()
    try:
        bootstrap.open_office(bench.office.paths.folder, DEMO_USER, "bukan kata sandinya")
    except UserError as error:
        if error.code is not Code.PASSPHRASE_WRONG:
            raise
    else:
        raise Failed("opened with a wrong passphrase")
    folder = bench.office.paths.folder
    bench.keep("office", bootstrap.open_office(folder, DEMO_USER, DEMO_PASSPHRASE))
    return ""


def _found(bench: _Bench) -> str:
    bench.people = find_people(bench.office, Search("3326"))
    if not bench.people:
        raise Failed("nobody by number")
    first = bench.people[0]
    by_name = find_people(bench.office, Search(first.name))
    if first.person_id not in {line.person_id for line in by_name}:
        raise Failed("not found by name")
    return f"{len(bench.people)} found"


def _recorded(bench: _Bench) -> str:
    day = bench.office.today()
    draft = InterventionDraft(
        programme="BLT-DD",
        period=str(Period.around(day, PeriodKind.MONTH)),
        given_on=day,
        family_id=bench.people[0].family_id,
        amount=300_000,
        reason="pemeriksaan program",
    )
    before = office_info(bench.office).ops_unconfirmed
    bench.intervention_id = record_intervention(bench.office, draft).value.intervention_id
    after = office_info(bench.office).ops_unconfirmed
    if after != before + 1:
        raise Failed(f"{after - before} ops")
    return f"{after} ops"


def _letter(bench: _Bench) -> str:
    office = bench.office
    family_id = bench.people[0].family_id
    if family_id is None:
        raise Failed("no family")
    draft = LetterDraft(
        kind="pengantar",
        family_id=family_id,
        dated=office.today(),
        typed={"addressee": "Pemeriksaan", "purpose": "pemeriksaan program"},
    )
    pdf = issue_letter(office, draft).value.pdf
    if not pdf.startswith(b"%PDF-") or not pdf.rstrip().endswith(b"%%EOF"):
        raise Failed("not a PDF")
    bench.letter = pdf
    return f"{len(pdf)} bytes"


def _evidence(bench: _Bench) -> str:
    """What is read in another process, by parts of libraries that nothing else here uses."""
    office = bench.office
    if bench.intervention_id is None or bench.letter is None:
        raise Failed("no record")
    given = [
        EvidenceFile("photo", data=base64.b64decode(_WEBP)),
        EvidenceFile("decree", data=bench.letter),
    ]
    ids = attach_evidence(office, bench.intervention_id, given).value
    kept = [open_evidence(office, one).data for one in ids]
    if [data[:4] for data in kept] != [b"\xff\xd8\xff\xe0", b"%PDF"]:
        raise Failed("not kept")
    return f"{sum(map(len, kept))} bytes"


def _tables(_bench: _Bench) -> str:
    """The library of tables, in another process: where it crashes, no exception says so."""
    process = multiprocessing.get_context("spawn").Process(target=try_tables)
    process.start()
    process.join(_TABLE_SECONDS)
    if process.exitcode is None:
        process.kill()
        process.join()
    if process.exitcode == 0:
        return ""
    ended = f"pandas ended with {process.exitcode}"
    if _is_wine():
        raise NotTried(f"{ended} under Wine, which is no Windows")
    raise Failed(ended)


def _is_wine() -> bool:
    windows = getattr(ctypes, "windll", None)
    return windows is not None and hasattr(windows.ntdll, "wine_get_version")


def _package(bench: _Bench) -> str:
    stick = bench.folder / "stick"
    stick.mkdir()
    written = write_package(bench.office, stick, Progress()).value
    bench.package = written.path
    return f"{written.ops} ops, {written.bytes} bytes"


def _inspected(bench: _Bench) -> str:
    if bench.package is None:
        raise Failed("no package")
    hub_folder = bench.folder / "office-hub"
    bench.keep("hub", bootstrap.open_office(hub_folder, DEMO_USER, DEMO_PASSPHRASE))
    view = inspect_package(bench.offices["hub"], bench.package)
    if view.verdict.value != "genuine" or view.steps["new"] != view.contents.ops:
        raise Failed(f"{view.verdict.value} {dict(view.steps)}")
    return f"{view.contents.ops} ops {view.verdict.value}"


def _whole(bench: _Bench) -> str:
    # How much room this computer has left says nothing about the program.
    bad = [
        check.name
        for check in check_office(bench.office)
        if not check.is_ok and check.name != "free-space"
    ]
    if bad:
        raise Failed(" ".join(bad))
    return ""


def _window(bench: _Bench) -> str:
    spoken = current()
    try:
        bench.show(bench.office)
    finally:
        use(spoken)  # a window speaks the language its person likes
    return ""


_CHECKS: tuple[tuple[str, Callable[[_Bench], str]], ...] = (
    ("resources", _resources),
    ("demo-office", _demo),
    ("schema", _schema),
    ("reopen", _reopened),
    ("search", _found),
    ("record", _recorded),
    ("letter", _letter),
    ("evidence", _evidence),
    ("tables", _tables),
    ("package", _package),
    ("inspect", _inspected),
    ("integrity", _whole),
    ("window", _window),
)
