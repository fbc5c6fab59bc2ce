"""Writes the inputs that fuzzing begins with: python3 seeds.py DIRECTORY

One folder for each fuzzer. The forms of the inputs stand above the fuzzers' code. What fuzzing
makes of these is kept in Corpus/, so they are needed again only when a form changes.
"""

import base64
import gzip
import hashlib
import json
import pathlib
import re
import struct
import sys

FUZZ = pathlib.Path(__file__).resolve().parents[1]
ROOT = FUZZ.parents[1]
FILES = [
    "tidemark/catalog", "tidemark/referral", "tidemark/pool", "tidemark/order",
    "tidemark/journal", "tidemark/audit", "grpc/health/v1/health",
    "grpc/reflection/v1/reflection", "grpc/reflection/v1alpha/reflection", "google/rpc/status",
    "google/rpc/error_details",
]
PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"


def message_indices():
    """The place of each message in the schema, by its full name."""
    names = []
    for file in FILES:
        text = (ROOT / "Protos" / f"{file}.proto").read_text()
        package = re.search(r"^package ([\w.]+);", text, re.M)[1]
        names += [f"{package}.{name}" for name in re.findall(r"^message (\w+)", text, re.M)]
    return {name: index for index, name in enumerate([*names, "google.protobuf.Any"])}


def frame(kind, flags, stream, payload=b""):
    return struct.pack(">I", len(payload))[1:] + struct.pack(">BBI", kind, flags, stream) + payload


def field(name, value):
    return b"\x40" + bytes([len(name)]) + name + bytes([len(value)]) + value


def head(path, *more):
    fields = [
        (b":method", b"POST"), (b":scheme", b"https"), (b":path", path), (b":authority", b"a"),
        (b"te", b"trailers"), (b"content-type", b"application/grpc"), *more,
    ]
    return b"".join(field(*pair) for pair in fields)


def framed(message, flag=0):
    return struct.pack(">BI", flag, len(message)) + message


def counted(data):
    return bytes([len(data)]) + data


def codec_seeds():
    indices = message_indices()
    for row in json.loads((ROOT / "Tests/Fixtures/wire/golden.json").read_text()):
        index = indices.get(row["message"])
        data = bytes.fromhex(row["hex"])
        if index is not None and len(data) < 4000:
            yield bytes([index, 1]) + data


def json_seeds():
    indices = message_indices()
    for row in json.loads((ROOT / "Tests/Fixtures/wire/golden.json").read_text()):
        index = indices.get(row["message"])
        if index is not None and row.get("json") and len(row["json"]) < 4000:
            yield bytes([index]) + row["json"].encode()


def assembler_seeds():
    data = framed(b"abc") + framed(b"") + framed(b"x" * 60)
    packed = framed(gzip.compress(b"y" * 90), 1)
    composed = b"".join(bytes([kind]) + counted(b"abcabcabcabc" * 4) for kind in (0, 1, 0, 1, 1))
    for cuts in [b"", b"\x01\x42\xc3\x05", b"\x41" * 80]:
        for mode in [b"\x00", b"\x02"]:
            for limit in [b"\xc8", b"\x14"]:
                for more in [b"", packed, framed(b"z", 1), framed(b"z", 2)]:
                    yield limit + mode + counted(cuts) + data + more
        yield b"\xc8\x03" + counted(cuts) + composed
        yield b"\xc8\x03" + counted(cuts) + composed + b"\x05\x01a\xff"


