"""A model on the user's own machine: its weights, and llama.cpp's server as a child process.

In: a GGUF file, or the weights that are installed. Out: an endpoint on loopback. Start at `llama_server.LlamaServer`.
"""

from typing import Any

# What `Settings` are for a local model, where the user says nothing else. An answer takes minutes.
SETTINGS: dict[str, Any] = {"mode": "json_schema", "timeout_seconds": 1800.0}
CONCURRENCY = 1
