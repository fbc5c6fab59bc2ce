internal import Wire

extension RPCError {
    /// Bytes of the message and of the values that are kept. Percent-encoding makes up to three of
    /// one, and with its details an error must fit the 8 KiB of headers that most peers accept.
    private static let messageBytesMax = 1_024
    private static let metadataBytesMax = 1_024

    /// The trailers that tell this error, before any metadata of the call's own.
    func addTrailers(to list: inout HeaderList) {
        list.add("grpc-status", Array(String(code.rawValue).utf8))
        var text = message
        if text.utf8.count > Self.messageBytesMax {
            text = String(decoding: text.utf8.prefix(Self.messageBytesMax), as: UTF8.self)
        }
        if !text.isEmpty { list.add("grpc-message", PercentText.encode(text)) }
        if !reason.isEmpty {
            list.add("grpc-status-details-bin", BinaryField.text(details(text).encoded()))
        }
    }

    private func details(_ text: String) -> RPCStatus {
        var info = ErrorInfo(reason: reason, domain: domain, metadata: [])
        var bytes = 0
        for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
            bytes += key.utf8.count + value.utf8.count
            guard bytes <= Self.metadataBytesMax else { break }
            info.metadata.append(ErrorInfo.MetadataEntry(key: key, value: value))
        }
        let detail = AnyMessage(typeURL: ErrorInfo.typeURL, value: info.encoded())
        return RPCStatus(code: Int32(code.rawValue), message: text, details: [detail])
    }

    /// The error that trailers tell, or nil if they say OK. Trailers without a status are an
    /// error of the peer's.
    init?(trailers: Metadata) {
        guard let status = trailers.value(.grpcStatus) else {
            self = RPCError(
                .unknown, "the server ended the call without grpc-status",
                reason: "status_missing")
            return
        }
        guard status != [UInt8(ascii: "0")] else { return nil }
        let number = Int(String(decoding: status, as: UTF8.self))
        let code = number.flatMap(StatusCode.init(rawValue:)) ?? .unknown
        let text = trailers.value("grpc-message").map { PercentText.decode($0) } ?? ""
        self = RPCError(code == .ok ? .unknown : code, text, domain: "")
        if let bytes = trailers.value("grpc-status-details-bin").flatMap({ BinaryField.bytes($0) })
        {
            addDetails(bytes)
        }
    }

    /// Details that cannot be read are left out: code and message stand without them.
    private mutating func addDetails(_ bytes: [UInt8]) {
        do {
            let status = try RPCStatus(decoding: bytes, unknown: .skip)
            let detail = status.details.first { $0.typeURL == ErrorInfo.typeURL }
            guard let detail else { return }
            let info = try ErrorInfo(decoding: detail.value, unknown: .skip)
            reason = info.reason
            domain = info.domain
            for entry in info.metadata { metadata[entry.key] = entry.value }
        } catch {
            metadata["details_unreadable"] = "\(error)"
        }
    }
}

extension RPCError {
    /// What a handler's error tells the caller. Only errors that are meant for callers are told;
    /// of others the caller learns that the fault is ours.
    init(handlerError: any Error) {
        switch handlerError {
        case let error as RPCError: self = error
        case let error as MalformedRequest: self = error.told
        case is CancellationError: self = .cancelled
        default:
            self = RPCError(
                .internal, "the service failed inside; its log has the cause",
                reason: "internal_error")
        }
    }
}
