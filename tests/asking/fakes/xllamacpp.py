"""Stands for llama.cpp in tests: the `GGUF` is JSON that says how the server behaves, its pid goes beside it.

`{"answer": …}` is answered to every request that has the key; `{"load": "fail" | "die" | "hang"}` and
`{"serve": "die" | "hang"}` are what can go wrong.
"""

import ctypes
import json
import os
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace


class CommonParams(SimpleNamespace):
    def __init__(self):
        super().__init__(model=SimpleNamespace(), cpuparams=SimpleNamespace(), cpuparams_batch=SimpleNamespace())


class Server:
    def __init__(self, params):
        model = Path(params.model.path)
        model.with_suffix(".pid").write_text(str(os.getpid()))
        does = json.loads(model.read_text())
        print("loading", flush=True)  # as llama.cpp does on any stream that it likes
        if does.get("load") == "die":
            os.kill(os.getpid(), 9)
        if does.get("load") == "hang":
            ctypes.PyDLL(None).sleep(60)  # holds the interpreter's lock, as loading does
        if does.get("load") == "fail":
            print("0.00.007 E srv    load_model: failed to load model, 'x.gguf'", file=sys.stderr, flush=True)
            raise RuntimeError
        assert params.hostnames == ["127.0.0.1"]
        _Handler.does, _Handler.key = does, params.api_keys[0]
        server = ThreadingHTTPServer(("127.0.0.1", params.port), _Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.listening_address = f"http://127.0.0.1:{server.server_port}"


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers["content-length"]))
        if self.does.get("serve") == "die":
            os._exit(7)
        if self.does.get("serve") == "hang":
            time.sleep(60)
        known = self.headers["authorization"] == f"Bearer {self.key}"
        message = {"role": "assistant", "content": json.dumps(self.does.get("answer"), ensure_ascii=False)}
        choice = {"index": 0, "finish_reason": "stop", "message": message}
        usage = {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18}
        said = {"id": "1", "object": "chat.completion", "created": 1, "model": "fake", "choices": [choice]}
        payload = json.dumps(said | {"usage": usage} if known else {"error": {"message": "no key"}}).encode()
        self.send_response(200 if known else 401)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(payload)))
        self.end_headers()
        self.wfile.write(payload)

    def log_message(self, *_arguments):
        pass
