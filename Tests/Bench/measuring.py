"""What the kernel says of a server process, and what h2load says of a load."""

import os
import re
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

SERVER_CORE, CLIENT_CORE = "0", "1"
SUITE = "TLS_AES_128_GCM_SHA256"
# 5 bytes of gRPC prefix, then `bytes payload = 1` with 30 bytes: 37 bytes of DATA.
MESSAGE = b"\x0a\x1e" + b"a" * 30
BODY = b"\x00" + len(MESSAGE).to_bytes(4, "big") + MESSAGE
HEADERS = [("content-type", "application/grpc"), ("te", "trailers"), ("grpc-timeout", "100S")]
LOAD_SECONDS_MAX = 300


class NotMeasured(Exception):
    """A figure that could not be had; the others are still worth having."""


@dataclass(frozen=True)
class Shape:
    connections: int
    streams: int

    def __str__(self) -> str:
        return f"{self.connections} x {self.streams}"


@dataclass
class Load:
    """One run of h2load: `cpu_seconds` is the server's, all threads, user and system."""

    requests: int
    wall_seconds: float
    cpu_seconds: float
    latencies_us: list[int]
    data_bytes: int

    @property
    def cpu_us(self) -> float:
        return self.cpu_seconds * 1e6 / self.requests

    @property
    def per_second(self) -> float:
        return self.requests / self.wall_seconds

    def percentile_us(self, percent: int) -> int:
        ordered = sorted(self.latencies_us)
        return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


def process_cpu_seconds(pid: int) -> float:
    """CPU time of all threads, those that ended included, in nanosecond steps: the process's CPU
    clock, since utime and stime of /proc/PID/stat count in ticks of 10 ms."""
    return time.clock_gettime_ns((~pid << 3) | 2) / 1e9


def resident_kib(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+) kB", status)[1])


def wait_for_port(process: subprocess.Popen, port: int, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise NotMeasured(f"the server ended with status {process.returncode}")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise NotMeasured(f"nothing listens on port {port}")


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def number(pattern: str, text: str) -> int:
    found = re.search(pattern, text)
    if not found:
        raise NotMeasured(f"h2load does not say {pattern!r}:\n{text}")
    return int(found[1])


def load(
    pid: int, port: int, path: str, shape: Shape, requests: int, folder: Path, *, get: bool = False,
    body: bytes = BODY, window_bits: int = 24,
) -> Load:
    """Runs h2load once on the client's core. Every answer must be a 200."""
    (folder / "body").write_bytes(body)
    log = folder / "requests.log"
    log.unlink(missing_ok=True)
    command = [
        "taskset", "-c", CLIENT_CORE, "h2load", f"--requests={requests}",
        f"--clients={shape.connections}", f"--max-concurrent-streams={shape.streams}",
        f"--window-bits={window_bits}", f"--connection-window-bits={window_bits}",
        f"--tls13-ciphers={SUITE}", f"--log-file={log}",
    ]
    if not get:
        command += [f"--data={folder / 'body'}"]
        command += [f"--header={name}: {value}" for name, value in HEADERS]
    before, start = process_cpu_seconds(pid), time.monotonic()
    done = subprocess.run(
        command + [f"https://127.0.0.1:{port}{path}"], capture_output=True, text=True,
        timeout=LOAD_SECONDS_MAX, check=False,
    )
    wall, cpu = time.monotonic() - start, process_cpu_seconds(pid) - before
    text = done.stdout
    if number(r"status codes: (\d+) 2xx", text) != requests:
        raise NotMeasured(f"not every answer is a 200:\n{text}{done.stderr}")
    if f"Cipher: {SUITE}" not in text or "TLS Protocol: TLSv1.3" not in text:
        raise NotMeasured(f"not TLS 1.3 with {SUITE}:\n{text}")
    finished = re.search(r"finished in ([\d.]+)(us|ms|s),", text)
    if finished:
        wall = float(finished[1]) * {"us": 1e-6, "ms": 1e-3, "s": 1}[finished[2]]
    latencies = [int(row.split("\t")[2]) for row in log.read_text().splitlines()]
    log.unlink()
    data = number(r"\((\d+)\) data", text)
    return Load(requests, wall, cpu, latencies, data)


def open_files_max() -> None:
    """1,000 connections need more than the usual 1,024 files, here and in what starts here."""
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 65_536), hard))


def start(command: list[str], log: Path, environment: dict[str, str] | None = None):
    with open(log, "ab") as output:
        return subprocess.Popen(
            ["taskset", "-c", SERVER_CORE, *command], stdout=output, stderr=output,
            stdin=subprocess.DEVNULL, env={**os.environ, **(environment or {})},
        )


def stop(process: subprocess.Popen) -> None:
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
