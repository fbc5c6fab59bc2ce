/// What a connection's certificate makes of its peer.
// Boxed, as every call is asked about it and a copy is then one reference.
indirect enum PeerIdentity: Sendable, Hashable {
    case caller(Caller)
    /// Calls that need a caller are answered UNAUTHENTICATED with this.
    case unknown(reason: String, message: String)

    /// `uris` are the certified URIs of a verified certificate; nil means no certificate at all.
    init(uris: [[UInt8]]?) {
        guard let uris else {
            self = .unknown(
                reason: "certificate_required",
                message: "the connection has no client certificate; connect with one from this "
                    + "installation's authority")
            return
        }
        let texts = uris.map { String(decoding: $0, as: UTF8.self) }
        guard let text = texts.first, texts.count == 1 else {
            self = .unknown(
                reason: "identity_not_single",
                message: "the client certificate has \(texts.count) URIs; it needs exactly one of "
                    + "the form spiffe://tidemark/<role>/<name>")
            return
        }
        self = Self.parse(text)
    }

    private static let prefix = "spiffe://tidemark/"

    private static func parse(_ text: String) -> PeerIdentity {
        let malformed = PeerIdentity.unknown(
            reason: "identity_malformed",
            message: "the client certificate's URI \(text) is not of the form "
                + "spiffe://tidemark/<role>/<name> with a name of 1 to 64 of a–z 0–9 - _ .")
        guard text.hasPrefix(prefix) else { return malformed }
        let parts = text.dropFirst(prefix.count)
            .split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let role = parts.first, let name = parts.last, isName(name) else {
            return malformed
        }
        guard let role = Role(rawValue: String(role)) else {
            let roles = Role.allCases.map(\.rawValue).joined(separator: ", ")
            return .unknown(
                reason: "role_unknown",
                message: "the client certificate's role \(role) is not one of \(roles)")
        }
        return .caller(Caller(role: role, name: String(name)))
    }

    private static func isName(_ name: Substring) -> Bool {
        (1...64).contains(name.utf8.count)
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                    UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                    true
                default: false
                }
            }
    }
}
