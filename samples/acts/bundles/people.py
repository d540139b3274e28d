"""Who sits in the invented assemblies."""

from __future__ import annotations

from samples.acts.facts import Member

ALIX = Member("Mme", "Alix MERLE")
PAUL = Member("M.", "Paul RENAUD")
INES = Member("Mme", "Inès FABRE-LENOIR")
JEAN = Member("M.", "Jean-Noël DE LA TOUR")
NORA = Member("Mme", "Nora HADDAD")
YVES = Member("M.", "Yves LE GALL")
LUC = Member("M.", "Luc ARNAL", "excused", "Mme Alix MERLE")
ZOE = Member("Mme", "Zoé PIN", "excused")
ROSE = Member("Mme", "Rose OLIVE", "absent")
GUY = Member("M.", "Guy SAULE", "non_voting")

PRESENT = (ALIX, PAUL, INES, JEAN, NORA, YVES)
ASSEMBLY = (*PRESENT, LUC, ZOE, ROSE, GUY)
