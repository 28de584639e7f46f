"""What a person reads, in two languages and without Qt: sentences for failures, dates, numbers, masks.

Problem: the window and the commands must say the same thing in the same words, and the rooms below
must not speak at all (their facts end up in logs). Choice: one room between them that knows both the
codes and the language, and draws nothing. It would move into `ui` if the commands ever went away.
"""
