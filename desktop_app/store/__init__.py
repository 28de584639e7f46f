"""Keeps records, ops and extracts; the only room that speaks SQL.

Problem: a clerk must be able to save within a blink while a million rows of next quarter's extract
are being loaded, a stopped or killed load must leave no trace, and what an office does must never
be mixed up with what it was told.

Choice: two kinds of encrypted file. `office.db` holds everything the office did (ops and what
folding them gives), its users, settings and audit; it is small and written with
``synchronous=FULL``. Each release is a file of its own under `extracts/`, written by one connection
that nobody else waits for, never changed after it is ready, and attached read-only as the schema
`extract`. Switching is one short transaction in `office.db` that names the new file. Dropping a
release is deleting a file.

Travelling tables (intervention, letter) are written by `ops.py` only: the record is what folding
the op gives, in the transaction that stores the op.

What would change our mind: a need for transactions that span a release and the office's own work.
"""
