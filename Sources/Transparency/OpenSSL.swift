internal import COpenSSL

// The one file of this room that calls C: SHA-256, HMAC, Ed25519 and random bytes.

extension Digest {
    /// SHA-256 of `first` and, where given, `second` after it.
    static func hash(
        _ first: UnsafeRawBufferPointer, then second: UnsafeRawBufferPointer?
    ) -> Digest {
        unsafe Digest { output in
            guard let base = output.baseAddress else { return }
            unsafe tidemark_sha256(
                first.baseAddress, first.count, second?.baseAddress, second?.count ?? 0, base)
        }
    }

    /// SHA-256 of bytes that are somewhere in memory, such as a mapped file.
    package static func hash(_ bytes: UnsafeRawBufferPointer) -> Digest {
        unsafe hash(bytes, then: nil)
    }

    /// `SHA-256(0x00 ‖ bytes)` of bytes that C holds, such as a column of a row.
    package static func leaf(_ bytes: UnsafeRawBufferPointer) -> Digest {
        unsafe withUnsafeBytes(of: UInt8(0)) { prefix in
            unsafe hash(prefix, then: bytes)
        }
    }
}

/// HMAC-SHA-256 (RFC 2104) under one key; what depends on the key alone is computed once.
package struct MessageAuthenticator: Sendable {
    private let inner: [UInt8]
    private let outer: [UInt8]

    /// Any length of key; beyond 64 bytes its SHA-256 is used, as the RFC says.
    package init(key: [UInt8]) {
        var block = key.count > 64 ? Digest.hash(key).bytes : key
        block += [UInt8](repeating: 0, count: 64 - block.count)
        inner = block.map { $0 ^ 0x36 }
        outer = block.map { $0 ^ 0x5c }
    }

    package func authenticate(_ message: [UInt8]) -> Digest {
        let innerDigest = unsafe inner.withUnsafeBytes { key in
            unsafe message.withUnsafeBytes { unsafe Digest.hash(key, then: $0) }
        }
        return unsafe outer.withUnsafeBytes { key in
            unsafe innerDigest.withBytes { unsafe Digest.hash(key, then: $0) }
        }
    }

    /// Whether `code` is that of `message`; takes the same time wherever the two differ.
    package func verifies(_ code: [UInt8], of message: [UInt8]) -> Bool {
        let expected = authenticate(message).bytes
        guard code.count == expected.count else { return false }
        return zip(code, expected).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

/// Random bytes from OpenSSL's generator, which the kernel seeds. A generator that fails is beyond
/// repair, so that traps.
package func randomBytes(count: Int) -> [UInt8] {
    precondition(count >= 0 && count <= 1 << 20, "random bytes are asked for in small numbers")
    return unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
        let result = unsafe RAND_bytes(buffer.baseAddress, Int32(truncatingIfNeeded: count))
        precondition(result == 1, "OpenSSL's random generator failed")
        initialized = count
    }
}

/// Ed25519 (RFC 8032) over raw keys; what a key means is `SigningKey`'s and `VerifyingKey`'s.
enum Ed25519 {
    static let keyByteCount = 32
    static let signatureByteCount = 64

    /// The public key of a 32-byte seed; nil where the seed has another length.
    static func publicKey(seed: [UInt8]) -> [UInt8]? {
        guard seed.count == keyByteCount else { return nil }
        guard
            let key = unsafe EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, seed, seed.count)
        else { return nil }
        defer { unsafe EVP_PKEY_free(key) }
        var bytes = [UInt8](repeating: 0, count: keyByteCount)
        var count = bytes.count
        guard unsafe EVP_PKEY_get_raw_public_key(key, &bytes, &count) == 1 else { return nil }
        return count == keyByteCount ? bytes : nil
    }

    /// The 64-byte signature of `message`; nil where the seed is none.
    static func sign(_ message: [UInt8], seed: [UInt8]) -> [UInt8]? {
        guard seed.count == keyByteCount else { return nil }
        guard
            let key = unsafe EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, seed, seed.count)
        else { return nil }
        defer { unsafe EVP_PKEY_free(key) }
        guard let context = unsafe EVP_MD_CTX_new() else { return nil }
        defer { unsafe EVP_MD_CTX_free(context) }
        guard unsafe EVP_DigestSignInit(context, nil, nil, nil, key) == 1 else { return nil }
        var signature = [UInt8](repeating: 0, count: signatureByteCount)
        var count = signature.count
        let result = unsafe EVP_DigestSign(context, &signature, &count, message, message.count)
        guard result == 1, count == signatureByteCount else { return nil }
        return signature
    }

    static func verify(_ signature: [UInt8], of message: [UInt8], publicKey: [UInt8]) -> Bool {
        guard publicKey.count == keyByteCount, signature.count == signatureByteCount else {
            return false
        }
        guard
            let key = unsafe EVP_PKEY_new_raw_public_key(
                EVP_PKEY_ED25519, nil, publicKey, publicKey.count)
        else { return false }
        defer { unsafe EVP_PKEY_free(key) }
        guard let context = unsafe EVP_MD_CTX_new() else { return false }
        defer { unsafe EVP_MD_CTX_free(context) }
        guard unsafe EVP_DigestVerifyInit(context, nil, nil, nil, key) == 1 else { return false }
        let result = unsafe EVP_DigestVerify(
            context, signature, signature.count, message, message.count)
        // A refused signature leaves an entry in this thread's error queue, where the next TLS call
        // on the thread would find it.
        ERR_clear_error()
        return result == 1
    }
}
