internal import GRDB
internal import GRDBSQLite
internal import Transparency

// The one file that calls SQLite's C interface: statements that GRDB prepared and caches are bound,
// stepped and read here without a copy per value.

extension Statement {
    /// Binds integers from the first parameter on, then digests; runs to the end.
    func run(_ integers: [Int64], digests: [Digest] = []) throws {
        defer { unsafe sqlite3_reset(sqliteStatement) }
        try bind(integers)
        var index = Int32(integers.count)
        for digest in digests {
            index += 1
            // SQLite copies: this digest does not outlive the closure.
            let copies = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
            try unsafe digest.withBytes { try unsafe bind($0, at: index, copies) }
        }
        try finish()
    }

    /// Binds the three, of which SQLite copies none; runs to the end. Called once for each entry.
    func run(_ integer: Int64, _ digest: Digest, _ bytes: [UInt8]) throws {
        defer { unsafe sqlite3_reset(sqliteStatement) }
        try check(unsafe sqlite3_bind_int64(sqliteStatement, 1, integer))
        try unsafe digest.withBytes { digest in
            try unsafe bind(digest, at: 2, nil)
            try unsafe bytes.withUnsafeBytes { bytes in
                try unsafe bind(bytes, at: 3, nil)
                try finish()
            }
        }
    }

    private func bind(
        _ bytes: UnsafeRawBufferPointer, at index: Int32, _ destructor: sqlite3_destructor_type?
    ) throws {
        try check(
            unsafe sqlite3_bind_blob(
                sqliteStatement, index, bytes.baseAddress, Int32(bytes.count), destructor))
    }

    /// Binds integers and calls `body` with each row until it answers false.
    func rows(_ integers: [Int64], _ body: (RawRow) throws -> Bool) throws {
        defer { unsafe sqlite3_reset(sqliteStatement) }
        try bind(integers)
        while true {
            let code = unsafe sqlite3_step(sqliteStatement)
            guard code == SQLITE_ROW else { return try check(code, expecting: SQLITE_DONE) }
            guard try unsafe body(RawRow(statement: sqliteStatement)) else { return }
        }
    }

    private func bind(_ integers: [Int64]) throws {
        for (offset, value) in integers.enumerated() {
            try check(unsafe sqlite3_bind_int64(sqliteStatement, Int32(offset + 1), value))
        }
    }

    private func finish() throws {
        try check(unsafe sqlite3_step(sqliteStatement), expecting: SQLITE_DONE)
    }

    private func check(_ code: Int32, expecting expected: Int32 = SQLITE_OK) throws {
        guard code != expected else { return }
        let connection = unsafe sqlite3_db_handle(sqliteStatement)
        throw DatabaseError(
            resultCode: ResultCode(rawValue: unsafe sqlite3_extended_errcode(connection)),
            message: unsafe String(cString: sqlite3_errmsg(connection)), sql: sql)
    }
}

/// A row where SQLite has it; only valid until the next one.
@safe struct RawRow {
    private let statement: OpaquePointer

    fileprivate init(statement: OpaquePointer) {
        unsafe self.statement = statement
    }

    func integer(_ column: Int32) -> Int64 {
        unsafe sqlite3_column_int64(statement, column)
    }

    /// The column's bytes, copied.
    func bytes(_ column: Int32) -> [UInt8] {
        unsafe withBytes(column) { unsafe [UInt8]($0) }
    }

    /// The column as a digest; nil where it has not 32 bytes.
    func digest(_ column: Int32) -> Digest? {
        unsafe withBytes(column) { unsafe Digest($0) }
    }

    /// The hash of the column's bytes as a leaf.
    func leafHash(_ column: Int32) -> Digest {
        unsafe withBytes(column) { unsafe Digest.leaf($0) }
    }

    func byteCount(_ column: Int32) -> Int {
        Int(unsafe sqlite3_column_bytes(statement, column))
    }

    private func withBytes<R>(_ column: Int32, _ body: (UnsafeRawBufferPointer) -> R) -> R {
        let start = unsafe sqlite3_column_blob(statement, column)
        let count = Int(unsafe sqlite3_column_bytes(statement, column))
        return unsafe body(UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count))
    }
}

extension Database {
    /// Keeps the write-ahead log's bytes when the last connection closes. A start that refuses a
    /// damaged journal must not destroy what a repair needs.
    func keepLogOnClose() throws {
        var on: Int32 = 1
        let code = unsafe sqlite3_file_control(
            sqliteConnection, nil, SQLITE_FCNTL_PERSIST_WAL, &on)
        guard code == SQLITE_OK else {
            throw DatabaseError(
                resultCode: ResultCode(rawValue: code), message: "cannot keep the log on close")
        }
    }
}
