"""Rounds of a batch whose answers do not fit, are refused, or never come."""

import json

import pytest
from articles import article, articles, draft, name_of
from loopback import Loopback, answer, completion
from typer.testing import CliRunner

from summarizer import Summarizer
from summarizer.cli import app
from summarizer.running.store.store import Store

ENVIRON = {"SUMMARIZER_MODEL": "m", "SUMMARIZER_BASE_URL": "", "OPENAI_API_KEY": ""}


def command(*arguments):
    return CliRunner().invoke(app, ["batch", *map(str, arguments)], env=ENVIRON)


@pytest.fixture
def batch(tmp_path):
    """Three articles, and their requests written; `round` takes answers in and returns what is asked next."""
    articles(tmp_path / "in", 3)
    ran = command("export", tmp_path / "in", "-o", tmp_path / "asked.jsonl", "--out", tmp_path / "out")
    assert ran.exit_code == 0, ran.output
    return tmp_path


def lines(path):
    return [json.loads(one) for one in path.read_text(encoding="utf-8").splitlines()]


def reports(folder):
    return lines(folder / "out" / "reports.jsonl")


def about(request):
    return name_of(request["body"]["messages"][1]["content"])


def answered(request, content=None):
    text = request["body"]["messages"][1]["content"]
    said = json.dumps(draft(text), ensure_ascii=False) if content is None else content
    return {
        "custom_id": request["custom_id"],
        "response": {"status_code": 200, "body": completion(said)},
        "error": None,
    }


def refused(request, status=400, message="inappropriate content"):
    body = {"error": {"message": message}}
    return {"custom_id": request["custom_id"], "response": {"status_code": status, "body": body}, "error": None}


def take(folder, answers, *options):
    """Take answers in; what was told, and what is asked next."""
    (folder / "answers.jsonl").write_text("\n".join(json.dumps(one) for one in answers), encoding="utf-8")
    (folder / "asked.jsonl").unlink(missing_ok=True)
    ran = command("import", folder / "answers.jsonl", "-o", folder / "asked.jsonl", "--out", folder / "out", *options)
    return ran, lines(folder / "asked.jsonl") if (folder / "asked.jsonl").exists() else []


@pytest.mark.slow
def test_an_answer_that_does_not_fit_is_asked_again_in_the_next_round(batch):
    """With the answer and what is wrong with it, as a live request would be; then the document has its report."""
    asked = lines(batch / "asked.jsonl")
    ran, again = take(batch, [answered(asked[0]), answered(asked[1], "无法回答。"), answered(asked[2])])
    assert "Nothing is left to ask" not in ran.stderr
    [reask] = again
    messages = reask["body"]["messages"]
    assert reask["custom_id"] not in {one["custom_id"] for one in asked}
    assert messages[:2] == asked[1]["body"]["messages"]
    assert "validation error" in str(messages[2:])
    assert reask["body"]["response_format"] == asked[1]["body"]["response_format"]
    ran, again = take(batch, [answered(reask)])
    assert (again, [record["status"] for record in reports(batch)]) == ([], ["ok"] * 3)
    assert "Nothing is left to ask." in ran.stderr
    assert [one["digest"] for one in reports(batch)[1]["exchanges"]] == [asked[1]["custom_id"], reask["custom_id"]]


@pytest.mark.loopback
@pytest.mark.allow_hosts(["127.0.0.1"])
def test_the_reask_of_a_batch_is_the_one_that_a_run_would_send(batch):
    """To the byte of its body, so its answer serves a run too."""
    asked = lines(batch / "asked.jsonl")
    _, [reask] = take(batch, [answered(asked[0]), answered(asked[1], "无法回答。"), answered(asked[2])])
    with Loopback(answer("无法回答。"), answer(json.dumps(draft(article(1)), ensure_ascii=False))) as server:
        Summarizer("m", base_url=server.url).summarize(article(1))
        sent = server.received[1].body
    assert sent["messages"][2:] == reask["body"]["messages"][2:]


