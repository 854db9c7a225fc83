"""Ray on this machine: the same results as without it, and a pipeline of one's own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from calque.batch.job import Job
from calque.config import Config
from calque.finding import Safety
from tests.newsroom import HOUSE, RIGHT, WRONG, contents, rows
from tests.test_batch import BAD

ray: Any = pytest.importorskip(
    "ray", reason="NOT TESTED: Ray is not installed; pip install -e '.[test]'"
)
pytest.importorskip("ray.data", reason="NOT TESTED: Ray Data is not installed")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with a house glossary, and a Ray of two processors."""
    import logging

    folder = tmp_path_factory.mktemp("ray")
    (folder / "house.toml").write_text(HOUSE, encoding="utf-8")
    ray.init(
        num_cpus=2,
        object_store_memory=200_000_000,
        include_dashboard=False,
        log_to_driver=False,
        logging_level=logging.ERROR,
    )
    yield folder
    ray.shutdown()


def test_ray_gives_what_one_process_gives(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from calque.batch.local import Local
    from calque.batch.ray import Cluster
    from calque.batch.run import Run
    from calque.batch.sources import found
    from calque.batch.work import Work

    monkeypatch.setattr("calque.batch.sources.SMALLEST", 1_000)
    (desk / "in").mkdir()
    (desk / "in" / "a.jsonl").write_text(rows(*[WRONG, RIGHT] * 30) + BAD, encoding="utf-8")
    (desk / "in" / "b.csv").write_text("id,text\n" + f'1,"{WRONG}"\n' * 40, encoding="utf-8")
    (desk / "in" / "c.txt").write_text(WRONG, encoding="utf-8")
    config = Config(select=("ACR001",), glossaries=(desk / "house.toml",))
    made = []
    for engine in (Local(1), Cluster(2)):
        work = Work(desk / type(engine).__name__)
        with work.held():
            files = tuple(found([desk / "in"], work.results))
            summary = Run(files, work, Job(config), engine, "jsonl", lambda _: None)()
        assert summary.counts["texts"] == 101
        made.append(contents(work.results))
    assert made[0] == made[1]


def test_an_actor_holds_a_model(desk: Path, marian: Path) -> None:
    from calque.batch.job import Model
    from calque.batch.ray import Cluster
    from calque.batch.run import Run
    from calque.batch.sources import found
    from calque.batch.work import Work
    from calque.translate.engine import Settings

    row = {"text": ["Leena lives in Turku."], "source": ["Leena ei asu Turussa."]}
    (desk / "anew.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    job = Job(
        Config(source_lang="fi"),
        Safety.REVIEW,
        model=Model(str(marian), Settings(device="cpu", threads=1)),
    )
    work = Work(desk / "anew")
    with work.held():
        files = tuple(found([desk / "anew.jsonl"], work.results))
        Run(files, work, job, Cluster(1), "jsonl", lambda _: None)()
    made = json.loads((desk / "anew" / "corpus" / "anew.jsonl").read_text("utf-8"))
    assert made == {**row, "text": ["Leena does not live in Turku."]}


def test_a_pipeline_of_ones_own(desk: Path) -> None:
    import pyarrow as pa

    from calque.batch.ray import Normalise

    texts = [WRONG, None, RIGHT, WRONG]
    table = pa.table({"id": [1, 2, 3, 4], "text": texts, "n": [0.5, 1.5, 2.5, 3.5]})
    job = Job(Config(select=("ACR001",), glossaries=(desk / "house.toml",))).portable()
    dataset = ray.data.from_arrow(table).map_batches(
        Normalise,
        fn_constructor_args=(job,),
        batch_format="pyarrow",
        compute=ray.data.ActorPoolStrategy(size=1),
    )
    made = sorted(dataset.take_all(), key=lambda row: row["id"])
    assert [row["text"] for row in made] == [RIGHT, None, RIGHT, RIGHT]
    assert [row["n"] for row in made] == [0.5, 1.5, 2.5, 3.5]
    assert [len(json.loads(row["findings"])) for row in made] == [1, 0, 0, 1]
    assert [bool(row["rejected"]) for row in made] == [False, True, False, False]
