"""Other people's files become clean rows and named problems; this room knows no tables.

Problem: the same register arrives as a pair of pipe files, as one wide CSV, as an Excel list that an
office has typed over, in two coding systems and half a dozen date formats; a million rows must not
take longer than reading them. Choice: everything that holds for a whole file is decided once, in the
look, and shown to a person; then each *column* is cleaned by a judge whose answers are remembered.
Nothing is dropped without a name and an action, and nothing is guessed. If a second core were needed
to keep up with the disk, files would be read in parallel; rows never need each other here. What needs
all rows side by side (the same NIK in two cards, two heads) is found by the store after loading.

The way in: `reader.look_at_extract`, `reader.read_extract`, `reference.load_reference`; for a person
who changes how a file is read, `sampling.sample_extract` once and `looking.look_at_sample` each time.
"""

from desktop_app.extracts.reader import look_at_extract, read_extract
from desktop_app.extracts.reference import ExtractReference, load_reference

__all__ = ["ExtractReference", "load_reference", "look_at_extract", "read_extract"]
