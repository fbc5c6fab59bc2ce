/// Sentences in lines that fit the terminal.
enum Prose {
    /// Breaks at blanks; a word longer than a line keeps a line of its own.
    static func wrapped(_ text: String, columns: Int = Terminal.columns) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if !line.isEmpty, line.count + 1 + word.count > columns {
                lines.append(line)
                line = ""
            }
            line += line.isEmpty ? String(word) : " \(word)"
        }
        return lines.isEmpty || !line.isEmpty ? lines + [line] : lines
    }

    /// Wrapped, each line two columns in.
    static func indented(_ text: String) -> [String] {
        wrapped(text, columns: Terminal.columns - 2).map { "  \($0)" }
    }
}

extension String {
    /// With blanks after it, up to `width` characters.
    func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
