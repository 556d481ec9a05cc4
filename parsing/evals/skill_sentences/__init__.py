"""`python -m parsing.evals skills`: skills found in sentences written apart from the taxonomy, by language."""

from parsing.evals.skill_sentences.measure import Counts, main, measure, sentences

__all__ = ["Counts", "main", "measure", "sentences"]
