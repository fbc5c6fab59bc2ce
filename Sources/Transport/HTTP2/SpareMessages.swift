/// Memory of requests that their handlers are done with, for requests to come. One for each loop.
final class SpareMessages {
    /// As many as one connection's streams may bring in one batch; with `bytesMax` 64 KiB at most.
    private static let countMax = 128
    private static let bytesMax = 512
    private var spares: [[UInt8]] = []

    /// An empty array with room for `count` bytes.
    func take(_ count: Int) -> [UInt8] {
        if count <= Self.bytesMax, var spare = spares.popLast() {
            spare.reserveCapacity(count)
            return spare
        }
        var fresh: [UInt8] = []
        fresh.reserveCapacity(count)
        return fresh
    }

    /// Takes the memory of a message that nobody else holds.
    func giveBack(_ message: consuming [UInt8]) {
        guard spares.count < Self.countMax, message.capacity <= Self.bytesMax,
            message.capacity > 0
        else { return }
        message.removeAll(keepingCapacity: true)
        spares.append(message)
    }
}
