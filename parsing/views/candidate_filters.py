"""Search, filters and order of the candidate list; the address holds all of it, so a view can be kept as a link."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from urllib.parse import urlencode

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from accounts.models import Account
from parsing.engine.model import Seniority
from parsing.keyed_words import tag_key, wanted_in_place
from parsing.models import Candidate, JobFile, Likeness
from parsing.services.listing import LONG, ORDERS, Found, scores_for
from parsing.services.sealed_search import with_words
from parsing.services.searching import entries_with
from parsing.views import record_words

ORDER_NAMES = (
    ("newest", _("Newest first")),
    ("score", _("Highest score")),
    ("name", _("Name")),
    ("experience", _("Most experience")),
)
SENIORITIES = [level.value for level in Seniority]
MIN_YEARS_CHOICES = (1, 3, 5, 8, 10)
MIN_SCORE_CHOICES = (45, 65, 80)  # the bands of the recommendation
FLAGGED = ("yes", "no")
_MAX_CHARS = 200


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
    role: str = ""  # id; the score is then that of the role
    skill: str = ""
    place: str = ""
    tag: str = ""
    since: str = ""  # "2026-03-14", the first day
    flagged: str = ""  # "yes" | "no"
    to_review: bool = False
    duplicates: bool = False
    order: str = "newest"

    @classmethod
    def of(cls, data: QueryDict) -> "Filters":
        """From the address; what makes no sense there is left out."""
        seniority, order, flagged = data.get("seniority", ""), data.get("order", ""), data.get("flags", "")
        return cls(
            query=_text(data, "q"),
            seniority=seniority if seniority in SENIORITIES else "",
            language=data.get("language", "")[:8] if data.get("language", "").isalpha() else "",
            min_years=_number(data.get("years", "")),
            min_score=_number(data.get("score", "")),
            role=_text(data, "role")[:40],
            skill=_text(data, "skill"),
            place=_text(data, "place"),
            tag=_text(data, "tag"),
            since=_date(data.get("since", "")),
            flagged=flagged if flagged in FLAGGED else "",
            to_review=data.get("review") == "open",
            duplicates=data.get("duplicates") == "yes",
            order=order if order in ORDERS else "newest",
        )

    def address(self, **changes: object) -> str:
        """The query string of these filters, with some of them changed; empty for everybody, newest first."""
        values = {
            "q": self.query,
            "seniority": self.seniority,
            "language": self.language,
            "years": self.min_years,
            "score": self.min_score,
            "role": self.role,
            "skill": self.skill,
            "place": self.place,
            "tag": self.tag,
            "since": self.since,
            "flags": self.flagged,
            "review": "open" if self.to_review else "",
            "duplicates": "yes" if self.duplicates else "",
            "order": self.order if self.order != "newest" else "",
        } | changes
        query = urlencode({name: value for name, value in values.items() if value})
        return f"?{query}" if query else "?all=1"

    @property
    def more_in_force(self) -> int:
        """How many of the filters that are not always shown are in force."""
        return sum(map(bool, (self.role, self.skill, self.place, self.tag, self.since, self.flagged, self.duplicates)))

    def chips(self, role_title: str = "") -> list[Chip]:
        """What is in force, one chip each."""
        shown: tuple[tuple[str, object], ...] = (
            ("q", self.query and f"“{self.query[:40]}”"),
            ("seniority", self.seniority and record_words.SENIORITIES[Seniority(self.seniority)]),
            ("language", self.language.upper()),
            ("years", self.min_years and _("%(n)d years or more") % {"n": self.min_years}),
            ("score", self.min_score and _("Score %(n)d or more") % {"n": self.min_score}),
            ("role", self.role and (role_title or pgettext("a job to fill", "Role"))),
            ("skill", self.skill and _("Knows %(skill)s") % {"skill": self.skill[:40]}),
            ("place", self.place and _("In %(place)s") % {"place": self.place[:40]}),
            ("tag", self.tag and _("Tag %(tag)s") % {"tag": self.tag[:40]}),
            ("since", self.since and _("Since %(date)s") % {"date": self.since}),
            ("flags", self.flagged and (_("With flags") if self.flagged == "yes" else _("Without flags"))),
            ("review", self.to_review and _("To review")),
            ("duplicates", self.duplicates and _("Possible duplicates")),
        )
        return [Chip(str(text), self.address(**{name: ""})) for name, text in shown if text]


def _text(data: QueryDict, name: str) -> str:
    return " ".join(data.get(name, "").replace("\x00", "").split())[:_MAX_CHARS]


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 3 else 0


def _date(text: str) -> str:
    try:
        date = parse_date(text)
    except ValueError:
        return ""
    return date.isoformat() if date else ""


def filtered(
    account: Account, filters: Filters, *, livemode: bool | None = None, without: Sequence[str] = LONG
) -> Found:
    """The candidates of the account that pass, in order, each with its `fit_score` and without these fields.

    Of a person in several documents it is the one that the others were merged into.
    """
    rows: QuerySet[Candidate] = Candidate.objects.for_account(account, livemode=livemode).filter(merged_into=None)
    scores = scores_for(account, filters.role) if filters.role else None
    if scores is None and (filters.order == "score" or filters.min_score):
        rows = _with_score(rows, filters)
    for narrow in (_by_words, _by_columns, _by_keys, _by_people):
        rows = narrow(rows, account, filters)
    looks_at_all = bool(filters.query or filters.skill or filters.min_score or filters.duplicates)
    return Found(
        rows,
        order=filters.order,
        scores=scores,
        min_score=filters.min_score,
        at_once=looks_at_all,
        lists=[hash((account.pk, livemode, chosen)) for chosen in (filters, Filters(order=filters.order))],
        without=without,
    )


def _with_score(rows: QuerySet[Candidate], filters: Filters) -> QuerySet[Candidate]:
    """With the score of the last job that each was scored in, and at least the wanted one."""
    scored = JobFile.objects.filter(candidate=OuterRef("pk"), fit_score__isnull=False)
    rows = rows.annotate(fit_score=Subquery(scored.order_by("-finished_at").values("fit_score")[:1]))
    return rows.filter(fit_score__gte=filters.min_score) if filters.min_score else rows


def _by_words(rows: QuerySet[Candidate], account: Account, filters: Filters) -> QuerySet[Candidate]:
    if not filters.query and not filters.skill:
        return rows
    entries = entries_with(filters.query, skill=filters.skill).filter(account=account)
    found = Q(pk__in=entries.values("candidate"))
    # What was read this very moment is not in the index yet; it is little, and looked through word by word.
    fresh = with_words(rows.filter(indexed_at=None), f"{filters.query} {filters.skill}".split())
    return rows.filter(found | Q(pk__in=fresh) if fresh else found)


def _by_columns(rows: QuerySet[Candidate], _account: Account, filters: Filters) -> QuerySet[Candidate]:
    wanted: dict[str, object] = {
        "seniority": filters.seniority,
        "language": filters.language,
        "total_experience_months__gte": filters.min_years * 12,
    }
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    if filters.since and (day := parse_date(filters.since)):
        rows = rows.filter(created_at__gte=timezone.make_aware(datetime.combine(day, time())))
    if filters.flagged:
        rows = rows.exclude(flag_kinds="") if filters.flagged == "yes" else rows.filter(flag_kinds="")
    if filters.to_review:
        rows = rows.filter(reviewed_at=None)
    return rows


def _by_keys(rows: QuerySet[Candidate], account: Account, filters: Filters) -> QuerySet[Candidate]:
    """Place and tag are sealed; the database compares hashes of them."""
    if filters.tag:
        rows = rows.filter(tag_keys__contains=f" {tag_key(account.pk, filters.tag)} ")
    if filters.place:
        keys = wanted_in_place(account.pk, filters.place)
        rows = rows.filter(*(Q(place_keys__contains=f" {key} ") for key in keys)) if keys else rows.none()
    return rows


def _by_people(rows: QuerySet[Candidate], account: Account, filters: Filters) -> QuerySet[Candidate]:
    if filters.duplicates:
        pairs = Likeness.objects.filter(
            account=account, dismissed_at=None, first__merged_into=None, second__merged_into=None
        )
        rows = rows.filter(Q(pk__in=pairs.values("first")) | Q(pk__in=pairs.values("second")))
    return rows
