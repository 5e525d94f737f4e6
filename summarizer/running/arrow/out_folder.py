"""The OUT of a run on an engine: a folder, or an address of an object store."""

from collections import Counter
from collections.abc import Collection, Mapping
from pathlib import Path, PurePath
from typing import Any

from pyarrow import dataset, fs

from summarizer.running.arrow import RECORDS_FOLDER, SETTINGS_FILE
from summarizer.running.store.rows import as_json


def location(out: Path | str) -> str:
    """`out` as Ray takes it: an absolute path, or the address that it was before it became a Path."""
    scheme, *below = PurePath(out).parts
    if scheme.endswith(":") and len(scheme) > len("C:"):
        return f"{scheme}//{'/'.join(below)}"
    return str(Path(out).absolute())


def counts(place: str, before: Collection[str] = ()) -> Counter[str]:
    """How many records are in the files of a run that has ended, by status, but for those that were there `before`."""
    found = sorted(names(place) - set(before))
    if not found:
        return Counter()
    records = dataset.dataset(found, filesystem=fs.FileSystem.from_uri(place)[0], format="parquet")
    return Counter(records.to_table(["status"])["status"].to_pylist())


def names(place: str) -> set[str]:
    """The files of records of a run; of one that was killed, some may be incomplete until it goes on."""
    store, path = fs.FileSystem.from_uri(place)
    folder = fs.FileSelector(f"{path}/{RECORDS_FOLDER}", allow_not_found=True)
    return {file.path for file in store.get_file_info(folder) if file.path.endswith(".parquet")}


def keep_settings(place: str, settings: Mapping[str, Any]) -> None:
    """Write beside the records what a store keeps of a run; no key is in it."""
    store, path = fs.FileSystem.from_uri(place)
    store.create_dir(path)
    with store.open_output_stream(f"{path}/{SETTINGS_FILE}") as file:
        file.write(as_json(settings).encode())
