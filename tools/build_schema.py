"""Write the JSON Schema of arlint's findings into docs/schemas.

python tools/build_schema.py
"""

from __future__ import annotations

import json
from pathlib import Path

from arlint.report.finding import VERSION, schema


def main() -> None:
    """Write it."""
    path = Path(__file__).parents[1] / "docs" / "schemas" / f"findings-{VERSION}.json"
    path.write_text(json.dumps(schema(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
