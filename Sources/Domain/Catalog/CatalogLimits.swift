package enum CatalogLimits {
    /// Products of one platform; a product takes about 300 bytes of memory.
    package static let productsMax = 1_000_000
    /// UTF-8 bytes of a title: 66 Chinese characters.
    package static let titleBytesMax = 200
    /// UTF-8 bytes of a description: 1,333 Chinese characters.
    package static let descriptionBytesMax = 4_000
    /// UTF-8 bytes of a category or of a merchant's name.
    package static let nameBytesMax = 90
    /// Images of one product.
    package static let imagesMax = 9
    /// Bytes of an image's address.
    package static let imageBytesMax = 300
    /// UTF-8 bytes of the reason for an adjustment.
    package static let reasonBytesMax = 200
    /// Lines of one order: a reserved line takes at most 70 bytes in an entry.
    package static let linesMax = 64
    /// Days of one campaign.
    package static let campaignDaysMax: Int64 = 366
    package static let campaignMicrosecondsMax =
        campaignDaysMax * ShanghaiDay.microsecondsPerDay
    /// Campaigns that one product has in all: an order looks at each of them.
    package static let campaignsPerProductMax = 64
    /// Products that are looked at for one page of a search, which the journal's writer waits for.
    package static let examinedPerPageMax = 2_048
    /// Terms of a question that are looked up; the text is compared with all of them.
    package static let termsPerSearchMax = 6
    /// Pieces in one line, so that no line needs more than 64 bits to price.
    package static let quantityMax: Int64 = 1_000_000
    /// Pieces of one product; sums of quantities stay far from 64 bits.
    package static let stockMax: Int64 = 1 << 40
    /// Reservations that one member may hold unpaid, so that nobody empties the shelves for free.
    package static let unpaidPerMemberMax = 3
    /// How long a reservation stands if its order does not say: 15 minutes in microseconds, time
    /// enough to pay.
    package static let reservationMicroseconds: Int64 = 900_000_000
    /// Expired reservations that one new reservation frees first: it looks at no more of them,
    /// and a loop frees the rest.
    package static let expiriesPerReserveMax = 64
}
