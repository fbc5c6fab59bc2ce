/// Bounds of what is read. Each keeps a small message from becoming much memory or deep stack.
package enum WireLimits {
    /// Elements of one repeated field. An empty submessage takes two bytes on the wire and some
    /// hundred in memory; 16,384 of them are a few megabytes.
    package static let repeatedCountMax = 16_384
    /// Messages within messages. Our deepest has four levels.
    package static let depthMax = 16
    /// One gRPC message, in bytes, as gRPC's own default.
    package static let messageBytesMax = 4 << 20
    /// JSON text of one message, in bytes: binary text grows by a third, names come on top.
    package static let jsonBytesMax = 16 << 20
}