def test_an_answer_that_never_fits_fails_its_document(batch):
    """As malformed, with both answers kept; nothing more is asked."""
    asked = lines(batch / "asked.jsonl")
    _, [reask] = take(batch, [answered(asked[0]), answered(asked[1], "[]"), answered(asked[2])])
    ran, again = take(batch, [answered(reask, "[]")])
    assert again == []
    assert "Nothing is left to ask." in ran.stderr
    assert [one["error"] and one["error"]["code"] for one in reports(batch)] == [None, "malformed", None]


def test_a_request_that_is_refused_twice_fails_its_document(batch):
    """The first refusal is asked again, after the second the document has its record with the refusal's words."""
    asked = lines(batch / "asked.jsonl")
    ran, again = take(batch, [answered(asked[0]), refused(asked[1]), answered(asked[2])])
    assert again == [asked[1]]
    assert "status 400: inappropriate content" in ran.stderr
    assert len(reports(batch)) == 2
    ran, again = take(batch, [refused(asked[1])])
    assert again == []
    assert "Nothing is left to ask." in ran.stderr
    failed = reports(batch)[1]["error"]
    assert failed["code"] == "bad_request"
    assert "asked 2 times: status 400: inappropriate content" in failed["message"]
    _, again = take(batch, [])
    assert (again, len(reports(batch))) == ([], 3)


def test_a_new_export_asks_anew_for_what_was_refused(batch):
    """The count of refusals begins again."""
    asked = lines(batch / "asked.jsonl")
    for _ in range(2):
        take(batch, [refused(asked[1])])
    command("export", batch / "in", "-o", batch / "asked.jsonl", "--out", batch / "out")
    assert asked[1] in lines(batch / "asked.jsonl")


def test_finishing_gives_each_document_its_record(batch):
    """What has no answer fails, the exit status says so, and nothing is written; a late answer is taken in all the same."""
    asked = lines(batch / "asked.jsonl")
    ran, again = take(batch, [answered(asked[0])], "--finish")
    assert (ran.exit_code, again) == (1, [])
    assert [one["error"] and one["error"]["code"] for one in reports(batch)] == [None, "no_answer", "no_answer"]
    late, again = take(batch, [answered(asked[1])])
    assert "1 answers taken" in late.stderr
    assert [one["status"] for one in reports(batch)] == ["ok", "ok", "failed"]
    assert "wait for their answers" in late.stderr
    ran = command("import", "--finish", "--out", batch / "out")
    assert (ran.exit_code, len(reports(batch))) == (1, 3)


@pytest.mark.parametrize("options", [(), ("--finish",)])
def test_each_round_finds_contradictions_anew(batch, options):
    """As the end of a run does: those of an earlier round are gone."""
    answers = [answered(request) for request in lines(batch / "asked.jsonl")]
    take(batch, answers)
    with Store.open_existing(batch / "out") as store, store.transaction():
        first, second = store.database.execute("SELECT document, number FROM figures LIMIT 2")
        store.database.execute("INSERT INTO conflicts VALUES (?, ?, ?, ?, '{}')", [*first, *second])
    take(batch, answers, *options)
    with Store.read(batch / "out") as store:
        assert store.database.execute("SELECT * FROM conflicts").fetchall() == []


def test_a_patch_without_an_answer_leaves_the_first_draft(batch):
    """A finished batch delivers it, with what the patch would have been about."""
    asked = lines(batch / "asked.jsonl")
    lacking = draft(article(1))
    lacking["figures"].pop()
    first = [answered(asked[0]), answered(asked[1], json.dumps(lacking, ensure_ascii=False)), answered(asked[2])]
    ran, again = take(batch, first)
    assert (len(again), len(reports(batch))) == (1, 2)
    ran = command("import", "--finish", "--out", batch / "out")
    codes = [finding["code"] for finding in reports(batch)[1]["findings"]]
    assert (ran.exit_code, len(reports(batch))) == (0, 3)
    assert "patch_skipped" in codes
    assert "missed" in codes


def test_import_without_answers_is_refused():
    """It would do nothing."""
    ran = command("import", "--out", "nowhere")
    assert ran.exit_code == 2
    assert "--finish" in ran.stderr
