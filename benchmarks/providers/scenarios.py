"""Answers that real endpoints give, one row each, and what a run has to make of them.

A scenario's `replies` come one after the other, the last one again and again. `status` and `code` are those of the
record, `requests` is how many were sent. `has` and `lacks` are fields of the last request; `says` appears in the error.
A row about the content of answers belongs to `ANSWERS`, any other to the table of its provider.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from articles import article, draft

DOCUMENT = article(7)
DRAFT = json.dumps(draft(DOCUMENT), ensure_ascii=False)


@dataclass(frozen=True)
class Answered:
    """One HTTP answer: `body` is JSON, or text or bytes sent as they are."""

    body: Any
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Scenario:
    """What an endpoint answers about one document, and what must come of it; `settings` are those of the run."""

    name: str
    replies: tuple[Answered, ...]
    status: str = "ok"
    code: str | None = None
    requests: int = 1
    says: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)
    has: Mapping[str, Any] = field(default_factory=dict)
    lacks: tuple[str, ...] = ()
    finding: str | None = None


def completion(content: Any = DRAFT, finish: Any = "stop", usage: Any = None, **message: Any) -> dict[str, Any]:
    """A ChatCompletion."""
    choice = {"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": content, **message}}
    return {"id": "1", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice], "usage": usage}


def openai(
    status: int, message: str, code: str | None = None, kind: str = "invalid_request_error", **more: Any
) -> Answered:
    """An error in OpenAI's form, which most endpoints use."""
    return Answered({"error": {"message": message, "type": kind, "param": None, "code": code, **more}}, status)


def litellm(message: str, status: int = 400) -> Answered:
    """An error as LiteLLM's proxy wraps it."""
    return Answered({"error": {"message": message, "type": None, "param": None, "code": str(status)}}, status)


def stream(*events: Any, end: str = "data: [DONE]\n\n") -> Answered:
    """Server-sent events."""
    stream = "".join(f"data: {json.dumps(event, ensure_ascii=False)}\n\n" for event in events)
    return Answered(stream + end, headers={"Content-Type": "text/event-stream"})


def piece(content: str | None = None, finish: str | None = None, **more: Any) -> dict[str, Any]:
    """One event of a streamed ChatCompletion."""
    delta = {"content": content} if content is not None else {}
    return {
        "id": "1",
        "object": "chat.completion.chunk",
        "model": "m",
        "choices": [{"index": 0, "delta": delta | more, "finish_reason": finish}],
    }


GOOD = Answered(completion())
PIECES = (piece("", role="assistant"), piece(DRAFT[:40]), piece(DRAFT[40:]), piece(finish="stop"))
USAGE = {"id": "1", "choices": [], "usage": {"prompt_tokens": 900, "completion_tokens": 300, "total_tokens": 1200}}


def refused(name: str, *replies: Answered, **more: Any) -> Scenario:
    return Scenario(name, replies, "failed", "refused", **more)


def too_long(name: str, *replies: Answered) -> Scenario:
    return Scenario(name, replies, "failed", "too_long")


def no_balance(name: str, *replies: Answered) -> Scenario:
    return Scenario(name, replies, "failed", "no_balance", says="balance")


def no_model(name: str, *replies: Answered) -> Scenario:
    return Scenario(name, replies, "failed", "model_not_found", says="doctor")


def no_key(name: str, *replies: Answered) -> Scenario:
    return Scenario(name, replies, "failed", "key_refused", says="key")


def mended(name: str, refusal: Answered, requests: int = 2, **more: Any) -> Scenario:
    return Scenario(name, (*[refusal] * (requests - 1), GOOD), requests=requests, **more)


def hinted(name: str, refusal: Answered, option: str, **more: Any) -> Scenario:
    return Scenario(name, (refusal,), "failed", "bad_request", says=option, **more)


