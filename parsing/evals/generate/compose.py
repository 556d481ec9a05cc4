"""A person and a style become a sheet: parts and rows in order, still without any geometry."""

from dataclasses import dataclass, replace
from random import Random

from parsing.evals.generate.dates import Month, write_date
from parsing.evals.generate.extras import draw_extras, one_of, write_duration
from parsing.evals.generate.people import THIS_MONTH, Biography, Job, School
from parsing.evals.generate.style import Style
from parsing.evals.generate.words import Words, load_words


@dataclass(frozen=True, slots=True)
class Row:
    left: str
    right: str = ""
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    rows: tuple[Row, ...] = ()
    aside: str = ""  # stands in a column of its own, left of the rows
    bullets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    kind: str
    heading: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    name_form: str  # "plain", "upper", "spaced": how to print it
    headline: str
    contacts: tuple[str, ...]
    one_line_contacts: bool
    contact_heading: str  # for layouts that set the contacts apart; may be empty
    parts: tuple[Part, ...]
    language: str
    right_to_left: bool


def adapt(person: Biography, style: Style) -> Biography:
    """The person whose life this style can tell: several roles at one employer need an employer who had them."""
    if style.entry_form != "grouped":
        return person
    first, second, *others = person.jobs
    return replace(person, jobs=(first, replace(second, company=first.company, city=first.city), *others))


def compose(person: Biography, words: Words, style: Style, rng: Random) -> Sheet:
    writer = _Writer(person, words, style, rng)
    main = [writer.experience(), writer.education()]
    if style.education_first:
        main.reverse()
    parts = [writer.summary()] if style.with_summary else []
    parts += [*main, writer.skills(), writer.languages()]
    if person.certificates:
        parts.append(writer.certificates())
    if style.with_personal:
        parts.append(writer.personal())
    parts.append(writer.plain("interests", ", ".join(person.interests)))
    parts += writer.extra_parts()
    if rng.random() < 0.3 and "references" not in {part.kind for part in parts}:
        parts.append(writer.plain("references", words.labels["on_request"][0]))
    return Sheet(
        name=person.name,
        name_form=style.name_form,
        headline=person.headline if rng.random() < 0.8 else "",
        contacts=writer.contacts(),
        one_line_contacts=style.contact_form == "line",
        contact_heading=writer.heading("contact") if rng.random() < 0.6 else "",
        parts=tuple(parts),
        language=words.code,
        right_to_left=words.right_to_left,
    )


