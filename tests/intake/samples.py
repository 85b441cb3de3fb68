"""The sample sheets, their truth, and the villages of a regency from the region file. No database."""

import csv
import gzip
import json
from datetime import date
from functools import lru_cache
from pathlib import Path

from pendopo.intake.drafts import RosterReading
from pendopo.intake.regency import Candidate
from pendopo.intake.roster import read_roster
from pendopo.intake.villages import VillageIndex
from pendopo.intake.workbook import Workbook, read_workbook

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "tests" / "samples"
REGIONS = ROOT / "src" / "pendopo" / "wilayah" / "data" / "regions.csv.gz"
TODAY = date(2026, 11, 22)
TRUTH = json.loads((FOLDER / "truth.json").read_text(encoding="utf-8"))
ROSTERS = [name for name, truth in TRUTH.items() if truth["kind"] == "roster"]
BOARDS = [name for name, truth in TRUTH.items() if truth["kind"] == "boards"]


@lru_cache
def _regions() -> list[dict[str, str]]:
    with gzip.open(REGIONS, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@lru_cache
def villages_of(regency: str) -> VillageIndex:
    districts = {r["code"]: r["name"] for r in _regions() if r["parent_code"] == regency}
    return VillageIndex(
        (r["code"], r["name"], r["kind"], r["parent_code"], districts[r["parent_code"]])
        for r in _regions()
        if r["parent_code"] in districts
    )


@lru_cache
def regencies() -> list[Candidate]:
    return [
        Candidate(r["code"], r["code"], r["name"], r["kind"]) for r in _regions() if r["level"] == "regency"
    ]


@lru_cache
def workbook(name: str) -> Workbook:
    return read_workbook((FOLDER / name).read_bytes(), name)


def reading(name: str, answers: dict[str, str] | None = None) -> RosterReading:
    return read_roster(workbook(name), villages_of(TRUTH[name]["regency"]), today=TODAY, answers=answers)
