"""The command line: `toolkit check`, `site`, `serve` and the others, working on the current folder.

Exit codes: 0 fine, 1 problems in the content, 2 wrong usage, or surroundings that refuse: git, a disk, a port. A command is a
module of its own, which is imported when the command is asked for: so `toolkit check` starts quickly.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import Any, NoReturn

import click

from toolkit.characters import visible_lines

COMMANDS = ("build", "calendar", "changes", "check", "finish", "lock", "missed", "paces", "serve", "site")
_SHOWN = ("plan", "season", "session")


class LazyGroup(click.Group):
    """A group of commands, each by its name and its module."""

    def __init__(self, *arguments: Any, modules: Mapping[str, str], **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.modules = modules

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return sorted({*super().list_commands(ctx), *self.modules})

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command of this name, if there is one; its module is imported for it."""
        if name not in self.modules:
            return super().get_command(ctx, name)
        module = self.modules[name]
        command = getattr(import_module(f"toolkit.app.cli.{module}"), module)
        assert isinstance(command, click.Command)
        return command


@contextmanager
def _visible() -> Iterator[None]:
    """Whatever was typed comes back in an error only as characters that a terminal shows."""
    try:
        yield
    except click.ClickException as error:
        error.message = visible_lines(error.message)  # type: ignore[misc]  # said to be final; it is shown later
        raise


class Toolkit(LazyGroup):
    """The whole command line; what a disk, git or the environment refuses becomes a line and an exit code."""

    def main(self, *arguments: Any, **more: Any) -> Any:
        """Run the command line with its arguments, and exit."""
        try:
            return super().main(*arguments, **more)
        except OSError as error:
            from toolkit.app.environment import explain_os_error

            click.echo(explain_os_error(error), err=True)
            leave_quietly(2)

    def make_context(self, *arguments: Any, **more: Any) -> click.Context:
        """Read the group’s own arguments."""
        with _visible():
            return super().make_context(*arguments, **more)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        try:
            with _visible():
                return super().invoke(ctx)
        except BrokenPipeError:
            leave_quietly(BROKEN_PIPE)
        except Exception as error:
            from toolkit.app.environment import BuildError, SurroundingsError

            if not isinstance(error, (BuildError, SurroundingsError)):
                raise
            click.echo(visible_lines(str(error)), err=True)
            sys.exit(1 if isinstance(error, BuildError) else 2)


BROKEN_PIPE = 141
"""The exit code of a program whose reader has gone, as in `toolkit show plan … | head`; that of SIGPIPE."""


def leave_quietly(code: int) -> NoReturn:
    """Exit without another try to write what standard output has refused."""
    with suppress(OSError, ValueError):  # standard output is not a file, as in tests
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code)


@click.group(
    "toolkit",
    cls=Toolkit,
    modules={name: name for name in COMMANDS},
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="lasting-speed", prog_name="toolkit")
def main() -> None:
    """Check what runners will follow, and turn it into pages and calendars.

    Run it in the project's folder: the one that holds templates/ and plans/.
    """


@main.group(cls=LazyGroup, modules={name: f"show_{name}" for name in _SHOWN})
def show() -> None:
    """Show a plan, a season or a session here, in plain text."""
