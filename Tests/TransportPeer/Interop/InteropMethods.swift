import Wire

/// The methods of `grpc.testing.TestService` that are served, and those that never are.
enum InteropMethods {
    static let service = "grpc.testing.TestService"

    static let emptyCall = Method<InteropEmpty, InteropEmpty>(service, "EmptyCall")
    static let unaryCall = Method<SimpleRequest, SimpleResponse>(service, "UnaryCall")
    static let cacheableUnaryCall = Method<SimpleRequest, SimpleResponse>(
        service, "CacheableUnaryCall")
    static let streamingOutputCall = Method<StreamingOutputRequest, StreamingOutputResponse>(
        service, "StreamingOutputCall", .serverStreaming)
    static let streamingInputCall = Method<StreamingInputRequest, StreamingInputResponse>(
        service, "StreamingInputCall", .clientStreaming)
    static let fullDuplexCall = Method<StreamingOutputRequest, StreamingOutputResponse>(
        service, "FullDuplexCall", .bidirectional)
    static let halfDuplexCall = Method<StreamingOutputRequest, StreamingOutputResponse>(
        service, "HalfDuplexCall", .bidirectional)

    static let unimplementedCall = Method<InteropEmpty, InteropEmpty>(
        service, "UnimplementedCall")
    static let unimplementedService = Method<InteropEmpty, InteropEmpty>(
        "grpc.testing.UnimplementedService", "UnimplementedCall")
}
