internal import Glibc

/// The header fields that nearly every call is asked about. Where they lie is noted as they come,
/// so that looking at one is no search.
enum KnownField: Int {
    case method
    case path
    case status
    case te
    case contentType
    case timeout
    case encoding
    case grpcStatus

    static let count = 8

    init?(_ name: UnsafeBufferPointer<UInt8>) {
        switch name.count {
        case 2 where unsafe Self.matches(name, "te"): self = .te
        case 5 where unsafe Self.matches(name, ":path"): self = .path
        case 7 where unsafe Self.matches(name, ":method"): self = .method
        case 7 where unsafe Self.matches(name, ":status"): self = .status
        case 11 where unsafe Self.matches(name, "grpc-status"): self = .grpcStatus
        case 12 where unsafe Self.matches(name, "content-type"): self = .contentType
        case 12 where unsafe Self.matches(name, "grpc-timeout"): self = .timeout
        case 13 where unsafe Self.matches(name, "grpc-encoding"): self = .encoding
        default: return nil
        }
    }

    /// `text` is as long as `name`.
    private static func matches(_ name: UnsafeBufferPointer<UInt8>, _ text: StaticString) -> Bool {
        guard let start = name.baseAddress else { return false }
        return unsafe memcmp(start, text.utf8Start, name.count) == 0
    }
}
