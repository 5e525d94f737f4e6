"""Folding: what OpenCC changes is changed, in a phrase too."""

import subprocess
from pathlib import Path

import opencc
import pytest

from summarizer.folding import fold

CLIB = Path(opencc.__file__).parent / "clib"


@pytest.mark.parametrize("phrase", ["深沈", "毛坏", "答覆", "英哩", "復甦", "明瞭", "沈阳", "干乾", "後後"])
def test_traditional_words_become_simplified(phrase):
    """Also those whose characters are all in use in Simplified script."""
    assert fold(phrase) == opencc.OpenCC("t2s").convert(phrase)


def test_each_phrase_of_opencc_is_folded(tmp_path):
    """A phrase that a newer OpenCC knows, and that is taken for folded already, is told here."""
    reader = CLIB / "bin" / "opencc_dict"
    if not reader.is_file():
        pytest.skip("OpenCC came without the reader of its dictionaries")
    phrases, listed = CLIB / "share/opencc/TSPhrases.ocd2", tmp_path / "phrases.txt"
    subprocess.run([reader, "-i", phrases, "-o", listed, "-f", "ocd2", "-t", "text"], check=True)
    simplified = opencc.OpenCC("t2s")
    known = [line.split("\t")[0] for line in listed.read_text(encoding="utf-8").splitlines()]
    assert len(known) > 400
    assert [phrase for phrase in known if fold(phrase) != simplified.convert(phrase)] == []
