import ArgumentParser
import Transport

/// Where the certificates are, as every command of the peer takes them.
struct CredentialOptions: ParsableArguments {
    @Option(help: "The authority's certificate.") var ca: String
    @Option(help: "This side's certificate, followed by intermediates.") var certificate = ""
    @Option(help: "The private key of the certificate.") var key = ""

    var credentials: Credentials {
        Credentials(caPath: ca, certificateChainPath: certificate, privateKeyPath: key)
    }
}
