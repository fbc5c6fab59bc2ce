"""The pool's process under strace: what it asks of the kernel, and one such call that fails or at
which the process is killed."""

import re
import subprocess
from pathlib import Path

# Every call with which a journal's files change or become durable.
SYSCALLS = (
    "write", "pwrite64", "writev", "pwritev", "fdatasync", "fsync", "sync_file_range", "fallocate",
    "rename", "renameat", "renameat2", "ftruncate", "unlink", "unlinkat",
)  # fmt: skip
SECONDS_TO_ATTACH = 20

_CALL = re.compile(r"^(\d+) +(\w+)\((.*)$")
_DESCRIPTOR = re.compile(r"^\d+<([^>]*)>")
_NAMES = re.compile(r'"([^"]*)"')


class Call:
    """A traced call: which thread asked for what of which file."""

    def __init__(self, thread: str, name: str, arguments: str):
        self.thread, self.name = thread, name
        self.is_injected = "(INJECTED" in arguments
        described = _DESCRIPTOR.match(arguments)
        named = _NAMES.findall(arguments)
        self.target = described.group(1) if described else named[0] if named else ""


def read(trace: Path) -> list[Call]:
    """The calls of a trace, in the order in which they began. A call that another thread's line
    interrupts is told twice, `unfinished` and `resumed`; the first line counts."""
    calls = []
    for line in trace.read_text(errors="replace").splitlines():
        match = _CALL.match(line)
        if match and match.group(2) in SYSCALLS:
            calls.append(Call(*match.groups()))
    return calls


def arguments(trace: Path, injection: str = "", target: str = "") -> list[str]:
    """How strace is called. `injection` is such as `fsync:error=EIO:when=3`; with `target` only
    calls on that path count."""
    words = ["strace", "--follow-forks", "--decode-fds=path", "--string-limit=0"]
    words += [f"--trace={','.join(SYSCALLS)}", f"--output={trace}"]
    if target:
        words += [f"--trace-path={target}"]
    if injection:
        words += [f"--inject={injection}"]
    return words


class Attached:
    """strace on a running process, from now on."""

    def __init__(self, process: int, trace: Path, injection: str = "", target: str = ""):
        command = [*arguments(trace, injection, target), f"--attach={process}"]
        self._strace = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        # It says so when all threads are stopped and going on under it.
        line = self._strace.stderr.readline()
        if "attached" not in line:
            raise AssertionError(f"strace: {line}{self._strace.stderr.read()}")

    def detached(self) -> None:
        """Returns once the process has ended, and strace with it."""
        self._strace.communicate(timeout=SECONDS_TO_ATTACH)
