"""The program and its commands as typer runs them, in the language that is spoken."""

import sys
from collections.abc import Sequence
from typing import Any

from typer.core import TyperCommand, TyperGroup

from summarizer.cli.help_page import help_page, translate
from summarizer.cli.language import chosen, language, option_first, speaking
from summarizer.cli.usage_errors import no_such_command, usage_in_chinese


class SpokenCommand(TyperCommand):
    """A command whose help is in the language that is spoken."""

    def get_help(self, ctx: Any) -> str:
        return help_page(self, ctx) if language() == "zh" else super().get_help(ctx)


class SpokenGroup(TyperGroup):
    """A group of commands, or the whole program, which chooses the language."""

    def get_help(self, ctx: Any) -> str:
        return help_page(self, ctx) if language() == "zh" else super().get_help(ctx)

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[Any, Any, list[str]]:
        if language() == "zh" and args[0] not in self.commands and not args[0].startswith("-"):
            ctx.fail(no_such_command(args[0], list(self.commands)))
        return super().resolve_command(ctx, args)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Carry out a command line; `--lang` may stand anywhere in it."""
        ordered = option_first(sys.argv[1:] if args is None else args)
        if args is None:
            sys.argv[1:] = ordered  # typer takes them from there, and on Windows expands their patterns
        else:
            args = ordered
        with speaking(chosen(ordered)):
            if language() == "en" or not standalone_mode:
                return super().main(args, prog_name, complete_var, standalone_mode, windows_expand_args, **extra)
            translate(self)
            with usage_in_chinese():
                status = super().main(args, prog_name, complete_var, False, windows_expand_args, **extra)
            sys.exit(status if isinstance(status, int) else 0)
