"""Rules of the other side of a sheet, that show through it: far paler than those of its own."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from extract.ocr.faint import BESIDE
from extract.ocr.shapes import Grey
from schemas.printed import Rule

PLAIN = 60.0  # grey levels: a page with rules so dark has not faded
PART = 0.25  # of their darkness; what is paler and
PALE = 26.0  # grey levels at most, shines through
SIDE = 2  # pixels of paper, and of a rule on either side of its middle


def without_shine(rules: Sequence[Rule], grey: Grey, unit: float) -> list[Rule]:
    """The rules without those that shine through, where the page has plain ones."""
    dark = [_darkness(rule, grey, unit) for rule in rules]
    most = _usual(rules, dark)
    if most < PLAIN:
        return list(rules)
    least = min(PART * most, PALE)
    return [rule for rule, own in zip(rules, dark, strict=True) if own >= least]


def _usual(rules: Sequence[Rule], dark: Sequence[float]) -> float:
    """How dark the darker half of all that is ruled is."""
    if not rules:
        return 0.0
    long = np.array([rule.span[1] - rule.span[0] for rule in rules])
    order = np.argsort(dark)
    reached = np.cumsum(long[order]) / long.sum()
    return float(np.array(dark)[order][int(np.searchsorted(reached, 0.75))])


def _darkness(rule: Rule, grey: Grey, unit: float) -> float:
    """How much darker a rule is than the paper beside it: the median along it."""
    sheet = grey if rule.vertical else grey.T
    start, end = (int(each / unit) for each in rule.span)
    middle, beside = int(rule.at / unit), round(BESIDE / unit)
    low = max(middle - beside - SIDE, 0)
    part = sheet[start : end + 1, low : middle + beside + SIDE + 1].astype(np.float64)
    core = middle - low
    if not part.size or part.shape[1] <= core + SIDE:
        return 0.0
    paper = np.maximum(part[:, : 2 * SIDE].mean(axis=1), part[:, -2 * SIDE :].mean(axis=1))
    ink = part[:, max(core - SIDE, 0) : core + SIDE + 1].min(axis=1)
    return float(np.median(paper - ink))
