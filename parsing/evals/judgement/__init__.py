"""How good the judgement is: skills read from job descriptions, candidates ranked, scores that nothing moves."""
