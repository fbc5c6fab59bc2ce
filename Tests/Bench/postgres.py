"""A temporary PostgreSQL on a unix socket, and the settlement that others would write for it."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from measuring import NotMeasured

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
CLIENTS = 8

SCHEMA = """
CREATE TABLE pool(id int PRIMARY KEY, reserve bigint, supply bigint, next_number bigint);
CREATE TABLE wallet(member bigint PRIMARY KEY, fen bigint NOT NULL);
CREATE TABLE lot(id bigserial PRIMARY KEY, member bigint, paid bigint, units bigint);
CREATE TABLE line(id bigserial PRIMARY KEY, number bigint, account text, amount bigint);
CREATE TABLE position(member bigint PRIMARY KEY, units bigint NOT NULL, lots int NOT NULL);
INSERT INTO pool VALUES (1, 30000, 210000000, 1);
INSERT INTO wallet SELECT i, 0 FROM generate_series(1, 100000) i;
CREATE FUNCTION settle(who bigint) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE p pool%ROWTYPE; granted bigint;
BEGIN
  SELECT * INTO p FROM pool WHERE id = 1 FOR UPDATE;
  granted := (21000::numeric * p.supply / p.reserve)::bigint;
  UPDATE pool SET reserve = reserve + 30000, supply = supply + granted,
    next_number = next_number + 1 WHERE id = 1;
  UPDATE wallet SET fen = fen + 10000 WHERE member = (who + 1) / 2;
  INSERT INTO lot(member, paid, units) VALUES (who, 100000, granted);
  INSERT INTO line(number, account, amount) VALUES (p.next_number, 'reserve', -30000);
  INSERT INTO position VALUES (who, granted, 1) ON CONFLICT (member)
    DO UPDATE SET units = position.units + excluded.units, lots = position.lots + 1;
  RETURN granted;
END $$;
"""

HOT_ROW = r"""\set who random(1, 100000)
BEGIN;
SELECT reserve, supply, next_number FROM pool WHERE id = 1 FOR UPDATE \gset
\set granted 21000 * (:supply / :reserve)
UPDATE pool SET reserve = reserve + 30000, supply = supply + :granted,
  next_number = next_number + 1 WHERE id = 1;
UPDATE wallet SET fen = fen + 10000 WHERE member = (:who + 1) / 2;
INSERT INTO lot(member, paid, units) VALUES (:who, 100000, :granted);
INSERT INTO line(number, account, amount) VALUES (:next_number, 'reserve', -30000);
INSERT INTO position VALUES (:who, :granted, 1) ON CONFLICT (member)
  DO UPDATE SET units = position.units + excluded.units, lots = position.lots + 1;
COMMIT;
"""

PROCEDURE = r"""\set who random(1, 100000)
SELECT settle(:who);
"""


class PostgreSQL:
    """A cluster with its defaults: fsync and synchronous_commit are on."""

    def __init__(self, folder: Path):
        if not BINARIES:
            raise NotMeasured("PostgreSQL is not installed; apt-get install postgresql")
        self.folder = folder
        self._binaries = BINARIES[-1]
        folder.mkdir()
        # It refuses to run as root.
        self._as_user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        if self._as_user:
            shutil.chown(folder, "postgres")

    def _run(self, program: str, *arguments: str, words: str | None = None) -> str:
        done = subprocess.run(
            [*self._as_user, str(self._binaries / program), *arguments], input=words,
            capture_output=True, text=True, check=False, timeout=120, cwd=self.folder)
        if done.returncode != 0:
            raise NotMeasured(f"{program}: {done.stderr.strip()[-400:]}")
        return done.stdout

    def __enter__(self) -> "PostgreSQL":
        data = str(self.folder / "data")
        self._run("initdb", "--pgdata", data, "--auth=trust", "--username=postgres")
        options = f"-c listen_addresses= -c unix_socket_directories={self.folder}"
        self._run("pg_ctl", "--pgdata", data, "--log", str(self.folder / "log"), "-w",
                  f"--options={options} -c shared_buffers=256MB", "start")
        self._run("psql", *self._connection(), "--quiet", "-v", "ON_ERROR_STOP=1", words=SCHEMA)
        return self

    def __exit__(self, *_) -> None:
        self._run("pg_ctl", "--pgdata", str(self.folder / "data"), "-m", "immediate", "stop")

    def _connection(self) -> list[str]:
        return ["--host", str(self.folder), "--username", "postgres"]

    def settlements_per_second(self, script: str, seconds: int) -> float:
        path = self.folder / "script.sql"
        path.write_text(script)
        path.chmod(0o644)
        said = self._run(
            "pgbench", *self._connection(), f"--client={CLIENTS}", "--jobs=1", "--no-vacuum",
            f"--time={seconds}", f"--file={path}", "postgres")
        found = re.search(r"tps = ([\d.]+)", said)
        if not found or "failed transactions: 0" not in said:
            raise NotMeasured(f"pgbench says no rate, or transactions failed: {said[-400:]}")
        return float(found[1])
