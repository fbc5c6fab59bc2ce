extension JournalStore {
    /// Refuses to write while the disk is nearly full. Asked before commands are decided.
    func checkRoom() throws(JournalError) {
        try checkRoom(limits.freeBytesMin) {
            "less than \(limits.freeBytesMin) bytes are free below \(directory)"
        }
    }

    /// Refuses a group that the disk may not hold, beyond what `checkRoom()` looks at: a group may
    /// have many times the bytes of a batch.
    func checkRoom(entryBytes: Int) throws(JournalError) {
        guard entryBytes > limits.batchBytesMax else { return }
        let needed = limits.freeBytesMin + JournalLimits.freeBytesPerByte * UInt64(entryBytes)
        try checkRoom(needed) {
            "a group of \(entryBytes) bytes needs \(needed) bytes free below \(directory)"
        }
    }

    private func checkRoom(_ needed: UInt64, _ words: () -> String) throws(JournalError) {
        guard let free = environment.freeBytes(directory), free < needed else { return }
        throw JournalError(
            .diskLow, "\(words()), \(free) are; make room, then send the command again")
    }
}
