"""Tables that share their page with others and with running text come back as drawn."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.table_printer.reading import read_page_tables, scene_differences
from tests.table_printer.scenes import Scene, print_scene_by_hand, print_scene_by_typst, scenes

FIXED = {
    "deadline": None,
    "database": None,
    "phases": [Phase.generate],
    "suppress_health_check": list(HealthCheck),
}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tables") / "scene.pdf"


def wrong(scene: Scene, path: Path) -> list[str]:
    return list(
        scene_differences(scene.tables, read_page_tables(path), beside=scene.place == "beside")
    )


@seed(2)
@settings(max_examples=140, **FIXED)  # type: ignore[arg-type]
@given(scene=scenes())
def test_scenes_by_hand_come_back(path: Path, scene: Scene) -> None:
    path.write_bytes(print_scene_by_hand(scene))
    assert wrong(scene, path) == []


@seed(5)
@settings(max_examples=40, **FIXED)  # type: ignore[arg-type]
@given(scene=scenes())
def test_scenes_by_typst_come_back(path: Path, scene: Scene) -> None:
    path.write_bytes(print_scene_by_typst(scene))
    assert wrong(scene, path) == []
