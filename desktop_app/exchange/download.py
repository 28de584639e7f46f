"""What a hub sends to a device: the logs of its partitions from where the device said it is.

First the papers: the device's certificate and the roster, as they were signed. Then one section for
each partition the device reads, with nothing new in it, too: where it begins, where it ends, and a
digest of what the records come to at its end. Each line of a section is two records, what the op came
to and the op itself in its exact bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from desktop_app.domain.hub_log import Cursor, Outcome
from desktop_app.domain.op import Op, read_op
from desktop_app.errors import UserError
from desktop_app.exchange.fields import Fields, Malformed, read_json
from desktop_app.exchange.record import raw_record, record, record_fields
from desktop_app.exchange.roster import Signed, read_signed


@dataclass(frozen=True, slots=True)
class Section:
    """One partition of a download: from where to where, and what it has come to.

    `rules` names what the hub folds by; a device that folds by other rules does not compare states.
    """

    base: Cursor
    end: Cursor
    state: str
    rules: str


@dataclass(frozen=True, slots=True)
class Papers:
    """What the hub signed for this device and about all devices."""

    certificate: Signed
    roster: Signed


Lines = Iterable[tuple[int, Outcome, bytes]]
"""Epoch, outcome and exact op bytes of each line of a section."""


def papers_records(papers: Papers) -> Iterator[bytes]:
    """The lines that everything from a hub to an office begins with."""
    yield record("certificate", read_json(papers.certificate.written(), "certificate"))
    yield record("roster", read_json(papers.roster.written(), "roster"))


def download_records(papers: Papers, sections: Iterable[tuple[Section, Lines]]) -> Iterator[bytes]:
    """The lines of a download."""
    yield from papers_records(papers)
    for section, lines in sections:
        yield record(
            "section",
            {
                "partition": section.base.partition,
                "base": {"n": section.base.number, "hash": section.base.hash},
                "end": {"n": section.end.number, "hash": section.end.hash},
                "state": section.state,
                "rules": section.rules,
            },
        )
        for epoch, outcome, raw in lines:
            yield record("entry", {"epoch": epoch, "outcome": outcome.value})
            yield raw_record("op", raw)


class DownloadReader:
    """Takes the records of a download in order and hands on what they say.

    Raises `Malformed` for a record that is not what it should be or stands in the wrong place.
    Records of a kind this program does not know are passed over.
    """

    def __init__(
        self,
        take_papers: Callable[[Papers], None],
        take_section: Callable[[Section], None],
        take_entry: Callable[[int, Outcome, Op], None],
    ) -> None:
        self._take_papers = take_papers
        self._take_section = take_section
        self._take_entry = take_entry
        self._certificate: Signed | None = None
        self._has_papers = False
        self._entry: tuple[int, Outcome] | None = None

    def take(self, tag: str, raw: bytes) -> None:
        """The next record."""
        if (tag == "op") != (self._entry is not None):
            raise Malformed("entry")
        match tag:
            case "certificate":
                self._certificate = read_signed(raw.decode())
            case "roster":
                if self._certificate is None or self._has_papers:
                    raise Malformed("papers")
                self._has_papers = True
                self._take_papers(Papers(self._certificate, read_signed(raw.decode())))
            case "section":
                if not self._has_papers:
                    raise Malformed("papers")
                self._take_section(_section(record_fields(tag, raw)))
            case "entry":
                fields = record_fields(tag, raw)
                self._entry = fields.whole("epoch"), fields.one_of("outcome", Outcome)
            case "op":
                self._op(raw)

    def _op(self, raw: bytes) -> None:
        assert self._entry is not None
        epoch, outcome = self._entry
        self._entry = None
        try:
            op = read_op(raw)
        except UserError as error:
            raise Malformed("op") from error
        self._take_entry(epoch, outcome, op)


def _section(fields: Fields) -> Section:
    partition = fields.text("partition", most=64)

    def place(name: str) -> Cursor:
        inner = fields.object(name)
        return Cursor(partition, 0, inner.whole("n"), inner.text("hash", most=128))

    return Section(
        place("base"), place("end"), fields.text("state", most=128), fields.text("rules", most=64)
    )
