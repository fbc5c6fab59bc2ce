"""Connections that have done their handshake and their SETTINGS, and then nothing."""

import asyncio
import ssl
from pathlib import Path

import measuring

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
SETTINGS = b"\x00\x00\x00\x04\x00\x00\x00\x00\x00"
ACK = b"\x00\x00\x00\x04\x01\x00\x00\x00\x00"
AT_ONCE = 20
# A server may bound the connections of one peer: they come from several addresses of loopback.
ADDRESSES = 100


async def open_one(index: int, port: int, context: ssl.SSLContext, gate: asyncio.Semaphore):
    async with gate:
        reader, writer = await asyncio.open_connection(
            "127.0.0.1", port, ssl=context, server_hostname="localhost",
            local_addr=(f"127.0.1.{1 + index % ADDRESSES}", 0),
        )
        writer.write(PREFACE + SETTINGS)
        # The server's own SETTINGS, then its acknowledgement of ours.
        acknowledged = False
        while not acknowledged:
            frame = await reader.readexactly(9)
            length, kind, flags = int.from_bytes(frame[:3], "big"), frame[3], frame[4]
            await reader.readexactly(length)
            if kind == 4 and not flags & 1:
                writer.write(ACK)
            acknowledged = kind == 4 and bool(flags & 1)
        return reader, writer


async def hold(port: int, pid: int, authority: Path, count: int) -> float:
    context = ssl.create_default_context(cafile=str(authority))
    context.set_alpn_protocols(["h2"])
    gate = asyncio.Semaphore(AT_ONCE)
    # The first ones make the server allocate what it needs only once.
    warm = [await open_one(index, port, context, gate) for index in range(AT_ONCE)]
    await asyncio.sleep(0.5)
    before = measuring.resident_kib(pid)
    opened = await asyncio.gather(
        *(open_one(index, port, context, gate) for index in range(count)))
    await asyncio.sleep(1)
    after = measuring.resident_kib(pid)
    closed = sum(reader.at_eof() for reader, _ in opened)
    for _, writer in [*warm, *opened]:
        writer.transport.abort()
    if closed:
        raise measuring.NotMeasured(f"{closed} of {count} idle connections were closed")
    return (after - before) / count


def kib_per_connection(port: int, pid: int, authority: Path, count: int = 1_000) -> float:
    return asyncio.run(asyncio.wait_for(hold(port, pid, authority, count), 120))
