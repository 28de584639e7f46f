"""What the program costs beside others that do the same, measured in one run on one machine.

Machines differ and are busy with other things, so the figures to trust are the ratios of a run. Files
are made by the project's own generator and kept in ``build/bench``.
"""
