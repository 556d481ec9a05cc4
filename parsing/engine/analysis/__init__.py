"""What can be concluded from a `Resume`: the same input gives the same findings, and no protected trait is read."""

from parsing.engine.analysis.analyse import analyse
from parsing.engine.analysis.questions import Question, interview_questions, is_lawful
from parsing.engine.analysis.requirements import extract_requirements, requirements_from_skills
from parsing.engine.analysis.scoring import BANDS, PARTS, recommendation, score

__all__ = [
    "BANDS",
    "PARTS",
    "Question",
    "analyse",
    "extract_requirements",
    "interview_questions",
    "is_lawful",
    "recommendation",
    "requirements_from_skills",
    "score",
]
