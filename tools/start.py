"""Starting the site from its sources: its words first, then what ``liandu start`` does."""

import os

from tools.install import PYTHON
from tools.steps import ROOT, succeed

MEND = "What stands above says why; ./run check looks the installation over."


def start() -> int:
    """Compile the words, then become ``liandu start``.

    :raises Missing: if the words cannot be compiled
    """
    succeed([PYTHON, "-m", "tools.messages", "compile"], MEND)
    os.chdir(ROOT)
    os.execv(PYTHON, [str(PYTHON), "-m", "liandu", "start"])  # noqa: S606 - our own
