import Glibc
import Synchronization

/// Ports for installations of this process: no two get the same.
enum Ports {
    /// Below the ports that the system gives to clients: such a client could otherwise take the
    /// port of a service while that is being started again.
    private static let bases = 12_000..<31_000
    private static let next = Mutex(bases.lowerBound + Int(getpid()) * 7 % bases.count)

    /// A port above which five are free.
    static func base() -> Int {
        while true {
            let base = next.withLock { next in
                next += 7
                if next >= bases.upperBound { next = bases.lowerBound }
                return next
            }
            if (1...Service.allCases.count).allSatisfy({ isFree(base + $0) }) { return base }
        }
    }

    private static func isFree(_ port: Int) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
        return unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                unsafe bind(descriptor, pointer, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}
