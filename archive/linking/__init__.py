"""Linking: which case the pages belong to, by the codes that they bear. Pure; `archive.dossiers` writes it down."""

from archive.linking.evidence import NO_EVIDENCE, Evidence, LinkRank, PageEvidence, Problem
from archive.linking.page_codes import evidence_of
from archive.linking.plan import FOREIGN_CODE, Held, Plan, PlannedDossier, PlannedPage, plan_dossiers

__all__ = [
    "FOREIGN_CODE",
    "NO_EVIDENCE",
    "Evidence",
    "Held",
    "LinkRank",
    "PageEvidence",
    "Plan",
    "PlannedDossier",
    "PlannedPage",
    "Problem",
    "evidence_of",
    "plan_dossiers",
]
