"""A small Stripe of our own, for tests and for trying the billing pages: state, pages, events, a clock to be moved.

It speaks the part of Stripe's HTTP API that `billing.stripe_api` uses, to the real library. It takes no money.
"""
