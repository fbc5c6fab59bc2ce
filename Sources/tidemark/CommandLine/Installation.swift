import Foundation
import Services
import Transport

/// Where the services of an installation keep their files and listen.
struct Installation: Equatable, Sendable {
    var directory: String
    var certificates: String
    var host: String
    var basePort: Int

    func port(of service: ServiceName) -> Int { basePort + service.portOffset }

    func directory(of service: ServiceName) -> String { "\(directory)/\(service.rawValue)" }

    /// The name that a service's certificate must carry: those of deploy/certificates say
    /// `localhost`.
    var serverName: String { host == "127.0.0.1" || host == "::1" ? "localhost" : host }

    /// The files of `caller`. Refused, with the file's name, if one of them is not there.
    func credentials(of caller: Caller) throws(Failure) -> Credentials {
        let base = "\(certificates)/\(caller.role.rawValue)-\(caller.name)"
        let paths = ["\(certificates)/ca.pem", "\(base).pem", "\(base).key"]
        for path in paths where !FileManager.default.isReadableFile(atPath: path) {
            throw Failure(
                .configuration,
                "\(path) cannot be read, so \(caller) cannot be proved; make it with "
                    + "deploy/certificates \(certificates), or name another directory with "
                    + "--certificates")
        }
        return Credentials(
            caPath: paths[0], certificateChainPath: paths[1], privateKeyPath: paths[2])
    }
}
