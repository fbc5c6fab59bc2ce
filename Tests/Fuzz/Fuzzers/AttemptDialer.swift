import NIOCore
import NIOEmbedded
import Synchronization

@testable import Transport

/// Stands for the network of a fuzzed client: connections are made without sockets, or not at all.
// Reached only on the fuzzer's thread.
final class AttemptDialer: @unchecked Sendable {
    /// How many of the next dials fail.
    var refusals = 0
    /// The addresses that were dialled and the channels that were made.
    private(set) var dials = 0
    private(set) var channels: [EmbeddedChannel] = []
    private let eventLoop: EmbeddedEventLoop

    init(_ eventLoop: EmbeddedEventLoop) { self.eventLoop = eventLoop }

    /// The answer comes with the loop's next turn, as that of a socket does.
    func dial(
        _ initializer: @escaping @Sendable (any Channel) -> EventLoopFuture<Void>
    ) -> EventLoopFuture<any Channel> {
        dials += 1
        let promise = eventLoop.makePromise(of: (any Channel).self)
        guard refusals == 0 else {
            refusals -= 1
            eventLoop.execute { promise.fail(ChannelError.connectTimeout(.seconds(1))) }
            return promise.futureResult
        }
        let channel = EmbeddedChannel(loop: eventLoop)
        channels.append(channel)
        eventLoop.execute {
            initializer(channel).whenComplete { _ in
                channel.connect(to: Self.address, promise: nil)
                promise.succeed(channel)
            }
        }
        return promise.futureResult
    }

    private static let address: SocketAddress = {
        do { return try SocketAddress(ipAddress: "127.0.0.1", port: 1) } catch {
            preconditionFailure("an address that is written out is none: \(error)")
        }
    }()

    func closeAll() {
        for channel in channels { channel.close(promise: nil) }
        channels = []
    }
}

/// Counts the ends that calls tell their interceptors.
final class EndCount: ClientInterceptor {
    private let counter = Atomic(0)

    var ends: Int { counter.load(ordering: .relaxed) }

    func ended(path: String, code: StatusCode, attempts: Int, microseconds: Int64) {
        counter.add(1, ordering: .relaxed)
    }
}
