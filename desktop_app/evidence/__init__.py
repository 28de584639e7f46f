"""Other people's pictures and papers into bytes that can be kept: small, and with nothing hidden in them.

Problem: a photograph tells where it was taken, with what and when; a PDF may hold programs, other
files and the name of whoever wrote it; either may be made to break what opens it; and a phone's
picture of a receipt is fifty times larger than it needs to be.

Choice: a picture is decoded and written anew as a JPEG (`photo`), so that nothing of the file stays
but what is seen. A PDF cannot be written anew from what is seen without a renderer, which only the
window has; it is put together again from its pages, keeping what draws them and leaving out what acts,
links, tells or hides (`paper`), and the photographs inside it lose what they say about themselves
(`inner_pictures`). An electronic signature does not survive that: what is kept is a copy to look at,
and the original is for whoever must prove it. pypdf (BSD licence, in plain Python) does the reading;
pikepdf would repair more broken files, at the price of a library in C++ for each system.

All of it is for files that may be hostile, so the actions run it in a helper process, which may die.
"""
