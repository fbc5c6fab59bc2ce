"""The auditor's own tools, before anything is judged with them."""

import base64
import hashlib

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

import merkle

# The leaves and roots that implementations of RFC 6962 are commonly tested with.
ENTRIES = [bytes.fromhex(text) for text in (
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
)]  # fmt: skip
ROOTS = {
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}
SIZES = range(1, 18)


def leaves(count: int) -> list[bytes]:
    return [merkle.leaf_hash(bytes([number])) for number in range(count)]


def inclusion(index: int, hashes: list[bytes]) -> list[bytes]:
    """RFC 6962 section 2.1.1, from the definition."""
    if len(hashes) == 1:
        return []
    k = merkle.split_of(len(hashes))
    if index < k:
        return inclusion(index, hashes[:k]) + [merkle.root(hashes[k:])]
    return inclusion(index - k, hashes[k:]) + [merkle.root(hashes[:k])]


def consistency(first: int, hashes: list[bytes], is_whole: bool = True) -> list[bytes]:
    """RFC 6962 section 2.1.2, from the definition."""
    if first == len(hashes):
        return [] if is_whole else [merkle.root(hashes)]
    k = merkle.split_of(len(hashes))
    if first <= k:
        return consistency(first, hashes[:k], is_whole) + [merkle.root(hashes[k:])]
    return consistency(first - k, hashes[k:], False) + [merkle.root(hashes[:k])]


@pytest.mark.parametrize("size", ROOTS)
def test_roots_are_those_of_the_known_trees(size):
    hashes = [merkle.leaf_hash(entry) for entry in ENTRIES[:size]]
    assert merkle.root(hashes).hex() == ROOTS[size]


@pytest.mark.parametrize("size", SIZES)
def test_inclusion_holds_for_the_leaf_at_its_place_and_for_nothing_else(size):
    hashes = leaves(size)
    root = merkle.root(hashes)
    for index, leaf in enumerate(hashes):
        proof = inclusion(index, hashes)
        assert merkle.inclusion_holds(leaf, index, size, proof, root)
        assert not merkle.inclusion_holds(leaf, index, size, proof + [root], root)
        assert not merkle.inclusion_holds(leaf, size, size, proof, root)
        if proof:
            assert not merkle.inclusion_holds(leaf, index, size, proof[1:], root)
            assert not merkle.inclusion_holds(leaf, index ^ 1, size, proof, root)


@pytest.mark.parametrize("second", SIZES)
def test_consistency_holds_for_a_beginning_and_for_nothing_else(second):
    hashes = leaves(second)
    root = merkle.root(hashes)
    for first in range(1, second + 1):
        earlier, proof = merkle.root(hashes[:first]), consistency(first, hashes)
        assert merkle.consistency_holds(first, second, proof, earlier, root)
        assert not merkle.consistency_holds(first, second, proof, bytes(32), root)
        assert not merkle.consistency_holds(first, second, proof, earlier, bytes(32))
        assert not merkle.consistency_holds(first, second, proof + [root], earlier, root)


def test_a_note_opens_only_under_its_key_and_unchanged():
    private = Ed25519PrivateKey.generate()
    encoded = b"\x01" + private.public_key().public_bytes_raw()
    key_id = hashlib.sha256(b"audit\n" + encoded).digest()[:4]
    key = merkle.VerifierKey.parse(f"audit+{key_id.hex()}+{base64.b64encode(encoded).decode()}")
    text = f"pool/demo\n7\n{base64.b64encode(bytes(32)).decode()}\n"
    signature = base64.b64encode(key_id + private.sign(text.encode())).decode()
    note = f"{text}\n\u2014 audit {signature}\n"
    assert merkle.Checkpoint.open(note, key) == merkle.Checkpoint("pool/demo", 7, bytes(32))
    with pytest.raises(InvalidSignature):
        merkle.Checkpoint.open(note.replace("\n7\n", "\n8\n"), key)
