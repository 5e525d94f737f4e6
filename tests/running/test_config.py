"""The options of a run: grouped once, read from a file, and without a key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from summarizer import Budget, RateLimits, RunConfig, RunOptions, Summarizer, UsageError
from summarizer.cli import app
from summarizer.cli import run as command
from summarizer.running import setup
from summarizer.running.config import GROUPS, OPTIONS, read_options
from summarizer.running.store.store import Store

KEY = "sk-planted0z12q3-456789abcdef"
SHIPPED = "fixtures/recordings/large-llm"
VALUES = {
    "model": st.text("abc-", min_size=1),
    "base_url": st.just("http://127.0.0.1:1/v1"),
    "mode": st.sampled_from(["json_schema", "json", "tools"]),
    "max_answer_tokens": st.integers(1, 9999),
    "timeout": st.floats(0.1, 99),
    "body": st.dictionaries(st.sampled_from(["enable_thinking", "top_k"]), st.booleans(), max_size=2),
    "no_temperature": st.booleans(),
    "temperature": st.floats(0, 2),
    "seed": st.integers(),
    "reasks": st.integers(0, 5),
    "retries": st.integers(1, 5),
    "pause_seconds": st.floats(0, 5),
    "replay": st.just("answers"),
    "record": st.just("answers"),
    "local": st.booleans(),
    "local_model": st.just("model.gguf"),
    "prompt": st.just("mine.md"),
    "strategy": st.sampled_from(["single", "staged"]),
    "patches": st.integers(0, 5),
    "codebook": st.just("codes.toml"),
    "fields": st.just("fields.json"),
    "concurrency": st.integers(1, 64),
    "rpm": st.integers(1, 999),
    "jobs": st.integers(1, 8),
    "tpm": st.integers(1, 999),
    "limit": st.integers(1, 99),
    "max_tokens": st.integers(1, 10**7),
    "max_cost": st.floats(0, 99),
    "text_column": st.lists(st.text("正文ab", min_size=1), min_size=1, max_size=3),
    "max_bytes": st.integers(1, 10**9),
    "dedupe": st.booleans(),
    "retry_failed": st.booleans(),
}


def write(folder, text):
    path = folder / "run.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_option_of_the_command_line_has_its_place():
    """`run` has each option of the config, but those that the file and the library alone set."""
    import inspect

    on_the_line = set(inspect.signature(command.run).parameters)
    rest = {"context", "inputs", "out", "config", "fresh", "dry_run", "fail_on", "ray"}
    assert on_the_line - rest == OPTIONS.keys() - {"temperature", "seed", "reasks", "retries", "pause_seconds"}
    assert OPTIONS.keys() == VALUES.keys()


@given(st.fixed_dictionaries({}, optional=VALUES))
def test_a_config_is_the_same_after_it_was_written_as_options(options):
    """The store's form of a config gives the config again."""
    config = RunConfig.of(options)
    assert RunConfig.of(config.as_options()) == config


def test_a_file_has_options_by_group_or_without(tmp_path):
    """Dashes and underscores are the same; groups are headings."""
    path = write(
        tmp_path,
        'max-cost = 5\n[model]\nmodel = "m"\nbody = { enable_thinking = false }\n[pace]\nconcurrency = 8\nrpm = 500\n'
        '[inputs]\ntext_column = ["a", "b"]\n',
    )
    config = RunConfig.read(path, concurrency=2)
    assert config.run == RunOptions(RateLimits(2, 500), Budget(cost_usd=5), ["a", "b"])
    assert (config.model.model, config.model.body) == ("m", {"enable_thinking": False})


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("foo = 1", "there is no option foo: there are model, base_url,"),
        ("[pace]\nmax-cost = 1", "in [pace] there is no option max_cost: there are concurrency, rpm, tpm"),
        ("[paces]\nrpm = 1", "there is no option paces"),
        ("concurrency = 0", "must be 1 or more"),
        ("rpm = true", "rpm: Input should be a valid integer"),
        ('mode = "xml"', "mode: Input should be 'json_schema'"),
        ("max-cost = nan", "max_cost: Input should be"),
        ("max-cost = 1\nmax_cost = 2", "give each option once"),
        ("max-cost = 1\n[budget]\nmax-cost = 2", "give each option once"),
        ("body = 3", "body: Input should be a valid dictionary"),
        ("x = ", "is not TOML"),
        (f'api-key = "{KEY}"', "api-key holds a key"),
        (f'[model]\nOPENAI_API_KEY = "{KEY}"', "OPENAI_API_KEY holds a key"),
        (f'[model.body]\nauthorization = "{KEY}"', "authorization holds a key"),
        (f'text-column = ["{KEY}"]', "text-column holds a key"),
        ('base-url = "https://host/v1/mine-and-secret"', "base-url holds a key"),
    ],
)
def test_what_a_file_can_not_have_is_one_line(tmp_path, monkeypatch, text, problem):
    """It names the file, what is wrong and what there is, and shows no key; nothing is asked or written."""
    monkeypatch.setenv("SUMMARIZER_API_KEY", "mine-and-secret")
    path = write(tmp_path, text)
    done = CliRunner().invoke(app, ["run", "seeds", "--config", str(path), "--out", str(tmp_path / "out")])
    assert done.exit_code == 2
    assert done.stderr.count("\n") == 1
    assert problem in done.stderr
    assert str(path) in done.stderr
    assert KEY not in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"[" * 100_000])
