import Wire

/// How far an import is.
struct ImportProgress: Equatable, Sendable {
    var rows: Int
    /// Rows that are placed, durably.
    var placed: Int
    /// Of those, the ones that are through.
    var done: Int

    init(rows: Int, placed: Int, _ platform: GetProgressResponse) {
        self.rows = rows
        self.placed = placed
        // What is open on the platform is of this file, unless somebody else is busy there too;
        // then the bar lags, and the end is still the end.
        done = max(0, placed - Int(clamping: platform.open))
    }

    init(rows: Int, placed: Int, done: Int) {
        self.rows = rows
        self.placed = placed
        self.done = done
    }

    private static let width = 40

    /// `█` for what is settled, `▒` for what is placed, `·` for what is to come.
    var bar: String {
        let (full, half) = (cells(done), cells(placed))
        let bar =
            String(repeating: "█", count: full) + String(repeating: "▒", count: half - full)
            + String(repeating: "·", count: Self.width - half)
        return "\(bar)  \(words)"
    }

    var words: String {
        "\(FigureText.count(done)) of \(FigureText.count(rows)) settled, "
            + "\(FigureText.count(placed)) placed"
    }

    private func cells(_ count: Int) -> Int {
        rows == 0 ? Self.width : min(Self.width, max(0, count * Self.width / rows))
    }
}

/// Shows an import's progress: a bar that moves in place for people, a line for each tenth
/// elsewhere. On standard error, so that standard output is the result alone.
final class ProgressDisplay {
    private let isInteractive = Terminal.error.isInteractive
    private var tenths = 0
    private var hasBar = false

    func show(_ progress: ImportProgress) {
        guard !isInteractive else {
            Terminal.error.write("\r  \(progress.bar)\u{1B}[K")
            hasBar = true
            return
        }
        let reached = progress.rows == 0 ? 10 : progress.done * 10 / progress.rows
        guard reached > tenths else { return }
        tenths = reached
        Terminal.error.line("  \(progress.words)")
    }

    /// Leaves the bar as it is and goes to the next line.
    func end() {
        guard hasBar else { return }
        Terminal.error.line()
        hasBar = false
    }
}
