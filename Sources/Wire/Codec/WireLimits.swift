/// Bounds of what is read. Each keeps a small message from becoming much memory or deep stack.
package enum WireLimits {
    /// Elements of all repeated fields of one message, those of its submessages included. An
    /// empty submessage takes two bytes on the wire and some two hundred in memory: 65,536 of
    /// them take 13 MB, where 4 MiB of nothing else would take 400.
    package static let elementsMax = 65_536
    /// Messages within messages, and groups within skipped groups. Our deepest has four levels.
    package static let depthMax = 16
    /// One gRPC message, in bytes, as gRPC's own default.
    package static let messageBytesMax = 4 << 20
    /// JSON text of one message, in bytes: binary text grows by a third, names come on top.
    package static let jsonBytesMax = 8 << 20
    /// Values of one JSON text, lists and objects included: each takes some tens of bytes in
    /// memory, and `[0,0,…` is two bytes a value.
    package static let jsonValuesMax = 1 << 18
    /// Lists and objects within each other: one of each for each message within a message.
    package static let jsonDepthMax = 2 * (depthMax + 1)
}
