internal import CZlib

/// gzip (RFC 1952) of whole messages.
///
/// zlib's states, about 300 KiB together, are made at first use and used again for every message;
/// each loop has one codec, so a connection costs nothing for being able to compress.
@safe final class GzipCodec {
    enum Inflated: Equatable {
        case message([UInt8])
        /// The content is longer than the limit. No more than the limit was held at any time.
        case tooLarge
        /// Not gzip, damaged, cut off, or followed by something else.
        case malformed
    }

    // zlib's states refer back to their stream, so a stream stays where it is.
    private var deflater: UnsafeMutablePointer<z_stream>?
    private var inflater: UnsafeMutablePointer<z_stream>?

    init() {}

    deinit {
        if let deflater = unsafe deflater {
            unsafe deflateEnd(deflater)
            unsafe deflater.deallocate()
        }
        if let inflater = unsafe inflater {
            unsafe inflateEnd(inflater)
            unsafe inflater.deallocate()
        }
    }

    /// The gzip form of `message`, or nil if that would not be shorter.
    func deflated(_ message: [UInt8]) -> [UInt8]? {
        guard message.count > 1, let stream = unsafe readyDeflater() else { return nil }
        var isComplete = false
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: message.count - 1) { room, count in
            unsafe message.withUnsafeBufferPointer { source in
                // zlib's type has no const, but it only reads from here.
                unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
                unsafe stream.pointee.avail_in = UInt32(clamping: source.count)
                unsafe stream.pointee.next_out = room.baseAddress
                unsafe stream.pointee.avail_out = UInt32(clamping: room.count)
                isComplete = unsafe deflate(stream, Z_FINISH) == Z_STREAM_END
            }
            count = unsafe room.count - Int(stream.pointee.avail_out)
        }
        return isComplete ? bytes : nil
    }

    /// The content of `compressed`, as long as it has at most `bytesMax` bytes.
    ///
    /// The last four bytes of gzip are the length of the content (RFC 1952 §2.3.1). What claims
    /// too much is not inflated at all, and what claims less than it holds only as far as it
    /// claims, so that a bomb costs no more than an honest message of the length it says.
    func inflated(_ compressed: [UInt8], bytesMax: Int) -> Inflated {
        guard compressed.count >= Self.gzipBytesMin, let stream = unsafe readyInflater() else {
            return .malformed
        }
        let claimed = compressed.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
        guard claimed <= bytesMax else {
            let isPossible = claimed <= compressed.count * Self.deflateRatioMax
            return isPossible ? .tooLarge : .malformed
        }
        return unsafe compressed.withUnsafeBufferPointer { source in
            unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
            unsafe stream.pointee.avail_in = UInt32(clamping: source.count)
            // One byte more than there is lets zlib come to the end and check length and CRC.
            let (piece, result) = unsafe Self.inflateOnce(stream, room: claimed + 1)
            let isWhole = unsafe result == Z_STREAM_END && stream.pointee.avail_in == 0
            return isWhole ? .message(piece) : .malformed
        }
    }

    /// Header, an empty block and trailer.
    private static let gzipBytesMin = 20
    /// What deflate's longest match makes of its shortest code.
    private static let deflateRatioMax = 1_032

    private static func inflateOnce(
        _ stream: UnsafeMutablePointer<z_stream>, room: Int
    ) -> (piece: [UInt8], result: Int32) {
        var result = Z_OK
        let piece = unsafe [UInt8](unsafeUninitializedCapacity: room) { target, count in
            unsafe stream.pointee.next_out = target.baseAddress
            unsafe stream.pointee.avail_out = UInt32(clamping: room)
            result = unsafe inflate(stream, Z_NO_FLUSH)
            count = unsafe room - Int(stream.pointee.avail_out)
        }
        return (piece, result)
    }

    private func readyDeflater() -> UnsafeMutablePointer<z_stream>? {
        if let ready = unsafe deflater { return unsafe deflateReset(ready) == Z_OK ? ready : nil }
        let made = unsafe Self.makeStream()
        guard unsafe tm_deflate_begin(made, Z_BEST_SPEED) == Z_OK else {
            unsafe made.deallocate()
            return nil
        }
        unsafe deflater = made
        return unsafe made
    }

    private func readyInflater() -> UnsafeMutablePointer<z_stream>? {
        if let ready = unsafe inflater { return unsafe inflateReset(ready) == Z_OK ? ready : nil }
        let made = unsafe Self.makeStream()
        guard unsafe tm_inflate_begin(made) == Z_OK else {
            unsafe made.deallocate()
            return nil
        }
        unsafe inflater = made
        return unsafe made
    }

    private static func makeStream() -> UnsafeMutablePointer<z_stream> {
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        return unsafe stream
    }
}
