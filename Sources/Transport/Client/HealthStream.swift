/// The stream of `grpc.health.v1.Health/Watch` of one connection.
final class HealthStream: HTTP2Stream {}
