"""The divisions of China by code and by name: facts alone, no reading.

The table is `data/divisions.tsv`, the list of the National Bureau of Statistics of 2023-06-30 with Hong Kong, Macao and
Taiwan added (see `data/README.md`). A code has six digits, a town's nine. The parents that a code implies:

- the first two digits are the province, four the city, six the county;
- Beijing, Tianjin, Shanghai and Chongqing stand in for the city of their own districts (朝阳区: city 北京市);
- a county that its province governs itself has no city (仙桃市), nor has a district of Hong Kong or Macao;
- a city without counties (东莞市) is the parent of its towns, which carry its adcode and have no county;
- what lies in Taiwan, Hong Kong or Macao carries the adcode of the whole: the numbers of the table for them (710300 桃园市,
  810005 油尖旺区) are looked up by and never delivered.

Names are looked up as text is folded (乾县 is 干县 there). Besides its full name a province or city has a short form (双鸭山,
甘肃, 恩施 and 恩施州), and so has a county (饶河, 天祝县), where the reader must see to the context. Where a short form fits several
levels it is that of the highest (吉林 is the province). Former names (襄樊, 崇文区) are those of `former`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from summarizer.folding import fold
from summarizer.models import Level, Region
from summarizer.resources import lazy_pattern, rows, table
from summarizer.scanning.places import former

ADCODE_DIGITS = 6
PROVINCE_DIGITS = 2
LEVELS: tuple[Level, ...] = ("province", "city", "county")
MUNICIPALITIES = ("11", "12", "31", "50")
WITHOUT_COUNTIES = ("81", "82")
TAIWAN, HONG_KONG = "71", "81"
WITHOUT_CODES = (TAIWAN, *WITHOUT_COUNTIES)
"""What lies in these has no code of GB/T 2260."""
WITHOUT_CITIES = (*MUNICIPALITIES, *WITHOUT_COUNTIES)
TOWN_SUFFIXES = ("街道", "镇", "乡", "苏木", "地区", "农场", "林场", "牧场")
"""What a town's name ends with; parks, zones and offices of the list (开发区, 种猪场) are not read."""
_ENDS: dict[Level, tuple[str, ...]] = {
    "province": ("特别行政区", "壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "省", "市"),
    "city": ("自治州", "地区", "盟", "市"),
    "county": ("自治县", "自治旗", "县", "区", "市", "旗"),
}
_NO_STEM = ("新区", "矿区", "林区", "管理区", "开发区", "园区", "左旗", "右旗", "前旗", "中旗", "后旗")
_PEOPLES = lazy_pattern(
    "(?:各族|蒙古族?|藏族|回族|维吾尔|苗族|彝族|壮族|布依族|朝鲜族?|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族?|傣族|黎族|傈僳族|佤族|畲族"
    "|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯|普米族|塔吉克|怒族|鄂温克族"
    "|保安族|裕固族|独龙族)+$",
)
_Codes = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All divisions: `names` by code, `keys` and `towns` codes by name.

    `keys` are the names and short forms down to counties, `shorts` the level of those that are short forms;
    `taiwan` are the districts and townships there, which are names in their city or on a page from there alone.
    `words` are the keys, the decoys, which have no code, and the words of `homes`; `scanner` finds them. `rules` are the words of
    `data/place_words.tsv` by kind.
    """

    names: dict[str, str]
    keys: _Codes
    towns: _Codes
    taiwan: _Codes
    shorts: dict[str, Level]
    rules: dict[str, frozenset[str]]
    words: tuple[str, ...]
    scanner: AhoCorasick


@cache
def gazetteer() -> Gazetteer:
    """The one gazetteer, read at its first use (some 0.1 s)."""
    names = dict(rows("divisions"))
    rules = _rules()
    upper = {code: name for code, name in names.items() if len(code) == ADCODE_DIGITS}
    taiwan = {code: upper.pop(code) for code in [*upper] if code[:2] == TAIWAN and level(code) == "county"}
    names |= {held.code: held.name for held in former.every() if held.code not in names}
    keys = _by_name([*upper.items(), *((held.code, held.name) for held in former.every())])
    quarters = _add_customary(keys)
    shorts = quarters | _add_short_forms(upper, keys, rules["common"])
    towns = _towns(names)
    for generic in (*rules["towns"], *TOWN_SUFFIXES):
        towns.pop(generic, None)
    for named in (keys, towns):
        _fold_too(named)
    words = tuple({*keys, *rules["decoy"], *(word for _, listed, _ in table("homes") for word in listed.split())})
    return Gazetteer(
        names,
        keys,
        towns,
        _by_name(taiwan.items()),
        shorts | {fold(short): of for short, of in shorts.items()},
        rules,
        words,
        AhoCorasick(words, matchkind=MatchKind.LeftmostLongest, store_patterns=False),
    )


@lru_cache(maxsize=4)
def matches(folded: str) -> list[tuple[str, int, int]]:
    """The words of the gazetteer in a folded text, the leftmost and of those the longest: word, start, end."""
    known = gazetteer()
    words = known.words
    return [(words[index], start, end) for index, start, end in known.scanner.find_matches_as_indexes(folded)]


def _add_customary(keys: _Codes) -> dict[str, Level]:
    """Put the customary names into `keys`; those quarters are returned that need the context which a short form needs."""
    quarters: dict[str, Level] = {}
    for name, code, _ in table("customary_places"):
        _add(keys, name, code)
        if code[:2] in WITHOUT_COUNTIES and level(code) == "county" and len(name) == len("旺角"):
            quarters[name] = "county"
    return quarters


def _by_name(named: Iterable[tuple[str, str]]) -> _Codes:
    """The codes of each name."""
    found: _Codes = {}
    for code, name in named:
        _add(found, name, code)
    return found


def _add(codes: _Codes, name: str, code: str) -> None:
    known = codes.get(name, ())
    if code not in known:
        codes[name] = (*known, code)


def _fold_too(named: _Codes) -> None:
    """Add each name as text is folded, where that is another: 乾县 as 干县."""
    names = [*named]
    folded = fold("\n".join(names)).split("\n")
    for name, other in zip(names, folded, strict=True):
        if other != name:
            named[other] = tuple(dict.fromkeys([*named.get(other, ()), *named[name]]))


def _towns(names: dict[str, str]) -> _Codes:
    """The codes of the towns by name."""
    found: _Codes = {}
    for code, name in names.items():
        if len(code) > ADCODE_DIGITS:
            town = _town(name, names.get(code[:ADCODE_DIGITS], ""))
            if town.endswith(TOWN_SUFFIXES) and town[1:] not in TOWN_SUFFIXES:
                found[town] = (*found.get(town, ()), code)
    return found


def _town(name: str, outer: str) -> str:
    """A town's name without what it lies in, which the list repeats in some (济源市五龙口镇)."""
    town = name.removesuffix("办事处").removeprefix(outer)
    return town if len(town) > 1 and not town.startswith(TOWN_SUFFIXES) else name


def _rules() -> dict[str, frozenset[str]]:
    """The words of `data/place_words.tsv` by kind."""
    rules: dict[str, set[str]] = {}
    for kind, words, _ in table("place_words"):
        rules.setdefault(kind, set()).update(words.split())
    return {kind: frozenset(words) for kind, words in rules.items()}


def _add_short_forms(upper: dict[str, str], keys: _Codes, common: frozenset[str]) -> dict[str, Level]:
    """Put the short forms into `keys`, each of the highest level that has it; that level by form is returned."""
    shorts: dict[str, Level] = {}
    for of in LEVELS:
        for code, name in upper.items():
            if level(code) != of:
                continue
            for short in short_forms(name, of):
                if (short in keys and shorts.get(short) != of) or (of == "county" and short in common):
                    continue
                shorts[short] = of
                _add(keys, short, code)
    return shorts


def short_forms(name: str, of: Level) -> tuple[str, ...]:
    """The short forms of a full name, of two characters or more.

    >>> short_forms("恩施土家族苗族自治州", "city")
    ('恩施', '恩施州')
    >>> short_forms("天祝藏族自治县", "county")
    ('天祝', '天祝县')
    >>> short_forms("和县", "county")
    ()
    """
    end = next((e for e in _ENDS[of] if name.endswith(e)), "")
    if not end or (of == "county" and name.endswith(_NO_STEM)):
        return ()
    stem = name.removesuffix(end)
    if end in ("自治州", "自治县", "自治旗"):
        stem = _PEOPLES.sub("", stem)
    forms = (stem, stem + end[-1]) if end in ("自治州", "自治县", "自治旗") else (stem,)
    return tuple(form for form in forms if len(form) > 1)


@cache
def level(code: str) -> Level:
    """The level of a code."""
    if len(code) > ADCODE_DIGITS:
        return "town"
    if code.endswith("0000"):
        return "province"
    return "city" if code.endswith("00") else "county"


@cache
def trunk(code: str) -> str:
    """The digits that the codes of all that lies inside begin with."""
    if code.endswith("0000"):
        return code[:2]
    return code[:4] if len(code) == ADCODE_DIGITS and code.endswith("00") else code


@cache
def chain(code: str) -> tuple[str, ...]:
    """The codes from the province down to the division itself.

    >>> chain("411526004")
    ('410000', '411500', '411526', '411526004')
    """
    names = gazetteer().names
    steps = dict.fromkeys((code[:2] + "0000", code[:4] + "00", code[:ADCODE_DIGITS], code))
    return tuple(step for step in steps if step in names)


def lies_in(code: str, outer: str) -> bool:
    """Whether a division is, or lies in, another."""
    return code.startswith(trunk(outer))


@lru_cache(maxsize=8192)
def region(code: str, year: int | None = None) -> Region:
    """The region of a code of the list, with the names that it, and what it lies in, had in a year.

    Raises KeyError for other codes.
    """

    def name(of: str) -> str | None:
        return former.name_in(of, year) or names.get(of)

    names = gazetteer().names
    of = level(code)
    province, city_code = code[:2] + "0000", code[:4] + "00"
    city = name(city_code) if of != "province" else None
    if code[:2] in WITHOUT_CITIES:
        city = name(province) if of != "province" and code[:2] in MUNICIPALITIES else None
    county = name(code[:6]) if level(code[:6]) == "county" else None
    adcode = code[:6] if county or of != "town" else city_code
    if code[:2] in WITHOUT_CODES:
        adcode = province
    own = name(code) or names[code]
    town = own if of == "town" else None
    return Region(own, names[province], city, county, town, adcode, code if of == "town" else None, of)


@cache
def _without_codes() -> dict[tuple[str | None, str | None], str]:
    """The number in our table of what lies in Taiwan, Hong Kong and Macao, by city and county."""
    listed = ((code, region(code)) for code in gazetteer().names if code[:2] in WITHOUT_CODES)
    return {(found.city or found.province, found.county): code for code, found in listed if found.level != "province"}


def code_of(place: Region) -> str:
    """The code of exactly one region: six digits, nine for a town; the number in our table where it has none."""
    if "71" <= place.adcode < "83" and place.level != "province":
        return _without_codes()[place.city or place.province, place.county]
    return place.towncode or place.adcode