OPENAI = (
    Scenario("OpenAI answers", (GOOD,), has={"temperature": 0, "max_tokens": 8192}),
    mended("OpenAI: max_tokens is not supported", openai(400, "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.", "unsupported_parameter", param="max_tokens"), lacks=("max_tokens",), has={"max_completion_tokens": 8192}),
    mended("OpenAI: only the default temperature", openai(400, "Unsupported value: 'temperature' does not support 0 with this model. Only the default (1) value is supported.", "unsupported_value", param="temperature"), lacks=("temperature",)),
    mended("OpenAI: temperature, code null", openai(400, "Unsupported parameter: 'temperature' is not supported with this model.", param="temperature"), lacks=("temperature",)),
    no_key("OpenAI: wrong key", openai(401, "Incorrect API key provided: sk-***", "invalid_api_key")),
    no_balance("OpenAI: insufficient_quota", openai(429, "You exceeded your current quota, please check your plan and billing details.", "insufficient_quota", "insufficient_quota")),
    too_long("OpenAI: context_length_exceeded", openai(400, "This model's maximum context length is 8192 tokens.", "context_length_exceeded")),
    no_model("OpenAI: model_not_found", openai(404, "The model `m` does not exist or you do not have access to it.", "model_not_found")),
    refused("OpenAI: refusal in the message", Answered(completion(None, refusal="I'm sorry, I can't help with that."))),
    refused("OpenAI: invalid_prompt", openai(400, "Invalid prompt: your prompt was flagged as potentially violating our usage policy.", "invalid_prompt")),
    Scenario("OpenAI: rate limit that passes", (Answered({"error": {"message": "Rate limit reached", "type": "requests", "code": "rate_limit_exceeded"}}, 429, {"Retry-After": "0"}), GOOD), requests=2),
    Scenario("OpenAI: rate limit that stays", (Answered({"error": {"message": "Rate limit reached"}}, 429, {"Retry-After": "0"}),), "failed", "rate_limited", 2),
    Scenario("OpenAI: cut at max_tokens", (Answered(completion(DRAFT[:20], "length")),), "failed", "truncated", says="--max-answer-tokens"),
)  # fmt: skip
AZURE = (
    refused("Azure: prompt filtered", Answered({"error": {"message": "The response was filtered due to the prompt triggering Azure OpenAI's content management policy.", "type": None, "param": "prompt", "code": "content_filter", "status": 400, "innererror": {"code": "ResponsibleAIPolicyViolation", "content_filter_result": {"hate": {"filtered": True}}}}}, 400)),
    refused("Azure: answer filtered", Answered(completion("", "content_filter"))),
    no_model("Azure: no deployment", Answered({"error": {"code": "DeploymentNotFound", "message": "The API deployment for this resource does not exist."}}, 404)),
    Scenario("Azure: no choices", (Answered(completion() | {"choices": []}),), "failed", "server_error", 2),
)  # fmt: skip
DEEPSEEK = (
    refused("DeepSeek: Content Exists Risk", openai(400, "Content Exists Risk", "invalid_request_error")),
    refused("DeepSeek: the same as detail", Answered({"detail": "Content Exists Risk"}, 400)),
    no_balance("DeepSeek: 402", openai(402, "Insufficient Balance", "invalid_request_error", "unknown_error")),
    no_model("DeepSeek: Model Not Exist", openai(400, "Model Not Exist", "invalid_request_error")),
    hinted("DeepSeek: no schema", openai(400, "This response_format type is unavailable now", "invalid_request_error"), "--mode"),
    hinted("DeepSeek: json_schema is unavailable", openai(422, "Failed to deserialize the JSON body into the target type: response_format: response_format.type `json_schema` is unavailable now at line 1 column 1193"), "--mode"),
    Scenario("DeepSeek: insufficient_system_resource, then an answer", (Answered(completion("", "insufficient_system_resource")), GOOD), requests=2),
    Scenario("DeepSeek: insufficient_system_resource stays", (Answered(completion("", "insufficient_system_resource")),), "failed", "server_error", 2),
    Scenario("DeepSeek: empty lines keep the connection open", (Answered("\n\n\n" + json.dumps(completion())),)),
)  # fmt: skip
DASHSCOPE = (
    refused("DashScope: data_inspection_failed", Answered({"error": {"code": "data_inspection_failed", "param": None, "message": "Input data may contain inappropriate content.", "type": "data_inspection_failed"}, "id": "chatcmpl-1", "request_id": "1"}, 400)),
    no_balance("DashScope: Arrearage", openai(400, "Access denied, please make sure your account is in good standing.", "Arrearage", "Arrearage")),
    no_balance("DashScope: free tier is over", openai(403, "The free tier of the model has been exhausted.", "AllocationQuota.FreeTierOnly")),
    too_long("DashScope: input length", openai(400, "<400> InternalError.Algo.InvalidParameter: Range of input length should be [1, 30720]", "invalid_parameter_error")),
    hinted("DashScope: enable_thinking", openai(400, "parameter.enable_thinking must be set to false for non-streaming calls", "invalid_parameter_error"), "--body enable_thinking=false"),
    Scenario("DashScope: enable_thinking=false is sent", (GOOD,), settings={"body": {"enable_thinking": False}}, has={"enable_thinking": False}),
    Scenario("DashScope: only streams", (openai(400, "This model only support stream mode, please enable the stream parameter to access the model. ", "invalid_parameter_error"), stream(*PIECES, USAGE)), requests=2, has={"stream": True, "stream_options": {"include_usage": True}}),
    hinted("DashScope: max_tokens out of range", openai(400, "Range of max_tokens should be [1, 4096]", "invalid_parameter_error"), "--max-answer-tokens"),
    hinted("DashScope: the word json", openai(400, "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.", "invalid_parameter_error"), "--mode"),
    Scenario("DashScope: tokens a minute, worded as a quota", (openai(429, "You exceeded your current quota, please check your plan. For details, see: error-code#token-limit", "insufficient_quota", "insufficient_quota"), GOOD), requests=2),
)  # fmt: skip
ZHIPU = (
    refused("Zhipu: 1301", Answered({"contentFilter": [{"level": 1, "role": "user"}], "error": {"code": "1301", "message": "系统检测到输入或生成内容可能包含不安全或敏感内容"}}, 400)),
    refused("Zhipu: finish_reason sensitive", Answered(completion("", "sensitive"))),
    no_balance("Zhipu: 1113", Answered({"error": {"code": "1113", "message": "余额不足或无可用资源包,请充值。"}}, 429)),
    Scenario("Zhipu: 1302, then an answer", (Answered({"error": {"code": "1302", "message": "您的账户已达到速率限制"}}, 429), GOOD), requests=2),
    no_model("Zhipu: 1211", Answered({"error": {"code": "1211", "message": "模型不存在，请检查模型代码。"}}, 400)),
    Scenario("Zhipu: network_error", (Answered(completion("", "network_error")), GOOD), requests=2),
)  # fmt: skip
MOONSHOT = (
    refused("Moonshot: content_filter", Answered({"error": {"type": "content_filter", "message": "The request was rejected because it was considered high risk"}}, 400)),
    mended("Moonshot: only temperature 1", Answered({"error": {"message": "invalid temperature: only 1 is allowed for this model", "type": "invalid_request_error"}}, 400), lacks=("temperature",)),
    no_balance("Moonshot: exceeded_current_quota_error", Answered({"error": {"message": "Your account is suspended, please check your plan and billing details", "type": "exceeded_current_quota_error"}}, 429)),
    too_long("Moonshot: token limit", Answered({"error": {"message": "Invalid request: Your request exceeded model token limit: 8192", "type": "invalid_request_error"}}, 400)),
    Scenario("Moonshot: overloaded, then an answer", (Answered({"error": {"message": "The engine is currently overloaded, please try again later", "type": "engine_overloaded_error"}}, 429), GOOD), requests=2),
)  # fmt: skip
SILICONFLOW = (
    no_balance("SiliconFlow: 30001", Answered({"code": 30001, "message": "Sorry, your account balance is insufficient", "data": None}, 403)),
    no_model("SiliconFlow: 20012", Answered({"code": 20012, "message": "Model does not exist. Please check it carefully.", "data": None}, 400)),
    too_long("SiliconFlow: prompt_tokens", Answered({"code": 20015, "message": "length of prompt_tokens (68957) must be less than max_seq_len (65536).", "data": None}, 400)),
    hinted("SiliconFlow: no JSON mode", Answered({"code": 20024, "message": "Json mode is not supported for this model.", "data": None}, 400), "--mode"),
    no_key("SiliconFlow: key as plain text", Answered('"Invalid token"', 401)),
)  # fmt: skip
MINIMAX = (
    refused("MiniMax: 1026 with status 200", Answered({"choices": None, "base_resp": {"status_code": 1026, "status_msg": "input new_sensitive"}})),
    no_balance("MiniMax: 1008 with status 200", Answered({"choices": None, "base_resp": {"status_code": 1008, "status_msg": "insufficient balance"}})),
)  # fmt: skip
SERVERS = (
    too_long("vLLM: maximum context length", Answered({"object": "error", "message": "This model's maximum context length is 4096 tokens. However, you requested 9000 tokens (808 in the messages, 8192 in the completion).", "type": "BadRequestError", "param": None, "code": 400}, 400)),
    no_model("vLLM: no such model", Answered({"object": "error", "message": "The model `m` does not exist.", "type": "NotFoundError", "param": None, "code": 404}, 404)),
    mended("vLLM: System role not supported", Answered({"object": "error", "message": "System role not supported", "type": "BadRequestError", "code": 400}, 400), has={"roles": ["user"]}),
    mended("vLLM: roles must alternate", Answered({"object": "error", "message": "Conversation roles must alternate user/assistant/user/assistant/...", "type": "BadRequestError", "param": None, "code": 400}, 400), has={"roles": ["user"]}),
    too_long("llama.cpp: exceed_context_size_error", Answered({"error": {"code": 400, "message": "the request exceeds the available context size. try increasing the context size or enable context shift", "type": "exceed_context_size_error"}}, 400)),
    Scenario("llama.cpp: loading the model, then an answer", (Answered({"error": {"code": 503, "message": "Loading model", "type": "unavailable_error"}}, 503), GOOD), requests=2),
    no_model("Ollama: pull it first", Answered({"error": {"message": 'model "m" not found, try pulling it first', "type": "api_error", "param": None, "code": None}}, 404)),
    Scenario("Ollama: cut the prompt", (Answered(completion(usage={"prompt_tokens": 1026, "completion_tokens": 300, "total_tokens": 1326})),), "flagged", finding="prompt_cut", settings={"longest": True}),
    Scenario("SGLang: whole prompt read", (Answered(completion(usage={"prompt_tokens": 1900, "completion_tokens": 300, "total_tokens": 2200})),)),
    hinted("nginx: not found", Answered("<html><h1>404 Not Found</h1></html>", 404), "/v1"),
    Scenario("nginx: bad gateway, then an answer", (Answered("<html>502 Bad Gateway</html>", 502), GOOD), requests=2),
    hinted("a page with status 200", Answered("<html>Welcome</html>"), "address"),
    hinted("a redirect", Answered("", 308, {"Location": "https://example.org/v1"}), "redirects"),
    refused("blocked for legal reasons", Answered("Unavailable", 451)),
    too_long("request entity too large", Answered("<html>413 Request Entity Too Large</html>", 413)),
)  # fmt: skip
GATEWAYS = (
    no_balance("OpenRouter: 402", Answered({"error": {"message": "Insufficient credits. Add more credits.", "code": 402}}, 402)),
    refused("OpenRouter: moderation", Answered({"error": {"code": 403, "message": "Your input was flagged", "metadata": {"reasons": ["violence"], "flagged_input": "…", "provider_name": "OpenAI"}}}, 403)),
    Scenario("OpenRouter: provider's error with status 200", (Answered({"error": {"message": "Provider returned error", "code": 502, "metadata": {"raw": "upstream broke", "provider_name": "x"}}}),), "failed", "server_error", 2, says="upstream broke"),
    refused("OpenRouter: provider's refusal with status 200", Answered({"error": {"message": "Provider returned error", "code": 400, "metadata": {"raw": '{"error":{"message":"Content Exists Risk"}}'}}})),
    Scenario("OpenRouter: an error inside of the choice, then an answer", (Answered(completion("", "error") | {"choices": [completion("")["choices"][0] | {"error": {"code": 502, "message": "Upstream error"}}]}), GOOD), requests=2),
    no_model("OpenRouter: not a valid model", Answered({"error": {"message": "m is not a valid model ID", "code": 400}}, 400)),
    too_long("LiteLLM: ContextWindowExceededError", litellm('litellm.BadRequestError: litellm.ContextWindowExceededError: AnthropicError - {"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 209303 tokens > 200000 maximum"}}')),
    refused("LiteLLM: ContentPolicyViolationError", litellm("litellm.BadRequestError: litellm.ContentPolicyViolationError: AzureException - The response was filtered")),
    mended("LiteLLM: UnsupportedParamsError", litellm("litellm.UnsupportedParamsError: gpt-5 models (including gpt-5-codex) don't support temperature=0. Only temperature=1 is supported."), lacks=("temperature",)),
    mended("LiteLLM: seed", litellm("litellm.UnsupportedParamsError: bedrock does not support parameters: ['seed'], for model=m."), settings={"seed": 7}, lacks=("seed",)),
    mended("Bedrock: temperature", litellm('litellm.BadRequestError: BedrockException - {"message":"This model doesn\'t support the temperature field. Remove temperature and try again."}'), lacks=("temperature",)),
    mended("Mistral: 422 extra_forbidden", Answered({"detail": [{"type": "extra_forbidden", "loc": ["body", "seed"], "msg": "Extra inputs are not permitted", "input": 7}]}, 422), settings={"seed": 7}, lacks=("seed",)),
    mended("FastAPI: two parameters, one after the other", Answered({"detail": [{"type": "extra_forbidden", "loc": ["body", "temperature"], "msg": "Extra inputs are not permitted"}]}, 422), lacks=("temperature",)),
    refused("new-api: sensitive words", openai(500, "user sensitive words detected", "sensitive_words_detected", "new_api_error")),
    no_balance("new-api: quota", openai(403, "预扣费额度失败, 用户剩余额度: ¥0.01", "insufficient_user_quota", "new_api_error")),
    no_model("one-api: no channel", openai(503, "当前分组 default 下对于模型 m 无可用渠道", kind="one_api_error")),
)  # fmt: skip
GEMINI = (
    refused("Gemini: SAFETY", Answered(completion(None, "SAFETY"))),
    refused("Gemini: RECITATION", Answered(completion("", "RECITATION"))),
    Scenario("Gemini: MAX_TOKENS", (Answered(completion(DRAFT[:30], "MAX_TOKENS")),), "failed", "truncated"),
    no_key("Gemini: API key not valid, in a list", Answered([{"error": {"code": 400, "message": "API key not valid. Please pass a valid API key.", "status": "INVALID_ARGUMENT"}}], 400)),
    Scenario("Gemini: RESOURCE_EXHAUSTED, then an answer", (Answered([{"error": {"code": 429, "message": "You exceeded your current quota, please check your plan and billing details. Please retry in 0.1s.", "status": "RESOURCE_EXHAUSTED"}}], 429), GOOD), requests=2),
    mended("Gemini: developer instruction", Answered([{"error": {"code": 400, "message": "Developer instruction is not enabled for models/gemma-3-27b-it", "status": "INVALID_ARGUMENT"}}], 400), has={"roles": ["user"]}),
    too_long("Gemini: token count", Answered([{"error": {"code": 400, "message": "The input token count (2800010) exceeds the maximum number of tokens allowed (1048575).", "status": "INVALID_ARGUMENT"}}], 400)),
)  # fmt: skip
ANTHROPIC = (
    too_long("Anthropic: prompt is too long", Answered({"type": "error", "error": {"type": "invalid_request_error", "message": "prompt is too long: 209303 tokens > 200000 maximum"}}, 400)),
    no_balance("Anthropic: credit balance", Answered({"type": "error", "error": {"type": "invalid_request_error", "message": "Your credit balance is too low to access the Anthropic API."}}, 400)),
    Scenario("Anthropic: overloaded, then an answer", (Answered({"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}, 529), GOOD), requests=2),
    Scenario("Anthropic: max_tokens", (Answered(completion(DRAFT[:30], "max_tokens")),), "failed", "truncated"),
    refused("Anthropic: refusal as the reason", Answered(completion("", "refusal"))),
)  # fmt: skip
STREAMS = (
    Scenario("a stream that was not asked for", (stream(*PIECES),)),
    Scenario("a stream that breaks off, then an answer", (stream(*PIECES[:2], end=""), GOOD), requests=2),
    Scenario("a stream with comments", (Answered(": OPENROUTER PROCESSING\n\n" + stream(*PIECES).body),)),
    refused("an error inside of a stream", stream(PIECES[0], {"error": {"message": "Content Exists Risk", "code": 400}})),
    Scenario("stream=true by --body", (stream(*PIECES, USAGE),), settings={"body": {"stream": True}}, has={"stream": True}),
)  # fmt: skip
ANSWERS: tuple[Scenario, ...] = ()
"""Rows about the content of answers: thinking, fences, lists of parts, what stands around the JSON."""

SCENARIOS = (
    *(*OPENAI, *AZURE, *DEEPSEEK, *DASHSCOPE, *ZHIPU, *MOONSHOT, *SILICONFLOW, *MINIMAX),
    *(*SERVERS, *GATEWAYS, *GEMINI, *ANTHROPIC, *STREAMS, *ANSWERS),
)
