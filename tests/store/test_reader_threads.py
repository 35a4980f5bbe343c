"""The TOML reader in threads that come and go."""

import subprocess
import sys

CODE = """
import threading
from msctl.store.syntax import parse

for _ in range(20):
    thread = threading.Thread(target=lambda: [parse("a = 1.5") for _ in range(200)])
    thread.start()
    thread.join()
"""


def test_files_can_be_read_in_one_thread_after_another() -> None:
    assert subprocess.run([sys.executable, "-c", CODE], check=False).returncode == 0
