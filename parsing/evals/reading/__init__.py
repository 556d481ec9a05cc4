"""How well documents are read: order of lines, characters lost, speed. `python -m parsing.evals.reading` prints it."""
