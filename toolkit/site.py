"""The MkDocs plugin: hands generated files to MkDocs, and keeps the last good ones while a contributor mends a mistake.

All that knows MkDocs is here, in mkdocs.yml and in overrides/.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
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


@dataclass(frozen=True)
class _Rendered:
    """Pages for MkDocs to convert, and the paths of what it only copies: that lies in a folder, since memory is the scarcer."""

    pages: tuple[Output, ...]
    others: tuple[str, ...]
    folder: TemporaryDirectory[str]

    @classmethod
    def of(cls, files: Iterable[Output]) -> _Rendered:
        """Sort the outputs of a library; the folder lives as long as what is returned."""
        folder = TemporaryDirectory(prefix="toolkit-")
        pages, others = [], []
        for output in files:
            if output.path.endswith(".md"):
                pages.append(output)
                continue
            target = Path(folder.name) / output.path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(output.content)
            others.append(output.path)
        return cls(tuple(pages), tuple(others), folder)


class ToolkitPlugin(BasePlugin[NoOptions]):  # type: ignore[no-untyped-call]  # MkDocs leaves it untyped
    """Adds the pages and calendars of `templates/` and `plans/` to the site."""

    def __init__(self) -> None:
        super().__init__()
        self.serving = False
        self.good: _Rendered | None = None
        """What the last library without problems came to."""

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
            self.good = _Rendered.of(outputs(library, edition(root)))
        except SurroundingsError as error:
            return str(error)
        return ""

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add every generated file, where no file of docs/ stands already."""
        assert self.good is not None  # without one, on_config has ended the build
        taken: Mapping[str, File] = files.src_uris
        for path in (*(page.path for page in self.good.pages), *self.good.others):
            if path in taken:
                raise PluginError(f"docs/{path} stands where a page is generated. Rename the file in docs/.")
        for page in self.good.pages:
            file = File.generated(config, page.path, content=page.content)
            if config.repo_url and page.source:
                file.edit_uri = f"{config.edit_uri or 'edit/main/'}../{page.source}"
            files.append(file)
        for path in self.good.others:
            files.append(File(path, self.good.folder.name, config.site_dir, config.use_directory_urls))
        return files
