"""
Write docs/http.md from the description that `calque serve` gives of itself (OpenAPI).

    python -m tools.http_docs            writes it
    python -m tools.http_docs --check    exits 1 if it is not up to date
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from calque.apps.web.application import app
from calque.apps.web.settings import Settings
from tools.generated import written

PAGE: Final = Path(__file__).parents[1] / "docs" / "http.md"
_HEAD: Final = """# HTTP

Every request that `calque serve` answers, and what the answers hold. How to run the service, what
guards it, and what it is good for: [As a service](service.md). The same as OpenAPI:
`/openapi.json` of a running service, from which this page is generated.

```text
curl -s localhost:8765/v1/check -H 'Content-Type: application/json' \\
     -d '{"text": "ODKB forces left.", "source_lang": "fi"}'
```

Bodies and answers are JSON. Offsets are 0-based code points, end exclusive. With `CALQUE_TOKEN`
set, `/v1/…` and `/metrics` want `Authorization: Bearer TOKEN`. An error has the form of
[Failed](#failed), whatever its status:

| status | |
|---|---|
| 400 | the body can't be read |
| 401 | the token is missing or wrong, or a webhook's signature |
| 404 | there is no such thing, or no webhook |
| 408, 413 | the body took too long to arrive, or is too large |
| 409 | said already, or it clashes with what is there |
| 422 | a field or the text is not as it must be; `message` says which and why |
| 503 | too many requests wait; try again after `Retry-After` |
| 504 | the work took longer than the service allows |
"""
_GROUPS: Final = {
    "texts": "Texts",
    "desk": "Decisions and glossary",
    "webhook": "Webhook",
    "service": "The service itself",
}
Schema = Mapping[str, Any]


def page(api: Schema) -> str:
    """The description as Markdown."""
    return _HEAD + "\n".join([*_routes(api), "\n## Objects\n", *_objects(api)]) + "\n"


def _routes(api: Schema) -> Iterator[str]:
    for tag, title in _GROUPS.items():
        yield f"\n## {title}\n"
        for path, methods in api["paths"].items():
            for method, route in methods.items():
                if tag in route["tags"]:
                    yield from _route(api, f"{method.upper()} {path}", route)


def _route(api: Schema, name: str, route: Schema) -> Iterator[str]:
    yield f"### {name}\n\n{route['description']}\n"
    if parameters := route.get("parameters"):
        yield "| parameter | | type | |\n|---|---|---|---|"
        for one in parameters:
            said = one.get("description", "") or ("required" if one.get("required") else "")
            yield f"| `{one['name']}` | {one['in']} | {_type(one['schema'])} | {_cell(said)} |"
        yield ""
    for content in route.get("requestBody", {}).get("content", {}).values():
        body = content["schema"]
        yield f"Takes {_type(body)}"
        for example in _named(api, body).get("examples", ())[:1]:
            shown = json.dumps(example, ensure_ascii=False, indent=2)
            yield f"\n```json\n{shown}\n```"
        yield ""
    yield from _answers(route["responses"])


def _answers(responses: Schema) -> Iterator[str]:
    good, bad = [], []
    for status, answer in responses.items():
        schema = answer.get("content", {}).get("application/json", {}).get("schema", {})
        if status.startswith("2"):
            good.append(f"{status}{f' with {_type(schema)}' if schema else ''}")
        else:
            bad.append(status)
    errors = f"; errors: {', '.join(sorted(bad))}" if bad else ""
    yield f"Answers {', '.join(good)}{errors}.\n"


def _objects(api: Schema) -> Iterator[str]:
    for name, schema in sorted(api["components"]["schemas"].items()):
        yield f"### {name}\n"
        if said := schema.get("description"):
            yield " ".join(said.split()) + "\n"
        needed = schema.get("required", ())
        yield "| field | type | default | |\n|---|---|---|---|"
        for field, about in schema.get("properties", {}).items():
            default = "**required**" if field in needed else _default(about)
            said = _cell(about.get("description", ""))
            yield f"| `{field}` | {_type(about)} | {default} | {said} |"
        yield ""


def _default(about: Schema) -> str:
    value = about.get("default")
    return "" if value is None else f"`{json.dumps(value, ensure_ascii=False)}`"


def _type(schema: Schema) -> str:
    """A type in words; objects are links."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[1]
        return f"[{name}](#{name.lower()})"
    if several := schema.get("anyOf") or schema.get("oneOf"):
        return " or ".join(_type(one) for one in several)
    if several := schema.get("enum") or [schema[key] for key in ("const",) if key in schema]:
        return ", ".join(f"`{value}`" for value in several)
    return _plain(schema)


def _plain(schema: Schema) -> str:
    kind = schema.get("type", "anything")
    if kind == "array" and "items" in schema:
        return f"list of {_type(schema['items'])}"
    if kind == "object":
        of = schema.get("additionalProperties")
        return f"object of {_type(of)}" if isinstance(of, Mapping) else "an object"
    return f"{kind}{_limits(schema)}"


def _limits(schema: Schema) -> str:
    least = schema.get("minimum", schema.get("minLength"))
    most = schema.get("maximum", schema.get("maxLength"))
    unit = " characters" if "maxLength" in schema or "minLength" in schema else ""
    if most is None:
        return ""
    return f" ({least or 0:,} to {most:,}{unit})"


def _named(api: Schema, schema: Schema) -> Schema:
    name = schema.get("$ref", "").rsplit("/", 1)[-1]
    found: Schema = api["components"]["schemas"].get(name, schema)
    return found


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    described = app(Settings()).openapi()
    sys.exit(written({PAGE: page(described)}, "python -m tools.http_docs", sys.argv[1:]))
