"""The examples of the documentation page, as a reader copies them: Python, curl, and Node where there is one."""

import ast
import json
import shutil
import subprocess
import sys

import pytest
from django.template.loader import render_to_string

from parsing.tests.live.conftest import DEMO, snippets

pytestmark = pytest.mark.django_db(transaction=True)

RUNNERS = {"py": [sys.executable], "sh": ["bash"], "js": ["node"]}
LANGUAGES = [language for language, command in RUNNERS.items() if shutil.which(command[0])]
each_language = pytest.mark.parametrize("language", LANGUAGES)
# The bodies and signatures of the contract's golden values.
BODY, SECRET = '{"type":"parse.completed","job_id":"job_abc123"}', "whsec_abc123"
SIGNATURE = "sha256=c17fdde955cd854ca7de5765ac3db3116a5bc349e6c8994b425dec706b2d4633"


@pytest.fixture
def run_example(live_server, key, tmp_path):
    """Runs an example of the page with the address and the key that the page would put in; ids are replaced."""
    shutil.copy(DEMO / "amelia-hartley.pdf", tmp_path / "resume.pdf")

    def run(name, language, **ids):
        code = render_to_string(
            f"public/docs/examples/{name}.{language}", {"base_url": live_server.url, "shown_key": key}
        )
        for old, new in ids.items():
            code = code.replace(old, new)
        return run_code(code.replace("curl ", "curl -sS ") if language == "sh" else code, language, tmp_path)

    return run


def run_code(code, language, folder):
    path = folder / f"example.{'mjs' if language == 'js' else language}"
    path.write_text(code)
    done = subprocess.run(
        [*RUNNERS[language], str(path)], cwd=folder, capture_output=True, text=True, timeout=90, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.covers("R001", "R102", "R103", "R394")
@each_language
def test_parsing(run_example, language):
    printed = run_example("parse", language)

    assert "Amelia Hartley" in printed
    if language == "sh":
        assert json.loads(printed)["results"][0]["candidate"]["fit_score"] >= 0


@pytest.mark.covers("R292", "R299", "R394")
@each_language
def test_extracting(run_example, language):
    assert "Amelia Hartley" in run_example("extract", language)


@pytest.mark.covers("R100", "R129", "R394")
@each_language
def test_polling_a_job(run_example, language):
    job_id = json.loads(run_example("parse", "sh"))["job_id"]

    assert "Amelia Hartley" in run_example("jobs", language, job_abc123=job_id)


@pytest.mark.covers("R154", "R166", "R184", "R326", "R394")
def test_what_is_asked_with_curl_alone(run_example):
    parsed = json.loads(run_example("parse", "sh"))
    ids = {"job_abc123": parsed["job_id"], "cand_xyz": parsed["results"][0]["candidate_id"]}

    answers = {
        name: json.JSONDecoder().raw_decode(run_example(name, "sh", **ids))[0]  # the last one asks twice
        for name in ("skills", "rescore", "questions", "extract_usage")
    }

    assert all(answer["success"] for answer in answers.values())
    assert answers["skills"]["required"]
    assert answers["rescore"]["updated"] == 1
    assert answers["questions"]["questions"]
    assert answers["extract_usage"]["data"]["credits_used"] == 1


@pytest.mark.covers("R212", "R214")
@pytest.mark.parametrize("language", [name for name in LANGUAGES if name != "sh"])
def test_the_reference_verifies_our_signatures(language, tmp_path):
    snippet = "verify" if language == "py" else "verify_node"
    _, code = snippets("portal.md")[snippet]
    if language == "py":
        asked = f"print(verify_webhook({BODY.encode()!r}, {SIGNATURE!r}, {SECRET!r}))"
        forged = f"print(verify_webhook({BODY.encode() + b' '!r}, {SIGNATURE!r}, {SECRET!r}))"
    else:
        code = f"import {{ createRequire }} from 'module'; const require = createRequire(import.meta.url);\n{code}"
        call = "console.log(verifyWebhook(Buffer.from({}), {}, {}) ? 'True' : 'False')"
        asked = call.format(json.dumps(BODY), json.dumps(SIGNATURE), json.dumps(SECRET))
        forged = call.format(json.dumps(BODY + " "), json.dumps(SIGNATURE), json.dumps(SECRET))

    said = run_code(f"{code}\n{asked}\n{forged}\n", language, tmp_path)

    assert [ast.literal_eval(word) for word in said.split()] == [True, False]
