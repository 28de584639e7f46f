"""Counts and tabulates: pure functions from rows to tables, and tables to files.

Problem: the same table is wanted on the screen, as a workbook to work on and as plain data, and every
copy that leaves the office must say where it comes from. Choice: a report is a function from counts
to a `ReportTable` that knows no file format, and the writers know no report. Counts are made by the
database, so a table over a kabupaten is a few thousand rows; R1 needs no pandas for that, and a
report that does (a migration matrix, say) loads it inside its own function, since loading it takes
longer than opening the program. What would change our mind: reports that people put together
themselves.
"""
