"""A whole bundle: délibération, narrative and financial annexes, avenant, model, rapport."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from samples.acts.bundles.people import ALIX, ASSEMBLY, PAUL
from samples.acts.facts import (
    Agreement,
    Annex,
    Article,
    Ballot,
    Bundle,
    Deliberation,
    FinancialAnnex,
    Grant,
    Line,
    Rapport,
    Visa,
)
from samples.layouts import Layout

DAY = dt.date(2024, 5, 14)
VISAS = (
    Visa(
        "Vu le Code de l'action sociale et des familles, notamment ses articles L.262-1 et suivants",
        "code",
        "L.262-1 et suivants",
    ),
    Visa(
        "Vu la loi n° 2008-1249 du 1er décembre 2008 généralisant le revenu de solidarité active",
        "loi",
        "2008-1249",
        "2008-12-01",
    ),
    Visa(
        "Vu la délibération n°2023-12 du Conseil départemental en date du 06/02/2023",
        "deliberation",
        "2023-12",
        "2023-02-06",
    ),
    Visa("Vu le rapport du Président du Conseil départemental, ci-annexé", "rapport"),
)
MOBILITY = "Mobilité vers l'emploi"
HOUSING = "Accès et maintien dans le logement"
T1, T2 = f"1. {MOBILITY}", f"2. {HOUSING}"
LINE = Line(
    Decimal("42000.00"), "6568", "93444", "C01-200B", "Insertion par l'emploi", Decimal("90000.00")
)
ARTICLES = (
    Article(
        "D'approuver le financement des 2 opérations de la thématique 1 « Mobilité vers l'emploi », "
        "telles que présentées en annexe 1, pour un montant total de 30 000,00 €.",
        Decimal("30000.00"),
        2,
        "1",
    ),
    Article(
        "D'approuver le financement des 2 opérations de la thématique 2 « Accès et maintien dans le "
        "logement », telles que présentées en annexe 2, pour un montant total de 12 000,00 €.",
        Decimal("12000.00"),
        2,
        "2",
    ),
    Article(
        "D'autoriser le Président à signer l'avenant joint en annexe 4 et les conventions conformes "
        "au modèle joint en annexe 5."
    ),
    Article("Les dépenses sont imputées sur le budget départemental comme suit :"),
)
GRANTS = (
    Grant(
        "Opération 1 : Prêt", "Plaine", "Roule Ensemble", "12 véhicules", Decimal("20000.00"), T1
    ),
    Grant("Opération 2 : Permis", "Collines", "Le Volant", "8 places", Decimal("10000.00"), T1),
    Grant("Opération 3 : Logement", "Plaine", "Toits et Cie", "30 ménages", Decimal("9000.00"), T2),
    Grant("Opération 4 : Énergie", "Collines", "Watts", "10 ménages", Decimal("3000.00"), T2),
)
DELIBERATION = Deliberation(
    number="2024-118",
    day=DAY,
    president=ALIX,
    secretary=PAUL,
    object="Soutien aux actions d'insertion",
    members=ASSEMBLY,
    ballot=Ballot("labelled", 6, 0, 1, 2),
    visas=VISAS,
    articles=ARTICLES,
    lines=(LINE,),
)
FIRST = Annex(
    "",
    f"1. {MOBILITY}",
    (
        "Le Département soutient les personnes qui ne peuvent rejoindre un emploi, faute de moyen "
        "de transport. Deux structures proposent un prêt de véhicules et des heures de conduite.",
        "## Opération 1 : Prêt de véhicules",
        "Il est proposé de financer une structure pour un total de 20 000 €.",
        "## Opération 2 : Permis de conduire",
        "Il est proposé de financer une structure pour un total de 10 000 €.",
    ),
)
SECOND = Annex(
    "",
    f"2. {HOUSING}",
    (
        "Des ménages peinent à se maintenir dans leur logement. Une association les accompagne dans "
        "leurs démarches auprès des bailleurs et des fournisseurs d'énergie.",
        "## Opération 3 : Accompagnement des ménages",
        "Il est proposé de financer une structure pour un total de 9 000 €.",
        "## Opération 4 : Visites sur l'énergie",
        "Il est proposé de financer une structure pour un total de 3 000 €.",
    ),
)
ANNEX = FinancialAnnex(
    "3",
    "Répartition financière des opérations",
    GRANTS,
    totals=(Decimal("30000.00"), Decimal("12000.00")),
)
AVENANT = Agreement(
    "avenant",
    "1",
    "l'association Le Volant",
    (
        Article("L'article 3 de la convention est remplacé par les dispositions suivantes."),
        Article("Le montant de la participation est porté à 10 000 €.", Decimal("10000")),
    ),
    "2023-0042",
)
MODEL = Agreement(
    "convention",
    "XXXX",
    "XXXXXXXX, dont le siège se situe XXXXXXXX",
    (Article("La convention fixe les modalités du versement de xxxx € à xxxx."),),
)
RAPPORT = Rapport(
    "12",
    DAY,
    (
        "Le présent rapport propose de soutenir quatre opérations pour un total de 42 000 €.",
        "La dépense serait imputée sur le budget départemental comme suit :",
    ),
    (
        Line(
            Decimal("42000.00"),
            "6568",
            "93444",
            "C01-200B",
            "Insertion par l'emploi",
            Decimal("90000.00"),
            Decimal("60000.00"),
            Decimal("18000.00"),
        ),
    ),
)
LAYOUT = Layout(numbering="none", toc=False, footer="Département des Trois Rivières")
BUNDLE = Bundle(
    "Soutien aux actions d'insertion",
    (DELIBERATION, FIRST, SECOND, ANNEX, AVENANT, MODEL, RAPPORT),
    LAYOUT,
)
