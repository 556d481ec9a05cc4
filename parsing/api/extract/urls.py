"""The extract API: exactly the documented paths, no trailing slash."""

from django.urls import path

from parsing.api.extract import views

app_name = "extract"
urlpatterns = [
    path("extract", views.ExtractView.as_view(), name="extract"),
    path("usage", views.UsageView.as_view(), name="usage"),
    path("job/<str:job_id>", views.JobView.as_view(), name="job"),
    path("health", views.HealthView.as_view(), name="health"),
]
