internal import CNGHTTP2
internal import Glibc

//  One piece of memory:  | class: 8 bytes | 8 bytes unused | what nghttp2 uses |

/// Memory for the nghttp2 sessions of one loop.
///
/// nghttp2 takes eight small pieces for every call and gives them back at its end. Here they come
/// from lists of the loop's own, without a lock and without looking for a fitting place. What is
/// on the lists stays below `keptBytesMax`; larger pieces are the system's.
@safe final class MemoryPool {
    private static let headerBytes = 16
    /// Pieces come in multiples of 64 bytes, up to 1,024.
    static let stepBytes = 64
    static let classesCount = 16
    static let keptBytesMax = 4 * 1024 * 1024
    /// In the header of a piece that is no pool's.
    private static let systemClass = UInt64.max

    /// The first piece of each list. A piece that waits holds the address of the next.
    private var free = unsafe InlineArray<16, UnsafeMutableRawPointer?>(repeating: nil)
    private(set) var keptBytes = 0

    deinit {
        for number in 0..<Self.classesCount {
            while let piece = unsafe popFree(number) { unsafe Glibc.free(piece) }
        }
    }

    private func popFree(_ number: Int) -> UnsafeMutableRawPointer? {
        guard let piece = unsafe free[number] else { return nil }
        unsafe free[number] = unsafe (piece + Self.headerBytes).load(
            as: UnsafeMutableRawPointer?.self)
        return unsafe piece
    }

    /// nghttp2's table of functions for this pool, which must outlive every session that uses it.
    func table() -> nghttp2_mem {
        unsafe nghttp2_mem(
            mem_user_data: Unmanaged.passUnretained(self).toOpaque(),
            malloc: { count, pool in unsafe MemoryPool.lend(pool) { unsafe $0.take(count) } },
            free: { piece, pool in
                guard let piece = unsafe piece else { return }
                unsafe MemoryPool.lend(pool) { pool -> UnsafeMutableRawPointer? in
                    unsafe pool.giveBack(piece)
                    return nil
                }
            },
            calloc: { count, size, pool in
                let (bytes, overflow) = count.multipliedReportingOverflow(by: size)
                guard !overflow else { return nil }
                let piece = unsafe MemoryPool.lend(pool) { unsafe $0.take(bytes) }
                guard let piece = unsafe piece else { return nil }
                return unsafe memset(piece, 0, bytes)
            },
            realloc: { piece, count, pool in
                unsafe MemoryPool.lend(pool) { unsafe $0.resize(piece, to: count) }
            })
    }

    /// Lends the pool without counting a reference.
    @discardableResult
    private static func lend(
        _ pool: UnsafeMutableRawPointer?, _ body: (MemoryPool) -> UnsafeMutableRawPointer?
    ) -> UnsafeMutableRawPointer? {
        guard let pool = unsafe pool else { return nil }
        return unsafe Unmanaged<MemoryPool>.fromOpaque(pool)._withUnsafeGuaranteedRef {
            unsafe body($0)
        }
    }

    private func take(_ count: Int) -> UnsafeMutableRawPointer? {
        let number = max(0, count - 1) / Self.stepBytes
        guard number < Self.classesCount else { return unsafe Self.system(count) }
        if let piece = unsafe popFree(number) {
            keptBytes -= (number + 1) * Self.stepBytes
            return unsafe piece + Self.headerBytes
        }
        let bytes = Self.headerBytes + (number + 1) * Self.stepBytes
        guard let piece = unsafe malloc(bytes) else { return nil }
        unsafe piece.storeBytes(of: UInt64(number), as: UInt64.self)
        return unsafe piece + Self.headerBytes
    }

    private static func system(_ count: Int) -> UnsafeMutableRawPointer? {
        guard count <= Int.max - headerBytes, let piece = unsafe malloc(headerBytes + count) else {
            return nil
        }
        unsafe piece.storeBytes(of: systemClass, as: UInt64.self)
        return unsafe piece + headerBytes
    }

    private func giveBack(_ used: UnsafeMutableRawPointer) {
        let piece = unsafe used - Self.headerBytes
        let number = unsafe piece.load(as: UInt64.self)
        let bytes = (Int(truncatingIfNeeded: number) + 1) * Self.stepBytes
        guard number < UInt64(Self.classesCount), keptBytes + bytes <= Self.keptBytesMax else {
            unsafe Glibc.free(piece)
            return
        }
        keptBytes += bytes
        unsafe used.storeBytes(of: free[Int(number)], as: UnsafeMutableRawPointer?.self)
        unsafe free[Int(number)] = unsafe piece
    }

    private func resize(
        _ used: UnsafeMutableRawPointer?, to count: Int
    ) -> UnsafeMutableRawPointer? {
        guard let used = unsafe used else { return unsafe take(count) }
        let piece = unsafe used - Self.headerBytes
        let number = unsafe piece.load(as: UInt64.self)
        if number == Self.systemClass {
            guard count <= Int.max - Self.headerBytes,
                let larger = unsafe realloc(piece, Self.headerBytes + count)
            else { return nil }
            return unsafe larger + Self.headerBytes
        }
        let room = (Int(number) + 1) * Self.stepBytes
        guard count > room else { return unsafe used }
        guard let larger = unsafe take(count) else { return nil }
        unsafe memcpy(larger, used, room)
        unsafe giveBack(used)
        return unsafe larger
    }
}
