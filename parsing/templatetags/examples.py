"""The code examples of the docs: plain files, one a language, shown in tabs with a copy button."""

import itertools
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

_LANGUAGES = {"sh": "curl", "py": "Python", "js": "Node", "php": "PHP", "rb": "Ruby", "go": "Go", "json": "JSON"}
_numbers = itertools.count()  # ids on a page must differ; which they are does not matter


@register.simple_tag(takes_context=True)
def example(context: dict[str, Any], *files: str) -> SafeString:
    """`{% example "parse.sh" "parse.py" %}`: the files of templates/public/docs/examples, a tab each."""
    values = {
        "base_url": context.get("base_url", ""),
        "shown_key": context.get("shown_key", "cv_live_your_key_here"),
        "shown_secret": context.get("shown_secret", "whsec_your_secret_here"),
    }
    panels = []
    for file in files:
        ending = file.rpartition(".")[2]
        code = render_to_string(f"public/docs/examples/{file}", values)
        panels.append({"id": f"code-{next(_numbers)}", "name": _LANGUAGES[ending], "ending": ending, "code": code})
    # What a template returns counts as HTML, so the tabs escape the code by force.
    return mark_safe(render_to_string("_components/code_tabs.html", {"panels": panels, "group": panels[0]["id"]}))  # noqa: S308
