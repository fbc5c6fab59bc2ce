import CNGHTTP2
import Testing

@testable import Transport

@Suite("A loop's memory for nghttp2")
struct MemoryPoolTests {
    private static let step = MemoryPool.stepBytes
    private static let classes = MemoryPool.classesCount

    /// Around the end of each class, nothing at all, and far beyond the last class.
    private static let sizes =
        [0, 1, 5_000, 70_000]
        + (1...classes).flatMap { [$0 * step - 1, $0 * step, $0 * step + 1] }

    @Test("holds what was written and knows what it keeps", arguments: 0..<10 as Range<UInt64>)
    func random(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let account = PoolAccount()
        for _ in 0..<2_000 {
            let count = try #require(Self.sizes.randomElement(using: &random))
            let index = account.pieces.indices.randomElement(using: &random)
            switch (Int.random(in: 0..<8, using: &random), index) {
            case (0..<3, _), (_, nil): try account.take(count, isZeroed: false)
            case (3, _): try account.take(count, isZeroed: true)
            case (4...5, let index?): try account.resize(index, to: count)
            case (_, let index?): account.giveBack(index)
            }
            #expect(account.pool.keptBytes == account.keptBytes)
        }
        while !account.pieces.isEmpty { account.giveBack(0) }
        #expect(account.damaged == 0)
        #expect(account.pool.keptBytes == account.keptBytes)
        // Whoever takes all that is kept leaves nothing on the books.
        for (number, waiting) in account.waiting.enumerated() {
            for _ in 0..<waiting { try account.take((number + 1) * Self.step, isZeroed: false) }
        }
        #expect(account.pool.keptBytes == 0)
        while !account.pieces.isEmpty { account.giveBack(0) }
    }

    @Test("grows a piece in place up to its class's end, and keeps its content beyond it")
    func growth() throws {
        for size in Self.sizes {
            for larger in Self.sizes where larger > size {
                let account = PoolAccount()
                try account.take(size, isZeroed: false)
                let before = unsafe account.pieces[0].address
                try account.resize(0, to: larger)
                let room = (max(0, size - 1) / Self.step + 1) * Self.step
                if size <= Self.classes * Self.step {
                    #expect(unsafe (before == account.pieces[0].address) == (larger <= room))
                }
                account.giveBack(0)
                #expect(account.damaged == 0)
                #expect(account.pool.keptBytes == account.keptBytes)
            }
        }
    }

    @Test("keeps no more than its bound", arguments: [-1, 0, 1])
    func bound(delta: Int) throws {
        let account = PoolAccount()
        let bytes = Self.classes * Self.step
        let most = MemoryPool.keptBytesMax / bytes
        for _ in 0..<(most + delta) { try account.take(bytes, isZeroed: false) }
        while !account.pieces.isEmpty { account.giveBack(account.pieces.count - 1) }
        #expect(account.pool.keptBytes == min(most, most + delta) * bytes)
    }

    @Test("is nothing given back, and more than there can be not given")
    func edges() {
        let account = PoolAccount()
        let table = unsafe account.table
        unsafe table.free(nil, table.mem_user_data)
        #expect(unsafe table.calloc(.max, 2, table.mem_user_data) == nil)
        #expect(unsafe table.malloc(.max - 8, table.mem_user_data) == nil)
        #expect(account.pool.keptBytes == 0)
    }
}