class _Writer:
    def __init__(self, person: Biography, words: Words, style: Style, rng: Random) -> None:
        self.person, self.words, self.style, self.rng = person, words, style, rng
        self.extras = words.extras
        self.extra = draw_extras(words.extras, rng) if words.extras else None

    # --- headings and contacts

    def heading(self, kind: str) -> str:
        text = self.rng.choice(self.words.headings[kind])
        if self.style.heading_form == "bilingual" and self.words.code != "en":
            return f"{text} / {load_words('en').headings[kind][0]}"
        return self.in_form(text)

    def in_form(self, text: str) -> str:
        match self.style.heading_form:
            case "upper":
                return text.upper()
            case "colon":
                return f"{text}:"
            case _:
                return text

    def label(self, name: str) -> str:
        return self.rng.choice(self.words.labels[name])

    def contacts(self) -> tuple[str, ...]:
        person, style = self.person, self.style
        place = f"{person.street}, {person.postcode} {person.city}" if style.with_address else person.city
        if style.contact_form == "labelled":
            labelled = (("address", place), ("phone", person.phone), ("email", person.email))
            return (*(f"{self.label(name)}: {value}" for name, value in labelled), f"LinkedIn: {person.link}")
        contacts = [person.email, person.phone, place, person.link]
        self.rng.shuffle(contacts)
        return tuple(contacts)

    # --- dates

    def date(self, pattern: str, date: Month) -> str:
        text = write_date(pattern, date, self.words.code)
        return text[:1].upper() + text[1:] if self.style.capital_months and self.words.code != "tr" else text

    def period(self, pattern: str, start: Month, end: Month | None) -> str:
        first = self.date(pattern, start)
        if end is None and self.style.since:
            return self.style.since.format(a=first)
        return self.style.range_pattern.format(a=first, b=self.date(pattern, end) if end else self.style.present)

    # --- parts

    def summary(self) -> Part:
        return self.plain("summary", self.person.summary)

    def plain(self, kind: str, text: str) -> Part:
        return Part(kind, self.heading(kind), (Item((Row(text),)),))

    def experience(self) -> Part:
        jobs = self.person.jobs
        if self.style.entry_form == "grouped":
            items = [*self.several_roles(jobs[0], jobs[1]), *(self.job(job, "two_lines") for job in jobs[2:])]
        else:
            items = [self.job(job, self.style.entry_form) for job in jobs]
        return Part("experience", self.heading("experience"), tuple(items))

    def several_roles(self, first: Job, second: Job) -> list[Item]:
        roles = [
            self.told(Item((Row(job.title, self.job_period(job), italic=True),), "", job.bullets))
            for job in (first, second)
        ]
        return [Item((Row(first.company, first.city, bold=True),)), *roles]

    def job(self, job: Job, form: str) -> Item:
        period = self.job_period(job)
        rows = self.entry_rows(job.title, job.company, self.place(job.city), period, form)
        if self.extra and self.extras and self.extra.company_notes:
            rows = (*rows, Row(one_of(self.extras.company_notes, self.rng), italic=True))
        return self.told(Item(rows, period if form == "aside" else "", job.bullets))

    def job_period(self, job: Job) -> str:
        period = self.period(self.style.job_dates, job.start, job.end)
        if self.extra and self.extra.duration:
            return f"{period} {write_duration(self.extra.duration, job.start, job.end or THIS_MONTH)}"
        return period

    def place(self, city: str) -> str:
        """Where a job was; the truth does not ask for it."""
        if self.extra and self.extra.place:
            return self.extra.place.format(city=city, country=self.words.country)
        return city

    def told(self, item: Item) -> Item:
        """The entry with its notes, or with prose in place of its bullets."""
        if not self.extra or not self.extras:
            return item
        rows, bullets = item.rows, item.bullets
        if self.extra.prose and self.rng.random() < 0.7:
            rows, bullets = (*rows, Row(one_of(self.extras.prose, self.rng))), ()
        if self.extra.job_notes:
            rows = (*rows, Row(one_of(self.extras.job_notes, self.rng)))
        return Item(rows, item.aside, bullets)

    def entry_rows(self, title: str, company: str, city: str, period: str, form: str) -> tuple[Row, ...]:
        first, second = (title, company) if self.style.title_first else (company, title)
        placed = f"{second}, {city}" if self.style.title_first else second
        match form:
            case "one_line":
                return (Row(f"{first}{self.style.separator}{second}", period, bold=True),)
            case "dates_above":
                return (Row(period, italic=True), Row(first, bold=True), Row(placed))
            case "dates_below":
                return (Row(first, bold=True), Row(placed), Row(period, italic=True))
            case "aside":
                return (Row(first, bold=True), Row(placed, italic=True))
            case "two_lines_city_right":
                return (Row(first, city, bold=True), Row(second, period, italic=True))
            case _:
                return (Row(first, period, bold=True), Row(placed))

    def education(self) -> Part:
        form = "two_lines" if self.style.entry_form in ("grouped", "two_lines_city_right") else self.style.entry_form
        return Part(
            "education", self.heading("education"), tuple(self.school(school, form) for school in self.person.education)
        )

    def school(self, school: School, form: str) -> Item:
        period = self.period(self.style.education_dates, school.start, school.end)
        study = {
            "line": f"{school.degree}, {school.area}",
            "two": school.degree,
            "comma": f"{school.degree} – {school.area}",
            "paren": f"{school.degree} ({school.area})",
        }[self.style.degree_form]
        first, second = (study, school.institution) if self.style.title_first else (school.institution, study)
        rows: tuple[Row, ...]
        match form:
            case "dates_above":
                rows = (Row(period, italic=True), Row(first, bold=True), Row(second))
            case "dates_below":
                rows = (Row(first, bold=True), Row(second), Row(period, italic=True))
            case "one_line" if self.style.degree_form != "line":
                rows = (Row(f"{first}, {second}", period),)
            case "aside":
                rows = (Row(first, bold=True), Row(second))
            case _:
                rows = (Row(first, period, bold=True), Row(second))
        if self.extra and self.extras and self.extra.study_notes:
            rows = (*rows, Row(one_of(self.extras.study_notes, self.rng)))
        return Item(rows, period if form == "aside" else "")

    def skills(self) -> Part:
        tools, strengths = self.person.tools, self.person.strengths
        skills = [*tools, *strengths]
        forms = {
            "commas": lambda: (Item((Row(", ".join(skills)),)),),
            "semicolons": lambda: (Item((Row("; ".join(skills)),)),),
            "pipes": lambda: (Item((Row(" | ".join(skills)),)),),
            "bullets": lambda: (Item((), "", tuple(skills)),),
            "groups": lambda: (Item((Row(f"IT: {', '.join(tools)}"), Row(", ".join(strengths)))),),
            "rated": lambda: (Item(tuple(Row(f"{skill} {self.dots()}") for skill in skills)),),
            "levels": lambda: (Item(tuple(Row(skill) for skill in skills)),),
        }
        return Part("skills", self.heading("skills"), forms[self.style.skill_form]())

    def dots(self) -> str:
        level = self.rng.randint(2, 5)
        return "●" * level + "○" * (5 - level)

    def languages(self) -> Part:
        pattern = self.rng.choice(("{0}: {1}", "{0} ({1})", "{0} – {1}"))
        spoken = [pattern.format(name, level) for name, level in self.person.languages]
        if self.rng.random() < 0.5:
            return self.plain("languages", ", ".join(spoken))
        return Part("languages", self.heading("languages"), (Item(tuple(Row(text) for text in spoken)),))

    def certificates(self) -> Part:
        rows = tuple(Row(f"{name} ({year})") for name, year in self.person.certificates)
        return Part("certificates", self.heading("certificates"), (Item(rows),))

    def extra_parts(self) -> list[Part]:
        if not self.extra or not self.extras:
            return []
        parts = []
        for name in self.extra.parts:
            choices = self.extras.parts[name]
            items = tuple(
                Item((Row(title, date, bold=True), *((Row(text),) if text else ())))
                for title, date, text in choices["items"]
            )
            parts.append(Part(name, self.in_form(self.rng.choice(choices["headings"])), items))
        return parts

    def personal(self) -> Part:
        born = write_date("{dd}.{MM}.{yyyy}", self.person.born, self.words.code)
        pairs = (("born", born), ("nationality", self.words.nationality), ("licence", self.words.licence))
        return Part(
            "personal", self.heading("personal"), (Item(tuple(Row(f"{self.label(k)}: {v}") for k, v in pairs)),)
        )
