internal import CNGHTTP2

/// Header fields to send. Names and values lie in one array until nghttp2 copies them.
struct HeaderList {
    private var bytes: [UInt8] = []
    private var ends: [(name: Int, value: Int)] = []

    /// Name + value + 32 for each field, as RFC 9113 §6.5.2 counts.
    var countedBytes: Int { bytes.count + 32 * ends.count }

    mutating func add(_ name: StaticString, _ value: some Sequence<UInt8>) {
        unsafe bytes.append(
            contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
        close(value)
    }

    mutating func add(_ name: StaticString, _ value: StaticString) {
        unsafe add(
            name,
            UnsafeBufferPointer(start: value.utf8Start, count: value.utf8CodeUnitCount))
    }

    mutating func add(_ metadata: Metadata) {
        for field in metadata.fields {
            bytes.append(contentsOf: field.name.utf8)
            close(field.value.utf8)
        }
    }

    private mutating func close(_ value: some Sequence<UInt8>) {
        let name = bytes.count
        bytes.append(contentsOf: value)
        ends.append((name, bytes.count))
    }

    /// Lends the fields in nghttp2's form, to be copied by what `body` calls.
    func withFields<R>(_ body: (UnsafePointer<nghttp2_nv>?, Int) -> R) -> R {
        var copy = bytes
        return unsafe copy.withUnsafeMutableBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return body(nil, 0) }
            var fields: [nghttp2_nv] = unsafe []
            unsafe fields.reserveCapacity(ends.count)
            var start = 0
            for end in ends {
                unsafe fields.append(
                    nghttp2_nv(
                        name: base + start, value: base + end.name, namelen: end.name - start,
                        valuelen: end.value - end.name, flags: UInt8(NGHTTP2_NV_FLAG_NONE.rawValue)
                    ))
                start = end.value
            }
            return unsafe fields.withUnsafeBufferPointer { unsafe body($0.baseAddress, $0.count) }
        }
    }
}

/// The fields that nearly every response consists of. nghttp2 refers to them without copying, so
/// they are made once and live as long as the process.
// Written once by the initialiser and only read afterwards.
@safe struct FixedFields: @unchecked Sendable {
    let fields: UnsafePointer<nghttp2_nv>
    let count: Int

    /// `:status: 200`, `content-type: application/grpc`.
    static let response = FixedFields([
        (":status", "200"), ("content-type", "application/grpc"),
    ])
    /// `grpc-status: 0`.
    static let trailersOK = FixedFields([("grpc-status", "0")])

    private init(_ pairs: [(name: StaticString, value: StaticString)]) {
        let storage = UnsafeMutablePointer<nghttp2_nv>.allocate(capacity: pairs.count)
        let flags = NGHTTP2_NV_FLAG_NO_COPY_NAME.rawValue | NGHTTP2_NV_FLAG_NO_COPY_VALUE.rawValue
        for (index, pair) in pairs.enumerated() {
            // nghttp2's type has no const, but with these flags it does not write.
            unsafe (storage + index).initialize(
                to: nghttp2_nv(
                    name: UnsafeMutablePointer(mutating: pair.name.utf8Start),
                    value: UnsafeMutablePointer(mutating: pair.value.utf8Start),
                    namelen: pair.name.utf8CodeUnitCount, valuelen: pair.value.utf8CodeUnitCount,
                    flags: UInt8(flags)))
        }
        unsafe fields = UnsafePointer(storage)
        count = pairs.count
    }
}
