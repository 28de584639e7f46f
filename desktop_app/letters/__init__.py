"""Paper: a template (data) becomes blocks, blocks become marks on pages, marks become a PDF.

Problem: letters that look different in the preview and on paper, in another font on every
computer, running off the sheet when a name is long, or impossible to print again as they were.

Choice: the words and their order are data in ``resources/letters/<kind>/`` that an office may edit
(`template`, checked by `lint`); what a block looks like is code (`compose`), and knows nothing of
PDF; one module draws (`pdf`), with embedded fonts whose licence allows it (`fonts`). The same
template, values, letterhead and signatory give the same bytes. A value is plain text and is put in
after the template was understood, so nothing in it can act as markup.

The PDF file itself is written by `pdf_file`, an object at a time, because a library that holds the
document in memory cannot write ten thousand letters on an old computer; reportlab reads and cuts
the fonts. If letters ever need tagging or complex scripts, a layout engine should replace
`compose`; templates and callers would stay.
"""
