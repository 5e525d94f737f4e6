"""Series and contradictions as a page draws them: small, JSON-able, the same for the same store.

    pictures(store) = {
      "points": ["period", "end", "value", "low", "high", "as_written", "document", "figure", "documents", "basis"],
      "series": [{
        "subject": "党员先锋队", "scope": ["新增"], "unit": "支", "aspect": "amount", "status": "actual", "measure": null,
        "places": [{"adcode": "620000", "name": "玉门市", "points": [[…], …]}, …]}, …],
      "conflicts": [{
        "subject", "scope", "unit", "aspect", "status", "measure", "adcode", "place", "period", "basis",
        "figures": [{"document", "figure", "title", "published", "url", "value", "unit", "as_written", "quote"}, {…}]}, …],
    }

A series is one indicator (subject, scope, aspect, status, measure) and unit. Series with the most points come first, places
by code, points by their end. The cells of a point are named by `points`: `period` is ISO 8601, `end` the day that it is
drawn at; `value`, `low` and `high` are in the unit of the series, null where open; `low` and `high` include what rounding
leaves open. `document` is documents.id and `figure` the number of the figure in it; `documents` counts those that state
the value (copies left out). `basis` lists how the period is known: stated, inferred. `aspect` is amount (all levels),
growth or change. Of a contradiction, the first figure is the one that more documents state.
"""
