import CNGHTTP2
import Glibc

@testable import Transport

/// A memory pool, reached as nghttp2 reaches it, beside a plain account of what it was asked for.
@safe final class PoolAccount {
    /// One piece in use: every byte of it says whose it is.
    @safe struct Piece {
        let address: UnsafeMutableRawPointer
        var count: Int
        let mark: UInt8
        /// The class on whose list it will wait; nil for the system's.
        var number: Int?

        func fill(from start: Int) {
            guard start < count else { return }
            unsafe memset(address + start, Int32(mark), count - start)
        }

        func holds(_ bytes: Int) -> Bool { unsafe PoolAccount.allEqual(address, bytes, mark) }
    }

    private static func allEqual(
        _ address: UnsafeMutableRawPointer, _ count: Int, _ byte: UInt8
    ) -> Bool {
        guard count > 0 else { return true }
        // The rest is the beginning, a byte further on.
        return unsafe address.load(as: UInt8.self) == byte
            && memcmp(address, address + 1, count - 1) == 0
    }

    struct NothingGiven: Error {}

    let pool = MemoryPool()
    let table: nghttp2_mem
    private(set) var pieces: [Piece] = []
    /// Pieces on each class's list.
    private(set) var waiting = [Int](repeating: 0, count: MemoryPool.classesCount)
    /// Pieces that did not hold what they should, or began where they must not.
    private(set) var damaged = 0
    private var mark: UInt8 = 0

    init() {
        unsafe table = pool.table()
    }

    var keptBytes: Int {
        waiting.enumerated().reduce(0) { $0 + Self.bytes(of: $1.offset) * $1.element }
    }

    private static func bytes(of number: Int) -> Int { (number + 1) * MemoryPool.stepBytes }

    private static func number(of count: Int) -> Int? {
        let number = max(0, count - 1) / MemoryPool.stepBytes
        return number < MemoryPool.classesCount ? number : nil
    }

    func take(_ count: Int, isZeroed: Bool) throws {
        let user = unsafe table.mem_user_data
        let given = unsafe isZeroed ? table.calloc(count, 1, user) : table.malloc(count, user)
        guard let address = unsafe given else { throw NothingGiven() }
        if Int(bitPattern: address) % 16 != 0 { damaged += 1 }
        if isZeroed, unsafe !Self.allEqual(address, count, 0) { damaged += 1 }
        mark &+= 37
        let piece = unsafe Piece(
            address: address, count: count, mark: mark, number: Self.number(of: count))
        leaveList(piece.number)
        piece.fill(from: 0)
        pieces.append(piece)
    }

    func resize(_ index: Int, to count: Int) throws {
        let old = pieces[index]
        let given = unsafe table.realloc(old.address, count, table.mem_user_data)
        guard let address = unsafe given else { throw NothingGiven() }
        var number = old.number
        if let held = old.number, count > Self.bytes(of: held) {
            number = Self.number(of: count)
            leaveList(number)
            enterList(held)
        }
        let piece = unsafe Piece(address: address, count: count, mark: old.mark, number: number)
        if !piece.holds(min(old.count, count)) { damaged += 1 }
        piece.fill(from: min(old.count, count))
        pieces[index] = piece
    }

    func giveBack(_ index: Int) {
        pieces.swapAt(index, pieces.count - 1)
        let piece = pieces.removeLast()
        if !piece.holds(piece.count) { damaged += 1 }
        unsafe table.free(piece.address, table.mem_user_data)
        if let number = piece.number { enterList(number) }
    }

    private func leaveList(_ number: Int?) {
        guard let number, waiting[number] > 0 else { return }
        waiting[number] -= 1
    }

    private func enterList(_ number: Int) {
        guard keptBytes + Self.bytes(of: number) <= MemoryPool.keptBytesMax else { return }
        waiting[number] += 1
    }

    deinit {
        for piece in pieces { unsafe table.free(piece.address, table.mem_user_data) }
    }
}
