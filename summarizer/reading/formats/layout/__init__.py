"""Pages of glyphs and rules → paragraphs and tables; start at `pages.flow`.

A glyph has a place on its page and no more: words, lines, columns and tables are found by geometry alone. All measures are
points (1/72 inch), from the left and from the top of the page, as you hold it to read most of its text.

    shapes         what a page is made of
    rows           glyphs → segments of rows, with the spaces between words
    ruling         ruled lines → grids with merged cells
    watermarks     what is written across the page, or can't be seen
    running_heads  heads, feet and page numbers
    gutters        the columns of a page, in reading order
    alignment      rows that are aligned → grids
    joining        lines → paragraphs
    pages          all of this, page by page
    writing        paragraphs and grids → HTML with anchors
"""