def text_seeds():
    for text in ["%E5%BA%93%41%", "库存 %", "plain"]:
        yield b"\x00" + text.encode()
    for text in [b"1S", b"99999999H", b"5m", b"0n", b"123456789n"]:
        yield b"\x01" + text
    for text in [b"AAEC", b"AA==", b"-_8", b"+/8="]:
        yield b"\x02" + text
    for role in [b"service", b"gateway", b"operator", b"auditor", b"custodian", b"none"]:
        yield b"\x03\x00spiffe://tidemark/" + role + b"/a-b_c.1"
    pairs = [(0, b"POST"), (4, b"trailers"), (5, b"application/grpc"), (6, b"5S")]
    fields = b"".join(bytes([number]) + counted(value) for number, value in pairs)
    for path in [b"/tidemark.fuzz.v1.Fuzz/Echo", b"/tidemark.fuzz.v1.Fuzz/Closed", b"/a/b"]:
        for known in [b"\x00", b"\x01"]:
            yield b"\x05" + known + b"\x02" + counted(path) + fields
    yield b"\x04" + fields
    info = b"\x0a\x06reason\x12\x06domain\x1a\x06\x0a\x01k\x12\x01v"
    url = b"type.googleapis.com/google.rpc.ErrorInfo"
    detail = b"\x0a" + counted(url) + b"\x12" + counted(info)
    status = b"\x08\x09\x12\x01m\x1a" + counted(detail)
    details = base64.b64encode(status).rstrip(b"=")
    yield b"\x06\x09" + counted(b"9") + b"\x0a" + counted(b"%41b") + b"\x0b" + counted(details)
    yield b"\x06\x09" + counted(b"0")
    yield b"\x0700-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def session_seeds():
    """Whole connections as bytes, then programs that reach the handlers in every way."""
    begin = PREFACE + frame(4, 0, 0)
    echo = b"\x0a\x02hi\x10\x01\x1a\x01x"
    paths = [b"Echo", b"Wait", b"Fail", b"Closed", b"Count", b"Chat", b"Sum"]
    for name in paths:
        call = frame(1, 4, 1, head(b"/tidemark.fuzz.v1.Fuzz/" + name))
        data = frame(0, 1, 1, framed(echo))
        pieces = [begin, frame(4, 1, 0), call, data, frame(8, 0, 1, b"\x00\x00\x10\x00")]
        yield b"\x00" + b"".join(counted(piece) for piece in pieces)
        pieces[3:] = [frame(3, 0, 1, bytes(4))]
        yield b"\x00" + b"".join(counted(piece) for piece in pieces)
    for path in range(16):
        request = bytes([0, path, 0, 0, 0]) + b"\x01" + b"\x03" + counted(b"hi") + counted(b"xyz")
        yield b"\x01\x00\x00" + request + b"\xff"
        yield b"\x01\x00\x00" + request + b"\xff\xf0\x05\xf8\xe8" + b"\xff\xfc\xe8"
        yield b"\x01\x00\x00" + request + b"\xd0\x00\x05\x00\x08\xff"
    deadline = bytes([0, 1, 0, 1, 0, 6, 5, 0]) + b"\x01\x00\x00\x00"
    yield b"\x01\x00\x00" + deadline + b"\xff\xf0\x0f\xe8"
    window = bytes([7, 0xF3, 0])
    yield b"\x01\x00\x00" + bytes([0, 4, 0, 0, 0, 1, 200, 0]) + counted(b"p" * 90) + b"\x00" + (
        window + b"\xff\xe0\xff")


def client_seeds():
    """What a server answers to the four calls of a raw run, and programs of answers."""
    response = field(b":status", b"200") + field(b"content-type", b"application/grpc")
    ok = frame(1, 5, 1, field(b"grpc-status", b"0"))
    plain = frame(0, 0, 1, framed(b"answer"))
    packed = frame(0, 0, 1, framed(gzip.compress(b"y" * 90), 1))
    zipped = response + field(b"grpc-encoding", b"gzip")
    for stream in (1, 3, 5, 7):
        for head, data in ((response, plain), (zipped, packed)):
            pieces = [frame(1, 4, 1, head), data, ok]
            moved = [piece[:8] + bytes([stream]) + piece[9:] for piece in pieces]
            yield b"\x00" + b"".join(counted(piece) for piece in moved)
    refusal = response + field(b"grpc-status", b"13") + field(b"grpc-message", b"%41")
    yield b"\x00" + counted(frame(1, 5, 1, refusal)) + counted(frame(3, 0, 3, bytes(4)))
    yield b"\x00" + counted(frame(7, 0, 0, bytes(7) + b"\x01")) + counted(frame(6, 0, 0, bytes(8)))
    for kind in range(8):
        begin = bytes([0xB0 + kind])
        whole = b"\x0b\x00\x00\x00" + counted(b"hi") + counted(b"xyz") + b"\x00"
        yield b"\x01" + begin + b"\xe8" + whole + b"\xff"
        requests = b"\xf4\x00" + counted(b"request") + b"\xfb\x00\xe8"
        yield b"\x01" + begin + requests + whole + b"\xff"
        yield b"\x01" + begin + b"\xe8" + whole + b"\xd0\xd8\x00\xf8\x00\xe8\xf0\x0f\xff"


