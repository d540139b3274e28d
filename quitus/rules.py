"""The rules that the checks apply, explained."""

from __future__ import annotations

import json

from reconcile.registry import Rule
from reconcile.rules import RULES


def known() -> tuple[Rule, ...]:
    """Every rule: its name, and its title, reason and example in French."""
    return RULES


def titles() -> dict[str, str]:
    """What each rule wants, by name."""
    return {rule.name: rule.title for rule in known()}


def as_text() -> str:
    """Each rule: what must hold, why, an example."""
    return "\n\n".join(
        f"{rule.name} : {rule.title}\n  Pourquoi : {rule.reason}\n  Exemple : {rule.example}"
        for rule in known()
    )


def as_json() -> str:
    """The same for programs."""
    fields = ("name", "title", "reason", "example")
    told = [{name: getattr(rule, name) for name in fields} for rule in known()]
    return json.dumps(told, ensure_ascii=False, indent=1)
