import Foundation
import Glibc

/// Tells when standard input ends. Whoever starts a service holds the other end of that pipe, so
/// even a killed parent leaves no service behind.
enum InputEnd {
    /// Ends when standard input does. Reading blocks, so it has a thread of its own.
    static func reached() -> AsyncStream<Never> {
        let (stream, continuation) = AsyncStream.makeStream(of: Never.self)
        let thread = Thread {
            var byte: UInt8 = 0
            while true {
                let count = unsafe read(STDIN_FILENO, &byte, 1)
                if count == 0 || (count < 0 && errno != EINTR) { break }
            }
            continuation.finish()
        }
        thread.start()
        return stream
    }
}
