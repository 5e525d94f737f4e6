"""The engine's child process: llama.cpp's server on 127.0.0.1, until standard input closes.

`engine` starts this file and keeps the other end of its standard input, which closes when the parent stops it or ends,
however it ends. The first line there is JSON: `model` (a path), `name`, `context_tokens`, `key`. Standard output gets one line
of JSON, `port`, when the model is ready; standard error gets the log.
"""

import json
import os
import sys
from urllib.parse import urlsplit

_ERRORS_AND_WARNINGS = 2


def main() -> None:
    """Serve until the parent is gone."""
    wanted = json.loads(sys.stdin.readline())
    _end_with_parent()
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever llama.cpp prints is log
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # spinning threads starve a shared machine
    import xllamacpp  # noqa: PLC0415

    params = xllamacpp.CommonParams()
    params.model.path = wanted["model"]
    params.hostnames = ["127.0.0.1"]
    params.port = 0  # the system chooses a free one
    params.api_keys = [wanted["key"]]
    params.model_alias = {wanted["name"]}  # else answers, and so recordings, name the path
    params.n_ctx = wanted["context_tokens"]
    params.n_parallel = 1
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = os.cpu_count() or 2
    params.verbosity = _ERRORS_AND_WARNINGS
    server = xllamacpp.Server(params)
    print(json.dumps({"port": urlsplit(server.listening_address).port}), file=answers, flush=True)
    sys.stdin.read()
    os._exit(0)


def _end_with_parent() -> None:
    """Let the system end this process when its input closes: while a model loads, no line of Python runs.

    Only Linux can. Elsewhere the process ends as soon as the model is loaded.
    """
    if sys.platform == "linux":
        import fcntl  # noqa: PLC0415

        fcntl.fcntl(0, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(0, fcntl.F_SETFL, fcntl.fcntl(0, fcntl.F_GETFL) | os.O_ASYNC)


if __name__ == "__main__":
    main()
