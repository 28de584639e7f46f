"""Counts and tabulates: pure functions from rows to tables, and tables to files.

Problem: the same table is wanted on the screen, as a workbook to work on and as plain data, and every
copy that leaves the office must say where it comes from. Choice: a report is a function from counts
to a `ReportTable` that knows no file format, and the writers know no report. Counts are made by the
database, so a table over a kabupaten comes from a few thousand rows. pandas and openpyxl are loaded
inside the functions that use them: whoever makes no report does not wait for them. What would change our mind: reports that people put together
themselves.
"""
