"""Many documents: runs, streams, sessions and batches, and the store that keeps them.

In: inputs, a `Plan` and the options of a run (`config`). Out: one record for each input, in `run.sqlite` and
`reports.jsonl`. Start at `engine.Run`.
"""
