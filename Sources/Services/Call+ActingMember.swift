import Transport

extension Call {
    /// Refuses a gateway that acts for another member than `member`, the owner of what the call
    /// is about. The gateway says for whom it acts in the metadata `tidemark-acting-member`;
    /// operators and services act for everyone.
    func checkActing(for member: UInt64) throws(RPCError) {
        guard caller.role == .gateway else { return }
        let header = "tidemark-acting-member"
        guard let text = metadata[header] else {
            throw RPCError(
                .permissionDenied, "\(caller) does not say for whom it acts; send \(header)",
                reason: "acting_member_missing", metadata: ["field": header])
        }
        guard UInt64(text) == member else {
            throw RPCError(
                .permissionDenied,
                "\(header) is \"\(text.prefix(32))\", but this belongs to member \(member); only "
                    + "the owner may",
                reason: "not_the_owner", metadata: ["field": header])
        }
    }
}
