"""Which documents there are: those given to us, those made by hand, those generated."""

from parsing.evals.corpus import Case, load_folder, shared_dir


def cases_of(suites: list[str]) -> tuple[Case, ...]:
    """The cases of "dev" (empty where the folder is missing)."""
    cases: tuple[Case, ...] = ()
    if "dev" in suites and (folder := shared_dir()):
        cases += load_folder(folder, "dev")
    return cases
