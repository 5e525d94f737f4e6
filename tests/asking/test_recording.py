import hashlib
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from loopback import answer, completion, tool_call

from summarizer.asking.recording import Exchange, RecordingFolder, Request, is_completion
from summarizer.errors import ModelError, UsageError

REQUEST = Request(
    messages=({"role": "system", "content": "你是编辑"}, {"role": "user", "content": "建立了139個小區"}),
    model="m",
    schema_sha256="ab" * 32,
    sampling={"temperature": 0, "max_tokens": 100},
    prompt="summarize@1",
)
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def test_the_digest_is_the_sha256_of_the_canonical_request_as_compact_json():
    """Anyone can recompute the name of a recording from what the design says."""
    text = (
        '{"attempt":1,"messages":[{"content":"你是编辑","role":"system"},{"content":"建立了139個小區","role":"user"}],'
        f'"model":"m","round":0,"sampling":{{"max_tokens":100,"temperature":0}},"schema_sha256":"{"ab" * 32}"}}'
    )
    assert REQUEST.digest(1) == hashlib.sha256(text.encode()).hexdigest()


@given(st.dictionaries(WORDS, WORDS | st.integers() | st.floats(allow_nan=False)), st.randoms())
def test_the_digest_does_not_depend_on_the_order_of_keys(sampling, random):
    """Two mappings that are equal give one digest."""
    items = list(sampling.items())
    random.shuffle(items)
    backwards = tuple(dict(reversed(message.items())) for message in REQUEST.messages)
    shuffled = replace(REQUEST, sampling=dict(items), messages=backwards)
    assert shuffled.digest(0) == replace(REQUEST, sampling=sampling).digest(0)


@pytest.mark.parametrize(
    "other",
    [
        replace(REQUEST, messages=REQUEST.messages[1:]),
        replace(REQUEST, model="n"),
        replace(REQUEST, schema_sha256="cd" * 32),
        replace(REQUEST, sampling={"temperature": 0.5, "max_tokens": 100}),
        replace(REQUEST, round=1),
    ],
)
def test_whatever_decides_on_the_answer_changes_the_digest(other):
    """Another message, model, schema, sampling or round is another exchange."""
    assert other.digest(0) != REQUEST.digest(0)
    assert REQUEST.digest(0) != REQUEST.digest(1)


def test_the_prompts_name_and_the_type_of_a_number_do_not_change_the_digest():
    """A renamed prompt with the same words, or 0.0 for 0, still finds its recording."""
    same = replace(REQUEST, prompt="other@2", sampling={"temperature": 0.0, "max_tokens": 100})
    assert same.digest(0) == REQUEST.digest(0)


@given(WORDS, st.integers(0, 3))
def test_what_is_put_comes_back(tmp_path_factory, content, attempt):
    """An exchange survives its file, whatever the model wrote."""
    folder = RecordingFolder(tmp_path_factory.mktemp("recordings") / "new")
    exchange = Exchange.of(REQUEST, attempt, completion(content))
    folder.put(exchange)
    assert folder.get(REQUEST.digest(attempt)) == exchange
    assert folder.get(REQUEST.digest(attempt + 1)) is None


def test_a_recording_is_readable_canonical_json_and_nothing_else_is_left(tmp_path: Path):
    """Sorted, indented by one, Chinese as it is, a line feed at the end, no temporary file beside it."""
    RecordingFolder(tmp_path).put(Exchange.of(REQUEST, 0, completion("第三批")))
    (file,) = tmp_path.iterdir()
    text = file.read_text(encoding="utf-8")
    assert file.name == f"{REQUEST.digest(0)}.json"
    assert text == json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, indent=1) + "\n"
    assert "第三批" in text


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text[: len(text) // 2],
        lambda text: text.replace("139", "138"),
        lambda text: text.replace('"choices"', '"chosen"'),
        lambda _: "[]",
        lambda _: "[" * 100_000,
        lambda _: "",
    ],
    ids=["cut", "edited", "no answer", "other JSON", "nested", "empty"],
)
def test_a_damaged_recording_is_said_to_be(tmp_path, change):
    """A file that was cut, edited or replaced is a ModelError that names it, on one line."""
    folder = RecordingFolder(tmp_path)
    folder.put(Exchange.of(REQUEST, 0, completion("{}")))
    file = tmp_path / f"{REQUEST.digest(0)}.json"
    file.write_text(change(file.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(ModelError, match="damaged") as caught:
        folder.get(REQUEST.digest(0))
    assert caught.value.code == "bad_recording"
    assert file.name in caught.value.message
    assert "\n" not in caught.value.message


def test_recordings_inside_of_an_archive_are_read_and_not_written(tmp_path):
    """A shipped set is read wherever the package lies; writing there is refused."""
    exchange = Exchange.of(REQUEST, 0, completion("{}"))
    RecordingFolder(tmp_path).put(exchange)
    with zipfile.ZipFile(tmp_path / "set.zip", "w") as archive:
        archive.write(tmp_path / f"{exchange.digest}.json", f"set/{exchange.digest}.json")
    with zipfile.ZipFile(tmp_path / "set.zip") as archive:
        shipped = RecordingFolder(zipfile.Path(archive, "set/"))
        assert shipped.get(exchange.digest) == exchange
        with pytest.raises(UsageError, match="give a folder"):
            shipped.put(exchange)


def test_a_folder_that_can_not_be_written_is_a_usage_error(tmp_path):
    """Where there is a file in place of the folder, the error says so."""
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="can't be written"):
        RecordingFolder(tmp_path / "file").put(Exchange.of(REQUEST, 0, completion("{}")))


def test_text_and_tokens_are_those_of_the_answer():
    """The text is the content or the first tool call's arguments; unknown usage is None, not 0."""
    said = Exchange.of(REQUEST, 0, answer("{}").payload)
    called = Exchange.of(REQUEST, 0, tool_call('{"a":1}').payload)
    bare = Exchange.of(REQUEST, 0, {"choices": [{"message": {"content": None}}]})
    assert (said.text, said.tokens) == ("{}", (11, 7))
    assert called.text == '{"a":1}'
    assert (bare.text, bare.tokens, bare.finish_reason) == ("", (None, None), None)


@pytest.mark.parametrize("body", [None, [], "text", {}, {"choices": []}, {"choices": [{}]}, {"error": {}}])
def test_what_has_no_answer_in_it_is_no_completion(body):
    """Errors and empty shells are not taken for an answer."""
    assert not is_completion(body)
