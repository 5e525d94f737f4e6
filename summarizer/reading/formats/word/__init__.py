"""What mammoth does not see or shows otherwise, put into the plain words of Word that it does see.

In: the roots of a .docx's parts. Out: the same roots, simpler, and the words that went. Start at
`wordml`, which has the names; `docx` has the order of the steps.

    wrappers     links, insertions, controls: their content takes their place       (unwrapping)
    revisions    deleted and moved away: out                                        (revisions)
    fields       page numbers and tables of contents: out; results of others stay   (computed_fields)
    boxes        text boxes and word art: paragraphs beside the one they hang on    (boxes)
    formulas     equations: a line of text                                          (formulas)
    tabs         several that only align a column: one                              (tabbed_lines)
    runs         hidden text out; of looks only raised and struck text stays        (word_runs)
    tables       cells that a row leaves out, and merged ones of old files          (word_rows)
"""
