"""
Run the notebooks and write them back with their outputs, cleared of what this machine put there.

    python -m tools.notebooks [NAME…]        runs and writes
    python -m tools.notebooks --check        runs; exits 1 if an output is not what it was

A cell tagged `varies` (what was learned, how long it took) is run, and not compared.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import Any, Final

import nbformat
from nbclient import NotebookClient

FOLDER: Final = Path(__file__).parent.parent / "notebooks"
# A notebook runs in under two minutes; one on a busy machine may take longer.
SECONDS: Final = 600
# What is compared: the rest of an output is drawn from the same values.
_COMPARED: Final = ("text/plain",)
# A bar that ran while a cell did.
_PROGRESS: Final = "application/vnd.jupyter.widget-view+json"
_ADDRESS: Final = re.compile(r"\b0x[0-9a-f]+\b")


def ran(path: Path) -> Any:
    """Return the notebook with the outputs of a run now. Raises what a cell raises."""
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    os.environ["PYTHONWARNINGS"] = "ignore"
    os.environ["TQDM_DISABLE"] = "1"
    NotebookClient(
        notebook, timeout=SECONDS, resources={"metadata": {"path": str(path.parent)}}
    ).execute()
    return cleared(notebook)


def cleared(notebook: Any) -> Any:
    """Take out what tells of the machine: times, paths, versions, what went to stderr."""
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type != "code":
            continue
        cell.outputs = [
            output
            for output in cell.outputs
            if not (output.output_type == "stream" and output.name == "stderr")
            and _PROGRESS not in output.get("data", {})
        ]
        for output in cell.outputs:
            if output.output_type == "stream":
                output.text = _without_paths(output.text)
            for kind, data in output.get("data", {}).items():
                if isinstance(data, str):
                    output["data"][kind] = _without_paths(data)
    return notebook


def differences(was: Any, now: Any) -> list[str]:
    """The cells whose text is not what it was, by their ids."""
    return [
        cell.id
        for cell, again in zip(was.cells, now.cells, strict=True)
        if "varies" not in cell.metadata.get("tags", ()) and _said(cell) != _said(again)
    ]


def _said(cell: Any) -> list[str]:
    outputs = cell.get("outputs", ())
    return [output.get("text", "") for output in outputs] + [
        output.get("data", {}).get(kind, "") for output in outputs for kind in _COMPARED
    ]


def _without_paths(text: str) -> str:
    return _ADDRESS.sub("0x…", text.replace(str(FOLDER.parent), "…"))


def main() -> int:
    """Run all notebooks, or those named."""
    names = [name for name in sys.argv[1:] if not name.startswith("-")]
    stale = []
    for path in sorted(FOLDER.glob("*.ipynb")):
        if names and path.stem not in names:
            continue
        now = ran(path)
        if "--check" in sys.argv:
            was = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
            stale += [f"{path.name}: {id}" for id in differences(was, now)]
        else:
            nbformat.write(now, path)  # type: ignore[no-untyped-call]
    print("\n".join(f"{place} is out of date; run python -m tools.notebooks" for place in stale))
    return bool(stale)


if __name__ == "__main__":
    sys.exit(main())
