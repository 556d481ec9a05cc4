"""What the candidate page calls the parts of a record, in the reader's language."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parsing.engine.model import Employment, PartialDate, Seniority

CATEGORIES = {
    "backend": _("Backend"),
    "cloud": _("Cloud"),
    "construction": _("Construction"),
    "crm": "CRM",
    "data": pgettext_lazy("a kind of skill", "Data"),
    "database": _("Databases"),
    "design": _("Design"),
    "devops": "DevOps",
    "education": _("Education"),
    "engineering": _("Engineering"),
    "erp": "ERP",
    "finance": _("Finance"),
    "framework": _("Frameworks"),
    "frontend": _("Frontend"),
    "healthcare": _("Healthcare"),
    "hospitality": _("Hospitality"),
    "hr": "HR",
    "language": _("Programming languages"),
    "legal": _("Law"),
    "logistics": _("Logistics"),
    "management": _("Management"),
    "manufacturing": _("Manufacturing"),
    "marketing": _("Marketing"),
    "media": _("Media"),
    "ml": _("Machine learning"),
    "mobile": _("Mobile"),
    "networking": _("Networks"),
    "office": _("Office work"),
    "other": pgettext_lazy("skills of no group", "Other"),
    "public": _("Public sector"),
    "sales": _("Sales"),
    "science": _("Science"),
    "security": _("Security"),
    "soft": _("Ways of working"),
    "testing": pgettext_lazy("a kind of skill", "Testing"),
    "trades": _("Trades"),
}
EMPLOYMENTS = {
    Employment.INTERNSHIP: _("Internship"),
    Employment.FREELANCE: _("Freelance"),
    Employment.FIXED_TERM: _("Fixed term"),
    Employment.APPRENTICESHIP: _("Apprenticeship"),
    Employment.VOLUNTEER: _("Volunteer"),
    Employment.LEAVE: _("Leave"),
}
SENIORITIES = {
    Seniority.JUNIOR: _("Junior"),
    Seniority.MID: pgettext_lazy("seniority", "Mid"),
    Seniority.SENIOR: _("Senior"),
    Seniority.LEAD: pgettext_lazy("seniority", "Lead"),
    Seniority.EXECUTIVE: _("Executive"),
}
EMAIL, PHONE, LOCATION = _("E-mail"), _("Phone"), _("Location")
EXPERIENCE, EDUCATION, SKILLS = _("Experience"), _("Education"), _("Skills")
LISTS = {"publications": _("Publications"), "awards": _("Awards"), "interests": _("Interests")}
FACTS = {
    "nationality": _("Nationality"),
    "driving_license": _("Driving licence"),
    "work_permit": _("Work permit"),
    "availability": pgettext_lazy("when somebody can begin", "Available"),
    "notice_period": _("Notice period"),
}
NOW = pgettext_lazy("the end of a period", "now")


def category(name: str) -> str:
    """The heading of a group of skills."""
    known = CATEGORIES.get(name)
    return str(known) if known is not None else name.replace("_", " ").capitalize()


def month_of(moment: PartialDate) -> str:
    """ "Apr 2021", or the year alone."""
    return date_format(date(moment.year, moment.month, 1), "M Y") if moment.month else str(moment.year)
