"""Search, filters and order of the candidate list; the address holds all of it, so a view can be kept as a link."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import OrderBy
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import Account
from parsing.engine.model import Seniority
from parsing.engine.searching import folded
from parsing.models import Candidate, JobFile

ORDERS: dict[str, tuple[str | OrderBy, ...]] = {
    "newest": ("-created_at", "-id"),
    "score": (F("fit_score").desc(nulls_last=True), "-created_at"),
    "name": ("name", "-created_at"),
    "experience": ("-total_experience_months", "-created_at"),
}
ORDER_NAMES = (
    ("newest", _("Newest first")),
    ("score", _("Highest score")),
    ("name", _("Name")),
    ("experience", _("Most experience")),
)
SENIORITIES = [level.value for level in Seniority]
MIN_YEARS_CHOICES = (1, 3, 5, 8, 10)
MIN_SCORE_CHOICES = (45, 65, 80)  # the bands of the recommendation
_SEARCHED = ("name", "email", "title", "location", "filename")
_MAX_WORDS = 8


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force, and the address without it."""

    text: str
    without: str


@dataclass(frozen=True, slots=True)
class Filters:
    query: str = ""
    seniority: str = ""
    language: str = ""
    min_years: int = 0
    min_score: int = 0
    to_review: bool = False
    order: str = "newest"

    @classmethod
    def of(cls, data: QueryDict) -> "Filters":
        """From the address; what makes no sense there is left out."""
        seniority, order = data.get("seniority", ""), data.get("order", "")
        return cls(
            query=" ".join(data.get("q", "").replace("\x00", "").split())[:200],
            seniority=seniority if seniority in SENIORITIES else "",
            language=data.get("language", "")[:8] if data.get("language", "").isalpha() else "",
            min_years=_number(data.get("years", "")),
            min_score=_number(data.get("score", "")),
            to_review=data.get("review") == "open",
            order=order if order in ORDERS else "newest",
        )

    def address(self, **changes: object) -> str:
        """The query string of these filters, with some of them changed."""
        values = {
            "q": self.query,
            "seniority": self.seniority,
            "language": self.language,
            "years": self.min_years,
            "score": self.min_score,
            "review": "open" if self.to_review else "",
            "order": self.order if self.order != "newest" else "",
        } | changes
        return "?" + urlencode({name: value for name, value in values.items() if value})

    @property
    def chips(self) -> list[Chip]:
        chips = []
        if self.query:
            chips.append(Chip(f"“{self.query[:40]}”", self.address(q="")))
        if self.seniority:
            chips.append(Chip(self.seniority.capitalize(), self.address(seniority="")))
        if self.language:
            chips.append(Chip(self.language.upper(), self.address(language="")))
        if self.min_years:
            chips.append(Chip(_("%(n)d years or more") % {"n": self.min_years}, self.address(years="")))
        if self.min_score:
            chips.append(Chip(_("Score %(n)d or more") % {"n": self.min_score}, self.address(score="")))
        if self.to_review:
            chips.append(Chip(str(_("To review")), self.address(review="")))
        return chips


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 3 else 0


def filtered(account: Account, filters: Filters) -> QuerySet[Candidate]:
    """The candidates of the account that pass, each with the score of the last job it was scored in."""
    scored = JobFile.objects.filter(candidate=OuterRef("pk"), fit_score__isnull=False).order_by("-finished_at")
    rows: QuerySet[Candidate] = Candidate.objects.for_account(account).defer("resume", "document", "search_text")
    rows = rows.annotate(fit_score=Subquery(scored.values("fit_score")[:1]))
    for word in filters.query.split()[:_MAX_WORDS]:
        rows = rows.filter(_anywhere(word))
    if filters.seniority:
        rows = rows.filter(seniority=filters.seniority)
    if filters.language:
        rows = rows.filter(language=filters.language)
    if filters.min_years:
        rows = rows.filter(total_experience_months__gte=filters.min_years * 12)
    if filters.min_score:
        rows = rows.filter(fit_score__gte=filters.min_score)
    if filters.to_review:
        rows = rows.filter(reviewed_at=None)
    return rows.order_by(*ORDERS[filters.order])


def _anywhere(word: str) -> Q:
    found = Q(search_text__contains=folded(word))
    for column in _SEARCHED:
        found |= Q(**{f"{column}__icontains": word})
    return found
