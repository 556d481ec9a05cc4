"""A language as data: `<code>/words.toml` becomes a frozen `LanguagePack`; unknown or missing keys are refused."""

from collections.abc import Mapping
from dataclasses import dataclass

from parsing.engine.model import SectionKind


@dataclass(frozen=True, slots=True)
class LanguagePack:
    """The words of one language that a resume is made of. All words are casefolded and NFKC-normalised on loading.

    Phrases may hold several words. Inflecting languages list the forms that occur, not the lemma alone, or a stem
    with a star ("инженер*") that stands for the word with any short ending.
    """

    code: str  # ISO 639-1
    name: str  # in English
    native_name: str
    script: str  # ISO 15924: "Latn", "Cyrl", "Grek", "Arab", "Hebr", "Hans", "Jpan", "Kore", "Deva"
    headings: Mapping[SectionKind, tuple[str, ...]]
    heading_modifiers: tuple[str, ...]  # words a heading may carry besides: "selected", "meine", "relevant"
    conjunctions: frozenset[str]  # "and", "und": between two headings on one line
    months: Mapping[str, int]  # every case and abbreviation -> 1..12
    seasons: Mapping[str, int]  # "summer", semester words -> first month
    quarters: frozenset[str]  # letters and words before or after the number of a quarter: "q", "t", "trimestre"
    present: frozenset[str]  # "present", "heute", "по настоящее время"
    since: frozenset[str]  # "since 2020", "depuis", "с"
    until: frozenset[str]  # "to", "bis", "au", "по": between two dates
    duration_units: Mapping[str, int]  # "years": 12, "months": 1
    labels: Mapping[str, tuple[str, ...]]  # field -> label words: "phone", "email", "address", "born", "nationality",
    # "driving_license", "website", "linkedin", "availability", "notice_period", "work_permit", "marital_status",
    # "gender", "languages", "skills", "grade", "technologies", "company", "title", "location", "dates", "name",
    # "degree", "institution", "field", "responsibilities", "achievements", "issuer", "level", "expires", "credential";
    # optional: "note" (no part of a header: "supervisor"), "given_name" (where a surname has a label of its own)
    degrees: tuple[str, ...]  # words and abbreviations of degrees: "bachelor of science", "diplom-ingenieur"
    schools: tuple[str, ...]  # words of institutions: "university", "hochschule", "liceo"
    title_words: tuple[str, ...]  # heads of job titles: "engineer", "leiter", "vendeuse"
    title_modifiers: tuple[str, ...]  # "senior", "junior", "stellvertretender", "freelance"
    company_forms: tuple[str, ...]  # legal forms: "gmbh", "ltd", "s.r.l."
    company_words: tuple[str, ...]  # what firms and offices are called: "group", "bank", "hospital", "ministry"
    employment: Mapping[str, tuple[str, ...]]  # Employment value -> words: "internship": ("intern", "praktikum")
    proficiency: Mapping[str, tuple[str, ...]]  # "native", "fluent", "professional", "conversational", "basic" -> words
    skill_levels: Mapping[str, tuple[str, ...]]  # "beginner", "intermediate", "advanced", "expert" -> words
    language_names: Mapping[str, str]  # name of a language in this language -> ISO 639-1
    countries: Mapping[str, str]  # name of a country in this language -> ISO 3166-1 alpha-2 (CLDR, by Babel)
    nationalities: Mapping[str, str]  # adjective of nationality -> ISO 3166-1 alpha-2
    name_particles: frozenset[str]  # "von", "de la", "bin"
    honorifics: frozenset[str]  # "dr.", "prof.", "ing."
    connectors: frozenset[str]  # "at", "bei", "chez": between title and company
    stopwords: frozenset[str]  # the commonest function words, to tell prose from a title
    phone_region: str  # ISO 3166-1 alpha-2 to read national numbers with, "GB"
    day_first: bool  # 03/04/2019 is 3 April
    compounding: bool  # the head of a word may be its end: "Projektleiter", "Fachhochschule"
    since_after: tuple[str, ...] = ()  # "since" where it stands behind the date: "óta", "beri", "から"
    date_hedges: tuple[str, ...] = ()  # what weakens a date and changes nothing: "expected", "mid", "voraussichtlich"
    honours: tuple[str, ...] = ()  # a good grade in words: "cum laude", "mit Auszeichnung", "e lode"
    town_marks: tuple[str, ...] = ()  # what may stand before the name of a town: "г.", "м.", "mun."
    areas: tuple[str, ...] = ()  # the surroundings of a town: "greater ~ area", "~ und Umgebung"
    footers: tuple[str, ...] = ()  # how lines of no section begin: a consent, "references on request"
    place_endings: tuple[str, ...] = ()  # signs that names of places end with, in scripts without spaces
    prefixes: tuple[str, ...] = ()  # articles and prepositions written together with the next word: "ال", "ב"


@dataclass(frozen=True, slots=True)
class SharedWords:
    """`base.toml`: what belongs to no single language."""

    company_forms: tuple[str, ...]
    degrees: tuple[str, ...]
    labels: Mapping[str, tuple[str, ...]]
    present: frozenset[str]
    quarters: frozenset[str]
    eras: Mapping[str, int]  # name of an era -> year before its first: "reiwa" -> 2018
    era_letters: Mapping[str, int]  # the same by the letter that stands for it in Japan: "R" -> 2018
    nameless_era: int  # the year before the first of the era whose three-digit years are written without its name
    date_order: Mapping[str, tuple[str, ...]]  # "year", "month", "day" -> the signs that follow a number: "年"
    spoken_languages: Mapping[str, str]  # code in CLDR -> code reported, the languages people list
    regions_without_people: frozenset[str]  # ISO 3166 codes that CLDR names and no resume means
    not_a_year: frozenset[str]  # beside a number: it is an amount, a version, a standard
    proficiency_cefr: Mapping[str, str]  # "c1" -> proficiency value
