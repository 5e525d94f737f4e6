"""Draft and Scan to Report: quotes found, figures judged, both sides counted, findings made.

In: a `Draft` (what a model returned) and a `Scan`. Out: `CheckResult`: the `Report`, its `Ledger` and its findings.
Start at `checker.check`; one figure is judged in `verdicts`.
"""
