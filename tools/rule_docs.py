"""
Write docs/rules.md from the rules, or with --check exit 1 where it is stale.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from calque.detect import all_rules
from calque.render.rule_docs import page, read

PAGE: Final = Path(__file__).parents[1] / "docs" / "rules.md"


def main(arguments: list[str]) -> int:
    """Write or check; return the exit status."""
    wanted = page([read(loaded) for loaded in all_rules()])
    if arguments == ["--check"]:
        if PAGE.is_file() and PAGE.read_text(encoding="utf-8") == wanted:
            return 0
        print(f"{PAGE}: stale; run python tools/rule_docs.py", file=sys.stderr)
        return 1
    PAGE.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
