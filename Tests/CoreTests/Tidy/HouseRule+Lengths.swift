extension HouseRule {
    private static let lineColumnsMax = 100
    private static let functionLinesMax = 70
    private static let fileLinesMax = 400

    static let lengths = [
        HouseRule(each: "A line has at most \(lineColumnsMax) columns") { file in
            guard file.isSource else { return [] }
            return file.lines.enumerated().compactMap { index, line in
                guard line.utf8.count > lineColumnsMax, line.count > lineColumnsMax else {
                    return nil
                }
                return Violation(
                    path: file.path, line: index + 1,
                    remedy: "\(line.count) columns; break the line at \(lineColumnsMax)")
            }
        },
        HouseRule(each: "A file has at most \(fileLinesMax) lines") { file in
            guard file.isSource, file.lines.count > fileLinesMax else { return [] }
            return [
                Violation(
                    path: file.path, line: 0,
                    remedy: "\(file.lines.count) lines; move an aspect to a file of its own")
            ]
        },
        HouseRule(each: "A function has at most \(functionLinesMax) lines") { file in
            guard file.isSource else { return [] }
            return FunctionSpan.all(in: file).compactMap { span in
                guard span.lineCount > functionLinesMax else { return nil }
                return Violation(
                    path: file.path, line: span.firstLine,
                    remedy: "\(span.lineCount) lines; give a part of it a name of its own")
            }
        },
    ]
}
