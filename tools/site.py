"""
What the site has beside docs/: a hook of mkdocs (mkdocs.yml).

README, changelog, contributing, the glossary format and the notebooks become pages; docs/rules.md
becomes a page for each family. Links go where their pages went; those to source files lose the
link. Notebooks are shown as they are saved, not run.
"""

from __future__ import annotations

import json
import posixpath
import re
from pathlib import Path
from typing import Any, Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from tools.links import relinked, resolved

ROOT: Final = Path(__file__).parents[1]
FAMILIES: Final = {
    "ACR": "Acronyms",
    "BIL": "Beside the source",
    "NAM": "Names",
    "NUM": "Numbers",
    "PHR": "Phrases",
    "RES": "Web residue",
    "UNT": "Left untranslated",
}
_MOVED: Final = {
    "README.md": "index.md",
    "CHANGELOG.md": "CHANGELOG.md",
    "CONTRIBUTING.md": "CONTRIBUTING.md",
    "glossaries/README.md": "glossary-format.md",
}
# A link that shows where it leads, as in a checkout one wants to see.
_TITLED: Final = re.compile(r"\[(?P<words>[\w/-]+\.md)\]\((?P<target>[^)\s]+)\)")
# In a table GitHub wants \\| also in code, and shows |.
_BARS: Final = re.compile(r"(?<=`)[^`\n]*\\\|[^`\n]*(?=`)")
_ROW: Final = re.compile(r"^\|.*$", re.MULTILINE)
_OUTPUT: Final = re.compile(r'<div data-output="(\d+)"></div>')


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that are not in docs/."""
    for path, name in _MOVED.items():
        _add(files, config, name, (ROOT / path).read_text(encoding="utf-8"), path)
    for notebook in sorted((ROOT / "notebooks").glob("*.ipynb")):
        path = f"notebooks/{notebook.name}"
        text, outputs = pages_of(notebook)
        _add(files, config, f"notebooks/{notebook.stem}.md", text, path).outputs = outputs
    rules = files.get_file_from_path("rules.md")
    assert rules
    whole = rules.content_string
    files.remove(rules)
    for name, text in families(whole).items():
        _add(files, config, name, text, "docs/rules.md")
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Send links where their pages are."""
    here = page.file.src_uri
    at = getattr(page.file, "path", f"docs/{here}")
    where = {getattr(file, "path", f"docs/{file.src_uri}"): file.src_uri for file in files}
    where["docs/rules.md"] = "rules.md"

    def moved(target: str) -> str | None:
        found = resolved(at, target)
        if found is None:
            return target
        path, anchor = found
        uri = where.get(path)
        if uri is None:
            return None
        if uri == "rules.md" and anchor[:3].upper() in FAMILIES:
            uri = f"rules/{anchor[:3]}.md"
        there = "" if uri == here else posixpath.relpath(uri, posixpath.dirname(here) or ".")
        return (there + (f"#{anchor}" if anchor else "")) or posixpath.basename(here)

    markdown = _TITLED.sub(lambda link: _titled(link, at, where, files), markdown)
    markdown = _ROW.sub(lambda row: _BARS.sub(_bar, row[0]), markdown)
    return relinked(markdown, moved)


def _bar(code: re.Match[str]) -> str:
    return code[0].replace("\\|", "|")


def _titled(link: re.Match[str], at: str, where: dict[str, str], files: Files) -> str:
    """Return a link with the page's title instead of its path."""
    found = resolved(at, link["target"])
    file = files.get_file_from_path(where.get(found[0], "")) if found else None
    title = file.page.title if file and file.page else None
    return f"[{title or link['words']}]({link['target']})"


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put a notebook's outputs where they belong."""
    outputs = getattr(page.file, "outputs", [])
    return _OUTPUT.sub(lambda found: outputs[int(found[1])], html)


def pages_of(notebook: Path) -> tuple[str, list[str]]:
    """Return a saved notebook as Markdown, and the outputs that are HTML or pictures already."""
    parts: list[str] = []
    outputs: list[str] = []
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        source = "".join(cell["source"])
        parts.append(source if cell["cell_type"] == "markdown" else f"```python\n{source}\n```")
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            kind = next((kind for kind in ("text/html", "image/svg+xml") if kind in data), None)
            if kind is None:
                text = "".join(output.get("text") or data.get("text/plain", ""))
                parts.append(f"```{{ .text .output }}\n{text.rstrip()}\n```")
                continue
            parts.append(f'<div data-output="{len(outputs)}"></div>')
            shape = "chart" if kind == "image/svg+xml" else "shown"
            outputs.append(f'<div class="output {shape}">{"".join(data[kind])}</div>')
    return "\n\n".join(parts) + "\n", outputs


def families(rules: str) -> dict[str, str]:
    """Take docs/rules.md apart: the list of rules, and a page for each family."""
    head, *sections = rules.split("\n## ")
    pages = {"rules.md": head}
    for prefix, title in FAMILIES.items():
        own = [section for section in sections if section.startswith(prefix)]
        pages[f"rules/{prefix.lower()}.md"] = "\n## ".join([f"# {title}\n", *own])
    return pages


def _add(files: Files, config: MkDocsConfig, name: str, text: str, path: str) -> Any:
    """Add a page that is `path` in the repository."""
    file: Any = File.generated(config, name, content=text)
    file.path = path
    files.append(file)
    return file
