"""Make `summarizer/data/idioms.txt`: words of a dictionary in which a numeral counts nothing.

usage: python scripts/make_idioms.py DICT.txt

DICT.txt is the dictionary of jieba 0.42.1 (MIT; `jieba/dict.txt` of its source distribution on the Python
package index): a word, its frequency and its part of speech a line. MappedText are idioms, set phrases, adverbs, names and
nouns with a Chinese numeral in them (一体化, 四通八达, 三峡, 唯一); left out is what reads as a number with its
unit and nothing else (三级, 一条), ordinals (第三产业), and words too rare to be met.
"""

import re
import sys
from pathlib import Path

from summarizer.scanning.numbers.quantities import read

KINDS = {"i", "l", "d", "j", "nz", "b", "c", "r", "v", "vn", "a", "z", "n", "s", "ns", "nt", "f"}
SHORTEST, LONGEST = 2, 8
LEAST = {"i": 1, "l": 3, "ns": 20, "nt": 20, "n": 10, "nz": 5, "j": 10}
NUMERAL = re.compile("[零一二两三四五六七八九十百千万亿]")
WITHIN_OTHERS = {"长三"}  # 增长三成
OUTPUT = Path(__file__).parent.parent / "summarizer" / "data" / "idioms.txt"


def is_quantity(word: str) -> bool:
    """Whether all of a word is read as a number with its unit."""
    found = read(word)
    return len(found) == 1 and (found[0].start, found[0].end) == (0, len(word))


def words(dictionary: Path) -> list[str]:
    kept = set()
    for line in dictionary.read_text(encoding="utf-8").splitlines():
        word, frequency, kind = line.split()
        if kind not in KINDS or int(frequency) < LEAST.get(kind, 3) or not SHORTEST <= len(word) <= LONGEST:
            continue
        if word not in WITHIN_OTHERS and NUMERAL.search(word) and not word.startswith("第") and not is_quantity(word):
            kept.add(word)
    return sorted(kept)


def main() -> None:
    kept = words(Path(sys.argv[1]))
    OUTPUT.write_text("\n".join(kept) + "\n", encoding="utf-8")
    print(f"{len(kept)} words in {OUTPUT.name}")


if __name__ == "__main__":
    main()
