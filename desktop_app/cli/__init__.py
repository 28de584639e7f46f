"""The program without a screen: for hub operators, IT staff, scripts and tests.

Problem: the commands are a contract (names, flags, exit codes, JSON keys) that scripts rely on, and the
same deeds are done in the window. Choice: a command only reads what was typed, calls one action and
returns an `Answer` with the JSON object and the text of it; one function (`main.run`) opens the way out:
it prints, turns failures into exit codes, and is the one place here that catches everything. The window
is handed in, because this room does not know Qt. argparse is enough as long as commands stay two words
deep; a command that talks back and forth with a person would change our mind.
"""
