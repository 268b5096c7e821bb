"""The MkDocs plugin: hands generated files to MkDocs, and keeps the last good ones while a contributor mends a mistake.

All that knows MkDocs is here, in mkdocs.yml and in overrides/.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files

from toolkit.build import Output, outputs
from toolkit.library import load
from toolkit.problems import Problem, report
from toolkit.rules import judge_all
from toolkit.surroundings import SurroundingsError, edition

WATCHED = ("templates", "plans", "toolkit")

log = get_plugin_logger("toolkit")


class ToolkitPlugin(BasePlugin[Config]):  # type: ignore[no-untyped-call]  # MkDocs leaves it untyped
    """Adds the pages and calendars of `templates/` and `plans/` to the site."""

    def __init__(self) -> None:
        super().__init__()
        self.serving = False
        self.good: tuple[Output, ...] = ()
        """The outputs of the last library without problems."""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Note what MkDocs is started for; having this hook also makes `mkdocs serve` keep the plugin from build to build."""
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and render everything before MkDocs touches the site folder: if something is wrong, the last site stays."""
        root = Path(config.config_file_path).resolve().parent
        config.watch.extend(str(root / folder) for folder in WATCHED)
        config.extra["problems"] = []
        library, problems = load(root)
        if library and not problems:
            problems = judge_all(library)
        if library and not problems:
            try:
                self.good = tuple(outputs(library, edition(root)))
            except SurroundingsError as error:
                raise PluginError(str(error)) from None
        elif self.serving and self.good:
            log.error("the last good site stays until this is mended:\n\n%s\n", report(problems))
            config.extra["problems"] = [_first_line(problem) for problem in sorted(set(problems))]
        else:
            raise PluginError(f"the site is not built until this is mended:\n\n{report(problems)}")
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add every generated file, where no file of docs/ stands already."""
        taken: Mapping[str, File] = files.src_uris
        for output in self.good:
            if output.path in taken:
                raise PluginError(f"docs/{output.path} stands where a page is generated. Rename the file in docs/.")
            file = File.generated(config, output.path, content=output.content)
            if config.repo_url and output.source:
                file.edit_uri = f"{config.edit_uri or 'edit/main/'}../{output.source}"
            files.append(file)
        return files


def _first_line(problem: Problem) -> str:
    """A problem without the line it stands in."""
    return str(problem).split("\n", 1)[0]
