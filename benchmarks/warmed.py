"""Loads all that a run needs, by a question to a port where nobody listens, so that processes forked later begin at once."""

from articles import article, draft

from summarizer import Summarizer, check

check(draft(article(0)), article(0))
Summarizer("m", base_url="http://127.0.0.1:9/v1", retries=1).summarize(article(0))
