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
from toolkit.problems import report
from toolkit.rules import judge_all
from toolkit.surroundings import SurroundingsError, edition

WATCHED = ("templates", "plans")

log = get_plugin_logger("toolkit")


class NoOptions(Config):  # type: ignore[no-untyped-call]  # MkDocs leaves it untyped
    """The plugin has nothing to set."""


class ToolkitPlugin(BasePlugin[NoOptions]):  # type: ignore[no-untyped-call]  # MkDocs leaves it untyped
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
        wrong = self.refresh(root)
        if wrong and not (self.serving and self.good):
            raise PluginError(f"the site is not built until this is mended:\n\n{wrong}")
        if wrong:
            log.error("the last good site stays until this is mended:\n\n%s\n", wrong)
            config.extra["problems"] = [line for line in wrong.splitlines() if line and not line.startswith(" ")]
        return config

    def refresh(self, root: Path) -> str:
        """Render the library anew; what is wrong, if anything is, and then the last good outputs stay."""
        library, problems = load(root)
        if library and not problems:
            problems = judge_all(library)
        if problems or library is None:
            return report(problems)
        try:
            self.good = tuple(outputs(library, edition(root)))
        except SurroundingsError as error:
            return str(error)
        return ""

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
