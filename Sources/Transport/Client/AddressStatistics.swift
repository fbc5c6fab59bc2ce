/// What a client has done at one of its addresses, as channelz tells it of a subchannel.
///
/// Calls are attempts here: one that is sent again counts once more. A call that was cancelled, or
/// that another attempt answered first, counts as failed.
package struct AddressStatistics: Sendable, Equatable {
    package var host: String
    package var port: Int
    package var state: ClientStatistics.State
    package var connectionsMade: Int
    package var connectionsFailed: Int
    /// Why the last attempt to connect failed, the last connection was lost, or the address took
    /// no calls; empty for never.
    package var lastError: String
    package var callsStarted: Int
    package var callsSucceeded: Int
    package var callsFailed: Int
    package var messagesSent: Int
    package var messagesReceived: Int
    /// Pings that looked after a silent connection.
    package var keepalivesSent: Int

    package var callsOpen: Int { callsStarted - callsSucceeded - callsFailed }

    init(_ counts: AddressCounts, host: String, port: Int, state: ClientStatistics.State) {
        self.host = host
        self.port = port
        self.state = state
        connectionsMade = counts.connectionsMade
        connectionsFailed = counts.connectionsFailed
        lastError = counts.lastError
        callsStarted = counts.callsStarted
        callsSucceeded = counts.callsSucceeded
        callsFailed = counts.callsFailed
        messagesSent = counts.messagesSent
        messagesReceived = counts.messagesReceived
        keepalivesSent = counts.keepalivesSent
    }
}