def attempt_seeds():
    """Calls of every plan: answered, refused with every word about another attempt, lost."""
    tokens = b"\x03\x10"
    refused = b"\xff\x50\x00\x00"
    for choice in [*range(0, 64), 0x44, 0x45, 0x46, 0x66]:
        call = bytes([0, choice, 3, 4])
        ready = tokens + call + b"\x30"
        answer = b"\xff\x90\x00\x00\x01" + counted(b"hi") + counted(b"xyz")
        answer += b"\x58\x00\x20"
        yield ready + answer + b"\x51\x00\x40\x00"
        yield ready + refused + b"\xd4\x09" + refused + b"\xd4\x09" + refused + b"\xd4\x09" + answer
        yield tokens + b"\xcc" + call + b"\xd4\x09\x30" + answer
        yield ready + b"\xff\xc4\xd4\x09\x30" + answer + b"\xbc\x01"
        yield ready + b"\xd4\x04\xd4\x05" + b"\x50\x00\x00\x51\x00\x00" + b"\xe8\x00"
    for word in range(18):
        for choice in (1, 2, 5, 6):
            call = bytes([0, choice, 4, 2])
            said = bytes([0x50, 0, 0x40, word]) + (counted(b"7\x00") if word == 17 else b"")
            yield b"\x20\x10" + call + b"\x30\xff" + said + b"\xd4\x09" + said + b"\xd4\x0a"
    many = b"".join(bytes([0, 1, 5, 0]) for _ in range(8))
    yield b"\x03\x00" + many + b"\x30" + b"".join(
        bytes([0x50, number % 8, 0]) + b"\xd4\x01" for number in range(24))
    yield b"\x03\xff" + many + b"\x30\xc0\x05\x30\xb4\x07\x01\xb4\x07\x02\xf0\x03\xc4\x30\xff"


def link_seeds():
    """Handshakes that are left alone, cut or changed, and calls inside of them."""
    for side in (0, 1):
        request = bytes([0, 0, 0, 0, 0]) + b"\x01" + b"\x03" + counted(b"hi") + counted(b"xyz")
        answer = b"\x0b\x00\x00\x00" + counted(b"hi") + counted(b"xyz") + b"\x00"
        inside = answer if side else request
        call = b"\xff\xc0\xff" + inside + b"\xff"
        for begin in (0, 4):
            mode = bytes([side | begin])
            yield mode + call
            yield mode + call + b"\xc8\xff"
            yield mode + b"\x40\x05" * 30 + b"\x40\xff" * 10 + call
            yield mode + b"\x60\x00\x00\x00\x09\x01\xff" + call
            yield mode + call + inside + b"\xa0\x60\x00\x00\x00\x02\x01\xff"
            yield mode + b"\x90\x00\xff" + call
            yield mode + b"\x98\xff\xff" + call
            yield mode + call + b"\xcd" + inside + b"\xff\xcc\xff\xd4\x0f\xdc\xff"
            yield mode + call + b"\xde"
            yield mode + call + b"\xdf"
        record = b"\x16\x03\x01\x00\x05\x01\x00\x00\x01\x03"
        yield bytes([side | 2]) + counted(record) + counted(b"GET / HTTP/1.1\r\n\r\n")
        yield bytes([side | 6]) + counted(b"\x17\x03\x03\x00\x20" + b"x" * 32)
        yield bytes([side | 6]) + counted(b"\x15\x03\x03\x00\x02\x01\x00")


def main():
    folder = pathlib.Path(sys.argv[1])
    seeds = {
        "codec": codec_seeds, "json": json_seeds, "assembler": assembler_seeds,
        "text": text_seeds, "session": session_seeds,
        "client": client_seeds, "attempts": attempt_seeds, "link": link_seeds,
    }
    for name, make in seeds.items():
        place = folder / name
        place.mkdir(parents=True, exist_ok=True)
        for seed in make():
            (place / hashlib.sha1(seed).hexdigest()).write_bytes(seed)


if __name__ == "__main__":
    main()
