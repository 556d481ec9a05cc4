"""The pages of the product. The APIs have their own."""

from django.urls import path

from parsing.views import candidates, documents, gallery, jobs, overview, public, upload, usage

urlpatterns = [
    path("", public.landing, name="landing"),
    path("pricing", public.pricing, name="pricing"),
    path("docs", public.docs, name="docs"),
    path("status", public.status, name="status"),
    path("privacy", public.privacy, name="privacy"),
    path("terms", public.terms, name="terms"),
    path("dpa", public.dpa, name="dpa"),
    path("appearance", public.appearance, name="appearance"),
    path("overview", overview.overview, name="overview"),
    path("upload", upload.upload, name="upload"),
    path("jobs", jobs.job_list, name="jobs"),
    path("jobs/<str:job_id>", jobs.job_page, name="job"),
    path("candidates", candidates.candidate_list, name="candidates"),
    path("candidates/<str:candidate_id>", candidates.candidate_page, name="candidate"),
    path("candidates/<str:candidate_id>/delete", candidates.delete, name="candidate_delete"),
    path("candidates/<str:candidate_id>/original", documents.original, name="candidate_original"),
    path("candidates/<str:candidate_id>/candidate.json", documents.candidate_json, name="candidate_json"),
    path("candidates/<str:candidate_id>/resume.json", documents.json_resume, name="candidate_json_resume"),
    path("candidates/<str:candidate_id>/pages/<int:number>", documents.page_image, name="candidate_page_image"),
    path("usage", usage.usage, name="usage"),
    path("components", gallery.gallery, name="gallery"),
]
