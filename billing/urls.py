"""The pages of plan and payment."""

from django.urls import path

from billing import views

urlpatterns = [
    path("billing", views.billing, name="billing"),
    path("billing/change/<slug:slug>", views.change, name="billing_change"),
    path("billing/portal", views.portal, name="billing_portal"),
    path("billing/paid", views.paid, name="billing_paid"),
    path("billing/overage", views.overage, name="billing_overage"),
    path("stripe/webhook", views.stripe_webhook, name="stripe_webhook"),
]
