"""From inputs to Text: finds, decodes and cleans what is to be read.

In: paths, globs, `-`, rows of tables. Out: `models.Document` (one input, decoded), then `models.Text` (title and
article, each character with its span in the raw document). Start at `inputs.documents.load` and `cleaning.clean.clean`.
"""
