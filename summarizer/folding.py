"""Folding: the same character, whatever its width or script, for comparison alone.

Every function here puts one character in the place of one, so an offset into the folded string is an
offset into the original. NFKC is never used: it changes lengths (㎡ → m2, ½ → 1⁄2).
"""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from unicodedata import normalize

from opencc import OpenCC

_WIDTH = {chr(full): chr(full - 0xFEE0) for full in range(0xFF01, 0xFF5F)}
_WIDTH |= dict.fromkeys("\u3000\xa0\u2002\u2003\u2009\u202f", " ")
_DASHES = dict.fromkeys("‐‑‒–—―−─﹣", "-") | dict.fromkeys("∼〜﹏", "~")
_SCAN = _WIDTH | _DASHES | {"﹪": "%", "∶": ":", "○": "〇", "◯": "〇", "﹒": ".", "﹐": ","}
_SCAN |= {"衞": "卫", "敍": "叙", "濬": "浚", "澂": "澄"}
"""Forms of Hong Kong and older ones, that OpenCC leaves as they are."""
# Radicals and compatibility forms, which files of PDF have in the place of the characters that they look like: ⼗, ⾦.
_FORMS = "\u2e80-\u2fd5\uf900-\ufaff"
_RARE_RADICALS = dict(
    zip(
        "⺠⺟⻁⻄⻅⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "民母虎西见贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)
_IN_FORMS = re.compile(f"[{_FORMS}]")
# 205，318，440 is a list; 1，234，567 and １，２３４ are numbers of which the comma groups the digits. It begins with a class
# of characters, which are found fast.
_LISTED = re.compile("[0-9](?<![0-9.,，].)[0-9]{2}(?:，[0-9]{3})++(?![0-9])")
_IN_PHRASES = re.compile("[藉沈釐剋坏鍾於脩昇徵祕哩谿逕瞭乾覆鍊吒噁麼畫氾扞鉅陞薹衹袷蒐甦濛俱彷劄么麽計]")
"""Characters that OpenCC changes otherwise in phrases than alone; the others of a short text are looked up one by one."""
_CHANGED = re.compile("[乾菸薹拚捱摺吒後徵夥榘於袷麴醣麽藉沈坏哩瞭覆衹甦俱彷么]")
"""Characters of GB 2312 that OpenCC changes, some only beside others: 深沈, 毛坏."""
_SHORT = 40
_QUOTES = dict.fromkeys("“”„‟「」『』〝〞＂", '"') | dict.fromkeys("‘’‚‛﹁﹂", "'")
QUOTES = "".join(_QUOTES)
"""The quotation marks of other scripts, which `fold_quotes` replaces."""
_IN_SCAN, _IN_QUOTES = (re.compile(f"[{re.escape(''.join(chars))}]") for chars in (_SCAN, _QUOTES))


@cache
def _opencc() -> OpenCC:
    return OpenCC("t2s")


def simplify(text: str) -> str:
    """Traditional to Simplified, one character for one (OpenCC `t2s`)."""
    if len(text) <= _SHORT and not _IN_PHRASES.search(text):
        return "".join(map(_simplify_char, text))
    simplified: str = _opencc().convert(text)
    if len(simplified) == len(text):
        return simplified
    return "".join(map(_simplify_char, text))


@cache
def _simplify_char(char: str) -> str:
    simplified: str = _opencc().convert(char)
    return simplified if len(simplified) == 1 else char


def fold(text: str) -> str:
    """Simplified script, half width, one kind of dash and tilde: what the rules read."""
    if text.isascii():
        return text
    return _fold_short(text) if len(text) <= _SHORT else _fold(text)


def _fold(text: str) -> str:
    return _put(_list_commas(_simple(text)), _IN_SCAN, _SCAN)


def _simple(text: str) -> str:
    """A text in Simplified script, plain forms in the place of others; OpenCC, which is slow, reads only what it may change."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return simplify(plain_forms(text))
    if not _CHANGED.search(text):
        return text
    return "。".join([simplify(part) if _CHANGED.search(part) else part for part in text.split("。")])


def _list_commas(text: str) -> str:
    return _LISTED.sub(lambda match: match[0].replace("，", "、"), text) if "，" in text else text


def plain_forms(text: str) -> str:
    """Characters in the place of radicals and compatibility forms: 人 for ⼈, one for one."""
    for char in set(_IN_FORMS.findall(text)):
        text = text.replace(char, _plain_form(char))
    return text


def _plain_form(char: str) -> str:
    form = _RARE_RADICALS.get(char) or normalize("NFKC", char)
    return form if len(form) == 1 else char


_fold_short = lru_cache(maxsize=8192)(_fold)


def fold_quotes(folded: str) -> str:
    """Of a folded string, one kind of quotation mark too: what quotes are compared by."""
    return _put(folded, _IN_QUOTES, _QUOTES)


def _put(text: str, found: re.Pattern[str], other: Mapping[str, str]) -> str:
    """Each character of a table replaced by its other; far faster than `str.translate`, as a text has few of them."""
    position = 0
    while match := found.search(text, position):
        text = text.replace(match[0], other[match[0]])
        position = match.end()
    return text


_CONTROLS = [*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0)]
_DIRECTIONS = [0x061C, 0x200E, 0x200F, *range(0x2028, 0x202F), *range(0x2066, 0x206A)]
_IN_TEXT = dict.fromkeys(_CONTROLS, "\ufffd")
_IN_LINE = dict.fromkeys([*_CONTROLS, *_DIRECTIONS], "\ufffd")


def without_controls(text: str, *, keep_directions: bool = False) -> str:
    """A text that commands no terminal: � in the place of each control character but tab and line break.

    Marks of direction, which make a text look like another one, are replaced too, unless `keep_directions`.
    """
    if text.isprintable():
        return text
    return text.translate(_IN_TEXT if keep_directions else _IN_LINE)
