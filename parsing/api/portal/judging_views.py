"""What is asked about a job description or about candidates that are there already: no parse is charged."""

from django.conf import settings
from rest_framework.request import Request
from rest_framework.response import Response

from parsing import services
from parsing.api.base import ApiView, is_asked_for
from parsing.api.portal import answers
from parsing.api.portal.bodies import ExtractSkillsBody, InterviewBody, RescoreBody
from parsing.api.portal.parsing_views import accepted
from parsing.api.times import seconds
from parsing.services import interviews, scoring


class ExtractSkillsView(ApiView):
    """POST extract_skills"""

    def post(self, request: Request) -> Response:
        body = ExtractSkillsBody(data=request.data)
        body.is_valid(raise_exception=True)
        return Response({"success": True, **scoring.extract_skills(**body.validated_data)})


class RescoreView(ApiView):
    """POST rescore_candidates, `?async=true` for a job to poll"""

    def post(self, request: Request) -> Response:
        body = RescoreBody(data=request.data)
        body.is_valid(raise_exception=True)
        job = scoring.submit_rescore(
            self.caller.account,
            **body.validated_data,
            livemode=self.caller.livemode,
            api_key=self.caller.key,
        )
        if is_asked_for(request, "async"):
            return accepted(answers.job_accepted(job))
        job = services.wait_for_job(job, budget_s=settings.PARSE_SYNC_BUDGET_S)
        if job.state not in answers.FINISHED:
            return accepted(answers.job_accepted(job))
        scores = scoring.scores_of(job)
        return Response({"success": True, "job_id": job.id, "updated": len(scores), "scores": scores})


class InterviewQuestionsView(ApiView):
    """POST generate_interview_questions, 20 a day"""

    def post(self, request: Request) -> Response:
        body = InterviewBody(data=request.data)
        body.is_valid(raise_exception=True)
        made = interviews.generate_interview_questions(
            self.caller.account,
            candidate_id=body.validated_data["candidate_id"],
            job_context=body.validated_data.get("job_context") or "",
            motivation_letter=body.validated_data.get("motivation_letter") or "",
            language=body.validated_data.get("output_language", "en"),
            livemode=self.caller.livemode,
            api_key=self.caller.key,
        )
        return Response(
            {
                "success": True,
                "generated_at": seconds(made.generated_at),
                "questions": [
                    {"category": item.category, "question": item.question, "rationale": item.rationale}
                    for item in made.questions
                ],
                "remaining_today": made.remaining_today,
                "model_used": made.model_used,
                "warnings": list(made.warnings),
            }
        )
