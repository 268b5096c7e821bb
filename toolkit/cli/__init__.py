"""The command line: `toolkit check`, `build`, `show`, `missed` and `calendar`, working on the current folder.

Exit codes: 0 fine, 1 problems in the content, 2 wrong usage. A command stands in a module of its own, which is imported when the
command is asked for: so `toolkit check` starts quickly.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

import click

COMMANDS = ("build", "calendar", "check", "missed")
SHOWN = ("plan", "season", "session")


class LazyGroup(click.Group):
    """A group of commands, each by its name and the module it stands in."""

    def __init__(self, *arguments: object, modules: Mapping[str, str], **more: object) -> None:
        super().__init__(*arguments, **more)  # type: ignore[arg-type]
        self.modules = modules

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return sorted({*super().list_commands(ctx), *self.modules})

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command of this name, if there is one; its module is imported for it."""
        if name not in self.modules:
            return super().get_command(ctx, name)
        module = self.modules[name]
        command = getattr(import_module(f"toolkit.cli.{module}"), module)
        assert isinstance(command, click.Command)
        return command


@click.group(
    "toolkit",
    cls=LazyGroup,
    modules={name: name for name in COMMANDS},
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="lasting-speed", prog_name="toolkit")
def main() -> None:
    """Check what runners will follow, and turn it into pages and calendars.

    Run it in the project's folder: the one that holds templates/ and plans/.
    """


@main.group(cls=LazyGroup, modules={name: f"show_{name}" for name in SHOWN})
def show() -> None:
    """Show a plan, a season or a session here, in plain text."""
