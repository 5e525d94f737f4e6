"""English: the numbers, dates and times of a text in English, in the terms of the Chinese reader.

In: a text in English, or in Chinese and English. Out: an `EnglishReading` of its English sentences. Start at
`english_reader.read_english`.

    reading = read_english(text, published="2023-03-05")    # the day or year of the source, if known
    reading.mentions, reading.dates                         # `Mention`, `DateMention`: spans of `text`, units in Chinese
    for number in reading.numbers:                          # the mentions again, with what a comparison needs
        number.mention, number.step                         # the place of the last digit: half of it is what rounding hides
        number.fits("名")                                   # whether Chinese may count it so: people are 人 名 位
        number.facts                                        # `Facts`: direction, status, base, where words tell them

`stretches` says which sentences are English (`is_english`, `english_spans`); `without_english(text)` has blanks in their
place, so that `scan_prose` reads the Chinese ones at the same offsets. An unknown noun has no unit and fits every counter;
doubled is 2 倍 of what was; the facts that words leave open are not in `Facts.stated`.
"""
