/// What a client has done so far, as channelz tells it of a channel: for operators and tests.
package struct ClientStatistics: Sendable, Equatable {
    /// In the order in which several addresses make up the state of their client.
    package enum State: String, Sendable, CaseIterable {
        case ready
        /// The connection is being made, or the server has not said yet whether it serves.
        case connecting
        /// No connection, and no call that needs one.
        case idle
        /// Connected to a server that says it does not serve, or says nothing any more.
        case notServing
        /// The last attempt to connect failed; the next comes after a pause.
        case pausing
        case closed
    }

    /// What the address nearest to taking a call is in.
    package var state = State.idle
    package var addresses: [AddressStatistics] = []
    /// Connections that were made, and attempts at one that failed.
    package var connectionsMade = 0
    package var connectionsFailed = 0
    /// Calls that are open at an address, attempts of one call each counted, and that wait.
    package var callsOpen = 0
    package var callsWaiting = 0
    package var callsStarted = 0
    package var callsSucceeded = 0
    package var callsFailed = 0
    package var retries = 0
    package var hedges = 0
    /// Messages and their bytes, uncompressed; those of every attempt count.
    package var messagesSent = 0
    package var bytesSent = 0
    package var messagesReceived = 0
    package var bytesReceived = 0
}

extension Client {
    /// A copy of the counts. One visit to the client's loop.
    package func statistics() async -> ClientStatistics {
        await withCheckedContinuation { continuation in
            loop.execute { [state, balancer] in
                let addresses = balancer.connectors.map(\.statistics)
                var counts = state.statistics
                counts.state =
                    ClientStatistics.State.allCases.first { shown in
                        addresses.contains { $0.state == shown }
                    } ?? .closed
                counts.addresses = addresses
                counts.connectionsMade = addresses.reduce(0) { $0 + $1.connectionsMade }
                counts.connectionsFailed = addresses.reduce(0) { $0 + $1.connectionsFailed }
                counts.callsOpen = addresses.reduce(0) { $0 + $1.callsOpen }
                counts.callsWaiting = balancer.callsWaiting
                continuation.resume(returning: counts)
            }
        }
    }
}
