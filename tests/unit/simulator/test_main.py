"""Running the simulator by itself."""

import json
import os
import signal
import subprocess
import sys
import urllib.request


def test_it_tells_where_to_point_a_bot(unused_tcp_port: int) -> None:
    command = [sys.executable, "-u", "-m", "bot.simulator", "--port", str(unused_tcp_port)]
    with subprocess.Popen([*command, "--staff", "係員A"], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        page, bot = process.stdout.readline().decode(), process.stdout.readline().decode()
        with urllib.request.urlopen(bot.split()[1]) as answer:
            me = json.load(answer)
        os.kill(process.pid, signal.SIGINT)
        process.communicate(timeout=5)

    assert f"http://127.0.0.1:{unused_tcp_port}/" in page
    assert me["ok"]
    assert process.returncode == 0
