"""
Write docs/rules.md from the rules, or with --check exit 1 where it is stale.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from calque.detect import all_rules
from calque.render.rule_docs import page, read
from tools.generated import written

PAGE: Final = Path(__file__).parents[1] / "docs" / "rules.md"


if __name__ == "__main__":
    made = page([read(loaded) for loaded in all_rules()])
    sys.exit(written({PAGE: made}, "python -m tools.rule_docs", sys.argv[1:]))
