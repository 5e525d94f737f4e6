"""What pages draw → paragraphs and tables, by geometry alone.

In: a `DrawnPage` of glyphs and rules for each page. Out: HTML with anchors to page and paragraph. Start at `page_flow.flow`.
All measures are points (1/72 inch), from the left and from the top of the page as you hold it to read most of its text.

    shapes         what a page is made of
    glyph_rows     glyphs → segments of rows, with the spaces between words
    ruling         ruled lines → grids with merged cells
    page_tables    the words of ruled grids; tables over the end of a page
    alignment      rows that are aligned → grids
    watermarks     what is written across the page, or can't be seen
    running_heads  heads, feet and page numbers
    gutters        the columns of a page, in reading order
    footnotes      notes at the foot of a column
    line_joining   lines → paragraphs
    page_flow      all of this, page by page
    writing        paragraphs and grids → HTML with anchors
"""
