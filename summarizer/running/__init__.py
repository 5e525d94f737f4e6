"""Many documents: runs, streams and batches, and the store that they are kept in.

In: inputs, a `Plan` and `RunOptions`. Out: one record for each input, in `run.sqlite` and `reports.jsonl`. Start at
`engine.Run`.
"""
