"""What long work is doing, for whoever waits: the words for the phases of `Progress`."""

from __future__ import annotations

from desktop_app.language import mark, tr

_WORDS = {
    "checking": mark("Checking the files"),
    "loading": mark("Loading rows"),
    "indexing": mark("Making them findable"),
    "comparing": mark("Comparing the releases"),
    "writing-list": mark("Writing the list"),
    "erasing": mark("Erasing data"),
    "slimming": mark("Making releases slim"),
    "inventing": mark("Inventing people"),
    "searching": mark("Searching"),
    "counting": mark("Counting families and persons"),
    "cutting": mark("Cutting the release for the offices"),
    "matching-numbers": mark("Looking for the NIKs"),
    "matching-names": mark("Comparing with everybody's name"),
    "matching-births": mark("Reading birth dates"),
    "matching-rows": mark("Weighing who may be meant"),
    "keeping-list": mark("Keeping the result"),
    "recording": mark("Recording"),
    "counting-reports": mark("Counting the reports"),
    "setting-pages": mark("Setting the pages"),
    "drawing-pages": mark("Drawing the pages"),
    "drawing": mark("Drawing letters"),
    "writing-letters": mark("Writing the files"),
    "sealing": mark("Sealing the package"),
    "writing": mark("Writing to the stick"),
    "reading-back": mark("Reading the stick back"),
    "taking-in-all": mark("Going through the packages"),
    "taking-in": mark("Reading the package"),
    "folding": mark("Putting the changes in order"),
    "copying": mark("Copying to the other disk"),
    "rekeying": mark("Encrypting anew"),
    "finishing": mark("Finishing"),
    "reading": mark("Reading"),
}


def phase_words(phase: str) -> str:
    """A few words for one phase; a phase that nobody named is just work."""
    return tr(_WORDS.get(phase, mark("Working")))
