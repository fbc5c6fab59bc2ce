// The file tidemark/digest.proto, element by element in its order.

extension ProtoFile {
    static let digest = ProtoFile(
        name: "tidemark/digest.proto", package: "tidemark.pool.v1",
        elements: [.message(of: StateDigest.self)])
}
