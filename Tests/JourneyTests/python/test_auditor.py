"""An auditor who trusts nobody: mirrors the journals with stock grpcio, hashes with hashlib, and
compares with what the audit signed."""

import time
from dataclasses import dataclass

import grpc
import pytest
from cryptography.exceptions import InvalidSignature

import merkle
from shop import SECONDS, Shop, acting, refusal
from tidemark import audit_pb2, audit_pb2_grpc, catalog_pb2, journal_pb2, journal_pb2_grpc
from tidemark import order_pb2, pool_pb2, referral_pb2

BOOKS = ["catalog", "order", "pool", "referral"]


@dataclass
class Mirror:
    journal: str
    entries: list[bytes]
    caught_up: int

    @property
    def leaves(self) -> list[bytes]:
        return [merkle.leaf_hash(entry) for entry in self.entries]


def follow(installation, service: str, platform: str, after: int = 0, root: bytes = b"") -> Mirror:
    """Subscribes as an auditor and reads until all that is durable has been sent."""
    stub = journal_pb2_grpc.JournalsStub(installation.channel(service, "auditor/eve"))
    request = journal_pb2.SubscribeRequest(
        platform=platform, after_sequence=after, root_at_after=root
    )
    entries: list[bytes] = []
    stream = stub.Subscribe(request, timeout=SECONDS)
    for item in stream:
        if item.HasField("batch"):
            assert item.batch.first_sequence == after + len(entries) + 1
            entries += item.batch.entries
        elif item.HasField("caught_up"):
            stream.cancel()
            return Mirror(f"{service}/{platform}", entries, item.caught_up.sequence)
    raise AssertionError("the stream ended before it had caught up")


@pytest.fixture(scope="module")
def shop(installation) -> Shop:
    """A platform of its own, which is at rest when it is looked at."""
    return Shop(installation, "audited")


@pytest.fixture(scope="module")
def audit(installation):
    return audit_pb2_grpc.AuditStub(installation.channel("audit", "auditor/eve"))


@pytest.fixture(scope="module")
def settled_order(shop) -> order_pb2.Order:
    """Something to look at: a buyer with two above, and a redemption."""
    product = shop.put_product()
    buyer = shop.join(shop.join(shop.join()))
    order = shop.settle_one(buyer, product)
    request = pool_pb2.RedeemRequest(**shop.command(), member=buyer, units=1_000_000)
    shop.pool.Redeem(request, **acting(buyer))
    return order


@pytest.fixture(scope="module")
def mirrors(installation, shop, settled_order, audit) -> dict[str, Mirror]:
    """The journals of a platform at rest, which the audit has followed to their heads."""
    found = {s: follow(installation, s, shop.platform) for s in BOOKS}
    sizes = {m.journal: len(m.entries) for m in found.values()}
    deadline = time.monotonic() + 30
    while True:
        status = audit.Status(audit_pb2.StatusRequest(), timeout=SECONDS)
        seen = {j.journal: merkle_size(j, status.verifier_key) for j in status.journals}
        if all(seen.get(journal, 0) >= size for journal, size in sizes.items()):
            return found
        assert time.monotonic() < deadline, f"the audit signed {seen}, the journals hold {sizes}"
        time.sleep(0.1)


def merkle_size(journal: audit_pb2.JournalStatus, key: str) -> int:
    if not journal.checkpoint:
        return 0
    return merkle.Checkpoint.open(journal.checkpoint, merkle.VerifierKey.parse(key)).size


def checkpoint(audit, journal: str) -> merkle.Checkpoint:
    status = audit.Status(audit_pb2.StatusRequest(), timeout=SECONDS)
    key = merkle.VerifierKey.parse(status.verifier_key)
    request = audit_pb2.GetCheckpointRequest(journal=journal)
    return merkle.Checkpoint.open(audit.GetCheckpoint(request, timeout=SECONDS).note, key)


@pytest.mark.parametrize("service", BOOKS)
def test_entries_are_numbered_without_holes_and_come_in_whole_groups(mirrors, service):
    mirror = mirrors[service]
    assert mirror.caught_up == len(mirror.entries) > 0
    left, time_us = 0, 0
    for number, raw in enumerate(mirror.entries, start=1):
        entry = journal_pb2.JournalEntry.FromString(raw)
        assert entry.sequence == number
        assert entry.time_us >= time_us
        assert left == 0 or entry.group_left == left - 1
        assert len(entry.keys) <= 2 and len(raw) <= 65_535
        left, time_us = entry.group_left, entry.time_us
    assert left == 0


@pytest.mark.parametrize("service", BOOKS)
def test_entries_are_the_canonical_bytes_of_their_messages(mirrors, service):
    for raw in mirrors[service].entries:
        entry = journal_pb2.JournalEntry.FromString(raw)
        assert entry.SerializeToString(deterministic=True) == raw


