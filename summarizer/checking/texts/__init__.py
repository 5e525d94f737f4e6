"""Any text against its source: each number, date, time, rank and score of a text, judged without a model.

In: a text (a summary, a press release, a chat answer), and the documents that it rests on. Out: a `TextCheck` with a
judgement on each number. Start at `text_check` (what is judged), `judging` (how).
"""
