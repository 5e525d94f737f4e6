"""Documents and their records as batches of Arrow, for engines that spread work over machines; needs the extra `ray`, or pyarrow.

In: batches of Arrow or pandas, a document a row. Out: batches of `RECORDS`; a store, of Parquet that has them.
Start at `summarize_batch`. `running/ray` runs it on Ray Data.
"""

RECORDS_FOLDER, CHECKPOINT_FOLDER, SETTINGS_FILE = "records", "checkpoint", "settings.json"
"""What a run on an engine leaves in its OUT."""
