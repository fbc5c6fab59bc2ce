internal import COpenSSL

/// One TLS connection over our own buffers. Knows no socket.
///
/// Input is lent for the length of one call (`withInput`), and OpenSSL reads all of it before
/// the call ends, so no received byte is copied on the way in. What it wants sent is in `output`.
@safe final class TLSSession {
    enum Progress: Equatable {
        case wantsMore
        case done
        /// The peer ended the connection in order.
        case closed
        case failed(String)
    }

    enum ReadResult: Equatable {
        case bytes(Int)
        case wantsMore
        case closed
        case failed(String)
    }

    /// Encrypted bytes for the peer.
    var output: [UInt8] = []
    private let context: TLSContext
    private let ssl: OpaquePointer
    private var input = unsafe UnsafeRawBufferPointer(start: nil, count: 0)

    /// `serverName` is what a client checks the certificate's DNS names against.
    init(_ context: TLSContext, serverName: String?) throws(TransportError) {
        guard let ssl = unsafe context.makeHandle() else {
            throw TransportError(.library, "OpenSSL gave no session: \(openSSLErrors())")
        }
        self.context = context
        unsafe self.ssl = ssl
        guard let method = unsafe sessionBIOMethod, let bio = unsafe BIO_new(method) else {
            throw TransportError(.library, "OpenSSL gave no BIO: \(openSSLErrors())")
        }
        unsafe BIO_set_data(bio, Unmanaged.passUnretained(self).toOpaque())
        unsafe BIO_set_init(bio, 1)
        // One reference serves both directions.
        unsafe SSL_set_bio(ssl, bio, bio)
        switch context.side {
        case .server: unsafe SSL_set_accept_state(ssl)
        case .client: try beginClient(serverName)
        }
    }

    deinit { unsafe SSL_free(ssl) }

    private func beginClient(_ serverName: String?) throws(TransportError) {
        unsafe SSL_set_connect_state(ssl)
        guard let serverName else { return }
        unsafe SSL_set_hostflags(
            ssl, UInt32(X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS | X509_CHECK_FLAG_NEVER_CHECK_SUBJECT))
        guard unsafe tm_ssl_set_server_name(ssl, serverName) == 1,
            unsafe SSL_set1_host(ssl, serverName) == 1
        else {
            throw TransportError(
                .credentials, "\(serverName) cannot be a server's name; give a DNS name")
        }
    }

    /// Lends `bytes` to OpenSSL while `body` runs.
    func withInput<R>(_ bytes: UnsafeRawBufferPointer, _ body: () -> R) -> R {
        unsafe input = bytes
        defer { unsafe input = UnsafeRawBufferPointer(start: nil, count: 0) }
        return body()
    }

    fileprivate var inputCount: Int { unsafe input.count }

    func moveInput(into room: UnsafeMutableRawBufferPointer) -> Int {
        let count = unsafe min(room.count, input.count)
        guard count > 0 else { return 0 }
        unsafe room.copyMemory(from: UnsafeRawBufferPointer(rebasing: input[..<count]))
        unsafe input = UnsafeRawBufferPointer(rebasing: input[count...])
        return count
    }

    func handshake() -> Progress {
        ERR_clear_error()
        let result = unsafe SSL_do_handshake(ssl)
        if result == 1 { return .done }
        switch unsafe SSL_get_error(ssl, result) {
        case SSL_ERROR_WANT_READ: return .wantsMore
        case SSL_ERROR_ZERO_RETURN: return .closed
        default: return .failed(failure())
        }
    }

    private func failure() -> String {
        let reasons = openSSLErrors()
        let verdict = unsafe SSL_get_verify_result(ssl)
        guard verdict != Int(X509_V_OK),
            let text = unsafe X509_verify_cert_error_string(verdict)
        else { return reasons }
        return unsafe "\(reasons) (certificate: \(String(cString: text)))"
    }

    /// True if both sides agreed on HTTP/2.
    var isH2: Bool {
        var name: UnsafePointer<UInt8>?
        var count: UInt32 = 0
        unsafe SSL_get0_alpn_selected(ssl, &name, &count)
        guard count == 2, let name = unsafe name else { return false }
        return unsafe name[0] == UInt8(ascii: "h") && name[1] == UInt8(ascii: "2")
    }

    func read(into room: UnsafeMutableRawBufferPointer) -> ReadResult {
        ERR_clear_error()
        let wanted = Int32(clamping: room.count)
        let result = unsafe SSL_read(ssl, room.baseAddress, wanted)
        if result > 0 { return .bytes(Int(result)) }
        switch unsafe SSL_get_error(ssl, result) {
        case SSL_ERROR_WANT_READ: return .wantsMore
        case SSL_ERROR_ZERO_RETURN: return .closed
        default: return .failed(failure())
        }
    }

    /// Encrypts all of `bytes`, at most one record of 16,384. The BIO always takes everything, so
    /// false means that the session is broken.
    func write(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard bytes.count > 0 else { return true }
        ERR_clear_error()
        let count = Int32(clamping: bytes.count)
        return unsafe SSL_write(ssl, bytes.baseAddress, count) == count
    }

    /// Queues close_notify.
    func close() {
        ERR_clear_error()
        // The answer says only whether the peer has closed too, which the socket tells as well.
        _ = unsafe SSL_shutdown(ssl)
    }

    /// The peer's certified URIs, or nil if it showed no certificate.
    func peerURIs() -> [[UInt8]]? {
        guard let certificate = unsafe tm_ssl_peer_certificate(ssl) else { return nil }
        defer { unsafe X509_free(certificate) }
        let extensionData = unsafe X509_get_ext_d2i(certificate, NID_subject_alt_name, nil, nil)
        guard let extensionData = unsafe extensionData else { return [] }
        let names = OpaquePointer(extensionData)
        defer { unsafe GENERAL_NAMES_free(names) }
        var uris: [[UInt8]] = []
        for index in 0..<(unsafe tm_general_names_count(names)) {
            var count: Int32 = 0
            let name = unsafe tm_general_name(names, index)
            if let start = unsafe tm_general_name_uri(name, &count) {
                uris.append(unsafe Array(UnsafeBufferPointer(start: start, count: Int(count))))
            }
        }
        return uris
    }
}