def test_a_file_that_is_no_text_is_one_line(tmp_path, content):
    """Bytes that are no UTF-8, and brackets without end."""
    (tmp_path / "run.toml").write_bytes(content)
    with pytest.raises(UsageError, match="is not TOML"):
        read_options(tmp_path / "run.toml")


def test_the_command_line_wins_over_the_file_and_the_file_over_the_environment(tmp_path):
    """The store keeps the options that counted; an option that excludes one of the file takes its place."""
    path = write(tmp_path, 'model = "of-file"\nlimit = 1\npatches = 0\nrecord = "unused"\n')
    told = ["run", "seeds", "--config", str(path), "--limit", "2", "--replay", SHIPPED, "--out", str(tmp_path / "out")]
    done = CliRunner().invoke(app, told, env={"SUMMARIZER_MODEL": "of-environment"})
    assert done.exit_code == 1, done.output  # the recordings have another model
    with Store.read(tmp_path / "out") as store:
        kept = store.settings
    assert kept["model"] == "of-file"
    assert kept["options"] == {"model": "of-file", "limit": 2, "patches": 0, "replay": SHIPPED}


def test_a_local_model_on_the_command_line_leaves_out_the_model_of_the_file(tmp_path, monkeypatch):
    """One at a time, and neither model nor address of the file."""
    seen = []

    def refuse(model):
        seen.append(model)
        raise UsageError("not here")

    monkeypatch.setattr(setup, "LlamaServer", refuse)
    monkeypatch.setattr("summarizer.asking.local.llama_server.forecast", lambda _model: "starting")
    path = write(tmp_path, 'model = "m"\nbase-url = "http://127.0.0.1:1/v1"\n')
    told = ["run", "seeds", "--config", str(path), "--local", "--out", str(tmp_path / "out")]
    assert "not here" in CliRunner().invoke(app, told).output
    assert seen == [None]
    assert RunConfig.of({"local": True}).run.limits.concurrency == 1
    assert RunConfig.of({"local": True, "concurrency": 4}).run.limits.concurrency == 4


def test_a_batch_reads_the_file_and_leaves_what_it_has_no_use_for(tmp_path):
    """Model, patches and answers are the batch's; pace, budget and recordings are not."""
    path = write(tmp_path, 'model = "m"\npatches = 0\nmax-answer-tokens = 99\nrpm = 5\nreplay = "nowhere"\n')
    told = ["batch", "export", "seeds", "--config", str(path), "-o", str(tmp_path / "r.jsonl")]
    done = CliRunner().invoke(app, [*told, "--out", str(tmp_path / "out")])
    assert done.exit_code == 0, done.output
    with Store.read(tmp_path / "out") as store:
        batch = store.settings["batch"]
    assert batch == {"inputs": ["seeds"], "model": "m", "patches": 0, "max_answer_tokens": 99}


def test_a_config_sets_a_summarizer_up_and_arguments_win():
    """The library takes the groups as they are."""
    config = RunConfig.of({"replay": SHIPPED, "patches": 3, "concurrency": 2, "text_column": "body"})
    made = Summarizer(config=config, patches=0)
    assert (made.plan.patches, made.concurrency) == (0, 2)
    assert made.setup.config.run == config.run
    with pytest.raises(UsageError, match="timeout: Input should be greater than 0"):
        Summarizer("m", timeout_seconds=-1)


def test_groups_share_no_option():
    """So a file needs no headings."""
    assert sum(len(group) for group in GROUPS.values()) == len(OPTIONS)
