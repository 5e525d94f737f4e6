"""Sheets of .xlsx and .ods as grids of text, as a person sees them, and as HTML.

In: an `OfficeZip`. Out: `SheetGrid`s with the text of each cell that is shown, merged cells, and what is hidden. Start at
`sheet_grid`; `xlsx_sheets` and `ods_sheets` fill it, `cell_formats` shows numbers and dates, `sheet_html` writes it.

The XML is read here and not by calamine: that gives neither formats of numbers nor hidden rows, and ends the process
where two cells of a small file are far apart, as it makes room for all cells between them.
"""
