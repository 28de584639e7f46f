"""A second pair of eyes: makes files as offices receive them, with the truth about every row beside.

Nothing here is taken from the importer; what each defect must come to is written down anew, so that a
mistake of the one is not a mistake of the other.
"""
