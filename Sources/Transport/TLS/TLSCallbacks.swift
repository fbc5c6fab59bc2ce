internal import COpenSSL

// The functions OpenSSL calls. Each finds its session, hands over and returns.

/// The method of our BIO: bytes come from and go to the buffers of a `TLSSession`.
// Made once, never changed or freed, and only read by OpenSSL afterwards.
nonisolated(unsafe) let sessionBIOMethod: OpaquePointer? = {
    guard
        let method = unsafe BIO_meth_new(
            BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "connection buffers")
    else { return nil }
    unsafe BIO_meth_set_read(method, bioRead)
    unsafe BIO_meth_set_write(method, bioWrite)
    unsafe BIO_meth_set_ctrl(method, bioControl)
    return unsafe method
}()

private func session(of bio: OpaquePointer?) -> TLSSession? {
    guard let context = unsafe BIO_get_data(bio) else { return nil }
    return unsafe Unmanaged<TLSSession>.fromOpaque(context).takeUnretainedValue()
}

private func bioRead(
    _ bio: OpaquePointer?, _ target: UnsafeMutablePointer<CChar>?, _ count: Int32
) -> Int32 {
    unsafe tm_bio_clear_retry(bio)
    guard let session = unsafe session(of: bio), let target = unsafe target, count > 0 else {
        return -1
    }
    let room = unsafe UnsafeMutableRawBufferPointer(start: target, count: Int(count))
    let moved = unsafe session.moveInput(into: room)
    guard moved > 0 else {
        unsafe tm_bio_set_retry_read(bio)
        return -1
    }
    return Int32(moved)
}

private func bioWrite(
    _ bio: OpaquePointer?, _ source: UnsafePointer<CChar>?, _ count: Int32
) -> Int32 {
    unsafe tm_bio_clear_retry(bio)
    guard let session = unsafe session(of: bio), let source = unsafe source, count > 0 else {
        return -1
    }
    unsafe session.output.append(
        contentsOf: UnsafeRawBufferPointer(start: source, count: Int(count)))
    return count
}

private func bioControl(
    _ bio: OpaquePointer?, _ command: Int32, _ number: Int, _ pointer: UnsafeMutableRawPointer?
) -> Int {
    command == BIO_CTRL_FLUSH ? 1 : 0
}

/// Chooses `h2` from the client's list (RFC 7301 §3.1) or ends the handshake with an alert.
func selectH2(
    _ ssl: OpaquePointer?, _ chosen: UnsafeMutablePointer<UnsafePointer<UInt8>?>?,
    _ chosenCount: UnsafeMutablePointer<UInt8>?, _ offered: UnsafePointer<UInt8>?,
    _ offeredCount: UInt32, _ context: UnsafeMutableRawPointer?
) -> Int32 {
    let list = unsafe UnsafeBufferPointer(start: offered, count: Int(offeredCount))
    var index = 0
    while index < list.count {
        let count = unsafe Int(list[index])
        guard index + 1 + count <= list.count else { break }
        if count == 2, unsafe list[index + 1] == UInt8(ascii: "h"),
            unsafe list[index + 2] == UInt8(ascii: "2"), let offered = unsafe offered
        {
            unsafe chosen?.pointee = offered + (index + 1)
            unsafe chosenCount?.pointee = 2
            return SSL_TLSEXT_ERR_OK
        }
        index += 1 + count
    }
    return SSL_TLSEXT_ERR_ALERT_FATAL
}
