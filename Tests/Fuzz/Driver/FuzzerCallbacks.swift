import Glibc

// The functions libFuzzer calls. The environment names the fuzzer, and not the arguments, because
// libFuzzer starts itself again for some of its work and passes on only what it knows.

private let chosen: Fuzzer = {
    let name = unsafe getenv("TIDEMARK_FUZZ").map { unsafe String(cString: $0) } ?? ""
    guard let fuzzer = Fuzzer(rawValue: name) else {
        let names = Fuzzer.allCases.map(\.rawValue).joined(separator: ", ")
        say("set TIDEMARK_FUZZ to one of \(names)")
        exit(64)
    }
    return fuzzer
}()

private func say(_ text: String) {
    let line = Array("\(text)\n".utf8)
    _ = unsafe write(STDERR_FILENO, line, line.count)
}

/// libFuzzer's own main function, under the name that the package manager gives that of `fuzz`.
@_cdecl("fuzz_main")
package func fuzzMain(
    _ count: Int32, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> Int32 {
    var count = count
    var arguments = unsafe arguments
    return unsafe runDriver(&count, &arguments, testOneInput)
}

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<Int32>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
    _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

@_cdecl("LLVMFuzzerTestOneInput")
package func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let input = unsafe Array(UnsafeBufferPointer(start: bytes, count: count))
    do {
        try chosen.run(input)
    } catch {
        say("broken promise: \(error)")
        abort()
    }
    return 0
}
