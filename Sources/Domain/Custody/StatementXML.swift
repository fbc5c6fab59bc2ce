/// An element of a small XML document: local names, attributes, text and children.
struct StatementXML {
    /// Elements inside each other.
    static let depthMax = 24
    /// Elements in all: a statement with thousands of payments has some ten thousand.
    static let elementsMax = 60_000
    static let attributesMax = 16
    static let nameBytesMax = 64
    /// Bytes of one element's own text.
    static let textBytesMax = 4_096

    /// Without a prefix.
    var name: String
    /// By name as written.
    var attributes: [String: String] = [:]
    /// All text directly inside, without the white space around it.
    var text = ""
    var children: [StatementXML] = []
    var line: Int

    /// The only child of this name; nil where there is none.
    func child(_ name: String) throws(StatementError) -> StatementXML? {
        let found = children.filter { $0.name == name }
        guard found.count <= 1 else {
            throw StatementError(
                line: found[1].line, "a second \(name) in \(self.name); there is one at most")
        }
        return found.first
    }

    func required(_ name: String) throws(StatementError) -> StatementXML {
        guard let found = try child(name) else {
            throw StatementError(line: line, "\(self.name) has no \(name)")
        }
        return found
    }

    func all(_ name: String) -> [StatementXML] { children.filter { $0.name == name } }

    /// The only element at a path of only elements; nil where one is not there.
    func descendant(_ path: String...) throws(StatementError) -> StatementXML? {
        var element = self
        for name in path {
            guard let next = try element.child(name) else { return nil }
            element = next
        }
        return element
    }
}
