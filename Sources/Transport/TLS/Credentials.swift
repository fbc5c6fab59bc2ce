/// Where a process finds what it proves itself with. All three are PEM files.
package struct Credentials: Sendable, Hashable {
    /// The authority that peers' certificates must come from.
    package var caPath: String
    /// This process's certificate, followed by intermediates if there are any.
    package var certificateChainPath: String
    package var privateKeyPath: String

    package init(caPath: String, certificateChainPath: String, privateKeyPath: String) {
        self.caPath = caPath
        self.certificateChainPath = certificateChainPath
        self.privateKeyPath = privateKeyPath
    }

    /// A client that shows no certificate: it may ask for health, and nothing else.
    package static func anonymous(caPath: String) -> Credentials {
        Credentials(caPath: caPath, certificateChainPath: "", privateKeyPath: "")
    }

    var isAnonymous: Bool { certificateChainPath.isEmpty && privateKeyPath.isEmpty }
}
