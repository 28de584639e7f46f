"""Invents people: believable families for trying the program, for tests and for benchmarks.

Problem: everything in this program is about people whose data must never be in a repository, a
screenshot or a training room, and the program has to be tried with as many of them as a kabupaten
has. Choice: a generator, deterministic by seed, that streams families in the shape of the DTSEN files
and keeps no more of them in memory than the one it is making. Numbers are by the rule of civil
registration with tails from 9000 up, so that anybody can see they are invented; words are data in
`resources/demo/`.

Deciles here are *invented test data*: they follow from a hidden welfare score that the inventor gave
the family. The program itself never computes a decile of anybody: that is done by BPS alone, and its
formula is not public.

What would change our mind: a published set of synthetic DTSEN files, which does not exist.
"""
