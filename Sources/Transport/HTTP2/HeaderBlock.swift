/// The header fields of a block as they come in, in memory that is used again for every block.
@safe final class HeaderBlock {
    private static let bytesFirst = 512
    private var room = unsafe UnsafeMutableRawBufferPointer(start: nil, count: 0)
    private var bytes = 0
    private(set) var countedBytes = 0
    private var places = InlineArray<8, UInt32>(repeating: 0)

    deinit { unsafe room.deallocate() }

    func removeAll() {
        bytes = 0
        countedBytes = 0
        places = InlineArray(repeating: 0)
    }

    /// False, and nothing added, if name or value is beyond 65,535 bytes or all fields together
    /// beyond `countedBytesMax`, counted as RFC 9113 §6.5.2 does.
    func append(
        name: UnsafeBufferPointer<UInt8>, value: UnsafeBufferPointer<UInt8>, countedBytesMax: Int
    ) -> Bool {
        guard name.count <= 0xffff, value.count <= 0xffff,
            countedBytes + name.count + value.count + 32 <= countedBytesMax
        else { return false }
        if let known = unsafe KnownField(name), places[known.rawValue] == 0 {
            places[known.rawValue] = UInt32(clamping: bytes + 1)
        }
        let end = bytes + 4 + name.count + value.count
        if unsafe end > room.count { grow(to: end) }
        let counts = UInt32(truncatingIfNeeded: name.count << 16 | value.count).bigEndian
        guard let base = unsafe room.baseAddress else { return false }
        unsafe (base + bytes).storeBytes(of: counts, as: UInt32.self)
        if let start = name.baseAddress {
            unsafe (base + bytes + 4).copyMemory(from: start, byteCount: name.count)
        }
        if let start = value.baseAddress {
            unsafe (base + bytes + 4 + name.count).copyMemory(
                from: start, byteCount: value.count)
        }
        bytes = end
        countedBytes += name.count + value.count + 32
        return true
    }

    private func grow(to needed: Int) {
        let larger = UnsafeMutableRawBufferPointer.allocate(
            byteCount: unsafe max(Self.bytesFirst, needed, room.count * 2), alignment: 16)
        unsafe larger.copyMemory(from: UnsafeRawBufferPointer(room))
        unsafe room.deallocate()
        unsafe room = larger
    }

    /// The fields, in memory of just their size.
    var metadata: Metadata {
        let fields = unsafe UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(room)[..<bytes])
        return Metadata(
            storage: unsafe [UInt8](fields), countedBytes: countedBytes, places: places)
    }
}
