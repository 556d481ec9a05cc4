"""Jobs and studies under no heading, or under one that no language pack knows: told apart by their words."""

from collections.abc import Sequence
from dataclasses import replace

from parsing.engine.fields.blocks import Block, views
from parsing.engine.fields.education_grammar import EducationGrammar
from parsing.engine.fields.job_words import JobWords
from parsing.engine.fields.reading import Reading
from parsing.engine.fields.segmentation import cut
from parsing.engine.model import Line, Section, SectionKind

_HOSTS = (SectionKind.EXPERIENCE, SectionKind.TRAINING)  # studies among entries that are something else
_TITLED = 0.6
_UNKNOWN = (SectionKind.OTHER, SectionKind.HEADER, SectionKind.CONTACT)


def with_unheaded(sections: Sequence[Section], reading: Reading) -> list[Section]:
    """The sections, and for work or studies without a section of their own what reads as such in the others."""
    has_jobs = any(section.kind is SectionKind.EXPERIENCE and section.lines for section in sections)
    has_studies = any(section.kind is SectionKind.EDUCATION and section.lines for section in sections)
    if has_jobs and has_studies:
        return list(sections)
    result = list(sections)
    for number, section in enumerate(sections):
        if section.kind not in _sources(has_jobs=has_jobs):
            continue
        jobs, studies = _sorted_out(section, reading)
        if jobs and not has_jobs and section.kind in _UNKNOWN:
            result.append(Section(SectionKind.EXPERIENCE, section.heading, jobs, "unheaded.jobs", 0.6))
        if studies and not has_studies:
            if section.kind in _HOSTS:
                learned = {line.index for line in studies}
                rest = tuple(line for line in section.lines if line.index not in learned)
                result[number] = replace(section, lines=rest)
            result.append(Section(SectionKind.EDUCATION, section.heading, studies, "unheaded.studies", 0.6))
    return result


def _sources(*, has_jobs: bool) -> tuple[SectionKind, ...]:
    """Where entries without a section of their own may stand."""
    return _HOSTS if has_jobs else (*_UNKNOWN, SectionKind.TRAINING)


def _sorted_out(section: Section, reading: Reading) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """The lines of entries that read as jobs, and of those that read as studies."""
    lines = [line for line in section.lines if line.index not in reading.used]
    dated = [line for line in lines if any(match.span.end or match.span.is_current for match in reading.spans(line))]
    if not dated:
        return (), ()
    jobs, studies = JobWords(reading.lexicon), EducationGrammar(reading)

    def likeness(text: str) -> float:
        return max(jobs.likeness(text), studies.likeness(text))

    work: list[Line] = []
    learning: list[Line] = []
    courses = section.kind is SectionKind.TRAINING
    for block in cut(views(lines, reading), likeness, single_dates=courses):
        titled = _most(block, jobs)
        schooled = _most(block, studies)
        if max(titled, schooled) < 0.5 or block.anchor is None:
            continue
        at_school = max((reading.lexicon.school(chunk.text) for chunk in block.chunks), default=0.0) >= 0.5
        if courses and not at_school:
            continue  # a licence, a course
        if section.kind is SectionKind.EXPERIENCE and (titled >= _TITLED or not at_school):
            continue  # "Postdoctoral Fellow" among jobs: the words of a degree are those of a title as well
        (learning if schooled > titled else work).extend(block.lines)
    return tuple(work), tuple(learning)


def _most(block: Block, grammar: JobWords | EducationGrammar) -> float:
    """How much a header looks like one of the kind; a school employs as well, so a title outweighs it."""
    scores = [_word_score(chunk.text, grammar) for chunk in block.chunks]
    return max(scores, default=0.0)


def _word_score(text: str, grammar: JobWords | EducationGrammar) -> float:
    if isinstance(grammar, JobWords):
        title, company = grammar.names_in(text)
        return max(title, 0.8 * company)
    return 0.95 if grammar.degree_share(text) > 0 else 0.75 * grammar.likeness(text)
