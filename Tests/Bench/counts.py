"""What ours does for one call, counted: the same from run to run, whatever the machine does.

Each figure is the difference of two runs, of N and of 2 N calls, over N: starting, handshakes and
tables that grow once cancel out.
"""

import re
import struct
import subprocess
from pathlib import Path

import measuring
from measuring import BODY, NotMeasured, Shape
from servers import SERVICE, Server

SHAPE = Shape(8, 32)
COUNTED = 20_000
INSTRUCTED = 2_000
STREAM_PAYLOAD_BYTES = 197


def varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])


def stream_order(count: int, payload_bytes: int) -> bytes:
    """The request of `Stream`, framed."""
    message = b"\x10" + varint(count) + b"\x18" + varint(payload_bytes)
    return b"\x00" + len(message).to_bytes(4, "big") + message


def of(server: Server, build: Path, folder: Path) -> dict[str, float]:
    method = server.path.rsplit("/", 1)[1]
    figures = {f"{method} instructions": instructions(server, build, folder)}
    allocations, copied, nghttp2 = difference(
        server, build, folder, lambda count: (count, BODY), COUNTED)
    figures[f"{method} allocations"] = allocations
    figures[f"{method} allocations by nghttp2"] = nghttp2
    figures[f"{method} bytes copied"] = copied
    if server.streams_share:
        allocations, copied, _ = difference(
            server, build, folder, lambda count: (1, stream_order(count, STREAM_PAYLOAD_BYTES)),
            COUNTED, f"{SERVICE}/Stream")
        figures["Stream allocations per message"] = allocations
        figures["Stream bytes copied per message"] = copied
    return figures


def shim(name: str, build: Path) -> Path:
    source = Path(__file__).parent / f"{name}.c"
    library = build / f"{name}.so"
    if not library.exists() or library.stat().st_mtime < source.stat().st_mtime:
        subprocess.run(
            ["gcc", "-O2", "-fno-builtin", "-fno-tree-loop-distribute-patterns", "-shared",
             "-fPIC", "-o", str(library), str(source)], check=True)
    return library


def difference(server, build, folder, order, count, path=None) -> list[float]:
    """What Counting.c counts, per call or per message."""
    counters = folder / "counters"
    counters.write_bytes(bytes(24))
    server.port = measuring.free_port()
    command = [word.replace("PORT", str(server.port)) for word in server.command]
    environment = {"LD_PRELOAD": str(shim("Counting", build)), "BENCH_COUNTERS": str(counters)}
    server.process = measuring.start(command, folder / "counting.log", environment)
    try:
        measuring.wait_for_port(server.process, server.port)

        def run(calls: int) -> list[int]:
            requests, body = order(calls)
            shape = SHAPE if requests > 1 else Shape(1, 1)
            before = struct.unpack("QQQ", counters.read_bytes())
            measuring.load(server.pid, server.port, path or server.path, shape, requests, folder,
                           body=body)
            after = struct.unpack("QQQ", counters.read_bytes())
            return [end - start for start, end in zip(before, after, strict=True)]

        run(count)
        one, two = run(count), run(2 * count)
        return [(b - a) / count for a, b in zip(one, two, strict=True)]
    finally:
        server.stop()


def instructions(server: Server, build: Path, folder: Path) -> float:
    one, two = (
        total_instructions(server, build, folder, n) for n in (INSTRUCTED, 2 * INSTRUCTED))
    return (two - one) / INSTRUCTED


def stripped(program: str, folder: Path) -> str:
    """Valgrind 3.19 gives up on Swift's debugging information."""
    copy = folder / "stripped"
    subprocess.run(["strip", "--strip-debug", "-o", str(copy), program], check=True)
    return str(copy)


def total_instructions(server: Server, build: Path, folder: Path, requests: int) -> int:
    log = folder / "callgrind.log"
    log.unlink(missing_ok=True)
    server.port = measuring.free_port()
    command = [word.replace("PORT", str(server.port)) for word in server.command]
    command[0] = stripped(command[0], folder)
    valgrind = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder / 'callgrind.out'}"]
    environment = {"LD_PRELOAD": str(shim("Suspending", build))}
    server.process = measuring.start([*valgrind, *command], log, environment)
    try:
        measuring.wait_for_port(server.process, server.port, 120)
        measuring.load(server.pid, server.port, server.path, SHAPE, requests, folder)
    finally:
        server.stop()
    found = re.search(r"Collected : (\d+)", log.read_text())
    if not found:
        raise NotMeasured(f"callgrind says no total:\n{log.read_text()[-800:]}")
    return int(found[1])
