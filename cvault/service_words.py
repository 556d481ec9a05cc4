"""What services say when they refuse, in the reader's language. The APIs show the same texts in English, to the letter.

Services know no language, and some of what they say lies in the database for weeks. So it is translated where a page
shows it: a sentence is found again by its English form. A test holds the table against the sources.
"""

import re
from functools import cache

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

_FIELDS = ("name", "email", "phone", "location", "linkedin", "profile", "skills", "nationality", "driving_license",
           "target_url")  # fmt: skip
# As a service says it; where that is no sentence for a reader of a page, what the page says instead stands beside it.
SENTENCES: tuple[str | tuple[str, str], ...] = (
    # --- of all doors
    ("The request is not valid", _("This cannot be used as it was sent")),
    ("File exceeds 10 MB limit", _("The file is larger than 10 MB")),
    ("No file was sent: send at least one in the field files[]", _("Choose at least one file")),
    ("No file: send at least one in files[]", _("Choose at least one file")),
    (
        "File format not supported: send PDF, DOCX, DOC, TXT, RTF, ODT, HTML, JPG, PNG, WEBP or TIFF",
        _("This format cannot be read: send PDF, DOCX, DOC, TXT, RTF, ODT, HTML, JPG, PNG, WEBP or TIFF"),
    ),
    ("The request is too large", _("This is too much at once: send it in parts")),
    ("Monthly parse quota exhausted", _("All parses of this period are used")),
    ("Action not permitted for your account or plan", _("Your plan or your role does not allow this")),
    ("Job ID or resource not found", _("This does not exist any more")),
    ("Rate limit exceeded. Back off and retry.", _("Too many requests: wait a moment and try again")),
    (
        "Internal server error. Retry with exponential backoff.",
        _("Something went wrong on our side. Try again in a moment"),
    ),
    ("Service temporarily unavailable", _("This is not available right now. Try again in a moment")),
    _("The request conflicts with the current state"),
    # --- files
    ("File corrupted or unreadable", _("The file is damaged or cannot be read")),
    ("Could not extract text from file", _("No text could be read from the file")),
    _("The file is empty: it holds no text to read"),
    _("The file is protected by a password: save it without one and send it again"),
    _("The file is larger inside than a resume can be: save it in a simpler form and send it again"),
    _("The file could not be read: every attempt ended without an answer"),
    _("The stored file is no longer there: send it again"),
    _("This person was erased on request while the document was read"),
    _("The account is suspended"),
    _("The job was interrupted too often"),
    _("The job description could not be analysed: candidates are not scored by it"),
    _("The description cannot be analysed"),
    ("job_description is too long: at most %(n)s characters", _("The job description may have %(n)s characters")),
    _("Too many files: at most %(n)s in a request"),
    _("The %(plan)s plan takes %(files)s a request"),
    _("1 file"),
    _("%(n)s files"),
    _("Only the first %(n)s of %(all)s pages were read"),
    _("Not read, because they are pictures: pages %(pages)s"),
    _("The picture is hard to read: about %(n)s %% of its text may be wrong"),
    # --- candidates, roles, views
    _("There is no such action"),
    _("Choose at least one candidate"),
    _("These are more than %(n)s candidates: filter them first"),
    _("This was started before"),
    _("Something went wrong on our side. What was done until then stays done"),
    _("Choose a format"),
    _("This format takes %(n)s candidates at once: choose fewer, or a table"),
    _("Write a tag of 1 to %(n)s characters"),
    _("Choose a role"),
    _("This role names no skills yet: say first what counts"),
    _("Type %(n)s to confirm"),
    _("The role was deleted meanwhile"),
    *((f"{name}: %(why)s", "%(why)s") for name in _FIELDS),  # the page says it beside the field
    ("This must be a list of at most %(n)s strings", _("There may be %(n)s lines")),
    ("This must be a string of at most %(n)s characters", _("This may have %(n)s characters")),
    _("This must be an e-mail address"),
    _("This must be an address that begins with https://"),
    _("Choose between %(least)s and %(most)s days"),
    ("%(n)s interview question requests a day are used up", _("The %(n)s requests for questions of today are used up")),
    _("These two cannot be merged"),
    _("One of them is merged already"),
    _("This candidate is not merged with another"),
    _("Write 1 to %(n)s characters"),
    _("The candidate was deleted"),
    _("No file of this job failed and is still stored"),
    _("The job has ended already"),
    _("A weight is a number from 0 to %(n)s"),
    _("Something has to count: give one part a weight above 0"),
    _("Give the role a title of 1 to %(n)s characters"),
    _("The description may have %(n)s characters"),
    _("This search is too long to be kept"),
    _("There may be %(n)s saved views: delete one first"),
    _("There is a view of that name already"),
    _("Give the view a name of 1 to %(n)s characters"),
    (
        "The job is still at work: rescore it when job_status says completed",
        _("The job is still at work: score again when it is done"),
    ),
    # --- keys, team, plan
    _("Give the key a name of 1 to 80 characters"),
    _("Unknown kind of key"),
    _("An account has at most %(n)s keys: revoke one that is not used"),
    _("The old key can be kept for 0, 1, 24 or 168 hours"),
    _("This key has been revoked or rotated: create a new one"),
    _("Unknown scope: %(names)s"),
    _("At most %(n)s networks"),
    _("%(word)s is no network address: write %(example)s"),
    _("%(email)s is a member already"),
    _("A workspace has at most %(n)s members and open invitations"),
    _("This invitation is for %(email)s: sign in with that address"),
    _("This invitation was used or withdrawn"),
    _("Only an owner hands the workspace over, and to another member"),
    _("Choose one of the roles"),
    _("Only an owner makes an owner"),
    _("Only an owner changes what an owner may"),
    _("A workspace needs an owner: hand it over first, or delete it"),
    _("%(email)s is no e-mail address"),
    _("There is no plan called %(plan)s"),
    _("Plans are assigned by the operator of this installation: ask there for another one"),
    _("This workspace has its plan from the operator: ask there for a smaller one"),
    _("Parses beyond the quota need a paid plan"),
    _("The cap must lie between %(least)s and %(most)s"),
    _("This workspace pays for its plan through Stripe: change it there"),
    # --- webhooks
    ("target_url is missing", _("Write the address")),
    _("An account may have %(n)s webhooks: delete one first"),
    ("description is too long: at most %(n)s characters", _("The description may have %(n)s characters")),
    (
        "max_per_second must be a whole number from 1 to %(n)s, or null",
        _("Write a whole number from 1 to %(n)s, or nothing"),
    ),
    _("This webhook is deleted: nothing is sent to it any more"),
    _("This webhook is disabled: enable it first"),
    _("%(host)s leads to an address that is not public"),
    _("The name %(host)s could not be resolved"),
    _("The name %(host)s was not resolved in time"),
    _("The URL is longer than %(n)s characters"),
    _("The URL holds white space, control characters or backslashes"),
    _("The URL must start with https:// and name a host"),
    _("The URL must not hold a user name or password"),
    _("Port %(port)s is not allowed: use one of %(ports)s"),
    _("The URL names a host that cannot be: letters, digits, hyphens and dots only"),
    _("This is not a URL: write it as https://example.com/path"),
    _("The URL names an address with a zone, which has a meaning on one machine only"),
    _("%(host)s is an address that is not public"),
    _("%(host)s is a name of a private network, not a public one"),
    _("The URL names an address in an unusual form: write all four numbers"),
    _("The request would hold line breaks where none may be"),
    _("No answer within %(n)s seconds"),
    _("The connection was refused"),
    _("The head of the answer was longer than the %(n)s kB that are read"),
    _("The connection was closed before an answer came"),
    _("What came back was not an answer of HTTP"),
    _("The TLS certificate was refused: %(why)s"),
    _("The TLS connection failed: %(why)s"),
    _("The connection could not be made, or its answer not be read (%(why)s)"),
    _("The endpoint answered %(status)s: a redirect, which is not followed"),
    _("The endpoint answered %(status)s"),
    _("It answered 410 Gone"),
    _("Every delivery has failed since %(moment)s"),
)
_GAP = re.compile(r"%\((\w+)\)s")
_NUMBERS = ("n", "all", "status", "port")


def in_words(text: str) -> str:
    """The sentence of a service in the language of now; as it came where it is not one of theirs."""
    text = str(text)
    for pattern, shown in _patterns():
        found = pattern.fullmatch(text)
        if found:
            parts = {name: in_words(value) for name, value in found.groupdict().items()}
            return gettext(shown) % parts
    return text


def is_known(text: str) -> bool:
    """Whether a service's text is in the table."""
    return any(pattern.fullmatch(text) for pattern, _shown in _patterns())


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Those without gaps first: the most particular one is meant."""
    rows = [(row, row) if isinstance(row, str) else row for row in SENTENCES]
    rows.sort(key=lambda row: (len(_GAP.findall(row[0])), -len(row[0])))
    return tuple((_pattern_of(said), shown) for said, shown in rows)


def _pattern_of(said: str) -> re.Pattern[str]:
    written = [re.escape(part.replace("%%", "%")) for part in _GAP.split(said)]
    for index in range(1, len(written), 2):
        name = written[index]
        written[index] = rf"(?P<{name}>[\d.,]+)" if name in _NUMBERS else rf"(?P<{name}>.+?)"
    return re.compile("".join(written), re.DOTALL)
