"""Sentences that any report may use, written for these samples."""

from __future__ import annotations

PREAMBLE = (
    "Le présent rapport rend compte de l'exécution de la convention que l'État et le Département "
    "ont signée pour prévenir la pauvreté et favoriser le retour à l'emploi.",
    "Chaque fiche action y est reprise dans l'ordre de la convention : ce qui était prévu, ce qui "
    "a été fait, ce qui a été dépensé et ce qu'il reste à entreprendre. Les montants sont exprimés "
    "en euros et arrêtés à la date indiquée pour chaque action.",
    "Il a été établi par la direction de l'insertion et présenté au comité de pilotage, puis "
    "transmis au préfet avant le vote de l'assemblée départementale.",
)

RESULTS = (
    "Le rythme des rendez-vous s'est maintenu toute l'année malgré deux postes restés vacants "
    "pendant le 1^er^ trimestre. Les équipes ont réorganisé leurs permanences pour que chaque "
    "canton garde au moins une demi-journée d'accueil par semaine.",
    "Les orientations viennent surtout des travailleurs sociaux du Département ; les mairies "
    "prennent désormais une part plus grande des signalements, après les réunions "
    "d'information tenues au printemps.",
    "L'évaluation conduite avec les partenaires montre des effets durables pour les personnes "
    "suivies plus de six mois, et des abandons plus fréquents lorsque le domicile est éloigné "
    "du lieu d'accueil.",
    "Une convention de partenariat a précisé le rôle de chacun ; un tableau de suivi partagé a "
    "remplacé les échanges de courriers et raccourci les délais de réponse.",
    "Le démarrage a été plus lent que prévu, le recrutement n'ayant abouti qu'en avril. "
    "L'essentiel des dépenses porte donc sur le second semestre.",
)

OUTLOOK = (
    "L'action se poursuivra dans les mêmes conditions jusqu'à la fin de la convention.",
    "Il est proposé d'étendre l'action aux deux territoires qui n'en bénéficient pas encore, sans "
    "augmentation du budget.",
    "Le comité de pilotage a demandé un point d'étape avant toute reconduction.",
    "Le Département reprendra l'action à sa charge au terme de la convention.",
)

STEPS = (
    "- repérer les personnes concernées avec les mairies et les associations ;",
    "- proposer un premier entretien dans les quinze jours ;",
    "-- au centre médico-social, ou au domicile si besoin ;",
    "-- avec un interprète lorsque c'est nécessaire ;",
    "- établir un plan d'accompagnement et le revoir chaque trimestre.",
)


def results(rank: int, count: int = 1) -> tuple[str, ...]:
    """`count` paragraphs, others for another rank."""
    return tuple(RESULTS[(rank + shift) % len(RESULTS)] for shift in range(count))


def outlook(rank: int) -> tuple[str, ...]:
    """One paragraph."""
    return (OUTLOOK[rank % len(OUTLOOK)],)
