"""Words of documents in a terminal."""

from summarizer.cli.safe_text import SafeText


def test_white_space_is_blank_and_what_commands_a_terminal_is_replaced():
    """A tab and a wide blank print as blanks, an escape does not reach the terminal; offsets stay."""
    assert SafeText("全县\t共\u3000有\n\x1b[31m").plain == "全县 共 有\n\ufffd[31m"
