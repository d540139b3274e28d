"""The national template as it is."""

from __future__ import annotations

from dataclasses import replace

from samples.layouts import Layout
from samples.reports import onze

REPORT = replace(onze.REPORT, name="canonique")
LAYOUT = Layout(
    producer="reportlab",
    font="vera",
    size=8.5,
    etat="Etat",
    space="nobreak",
    notations=("plain", "plain", "tight"),
    hyphenate=True,
    header="Département de la Lozère – Convention d'appui à la lutte contre la pauvreté",
    footer="Rapport d'exécution 2023",
    page_number="{n}",
    page_number_place="bottom-right",
)
