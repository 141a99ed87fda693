"""Evidence for equality impact assessments. ``Assessments`` is the facade; what officers judge stays blank."""

from assistant.assessment.assessments import Assessments
from assistant.assessment.council import AssessmentError
from assistant.assessment.proposal import NAMES, ProposalError, proposal_of, read_proposal
from assistant.assessment.records import (
    Draft,
    Evidence,
    EvidenceKind,
    GroupEvidence,
    Proposal,
    Reopened,
    Saved,
    SelfAssessment,
)

__all__ = [
    "NAMES",
    "AssessmentError",
    "Assessments",
    "Draft",
    "Evidence",
    "EvidenceKind",
    "GroupEvidence",
    "Proposal",
    "ProposalError",
    "Reopened",
    "Saved",
    "SelfAssessment",
    "proposal_of",
    "read_proposal",
]
