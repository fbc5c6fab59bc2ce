package enum OrderLimits {
    /// Lines of one order, as in the catalog.
    package static let linesMax = CatalogLimits.linesMax
    /// Orders settled together; larger batches gain little and wait longer.
    package static let batchMax = 256
    /// Rows of one command of an import: at most 45 kB.
    package static let importRowsMax = 500
    /// UTF-8 bytes of a quantity that an import keeps as written.
    package static let quantityBytesMax = 32
    /// UTF-8 bytes of a payment's id, and of the provider's name.
    package static let paymentBytesMax = 64
    /// UTF-8 bytes of the reason for a cancellation.
    package static let reasonBytesMax = 200
    /// Days in which goods may be returned.
    package static let returnDaysMax = 365
}
