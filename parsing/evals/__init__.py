"""Accuracy and speed of the engine: corpus, metric, gate, baseline, peers. Pure Python, no Django, no network."""
