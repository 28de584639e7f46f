"""The first page of a booklet: its title, lines below it, and on which page each paper begins."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from desktop_app.letters.blocks import Align
from desktop_app.letters.marks import Band, Mark
from desktop_app.letters.setting import Setting


@dataclass(frozen=True, slots=True)
class TabularCover:
    """The first page of a booklet: a title and lines below it; the contents follow from the papers."""

    title: str
    lines: tuple[str, ...]


def cover_marks(
    cover: TabularCover,
    heading: str,
    contents: Iterable[tuple[str, int]],
    normal: Setting,
    top: float,
) -> tuple[Mark, ...]:
    """All that stands on it from `top` on; `contents` are titles and the pages on which they begin."""
    large = normal.smaller(-9)
    bands = [normal.gap(2.0), *large.bands([(True, cover.title)], align=Align.CENTRE)]
    for said in cover.lines:
        bands += normal.bands([(False, said)], align=Align.CENTRE)
    bands += [normal.gap(1.5), *normal.smaller(-2).bands([(True, heading)])]
    bands += [_entry(title, str(page), normal) for title, page in contents]
    marks: list[Mark] = []
    for band in bands:
        marks += [mark.moved(top) for mark in band.marks]
        top += band.height
    return tuple(marks)


def _entry(title: str, page: str, normal: Setting) -> Band:
    room = normal.width - 40
    line = normal.words.lines([(False, title)], room)[0]
    start = normal.left + normal.words.width(title) + 6
    end = normal.right - normal.words.width(page)
    dots = "." * max(0, int((end - 6 - start) // normal.words.width(".")))
    return Band(
        normal.step,
        (
            normal.words.set(line, normal.left, normal.baseline(), room, Align.LEFT),
            normal.words.plain(dots, end - 6 - normal.words.width(dots), normal.baseline()),
            normal.words.plain(page, end, normal.baseline()),
        ),
    )
