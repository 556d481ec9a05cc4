"""A stand-in for the sandbox: the first line of a document is the name of its person, or a command to fail."""

from collections.abc import Callable
from datetime import date

from parsing.containment import work
from parsing.engine.codec import PIPELINE_VERSION, findings_to_json, requirements_to_json, resume_to_json
from parsing.engine.errors import UnreadableDocument
from parsing.engine.model import Evidence, Findings, Fit, Found, Requirements, Resume
from parsing.sandbox import Json, Reading


class WorkerDied(BaseException):
    """Stands for kill -9: nothing of the code that follows may count on running."""


REPLACED = ("parse_in_child", "analyse_in_child", "requirements_in_child", "skills_in_child", "has_free_slot")


class FakeEngine:
    """Counts what is read; `commands` maps the first line of a document to what happens instead of reading it."""

    def __init__(self) -> None:
        self.read: list[str] = []  # first lines of documents, in order
        self.analysed = 0
        self.slots = 1
        self.commands: dict[str, Callable[[], None]] = {"unreadable": self._refuse}

    def parse_in_child(
        self,
        data: bytes,
        *,
        filename: str,
        today: date,
        requirements: Json | None = None,
        language: str = "en",
        timeout_s: float | None = None,
    ) -> Reading:
        name = data.decode().splitlines()[0]
        self.read.append(name)
        if name in self.commands:
            self.commands[name]()
        evidence = Evidence(line=0, quote=name, rule="name.first_line", confidence=1.0)
        return Reading(
            resume=resume_to_json(Resume(name=Found(name, evidence))),
            document={},
            findings=self._findings(requirements),
            columns={"name": name},
            parse_tier="tier1",
            model_used="fake-1",
            pipeline_version=PIPELINE_VERSION,
            timings_ms={},
        )

    def analyse_in_child(self, resume: Json, *, requirements: Json | None, today: date, language: str = "en") -> Json:
        self.analysed += 1
        return self._findings(requirements)

    def requirements_in_child(self, text: str, *, required_skills: list[str], nice_to_have_skills: list[str]) -> Json:
        skills = tuple(required_skills or text.split())
        return requirements_to_json(Requirements(required_skills=skills, text=text))

    def skills_in_child(self, text: str, *, title: str | None, department: str | None) -> Json:
        """What a child would find: here the real words count."""
        return work.skills({"text": text, "title": title, "department": department}, b"")

    def has_free_slot(self) -> bool:
        return self.slots > 0

    def _findings(self, requirements: Json | None) -> Json:
        """The score is the number of skills asked for, so that a test can tell jobs apart."""
        if requirements is None:
            return findings_to_json(Findings())
        return findings_to_json(Findings(fit=Fit(score=len(requirements["required_skills"]), recommendation="no")))

    def _refuse(self) -> None:
        raise UnreadableDocument
