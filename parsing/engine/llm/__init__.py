"""What a language model may add to a reading: questions to it, and the checks that its answers have to pass.

Nothing here talks to a model: `parsing.llm` does. The document goes out as numbered lines of data, an answer names the
lines it rests on, and a value that does not stand there is left out. Scores never come from here.
"""

from parsing.engine.llm.answers import BadAnswer, Draft, read_draft
from parsing.engine.llm.merging import Merged, merge
from parsing.engine.llm.prompts import DRAFT_SCHEMA, Prompt, extraction_prompt, unsure_parts
from parsing.engine.llm.prose import (
    QUESTIONS_SCHEMA,
    VERDICT_SCHEMA,
    facts_of,
    question_prompt,
    read_questions,
    read_verdict,
    verdict_prompt,
)

__all__ = [
    "DRAFT_SCHEMA",
    "QUESTIONS_SCHEMA",
    "VERDICT_SCHEMA",
    "BadAnswer",
    "Draft",
    "Merged",
    "Prompt",
    "extraction_prompt",
    "facts_of",
    "merge",
    "question_prompt",
    "read_draft",
    "read_questions",
    "read_verdict",
    "unsure_parts",
    "verdict_prompt",
]
