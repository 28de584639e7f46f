"""What an office can do: one verb, one function, one transaction.

Problem: window and commands must do the same things by the same rules, and every deed must be
allowed, recorded and traceable. Choice: plain functions that are handed the open office. Each says
beside its name which right it needs (`needs`); a function that writes opens one transaction, in
which the op, the record it gives and the audit line stand or fall together, and returns `Done` with
what changed. What would change our mind: deeds that span two offices at once.
"""
