"""Lines and sections in, one `Resume` out: who, what they did, what they learned, what they can do."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from parsing.engine.fields import places
from parsing.engine.fields.certifications import read_certifications
from parsing.engine.fields.contact import read_contact
from parsing.engine.fields.education import read_education
from parsing.engine.fields.experience import read_experience
from parsing.engine.fields.leftovers import unassigned_text
from parsing.engine.fields.lists import (
    read_interests,
    read_items,
    read_summary,
)
from parsing.engine.fields.named_certificates import with_certificates
from parsing.engine.fields.ordering import jobs_newest_first, studies_newest_first
from parsing.engine.fields.parted_careers import with_parted_careers
from parsing.engine.fields.personal import read_stated
from parsing.engine.fields.projects import read_projects
from parsing.engine.fields.reading import Reading, extents_pt
from parsing.engine.fields.signatures import without_signature
from parsing.engine.fields.skill_list import read_skills, used_in
from parsing.engine.fields.spoken_languages import read_languages
from parsing.engine.fields.unheaded import with_unheaded
from parsing.engine.fields.unwrap import unwrap
from parsing.engine.fields.wrapped_names import OF_ENTRIES, join_wrapped_names
from parsing.engine.languages.lexicon import Lexicon
from parsing.engine.model import Experience, ReadDocument, Resume, Section, SectionKind, Skill

__all__ = ["extract", "warm"]


def warm() -> None:
    """Load what the first document would otherwise wait for."""
    places.warm()


def extract(read: ReadDocument, sections: Sequence[Section], lexicon: Lexicon, *, today: date) -> Resume:
    """Everything the document states about the person, each value with its evidence; never raises for odd content."""
    reading = Reading(lexicon, today, read.body_font_size_pt, extents_pt(read.lines))
    sections = [_unwrapped(section, reading) for section in sections]
    contact = read_contact(sections, reading, read.furniture)
    sections = without_signature(sections, contact.name.value if contact.name else "", reading)
    summary = read_summary(sections, reading)
    sections = with_parted_careers(with_certificates(sections, reading), reading)
    sections = with_unheaded(sections, reading)
    headline = contact.headline.value if contact.headline else None
    jobs = read_experience(_of(sections, SectionKind.EXPERIENCE, SectionKind.INTERNSHIPS), reading, headline=headline)
    education = read_education(_of(sections, SectionKind.EDUCATION), reading)
    skills = read_skills(sections, reading)
    stated = {**read_stated(sections, reading), **contact.stated}
    volunteering = read_experience(_of(sections, SectionKind.VOLUNTEERING), reading)
    resume = Resume(
        name=contact.name,
        headline=contact.headline,
        emails=contact.emails,
        phones=contact.phones,
        location=contact.location,
        links=contact.links,
        summary=summary,
        experience=_with_skills(jobs_newest_first(jobs), skills),
        education=studies_newest_first(education),
        skills=skills,
        languages=read_languages(sections, reading),
        certifications=read_certifications(sections, reading),
        projects=read_projects(sections, reading, skills),
        publications=read_items(sections, SectionKind.PUBLICATIONS, reading),
        awards=read_items(sections, SectionKind.AWARDS, reading),
        volunteering=jobs_newest_first(volunteering),
        interests=read_interests(sections, reading),
        nationality=stated.get("nationality"),
        driving_license=stated.get("driving_license"),
        availability=stated.get("availability"),
        notice_period=stated.get("notice_period"),
        work_permit=stated.get("work_permit"),
        detected_language=lexicon.primary.code,
        hidden_text=read.hidden_text,
    )
    return replace(resume, unassigned_text=unassigned_text(resume, sections, reading))


def _unwrapped(section: Section, reading: Reading) -> Section:
    lines = unwrap(section.lines, reading.lexicon, stacked=section.kind in OF_ENTRIES)
    if section.kind in OF_ENTRIES:
        studies = section.kind is SectionKind.EDUCATION
        lines = join_wrapped_names(lines, reading.extents_pt, reading.lexicon, studies=studies)
    return Section(section.kind, section.heading, tuple(lines), section.rule, section.confidence)


def _of(sections: Sequence[Section], *kinds: SectionKind) -> list[Section]:
    return [section for section in sections if section.kind in kinds and section.lines]


def _with_skills(jobs: Sequence[Experience], skills: Sequence[Skill]) -> tuple[Experience, ...]:
    return tuple(
        replace(job, skills_used=used_in(job.description.value, skills)) if job.description else job for job in jobs
    )
