"""Long proofs with real processes and servers of their own: races for the quota, kills in mid-parse, lost brokers.

Each proof is a program that prints its figures as one line of JSON; `harness.prove` gives it a database, a broker and
a data folder of its own. The suite runs a small share of each, `make soak` the whole.
"""
