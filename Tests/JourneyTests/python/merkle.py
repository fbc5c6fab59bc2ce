"""RFC 6962 trees and C2SP signed notes, from their texts alone and with hashlib alone."""

import base64
import hashlib
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

# The algorithm byte of Ed25519 in C2SP signed-note keys.
ED25519 = b"\x01"


def leaf_hash(entry: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def split_of(size: int) -> int:
    """The largest power of two below size, for size > 1."""
    return 1 << ((size - 1).bit_length() - 1)


def root(leaves: list[bytes]) -> bytes:
    """RFC 6962 section 2.1, from the definition: O(n) hashes."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = split_of(len(leaves))
    return node_hash(root(leaves[:k]), root(leaves[k:]))


def inclusion_holds(
    leaf: bytes, index: int, size: int, proof: list[bytes], expected: bytes
) -> bool:
    """RFC 9162 section 2.1.3.2."""
    if index >= size:
        return False
    fn, sn, r = index, size - 1, leaf
    for p in proof:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            r = node_hash(p, r)
            while fn and not fn & 1:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = node_hash(r, p)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and r == expected


def consistency_holds(
    first: int, second: int, proof: list[bytes], first_root: bytes, second_root: bytes
) -> bool:
    """RFC 9162 section 2.1.4.2."""
    if first == second:
        return not proof and first_root == second_root
    if not 0 < first < second or not proof:
        return False
    path = list(proof)
    if first & (first - 1) == 0:
        path.insert(0, first_root)
    fn, sn = first - 1, second - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = path[0]
    for c in path[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            fr, sr = node_hash(c, fr), node_hash(c, sr)
            while fn and not fn & 1:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = node_hash(sr, c)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and fr == first_root and sr == second_root


@dataclass
class VerifierKey:
    """`<name>+<key id in hexadecimal>+<base64 of algorithm and key>`, as in C2SP signed-note."""

    name: str
    key_id: bytes
    public_key: Ed25519PublicKey

    @staticmethod
    def parse(text: str) -> "VerifierKey":
        name, key_id, encoded = text.split("+", 2)
        key = base64.b64decode(encoded, validate=True)
        assert key[:1] == ED25519, f"{text}: not an Ed25519 key"
        computed = hashlib.sha256(name.encode() + b"\n" + key).digest()[:4]
        assert computed.hex() == key_id, f"{text}: the key's id is {computed.hex()}"
        return VerifierKey(name, computed, Ed25519PublicKey.from_public_bytes(key[1:]))


@dataclass
class Checkpoint:
    origin: str
    size: int
    root: bytes

    @staticmethod
    def open(note: str, key: VerifierKey) -> "Checkpoint":
        """Raises InvalidSignature unless the note carries a good signature of the key."""
        text, signatures = note.split("\n\n", 1)
        text += "\n"
        start = f"\u2014 {key.name} "
        lines = [line for line in signatures.splitlines() if line.startswith(start)]
        assert len(lines) == 1, f"{len(lines)} signatures of {key.name} on:\n{note}"
        signature = base64.b64decode(lines[0].removeprefix(start), validate=True)
        assert signature[:4] == key.key_id, "the signature is of another key"
        key.public_key.verify(signature[4:], text.encode())
        origin, size, encoded_root = text.splitlines()[:3]
        return Checkpoint(origin, int(size), base64.b64decode(encoded_root, validate=True))
