"""`summarizer doctor`: whether all is there that a run needs."""

import typer

from summarizer.cli.error_lines import errors_as_lines
from summarizer.cli.options import BaseUrl, Model


def doctor(model: Model = None, base_url: BaseUrl = None) -> None:
    """Show what is configured, reachable and missing. No secret is shown.

    The exit status is 1 if something that is configured does not work.
    """
    with errors_as_lines():
        from summarizer.asking.diagnosis import checks
        from summarizer.asking.settings import Settings
        from summarizer.cli import terminal

        settings = Settings.from_environment(model, base_url, timeout_seconds=10.0, retries=1)
        found = list(terminal.show_checks(checks(settings)))
    raise typer.Exit(1 if any(check.state == "wrong" for check in found) else 0)
