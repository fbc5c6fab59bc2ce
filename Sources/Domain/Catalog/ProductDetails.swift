/// What people read about a product beside its title. Empty where nothing is said.
package struct ProductDetails: Hashable, Sendable {
    package var description: String
    /// Addresses of images, the first one shown first.
    package var images: [String]
    package var category: String
    package var merchant: String

    package init(
        description: String = "", images: [String] = [], category: String = "",
        merchant: String = ""
    ) {
        self.description = description
        self.images = images
        self.category = category
        self.merchant = merchant
    }

    /// Refuses texts beyond their limits, and image addresses that a browser would not load
    /// over TLS.
    func check() throws(CatalogRejection) {
        let texts = [
            ("description", description, CatalogLimits.descriptionBytesMax),
            ("category", category, CatalogLimits.nameBytesMax),
            ("merchant", merchant, CatalogLimits.nameBytesMax),
        ]
        for (field, text, most) in texts where text.utf8.count > most {
            throw .textOutOfRange(field: field, bytes: text.utf8.count, most: most)
        }
        guard images.count <= CatalogLimits.imagesMax else {
            throw .tooManyImages(images.count)
        }
        for (index, image) in images.enumerated() {
            let isPlain = image.utf8.allSatisfy { (0x21...0x7E).contains($0) }
            guard isPlain, image.hasPrefix("https://"),
                image.utf8.count <= CatalogLimits.imageBytesMax
            else { throw .imageMalformed(index + 1) }
        }
    }
}
