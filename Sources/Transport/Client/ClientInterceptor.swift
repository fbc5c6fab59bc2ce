/// Sees every attempt of a client's calls. Runs on the client's loop, so it answers at once.
package protocol ClientInterceptor: Sendable {
    /// Before an attempt; `number` is 1 for the first. May add fields to what is sent.
    func begins(path: String, number: Int, metadata: inout Metadata)
    /// At the call's end. `attempts` counts those that found no server too, which did not begin.
    func ended(path: String, code: StatusCode, attempts: Int, microseconds: Int64)
}

extension ClientInterceptor {
    package func begins(path: String, number: Int, metadata: inout Metadata) {}
    package func ended(path: String, code: StatusCode, attempts: Int, microseconds: Int64) {}
}
