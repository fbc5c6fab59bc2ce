/// What calls came to at one address, through all its connections.
final class AddressCounts {
    var callsStarted = 0
    var callsSucceeded = 0
    var callsFailed = 0
    var messagesSent = 0
    var messagesReceived = 0
    var keepalivesSent = 0
    var connectionsMade = 0
    var connectionsFailed = 0
    /// Why the last attempt to connect failed, the last connection was lost or the last health
    /// check was not good; empty for never.
    var lastError = ""
}
