"""Citations: the words of a document that support a figure or name a measure, with all that leads to them, to be pasted.

    “累计转移群众1.2万人” 青禾县防汛通报. 青禾发布, 2024-05-06. SHA-256 5a…. https://example.org/1.html#:~:text=…

In Chinese, it has the form that GB/T 7714 gives sources on the web: 题名[EB/OL]. 发布者, 日期. 网址.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from summarizer.checking.text_fragments import linked, text_fragment
from summarizer.folding import without_controls
from summarizer.models import Span
from summarizer.resources import Language, render


@dataclass(frozen=True, slots=True)
class CitedSource:
    """The document that is cited, as far as it is known; `published` in ISO 8601, `sha256` of its bytes."""

    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    sha256: str | None = None
    url: str | None = None

    @property
    def publisher_or_host(self) -> str | None:
        """Who published it; where the page does not say, the host of its address."""
        return self.publisher or (urlsplit(self.url).hostname if self.url else None)

    def around(self, language: Language) -> tuple[str, str]:
        """What a citation has before its quote, and after its end: all but the text fragment, if it has an address."""
        title = _line(self.title)
        if title and self.url:
            title = render("citation.online", {"title": title}, language)
        published = self.published if self.published and self.published[0].isdigit() else ""
        issued = ", ".join(filter(None, (_line(self.publisher_or_host), published)))
        digest = render("citation.digest", {"sha256": self.sha256}, language) if self.sha256 else ""
        parts = [f"{part}." for part in (title, issued, digest) if part]
        return "“", " ".join(["", *parts, *([linked(self.url, "")] if self.url else [])])


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote with its source: `str` is the citation in English, `text("zh")` that in Chinese."""

    quote: str
    fragment: str
    source: CitedSource
    where: int | str | None = None
    """The page of its file that has the quote, or the cell."""

    @classmethod
    def of(
        cls,
        words: str,
        source: CitedSource,
        text: str | None = None,
        span: Span | None = None,
        where: int | str | None = None,
    ) -> "Citation":
        """The citation of words, which `span` has in the text that was read of the source.

        Without a span, they are looked for in the text: of words that it has several times, the first are meant.
        """
        return cls(*located(words, text, span), source, where)

    @property
    def link(self) -> str | None:
        """The address at which a browser shows and marks the quote; None where that of the source is not known."""
        return linked(self.source.url, self.fragment) if self.source.url else None

    def __str__(self) -> str:
        return self.text("en")

    def text(self, language: Language) -> str:
        """The citation on one line; what is not known is left out."""
        before, after = self.source.around(language)
        return f"{before}{self.quote}{self.ending(language)}{after}{self.fragment if self.source.url else ''}"

    def ending(self, language: Language) -> str:
        """The end of the quote, with the page or cell that has it."""
        if self.where is None:
            return "”"
        kind = "page" if isinstance(self.where, int) else "cell"
        return "”" + render(f"citation.{kind}", {kind: self.where}, language)


def located(words: str, text: str | None, span: Span | None = None) -> tuple[str, str]:
    """A quote on one line, in the words of the text where they are known, and its text fragment."""
    if text is None or (span is None and words not in text):
        text, span = words, Span(0, len(words))
    if span is None:
        start = text.index(words)
        span = Span(start, start + len(words))
    return _line(text[slice(*span)]), text_fragment(text, span)


def _line(words: str | None) -> str:
    """Words on one line, without what commands a terminal."""
    return " ".join(without_controls(words or "").split())