@pytest.mark.parametrize("service", BOOKS)
def test_the_root_computed_here_is_the_one_that_the_audit_signed(audit, mirrors, service):
    mirror = mirrors[service]
    signed = checkpoint(audit, mirror.journal)
    assert signed.size == len(mirror.entries)
    assert signed.root == merkle.root(mirror.leaves)
    assert signed.origin.endswith(mirror.journal)


@pytest.mark.parametrize("service", BOOKS)
def test_the_audit_has_the_very_bytes_that_the_service_sent(audit, mirrors, service):
    mirror = mirrors[service]
    entries: list[bytes] = []
    while len(entries) < len(mirror.entries):
        request = audit_pb2.GetEntriesRequest(
            journal=mirror.journal, after_sequence=len(entries), limit=7
        )
        page = audit.GetEntries(request, timeout=SECONDS).entries
        assert page
        entries += page
    assert entries == mirror.entries


@pytest.mark.parametrize("service", BOOKS)
def test_every_entry_is_proven_to_be_in_the_tree_and_no_other_is(audit, mirrors, service):
    mirror = mirrors[service]
    signed = checkpoint(audit, mirror.journal)
    for index, leaf in enumerate(mirror.leaves):
        request = audit_pb2.GetInclusionProofRequest(
            journal=mirror.journal, sequence=index + 1, tree_size=signed.size
        )
        proof = audit.GetInclusionProof(request, timeout=SECONDS)
        assert (proof.leaf_index, proof.tree_size) == (index, signed.size)
        hashes = list(proof.hashes)
        assert merkle.inclusion_holds(leaf, index, signed.size, hashes, signed.root)
        other = merkle.leaf_hash(mirror.entries[index] + b"\x00")
        assert not merkle.inclusion_holds(other, index, signed.size, hashes, signed.root)


@pytest.mark.parametrize("service", BOOKS)
def test_every_earlier_tree_is_proven_to_be_the_beginning_of_the_signed_one(
    audit, mirrors, service
):
    mirror = mirrors[service]
    signed = checkpoint(audit, mirror.journal)
    leaves = mirror.leaves
    for first in range(1, signed.size + 1):
        request = audit_pb2.GetConsistencyProofRequest(
            journal=mirror.journal, first_size=first, second_size=signed.size
        )
        proof = list(audit.GetConsistencyProof(request, timeout=SECONDS).hashes)
        earlier = merkle.root(leaves[:first])
        assert merkle.consistency_holds(first, signed.size, proof, earlier, signed.root)
        forged = bytes(32)
        assert not merkle.consistency_holds(first, signed.size, proof, forged, signed.root)


def test_a_changed_checkpoint_has_no_good_signature(audit, mirrors):
    status = audit.Status(audit_pb2.StatusRequest(), timeout=SECONDS)
    key = merkle.VerifierKey.parse(status.verifier_key)
    request = audit_pb2.GetCheckpointRequest(journal=mirrors["pool"].journal)
    note = audit.GetCheckpoint(request, timeout=SECONDS).note
    size = note.splitlines()[1]
    with pytest.raises(InvalidSignature):
        merkle.Checkpoint.open(note.replace(f"\n{size}\n", f"\n{int(size) + 1}\n", 1), key)


def test_a_subscriber_goes_on_where_it_stopped(installation, shop, mirrors):
    mirror = mirrors["pool"]
    half = next(
        number
        for number, raw in enumerate(mirror.entries, start=1)
        if number >= len(mirror.entries) // 2
        and journal_pb2.JournalEntry.FromString(raw).group_left == 0
    )
    root = merkle.root(mirror.leaves[:half])
    rest = follow(installation, "pool", shop.platform, after=half, root=root)
    assert rest.entries == mirror.entries[half:]


def test_a_subscriber_with_another_history_is_told_so(installation, shop, mirrors):
    code, reason, sentence = refusal(
        lambda: follow(installation, "pool", shop.platform, after=1, root=bytes(32))
    )
    assert code == grpc.StatusCode.DATA_LOSS
    assert reason and "pool/" in sentence


def test_a_subscriber_ahead_of_the_journal_is_told_so(installation, shop, mirrors):
    beyond = len(mirrors["pool"].entries) + 1
    code, reason, sentence = refusal(
        lambda: follow(installation, "pool", shop.platform, after=beyond, root=bytes(32))
    )
    assert code == grpc.StatusCode.OUT_OF_RANGE
    assert reason and "pool/" in sentence


