/// Which journal: one per service and platform. Written `order/demo`.
package struct JournalName: Hashable, Sendable {
    /// The platform of what belongs to none.
    package static let noPlatform = "_"
    /// Bytes in a service's or platform's name.
    package static let partBytesMax = 32

    package var service: String
    package var platform: String

    package init(service: String, platform: String) {
        self.service = service
        self.platform = platform
    }

    /// Whether both parts are names: 1 to 32 of `a-z`, `0-9` and `-`, or `_` as the platform.
    package var isWellFormed: Bool {
        JournalName.isPart(service)
            && (platform == JournalName.noPlatform || JournalName.isPart(platform))
    }

    private static func isPart(_ text: String) -> Bool {
        (1...partBytesMax).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || byte == UInt8(ascii: "-")
            }
    }
}

extension JournalName: Comparable, CustomStringConvertible {
    package var description: String { "\(service)/\(platform)" }

    package static func < (left: JournalName, right: JournalName) -> Bool {
        (left.service, left.platform) < (right.service, right.platform)
    }
}
