package enum OrderLimits {
    /// Lines of one order, as in the catalog.
    package static let linesMax = CatalogLimits.linesMax
    /// Orders settled together; larger batches gain little and wait longer.
    package static let batchMax = 256
    /// UTF-8 bytes of the token of a page: platform, question in words, position and check.
    package static let pageTokenBytesMax = 400
    /// Rows of one command of an import: at most 45 kB.
    package static let importRowsMax = 500
    /// UTF-8 bytes of a quantity that an import keeps as written.
    package static let quantityBytesMax = 32
    /// UTF-8 bytes of a payment's id, and of the provider's name.
    package static let paymentBytesMax = 64
    /// UTF-8 bytes of the reason for a cancellation.
    package static let reasonBytesMax = 200
    /// From placing to payment: 15 minutes. Then the order is over, and its stock is free.
    package static let paymentMicroseconds: Int64 = 900_000_000
    /// Times that an order asks for parts: who misses so often cancels it.
    package static let askingsMax = 20
    /// From placing until the catalog frees the stock by itself: twice as long, so that an order
    /// paid in its last moment finds its stock though a service is away for a while.
    package static let reservationMicroseconds = 2 * paymentMicroseconds
    /// What an order that nobody paid says of its end.
    package static let expiryReason = "not paid within 15 minutes"
    /// From delivery to receipt when the member says nothing: 10 days.
    package static let receiptMicroseconds = 10 * ShanghaiDay.microsecondsPerDay
    /// Orders that time moves on in one command.
    package static let passedMax = 256
    /// One move of a sandbox platform's clock: 366 days, so that a slip does not lose a decade.
    package static let clockStepMicrosecondsMax = 366 * ShanghaiDay.microsecondsPerDay
    /// All moves together: 100 years, far from where days end.
    package static let clockAheadMicrosecondsMax = 36_525 * ShanghaiDay.microsecondsPerDay
    /// Returns of one order, rejected ones among them: as many as anybody looks through.
    package static let returnsMax = 100
    /// Days in which goods may be returned.
    package static let returnDaysMax = 365
}
