from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from threading import Timer

import pytest


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_a_change_is_seen(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("نص\n", encoding="utf-8")
    command = [sys.executable, "-u", "-m", "arlint", "check", "--watch", "--select", "CH001"]
    with subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
    ) as process:
        guard = Timer(60, process.kill)  # a test that waits for a line must end without it too
        guard.start()
        assert process.stdout
        seen = []
        for line in process.stdout:
            seen.append(line)
            if "watching" not in line:
                continue
            if sum("watching" in one for one in seen) == 2:
                process.send_signal(signal.SIGINT)
                break
            (tmp_path / "a.txt").write_text("صدر \ufe8d\ufedf\ufecc\ufeaa\ufea9\n", encoding="utf-8")
        assert process.wait() == 130  # 1 would say that findings are left
        guard.cancel()
    assert seen[0] == "Nothing to report in 1 file.\n"
    assert "a.txt:1:5 CH001" in seen[2]
