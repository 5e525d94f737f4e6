"""Time recognizers-text's Chinese number model alone; run by `scan_speed.py` with that library's own Python.

usage: python number_model.py TEXTS.json

For each line on standard input, reads all texts once and prints the seconds of processor time that it took.
"""

import importlib
import json
import sys
import time
from pathlib import Path


def main() -> None:
    recognizer = importlib.import_module("recognizers_number").NumberRecognizer
    model = recognizer(importlib.import_module("recognizers_text").Culture.Chinese).get_number_model()
    texts = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    for _ in sys.stdin:
        begun = time.process_time()
        for text in texts:
            model.parse(text)
        print(time.process_time() - begun, flush=True)


if __name__ == "__main__":
    main()
