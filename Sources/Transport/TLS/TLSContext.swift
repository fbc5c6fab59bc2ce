internal import COpenSSL

/// Certificates, trust and settings that the sessions of one server or client share.
// `SSL_CTX` counts its references atomically and is not changed after `init`.
@safe final class TLSContext: @unchecked Sendable {
    enum Side: Sendable {
        case server
        case client
    }

    let side: Side
    private let handle: OpaquePointer

    init(_ side: Side, _ credentials: Credentials) throws(TransportError) {
        let method = unsafe side == .server ? TLS_server_method() : TLS_client_method()
        guard let handle = unsafe SSL_CTX_new(method) else {
            throw TransportError(.library, "OpenSSL gave no context: \(openSSLErrors())")
        }
        self.side = side
        unsafe self.handle = handle
        try harden()
        try load(credentials)
        switch side {
        case .server: try configureServer()
        case .client: try configureClient()
        }
    }

    deinit { unsafe SSL_CTX_free(handle) }

    func makeHandle() -> OpaquePointer? { unsafe SSL_new(handle) }

    private func harden() throws(TransportError) {
        unsafe tm_ssl_ctx_set_modes(handle)
        // TLS 1.2 only with forward secrecy and AEAD; AES-128-GCM first, because it is the
        // cheapest on every machine with AES instructions and strong enough.
        let accepted =
            unsafe tm_ssl_ctx_set_min_tls12(handle) == 1
            && SSL_CTX_set_cipher_list(handle, "ECDHE+AESGCM:ECDHE+CHACHA20") == 1
            && SSL_CTX_set_ciphersuites(
                handle,
                "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256"
            ) == 1
        guard accepted else {
            throw TransportError(.library, "OpenSSL lacks TLS 1.2 AEAD suites: \(openSSLErrors())")
        }
    }

    private func load(_ credentials: Credentials) throws(TransportError) {
        let steps: [(path: String, what: String, load: () -> Int32)] = unsafe [
            (
                credentials.caPath, "certificate authority",
                { [handle] in
                    unsafe SSL_CTX_load_verify_locations(handle, credentials.caPath, nil)
                }
            ),
            (
                credentials.certificateChainPath, "certificate chain",
                { [handle] in
                    unsafe SSL_CTX_use_certificate_chain_file(
                        handle, credentials.certificateChainPath)
                }
            ),
            (
                credentials.privateKeyPath, "private key of the certificate",
                { [handle] in
                    unsafe SSL_CTX_use_PrivateKey_file(
                        handle, credentials.privateKeyPath, SSL_FILETYPE_PEM)
                }
            ),
        ]
        let isAnonymousClient = side == .client && credentials.isAnonymous
        for step in steps.prefix(isAnonymousClient ? 1 : steps.count) {
            ERR_clear_error()
            guard step.load() == 1 else {
                throw TransportError(
                    .credentials,
                    "cannot use \(step.path) as the \(step.what): \(openSSLErrors()); "
                        + "give the path of a readable PEM file")
            }
        }
    }

    private func configureServer() throws(TransportError) {
        // Without FAIL_IF_NO_PEER_CERT a client may come without a certificate and learn from
        // the status of its call, not from an alert, that it needs one.
        unsafe SSL_CTX_set_verify(handle, SSL_VERIFY_PEER, nil)
        unsafe SSL_CTX_set_alpn_select_cb(handle, selectH2, nil)
        let name: [UInt8] = Array("tidemark".utf8)
        let accepted =
            unsafe SSL_CTX_set_session_id_context(handle, name, UInt32(name.count)) == 1
            && SSL_CTX_set_num_tickets(handle, 1) == 1
        guard accepted else {
            throw TransportError(.library, "OpenSSL refused session settings: \(openSSLErrors())")
        }
    }

    private func configureClient() throws(TransportError) {
        unsafe SSL_CTX_set_verify(handle, SSL_VERIFY_PEER, nil)
        let protocols: [UInt8] = [2, UInt8(ascii: "h"), UInt8(ascii: "2")]
        // This function, unlike its neighbours, answers 0 for success.
        guard unsafe SSL_CTX_set_alpn_protos(handle, protocols, UInt32(protocols.count)) == 0 else {
            throw TransportError(.library, "OpenSSL refused the ALPN list: \(openSSLErrors())")
        }
    }
}

/// Takes and joins what OpenSSL recorded on this thread.
func openSSLErrors() -> String {
    var texts: [String] = []
    while texts.count < 8 {
        let code = ERR_get_error()
        guard code != 0 else { break }
        if let reason = unsafe ERR_reason_error_string(code) {
            texts.append(unsafe String(cString: reason))
        } else {
            texts.append("error \(code)")
        }
    }
    return texts.isEmpty ? "no reason given" : texts.joined(separator: ", ")
}
