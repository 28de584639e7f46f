"""Packs, unpacks and verifies what travels between offices; knows no store and chooses no drive.

* `container`   the file: prelude, clear header, body, signature, end
* `header`      what the clear header says, and that none of it is believed before the signature holds
* `sealing`     records into a body and back: age around zstd around JSON Lines, bound to the header
* `record`      one line of a body
* `roster`      documents that are signed and only move forward: root, certificate, roster
* `enrolment`   how a device joins: request, match code, activation
* `upload`      what a device sends to its hub
* `intake`      the rules by which a hub takes ops in, over a book that somebody keeps
* `download`    what a hub sends to a device
* `catching_up` the rules by which a device follows the hub's logs
* `finding`     packages on a stick: by their first bytes, never by their names
* `fields`      reading JSON that somebody else wrote

Problem: a stick goes through many hands and infected machines, lies about what it holds, and gets
lost; the people at both ends have no network to ask. Choice: one file that either verifies whole or
is refused, a standard inside that other tools can open (age, zstd, JSON Lines), the sender's signature
outside, and what the sender meant (for whom, which header) inside. ZIP and SQLite files were looked at
and left: paths, links and a database engine are too much surface for bytes of unknown origin.

One difference from the draft of the format: the header does not state the size of the body. The
manifest, which is inside the body, holds the hash of the header, so the header cannot hold something
that is known only after the body is made. The size follows from the file and is under the signature.

What would change our mind: packages beyond a few hundred megabytes (records are held compressed in
memory while one is made), or age recipients that withstand a quantum computer.
"""
