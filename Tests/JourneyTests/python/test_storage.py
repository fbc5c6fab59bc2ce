"""What a service does when another has its journal, and when the disk is full."""

import resource
import shutil
import subprocess

import grpc
import pytest
import strace

from service import PoolService, create_platform, hold, inside
from shop import refusal

STARTS = 20
JOURNAL_NOT_WRITTEN, CONFIGURATION = 74, 78
MEBI = 1 << 20
FREE_MIN = 64 * MEBI


def test_of_two_services_started_on_one_journal_one_serves(tmp_path, certificates):
    directory = tmp_path / "run"
    directory.mkdir()
    for start in range(STARTS):
        pair = [PoolService(directory, certificates) for _ in range(2)]
        try:
            ports = [service.port() for service in pair]
            assert len([port for port in ports if port]) == 1, pair[0].words()
            winner, loser = pair if ports[0] else reversed(pair)
            assert loser.process.wait(timeout=30) == CONFIGURATION
            assert winner.words().count("is open in another process") == start + 1
            pool = winner.pool(ports[0] or ports[1], "service/order")
            if start == 0:
                create_platform(winner.pool(ports[0] or ports[1], "operator/ann"))
            assert not hold(pool, start + 1)
            assert all(hold(pool, order) for order in range(1, start + 1))
            if start % 2:
                winner.kill()
            else:
                assert winner.stop() == 0
        finally:
            for service in pair:
                service.kill()


@pytest.fixture
def small_disk(tmp_path):
    """A command that runs another with a file system of 128 MiB at `tmp_path / run`."""
    directory = tmp_path / "run"
    directory.mkdir()
    script = f"mount -t tmpfs -o size={2 * FREE_MIN} tmpfs {directory} && exec \"$@\""
    prefix = ("unshare", "--map-root-user", "--mount", "sh", "-c", script, "sh")
    trial = subprocess.run([*prefix, "true"], capture_output=True, text=True, check=False)
    if trial.returncode != 0:
        pytest.skip(f"no file system can be mounted here: {trial.stderr.strip()}")
    return directory, prefix


def test_a_nearly_full_disk_refuses_commands_until_there_is_room(small_disk, certificates):
    directory, prefix = small_disk
    service = PoolService(directory, certificates, prefix)
    try:
        port = service.port()
        assert port, service.words()
        create_platform(service.pool(port, "operator/ann"))
        pool = service.pool(port, "service/order")
        hold(pool, 1)
        ballast = inside(service, directory / "ballast")
        ballast.write_bytes(bytes(FREE_MIN + MEBI))
        code, reason, sentence = refusal(lambda: hold(pool, 2))
        assert (code, reason) == (grpc.StatusCode.RESOURCE_EXHAUSTED, "disk_low")
        assert "make room" in sentence
        assert hold(pool, 1), "what was recorded is still answered"
        ballast.unlink()
        assert not hold(pool, 2), "nothing of the refused command was kept"
        assert hold(pool, 2)
        assert service.stop() == 0
    finally:
        service.kill()


@pytest.mark.parametrize("more", [0, 1, 4_096, 40_000, 200_000])
def test_a_failed_append_ends_the_process_and_loses_nothing(tmp_path, certificates, more):
    directory = tmp_path / "run"
    directory.mkdir()
    service = PoolService(directory, certificates)
    acknowledged = 0
    try:
        port = service.port()
        create_platform(service.pool(port, "operator/ann"))
        pool = service.pool(port, "service/order")
        for acknowledged in range(1, 21):
            hold(pool, acknowledged)
        # From here on no file may grow beyond what the log has now, and a little.
        log = next(directory.glob("**/journal.sqlite-wal"))
        limit = log.stat().st_size + more
        resource.prlimit(service.process.pid, resource.RLIMIT_FSIZE, (limit, limit))
        with pytest.raises(grpc.RpcError) as failure:
            while acknowledged < 2_000:
                hold(pool, acknowledged + 1)
                acknowledged += 1
        assert failure.value.code() == grpc.StatusCode.UNAVAILABLE
        assert service.process.wait(timeout=30) == JOURNAL_NOT_WRITTEN, service.words()
        assert "cannot append to" in service.words()
    finally:
        service.kill()
    again = PoolService(directory, certificates)
    try:
        port = again.port()
        assert port, again.words()
        pool = again.pool(port, "service/order")
        assert all(hold(pool, order) for order in range(1, acknowledged + 1))
        hold(pool, acknowledged + 1)  # Its outcome was unknown.
        assert not hold(pool, acknowledged + 2)
        assert again.stop() == 0
    finally:
        again.kill()


HOLDS = 20


@pytest.fixture
def held(tmp_path, certificates):
    """The folder of a journal of 20 holds, whose service was killed."""
    directory = tmp_path / "run"
    directory.mkdir()
    service = PoolService(directory, certificates)
    try:
        port = service.port()
        create_platform(service.pool(port, "operator/ann"))
        pool = service.pool(port, "service/order")
        for order in range(1, HOLDS + 1):
            hold(pool, order)
    finally:
        service.kill()
    return directory


def assert_all_are_held(directory, certificates, prefix=()):
    """Starts it with a log of 4 MiB, or of what there is room for: all is held that was, and one
    order more can be. The log's bytes."""
    service = PoolService(directory, certificates, prefix, log_reserve=4)
    try:
        port = service.port()
        assert port, service.words()
        pool = service.pool(port, "service/order")
        assert all(hold(pool, order) for order in range(1, HOLDS + 1))
        assert not hold(pool, HOLDS + 1)
        bytes_of_log = next(directory.glob("**/journal.sqlite-wal")).stat().st_size
        assert service.stop() == 0
        return bytes_of_log
    finally:
        service.kill()


@pytest.mark.parametrize("kibibytes", [1_024, 1_025, 2_047, 2_048])
def test_the_logs_room_ends_where_the_disk_does_and_nothing_is_lost(held, certificates, kibibytes):
    # The shell counts blocks of 512 bytes.
    prefix = ("sh", "-c", f'ulimit -f {2 * kibibytes} && exec "$@"', "sh")
    assert assert_all_are_held(held, certificates, prefix) == 1_024 * kibibytes


@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")
@pytest.mark.parametrize("call", ["pwrite64", "fsync"])
@pytest.mark.parametrize("fault", ["error=EIO", "signal=SIGKILL"])
@pytest.mark.parametrize("when", [1, 2, 4, 5])
def test_a_log_whose_room_is_half_made_loses_nothing(held, certificates, call, fault, when):
    log = next(held.glob("**/journal.sqlite")).with_name("journal.sqlite-wal")
    trace = held.with_name("trace")
    prefix = strace.arguments(trace, f"{call}:{fault}:when={when}", str(log))
    service = PoolService(held, certificates, tuple(prefix), log_reserve=4)
    try:
        is_serving = service.port() is not None
        status = service.stop()
    finally:
        service.kill()
    # Four pieces are written, and made durable by one call.
    assert is_serving == (when > (4 if call == "pwrite64" else 1)), service.words()
    if not is_serving and fault == "error=EIO":
        assert status == CONFIGURATION
        assert f"{log.name}: Input/output error" in service.words()
    assert assert_all_are_held(held, certificates) >= 4 << 20