def test_the_parts_of_an_order_sum_to_what_was_paid(mirrors, settled_order):
    """Paid = cost + rewards + unallocated + platform + tax + fee + contribution, from entries."""
    of_kind = {}
    for raw in mirrors["order"].entries:
        entry = journal_pb2.JournalEntry.FromString(raw)
        if f"order:{settled_order.order}" in entry.keys:
            of_kind[entry.kind] = entry.event
    reserved = order_pb2.Reserved.FromString(of_kind["reserved"])
    paid = order_pb2.Paid.FromString(of_kind["paid"])
    shared = order_pb2.RewardsShared.FromString(of_kind["rewards_shared"])
    waterfalls = [line.waterfall for line in reserved.lines]
    rewards = sum(row.amount_fen for row in shared.rows)
    assert rewards + shared.unallocated_fen == sum(w.commission_fen for w in waterfalls)
    parts = sum(
        w.cost_fen + w.platform_fen + w.tax_fen + w.payment_fee_fen + w.contribution_fen
        for w in waterfalls
    )
    assert paid.paid_fen == parts + rewards + shared.unallocated_fen == 100_000


def test_every_posting_of_the_pool_sums_to_zero_in_each_unit(mirrors):
    messages = {"held": pool_pb2.Held, "settled": pool_pb2.Settled, "sold": pool_pb2.Sold}
    messages |= {"exited": pool_pb2.Exited, "series_closed": pool_pb2.SeriesClosed}
    posted = 0
    for raw in mirrors["pool"].entries:
        entry = journal_pb2.JournalEntry.FromString(raw)
        if entry.kind not in messages:
            continue
        lines = messages[entry.kind].FromString(entry.event).lines
        for unit in (pool_pb2.UNIT_FEN, pool_pb2.UNIT_MICROPOINT):
            assert sum(line.amount for line in lines if line.unit == unit) == 0
        posted += len(lines)
    assert posted > 0


def test_stock_that_was_committed_was_reserved_before(mirrors):
    reserved, committed = set(), set()
    for raw in mirrors["catalog"].entries:
        entry = journal_pb2.JournalEntry.FromString(raw)
        if entry.kind == "stock_reserved":
            reserved.add(catalog_pb2.StockReserved.FromString(entry.event).order)
        elif entry.kind == "stock_committed":
            committed.add(catalog_pb2.StockCommitted.FromString(entry.event).order)
    assert committed and committed <= reserved


def test_rewards_are_recorded_alike_by_referral_and_order(mirrors, settled_order):
    for raw in mirrors["referral"].entries:
        entry = journal_pb2.JournalEntry.FromString(raw)
        if entry.kind != "shared":
            continue
        shared = referral_pb2.Shared.FromString(entry.event)
        if shared.order == settled_order.order:
            assert list(shared.rows) == list(settled_order.rewards)
            assert shared.unallocated_fen == settled_order.unallocated_fen
            return
    raise AssertionError("referral has no entry of the order")


def test_an_order_is_explained_with_proofs_and_sums_that_hold(audit, shop, settled_order, mirrors):
    request = audit_pb2.ExplainRequest(platform=shop.platform, order=settled_order.order)
    told = audit.Explain(request, timeout=SECONDS)
    assert told.holds and not told.findings
    assert told.arithmetic and all(e.sentence for e in told.entries)
    assert {e.journal.split("/")[0] for e in told.entries} == set(BOOKS)
    for entry in told.entries:
        mirror = mirrors[entry.journal.split("/")[0]]
        assert entry.entry == mirror.entries[entry.sequence - 1]
        root = merkle.root(mirror.leaves[: entry.tree_size])
        assert merkle.inclusion_holds(
            merkle.leaf_hash(entry.entry),
            entry.sequence - 1,
            entry.tree_size,
            list(entry.inclusion),
            root,
        )


def test_the_audit_finds_nothing_and_computes_what_the_pool_says(audit, shop, mirrors):
    status = audit.Status(audit_pb2.StatusRequest(), timeout=SECONDS)
    assert status.findings == 0, status.verdict
    assert not [j for j in status.journals if j.stopped]
    [platform] = [p for p in status.platforms if p.platform == shop.platform]
    figures = shop.figures()
    assert platform.reserve_fen == figures.reserve_fen
    assert platform.supply_units == figures.supply_units
    assert platform.next_number == figures.next_number


def test_an_unknown_journal_is_refused(audit, mirrors):
    request = audit_pb2.GetCheckpointRequest(journal="pool/nowhere")
    code, reason, sentence = refusal(lambda: audit.GetCheckpoint(request, timeout=SECONDS))
    assert code == grpc.StatusCode.NOT_FOUND
    assert reason and "pool/nowhere" in sentence


def test_a_gateway_may_not_ask_the_audit(installation, mirrors):
    stub = audit_pb2_grpc.AuditStub(installation.channel("audit", "gateway/demo"))
    code, reason, _ = refusal(lambda: stub.Status(audit_pb2.StatusRequest(), timeout=SECONDS))
    assert (code, reason) == (grpc.StatusCode.PERMISSION_DENIED, "role_not_allowed")
