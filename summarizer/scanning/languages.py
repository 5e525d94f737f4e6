"""Which language a text is in, as far as its script shows: whether it is Chinese.

    kana     most characters are in sentences with kana: Japanese, but no Chinese that quotes some
    others   letters of other scripts, and of Latin words with small letters, are more than six to one Han character

Abbreviations (GDP, PM2.5, 5G) and pages of fewer than 40 foreign letters say nothing. A bilingual page, or one with an
English abstract, is Chinese: of its letters one in four or five is Han.
"""

from collections import Counter

from summarizer.resources import lazy_pattern

_HAN = lazy_pattern("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_KANA = lazy_pattern("[\u3041-\u3096\u30a1-\u30fa]")
_FOREIGN = lazy_pattern(
    "(?P<Latin>[A-Za-zÀ-ɏ]{2,60})|(?P<Cyrillic>[\u0400-\u052f]+)|(?P<Greek>[\u0370-\u03ff]+)"
    "|(?P<Arabic>[\u0620-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]+)|(?P<Hebrew>[\u05d0-\u05ea]+)"
    "|(?P<Tibetan>[\u0f00-\u0fff]+)|(?P<Mongolian>[\u1820-\u18aa]+)|(?P<Hangul>[\uac00-\ud7af\u1100-\u11ff]+)"
    "|(?P<Thai>[\u0e00-\u0e7f]+)|(?P<Devanagari>[\u0900-\u097f]+)|(?P<Yi>[\ua000-\ua4cf]+)|(?P<Khmer>[\u1780-\u17ff]+)"
    "|(?P<Burmese>[\u1000-\u109f]+)|(?P<Lao>[\u0e80-\u0eff]+)|(?P<Dai>[\u1950-\u19df\u1a20-\u1aad]+)"
)
_SMALL = lazy_pattern("[a-zß-ɏ]{2}")
_SENTENCE = lazy_pattern(r"[^。!?！？\n]+")
_LEAST, _LEAST_KANA, _TO_ONE = 40, 20, 6


def foreign(content: str) -> str | None:
    """The script that most of a text is in, if the text is not Chinese: `Latin` or `kana`, say."""
    if _is_japanese(content):
        return "kana"
    if _has_enough_han(content):
        return None
    written = _count_han(content)
    letters: Counter[str] = Counter()
    for word in _FOREIGN.finditer(content):
        if word["Latin"] and not _SMALL.search(word[0]):
            continue
        letters[str(word.lastgroup)] += len(word[0])
    if not letters or letters.total() < _LEAST or letters.total() <= written * _TO_ONE:
        return None
    return letters.most_common(1)[0][0]


def _count_han(text: str) -> int:
    return sum(map(len, _HAN.findall(text)))


def _has_enough_han(content: str) -> bool:
    """Whether other characters are no more than so many to one; of most texts a quarter shows it."""
    counted = (_count_han(content[: len(content) // part]) for part in (4, 1))
    return any(len(content) - written <= written * _TO_ONE for written in counted)


def _is_japanese(content: str) -> bool:
    kana = len(_KANA.findall(content))
    if kana < _LEAST_KANA:
        return False
    written = _count_han(content)
    chinese = sum(_count_han(part) for part in _SENTENCE.findall(content) if not _KANA.search(part))
    return chinese * 2 < written + kana - chinese
