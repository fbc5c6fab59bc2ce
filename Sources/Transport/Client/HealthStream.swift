/// The stream of `grpc.health.v1.Health/Watch` of one connection.
// Reached only on the connection's loop.
final class HealthStream: HTTP2Stream, @unchecked Sendable {}
