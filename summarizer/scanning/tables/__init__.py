"""Tables: what the cells of a table count, by the heads of their columns and the labels of their rows.

In: a Text with its tables. Out: for each cell its row, column and unit, and the numbers in it. Start at `table_numbers`.
"""
