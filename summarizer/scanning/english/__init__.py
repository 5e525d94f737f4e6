"""English: the numbers, dates and times of a text in English, in the terms of the Chinese reader.

In: a text in English, or in Chinese and English. Out: an `EnglishReading`: the `Mention`s and `DateMention`s of its English
sentences, each figure with its facts, the Chinese units that it may have, and the place of its last digit. Start at
`english_reader.read_english`; `stretches` says which sentences are English, and `stretches.without_english` leaves the
Chinese ones to the Chinese rules, at the same offsets.
"""
