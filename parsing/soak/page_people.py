"""Invented people for the pictures of pages: usual ones, one with endless words, two who write from right to left."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    title: str
    skills: str
    place: str
    since: int  # year of the first job


PEOPLE = (
    Person("Ada Lindqvist", "Senior Backend Engineer", "Python, PostgreSQL, Docker, Kubernetes", "Leeds, UK", 2009),
    Person("Carla Moreno", "Platform Engineer", "Python, Docker, Terraform", "Valencia, Spain", 2015),
    Person("Boris Novak", "Data Engineer", "Python, SQL, Kafka, Spark", "Brno, Czechia", 2012),
    Person("Elena Petrov", "Product Designer", "Figma, CSS, User research", "Sofia, Bulgaria", 2018),
    Person("Dmitri Osei", "Backend Developer", "Java, PostgreSQL, Docker", "Accra, Ghana", 2016),
    Person("Jo Wu", "Intern", "Excel", "Leeds, UK", 2025),
    Person("Mara Keller", "Engineering Manager", "Python, Leadership, Kubernetes", "Bern, Switzerland", 2004),
)
LONG = Person(
    "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh Maximilian Alexander",
    "Principal Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft Engineer",
    "Python, " + ", ".join(f"Tool number {number}" for number in range(30)),
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch, Wales",
    1999,
)
_CV = """{name}
{title}
{email} | +44 113 496 0{since} | {place} | https://example.org/{first}

Profile
Builds services that other people rely on, and writes down why they are built that way.

Experience

{title}, Northwind Logistics
April 2021 - Present
- Moved booking from one database to three without a night shift
- Halved the time of a release with {skills}

Engineer, Halden Software
March {since} - June 2019
- Wrote the billing service
- Looked after two apprentices

Education

BSc Computer Science, University of Leeds
{earlier} - {since}

Skills
{skills}

Languages
English (native), German (B2)
"""

ARABIC = """<html lang="ar" dir="rtl"><body style="font-family: 'Noto Sans Arabic', 'DejaVu Sans', sans-serif">
<h1>ليلى حداد</h1><p>مهندسة برمجيات أولى</p><p>layla.haddad@example.org | ‎+962 6 555 0123 | عمّان، الأردن</p>
<h2>الخبرة العملية</h2><p><b>مهندسة برمجيات أولى، شركة نور للتقنية</b></p><p>مارس 2019 - حتى الآن</p>
<ul><li>قيادة فريق من خمسة مهندسين</li><li>بناء خدمات باستخدام Python و PostgreSQL</li></ul>
<p><b>مطورة، شركة الأفق</b></p><p>يناير 2015 - فبراير 2019</p><ul><li>تطوير واجهات برمجية</li></ul>
<h2>التعليم</h2><p>بكالوريوس علوم الحاسوب، الجامعة الأردنية</p><p>2010 - 2014</p>
<h2>المهارات</h2><p>Python، PostgreSQL، Docker</p><h2>اللغات</h2><p>العربية، الإنجليزية</p></body></html>"""
HEBREW = """נועה לוי
מהנדסת תוכנה
noa.levi@example.org | תל אביב

ניסיון תעסוקתי

מהנדסת תוכנה בכירה, חברת אורן
2019 - היום
- פיתוח שירותים ב-Python וב-PostgreSQL

השכלה

תואר ראשון במדעי המחשב, אוניברסיטת תל אביב
2014 - 2018

כישורים
Python, PostgreSQL, Docker

שפות
עברית, אנגלית
"""


def text_of(person: Person) -> bytes:
    """The CV as plain text."""
    first = person.name.split()[0].lower()
    return _CV.format(
        name=person.name,
        title=person.title,
        skills=person.skills,
        place=person.place,
        since=person.since,
        earlier=person.since - 3,
        first=first,
        email=f"{first}@example.org",
    ).encode()
