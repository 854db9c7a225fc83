"""The formats for programs: JSON, JSON Lines, SARIF, GitHub annotations."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from calque.detect import LoadedRule, all_rules
from calque.document import Document, Span
from calque.edits import apply
from calque.finding import Edit, Evidence, Finding, Fix, Safety
from calque.provenance import SourceLanguage
from calque.render import Place, Renderer
from calque.render.github import GitHub
from calque.render.json_ import Json, JsonLines
from calque.render.rdjson import RdJsonLines
from calque.render.sarif import Sarif
from calque.report import Report, finding_dict

# The standard's own schema is no part of calque; where it lies beside the checkout it is used.
SCHEMA = Path(__file__).parents[2] / "shared" / "standards" / "sarif-schema-2.1.0.json"
PLACE = Place("desk/a b.txt")
TEXT = "😀 The PSGV left.\r\nSo did\nall, 50%: gone."


def loaded() -> LoadedRule:
    return next(one for one in all_rules() if one.rule.id == "ACR001")


def report(text: str = TEXT) -> Report:
    rule = loaded().rule
    fix = Fix((Edit(6, 10, "NHPX"),), Safety.SAFE, "PSGV → NHPX")
    findings = (
        Finding(
            *(rule, Span(6, 10), "PSGV is Russian", 0.9, (fix,)),
            evidence=(Evidence("glossary", "nhp: NHPX", "house style"),),
            related=(Span(18, 20),),
        ),
        Finding(rule, Span(18, 29), "two lines: 50%, and more\nto come", 0.5),
    )
    source = SourceLanguage({"und": 1.0}, ())
    doc = Document("desk/a b.txt", text)
    return Report(
        document=doc,
        findings=findings,
        skipped=(),
        text=text,
        left=findings,
        source_language=source,
        signature="calque",
    )


def rendered(renderer: Renderer, place: Place, *errors: str) -> str:
    return "".join([*renderer.report(report(), place), *renderer.end(errors)])


def sarif(place: Place = PLACE, *errors: str) -> Any:
    return json.loads(rendered(Sarif([loaded()]), place, *errors))


def test_json() -> None:
    made = json.loads(rendered(Json(), Place("r.jsonl", 3), "b.txt: no such file"))
    (document,) = made["documents"]
    assert (document["path"], document["row"]) == ("r.jsonl", 3)
    assert made["errors"] == ["b.txt: no such file"]
    assert document["findings"] == report().to_dict()["findings"]
    assert json.loads("".join(Json().end([])))["documents"] == []


def test_json_lines() -> None:
    lines = rendered(JsonLines(), Place("a.txt"), "error").splitlines()
    doc = report().document
    assert [json.loads(line) for line in lines] == [
        json.loads(json.dumps(finding_dict(doc, finding))) for finding in report().findings
    ]
    assert set(json.loads(lines[0])) == {
        *("document", "segment", "rule", "name", "start", "end", "text", "message", "mqm", "its"),
        *("severity", "confidence", "fixes", "evidence", "source_start", "source_end"),
    }


def test_github() -> None:
    assert rendered(GitHub(), Place("a:b,c.txt"), "x\ny").splitlines() == [
        "::warning file=a%3Ab%2Cc.txt,line=1,col=7,endLine=1,endColumn=11,"
        "title=ACR001 foreign-acronym::PSGV is Russian [PSGV → NHPX]",
        "::warning file=a%3Ab%2Cc.txt,line=2,col=1,endLine=3,"
        "title=ACR001 foreign-acronym::two lines: 50%25, and more%0Ato come",
        "::error title=calque::x%0Ay",
    ]
    assert rendered(GitHub(), Place("r.jsonl", 3)).startswith("::warning file=r.jsonl,line=3,title")


def test_reviewdog_counts_bytes() -> None:
    first, second = map(json.loads, rendered(RdJsonLines(), PLACE, "error").splitlines())
    where = {"start": {"line": 1, "column": 10}, "end": {"line": 1, "column": 14}}
    assert first == {
        "message": "foreign-acronym: PSGV is Russian",
        "location": {"path": "desk/a b.txt", "range": where},
        "severity": "WARNING",
        "code": {"value": "ACR001"},
        "source": {"name": "calque"},
        "suggestions": [{"range": where, "text": "NHPX"}],
    }
    assert second["location"]["range"]["end"] == {"line": 3, "column": 5}
    row = json.loads(rendered(RdJsonLines(), Place("r.jsonl", 3)).splitlines()[0])
    assert row["location"] == {"path": "r.jsonl", "range": {"start": {"line": 3}}}
    assert "suggestions" not in row


def test_sarif_says_where() -> None:
    (run,) = sarif()["runs"]
    first, second = run["results"]
    assert run["columnKind"] == "unicodeCodePoints"
    location = first["locations"][0]["physicalLocation"]
    assert location["artifactLocation"] == {"uri": "desk/a%20b.txt"}
    assert location["region"] == {
        **{"startLine": 1, "startColumn": 7, "endLine": 1, "endColumn": 11},
        **{"charOffset": 6, "charLength": 4, "snippet": {"text": "PSGV"}},
    }
    region = second["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["endLine"], region["endColumn"]) == (2, 3, 5)
    assert first["relatedLocations"][0]["physicalLocation"]["region"]["startLine"] == 2


def test_sarif_names_its_rules() -> None:
    (run,) = sarif()["runs"]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == "ACR001"
        assert result["level"] == rules[0]["defaultConfiguration"]["level"] == "warning"
        assert result["message"]["text"]
    assert "Why it matters" in rules[0]["help"]["markdown"]
    prints = [result["partialFingerprints"]["calque/v1"] for result in run["results"]]
    assert len(set(prints)) == 2


def test_sarif_fixes_can_be_made() -> None:
    result = sarif()["runs"][0]["results"][0]
    (change,) = result["fixes"][0]["artifactChanges"]
    (replacement,) = change["replacements"]
    deleted = replacement["deletedRegion"]
    start, end = deleted["charOffset"], deleted["charOffset"] + deleted["charLength"]
    mended = apply(TEXT, [Edit(start, end, replacement["insertedContent"]["text"])])
    assert mended == TEXT.replace("PSGV", "NHPX")
    assert "fixes" not in sarif()["runs"][0]["results"][1]


def test_sarif_of_a_row_names_the_row_and_offers_no_fix() -> None:
    result = sarif(Place("r.jsonl", 3))["runs"][0]["results"][0]
    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 3}
    assert result["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] == "desk/a b.txt"
    assert "fixes" not in result


def test_sarif_tells_of_errors() -> None:
    (invocation,) = sarif(Place("a.txt"), "b.txt: no such file")["runs"][0]["invocations"]
    assert invocation["executionSuccessful"] is False
    assert invocation["toolExecutionNotifications"][0]["message"]["text"] == "b.txt: no such file"


@pytest.mark.skipif(not SCHEMA.is_file(), reason=f"no SARIF schema at {SCHEMA}")
@pytest.mark.parametrize("place", [Place("a.txt"), Place("/tmp/a.txt"), Place("r.jsonl", 3)])
def test_sarif_keeps_the_standard(place: Place) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft4Validator(schema).validate(sarif(place, "an error"))
