"""The resume engine: bytes in, one explained `Resume` out. Pure Python: no Django, no database, no network."""
