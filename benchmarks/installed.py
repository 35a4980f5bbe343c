"""The environment of a measured program: Python keeps what it has compiled, as of an installed one.

From a checkout Python may have to compile each module at every start, where the environment forbids
it to write beside the sources; those of the libraries are compiled when pip installs them.
"""

import os


def environment(folder: str) -> dict[str, str]:
    """The environment for programs that keep compiled code in a folder; run each once before."""
    own = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return own | {"PYTHONPYCACHEPREFIX": folder}
