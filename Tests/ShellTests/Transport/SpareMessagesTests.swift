import Testing
import Wire

@testable import Transport

@Suite("Memory of a request that was answered", .timeLimit(.minutes(1)))
struct SpareMessagesTests {
    private static func place(_ message: [UInt8]) -> UInt {
        unsafe message.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
    }

    @Test("serves the next request, empty and with the room it needs", arguments: [0, 1, 100, 512])
    func again(bytes: Int) {
        let spares = SpareMessages()
        var message = spares.take(100)
        message += [1, 2, 3]
        let place = Self.place(message)
        spares.giveBack(consume message)
        let next = spares.take(bytes)
        #expect(next.isEmpty && next.capacity >= bytes)
        if bytes <= 100 { #expect(Self.place(next) == place) }
    }

    @Test(
        "is let go of where it is large", arguments: [(400, true), (600, false), (16_384, false)])
    func large(bytes: Int, isKept: Bool) {
        let spares = SpareMessages()
        let message = [UInt8](repeating: 7, count: bytes)
        let place = Self.place(message)
        spares.giveBack(consume message)
        #expect((Self.place(spares.take(1)) == place) == isKept)
    }

    @Test("shows nothing of one request to another")
    func apart() async throws {
        let echo = try await EchoServer.start()
        let client = try echo.client()
        for _ in 0..<3 {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<200 {
                    group.addTask {
                        let request = EchoMessage(
                            number: UInt64(number),
                            payload: [UInt8](repeating: UInt8(number), count: number * 5))
                        let reply = try await client.call(EchoMethods.echoNow, request)
                        #expect(reply == request)
                    }
                }
                try await group.waitForAll()
            }
        }
        await client.close()
        try await echo.stop()
    }
}
