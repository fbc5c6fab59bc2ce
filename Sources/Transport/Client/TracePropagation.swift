/// Sends `traceparent` with every attempt: the caller's own (`Call.traceMetadata` in the call's
/// metadata) or, where there is none, a new trace for each attempt.
package struct TracePropagation: ClientInterceptor {
    package init() {}

    package func begins(path: String, number: Int, metadata: inout Metadata) {
        guard metadata.value("traceparent") == nil else { return }
        metadata.add("traceparent", TraceContext().traceparent)
    }
}
