"""Extract figures with another library; run by `peers.py` with the Python of that library's own environment.

usage: python peer_extractors.py SYSTEM BASE_URL MODEL INPUTS.json OUTPUT.json

INPUTS.json is a list of {"text", "numbers"}; OUTPUT.json has, for each, {"figures": [{"words", "value", "start", "end",
"exact", "subject", "measure"}], "error"}: `words` is what the library finds in the text, `start` and `end` where,
if it gives that. Each library is set up as its documentation says; all get the same task and the same example,
greedily, with at most MOST_TOKENS an answer.
"""

import importlib
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

MOST_TOKENS = 2048
TASK = (
    "从一篇中文地方新闻里抽取所有统计数字：统计的是什么（subject）、数值（value）、单位（unit）、"
    "属于哪项做法（measure）。日期、时间、序号和名称里的数字不算。逐字照抄原文，按原文顺序。"
)
MEASURES_TOO = "再抽取所有做法的名称（机制、行动、队伍、设施、活动），类别写 measure。"
EXAMPLE = "县里推行“林长制”，组建巡护队12支，巡护员达340余名，完成造林2.1万亩，成活率92%。"
ANSWERS = (
    ("巡护队12支", "巡护队", 12, "支", "巡护队"),
    ("巡护员达340余名", "巡护员", 340, "名", "巡护队"),
    ("造林2.1万亩", "造林", 21000, "亩", "造林"),
    ("成活率92%", "成活率", 92, "%", "造林"),
)
NAMES = ("“林长制”", "巡护队", "造林")
Input = dict[str, Any]
Figure = dict[str, Any]
Extract = Callable[[Input], list[Figure]]


def langextract(base_url: str, model: str, *, measures_too: bool = False) -> Extract:
    """An OpenAI-compatible endpoint through its `OpenAILanguageModel`, its tokenizer for Chinese, one pass.

    With `measures_too` it is asked for the job that we do, the names of the measures beside the figures.
    """
    lx: Any = importlib.import_module("langextract")
    tokenizer: Any = importlib.import_module("langextract.core.tokenizer")
    examples = [
        lx.data.Extraction("figure", words, attributes={"subject": s, "value": str(v), "unit": u, "measure": m})
        for words, s, v, u, m in ANSWERS
    ]
    if measures_too:
        examples = sorted([*examples, *(lx.data.Extraction("measure", name) for name in NAMES)], key=_place)
    config = lx.factory.ModelConfig(
        model_id=model,
        provider="OpenAILanguageModel",
        provider_kwargs={"api_key": "none", "base_url": base_url, "max_output_tokens": MOST_TOKENS, "temperature": 0.0},
    )

    def extract(document: Input) -> list[Figure]:
        found = lx.extract(
            document["text"],
            prompt_description=TASK + MEASURES_TOO if measures_too else TASK,
            examples=[lx.data.ExampleData(EXAMPLE, examples)],
            config=config,
            tokenizer=tokenizer.UnicodeTokenizer(),
            show_progress=False,
        )
        return [
            _of_langextract(extraction)
            for extraction in found.extractions or ()
            if extraction.extraction_class == "figure"
        ]

    return extract


def _place(extraction: Any) -> int:
    """Examples are in the order of their text."""
    return EXAMPLE.index(extraction.extraction_text)


def _of_langextract(extraction: Any) -> Figure:
    place, attributes = extraction.char_interval, extraction.attributes or {}
    return {
        "words": str(extraction.extraction_text),
        "value": attributes.get("value"),
        "start": place.start_pos if place else None,
        "end": place.end_pos if place else None,
        "exact": bool(extraction.alignment_status and extraction.alignment_status.value == "match_exact"),
        "subject": attributes.get("subject"),
        "measure": attributes.get("measure"),
    }


def instructor(base_url: str, model: str, *, given_numbers: bool = False) -> Extract:
    """The schema that comes to mind first; the request and the prompt carry it, as the server does not show it."""
    library: Any = importlib.import_module("instructor")
    openai: Any = importlib.import_module("openai")
    answer = _figures_model()
    client = library.from_openai(openai.OpenAI(base_url=base_url, api_key="none"), mode=library.Mode.JSON_SCHEMA)
    example = [dict(zip(("quote", "subject", "value", "unit", "measure"), row, strict=True)) for row in ANSWERS]
    shown = json.dumps({"figures": example}, ensure_ascii=False, separators=(",", ":"))
    system = f"{TASK}只输出一个 JSON 对象。\n\n例：\n文章：{EXAMPLE}\n{shown}"

    def extract(document: Input) -> list[Figure]:
        text = f"文章：\n{document['text']}"
        if given_numbers:
            text += "\n\n文中的统计数字，一项一条：\n" + "、".join(document["numbers"])
        messages = [{"role": "system", "content": system}, {"role": "user", "content": text}]
        found = client.create(
            response_model=answer, messages=messages, model=model, temperature=0, max_tokens=MOST_TOKENS
        )
        return [
            {"words": f.quote, "value": f.value, "start": None, "end": None, "subject": f.subject, "measure": f.measure}
            for f in found.figures
        ]

    return extract


def _figures_model() -> Any:
    pydantic: Any = importlib.import_module("pydantic")
    number = (float | None, ...)
    figure: Any = pydantic.create_model(
        "Figure", quote=(str, ...), subject=(str, ...), value=number, unit=(str | None, ...), measure=(str | None, ...)
    )
    return pydantic.create_model("Figures", figures=(list[figure], ...))


def extractor(system: str, base_url: str, model: str) -> Extract:
    if system.startswith("langextract"):
        return langextract(base_url, model, measures_too=system == "langextract-measures")
    return instructor(base_url, model, given_numbers=system == "instructor-numbers")


def main() -> None:
    system, base_url, model, inputs, output = sys.argv[1:6]
    extract = extractor(system, base_url, model)
    made: list[dict[str, Any]] = []
    for document in json.loads(Path(inputs).read_text(encoding="utf-8")):
        try:
            made.append({"figures": extract(document), "error": None})
        except Exception as error:  # noqa: BLE001 - another library's failure is its result
            made.append({"figures": [], "error": f"{type(error).__name__}: {str(error)[:200]}"})
    Path(output).write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
