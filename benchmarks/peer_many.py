"""What langextract and instructor do with many texts; runs in their own environments, where ours is not installed.

usage: python peer_many.py langextract|instructor URL DOCUMENTS CONCURRENCY FOLDER   (prints seconds by the clock and of the processor)
"""

import asyncio
import json
import sys
import time
from pathlib import Path
from typing import Any

from pydantic import BaseModel

ASKED = "Extract the figures of the article, each with its quote."


class Figure(BaseModel):
    quote: str
    subject: str
    value: float
    unit: str | None = None


class Point(BaseModel):
    text: str
    measures: list[str]


class Measure(BaseModel):
    name: str


class Draft(BaseModel):
    points: list[Point]
    measures: list[Measure]
    figures: list[Figure]


def langextract(url: str, texts: list[str], concurrency: int) -> int:
    """Its own way: all documents in one call, as many workers as allowed."""
    import langextract as lx  # noqa: PLC0415 - in its own environment
    from langextract.factory import ModelConfig  # noqa: PLC0415

    example = lx.data.ExampleData(
        text="青禾县转移群众1200人。",
        extractions=[lx.data.Extraction("figure", "转移群众1200人", attributes={"subject": "群众", "value": "1200"})],
    )
    config = ModelConfig(
        "gpt-m", "OpenAILanguageModel", {"base_url": url, "api_key": "none", "max_workers": concurrency}
    )
    found = lx.extract(
        [lx.data.Document(text) for text in texts],
        prompt_description=ASKED,
        examples=[example],
        config=config,
        batch_length=concurrency,
        max_workers=concurrency,
        show_progress=False,
    )
    return sum(bool(document.extractions) for document in found)


def instructor(url: str, texts: list[str], concurrency: int) -> int:
    """Its own way: AsyncInstructor, gather and a semaphore."""
    import instructor as library  # noqa: PLC0415 - in its own environment
    from openai import AsyncOpenAI  # noqa: PLC0415

    async def ask_all() -> int:
        free = asyncio.Semaphore(concurrency)
        async with AsyncOpenAI(api_key="none", base_url=url) as inner:
            client = library.from_openai(inner, mode=library.Mode.JSON_SCHEMA)

            async def one(text: str) -> Any:
                messages: Any = [{"role": "system", "content": ASKED}, {"role": "user", "content": text}]
                async with free:
                    return await client.chat.completions.create(model="m", response_model=Draft, messages=messages)

            return sum(bool(draft.figures) for draft in await asyncio.gather(*(one(text) for text in texts)))

    return asyncio.run(ask_all())


def main() -> None:
    _, who, url, _, concurrency, folder = sys.argv
    texts = [path.read_text(encoding="utf-8") for path in sorted((Path(folder) / "in").iterdir())]
    ask = {"langextract": langextract, "instructor": instructor}[who]
    ask(url, texts[:1], int(concurrency))
    begun = time.monotonic(), time.process_time()
    answered = ask(url, texts, int(concurrency))
    measured = [time.monotonic() - begun[0], time.process_time() - begun[1]]
    if answered != len(texts):
        sys.exit(f"{who} took {answered} of {len(texts)} answers")
    print(json.dumps(measured))


if __name__ == "__main__":
    main()
