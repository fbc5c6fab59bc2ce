import Glibc

@testable import Transport

/// A client that can send what ours never would: a core on a blocking socket.
final class RawPeer {
    let core: ConnectionCore
    private let descriptor: Int32

    struct Failed: Error {
        var what: String
    }

    init(
        port: Int, credentials: Credentials, limits: TransportLimits = TransportLimits()
    ) throws {
        core = ConnectionCore(
            tls: try TLSSession(TLSContext(.client, credentials), serverName: "localhost"),
            http: try HTTP2Session(.client, limits: limits), scratch: Scratch())
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port)).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        let result = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw Failed(what: "connect: \(errno)") }
        core.start()
        try pump { core.state == .open && core.http.settingsReceived }
    }

    deinit { close(descriptor) }

    /// Sends and receives until `isDone`, or until the server closes.
    func pump(until isDone: () -> Bool) throws {
        while true {
            try send()
            if isDone() { return }
            var room = [UInt8](repeating: 0, count: 65_536)
            let count = unsafe room.withUnsafeMutableBytes {
                unsafe read(descriptor, $0.baseAddress, $0.count)
            }
            guard count > 0 else { throw Failed(what: "closed by the server: \(core.state)") }
            unsafe room.prefix(count).withUnsafeBytes { unsafe core.receive($0) }
            if case .failed(let reason) = core.state { throw Failed(what: reason) }
        }
    }

    private func send() throws {
        while core.pull(bytesMax: .max) > 0 {}
        var bytes: [UInt8] = []
        unsafe core.takeOutput { unsafe bytes.append(contentsOf: $0) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes {
                unsafe write(descriptor, $0.baseAddress, $0.count)
            }
            guard count > 0 else { throw Failed(what: "write: \(errno)") }
            rest = rest.dropFirst(count)
        }
    }

    /// A call's fields, with `more` behind them.
    static func call(_ path: String, _ more: [(StaticString, String)] = []) -> [(
        StaticString, String
    )] {
        [
            (":method", "POST"), (":scheme", "https"), (":path", path), (":authority", "localhost"),
            ("te", "trailers"), ("content-type", "application/grpc"),
        ] + more
    }

    /// Sends a request of these fields and this data and waits for the stream's end. Responses
    /// may be gzip; they are inflated as they are taken.
    func ask(
        _ fields: [(StaticString, String)], data: [[UInt8]] = [], isCompressed: Bool = false
    ) throws -> HTTP2Stream {
        let stream = try begin(fields, data: data, isCompressed: isCompressed)
        try pump { stream.isClosed }
        return stream
    }

    /// Sends a request and reads nothing.
    func begin(
        _ fields: [(StaticString, String)], data: [[UInt8]] = [], isCompressed: Bool = false
    ) throws -> HTTP2Stream {
        let stream = HTTP2Stream(id: 0, limits: TransportLimits())
        stream.inbound.gzip = GzipCodec()
        for message in data { stream.outbound.append(message, isCompressed: isCompressed) }
        stream.outbound.isFinished = true
        var list = HeaderList()
        for (name, value) in fields { list.add(name, Array(value.utf8)) }
        guard core.http.submitRequest(stream, list) else { throw Failed(what: "no new stream") }
        try send()
        return stream
    }
}
