/// What the command tells the shell. Scripts switch on these, so they never change meaning.
enum ExitStatus: Int32, CaseIterable, Sendable {
    case ok = 0
    /// What was asked for failed, or figures differ from what they should be.
    case failed = 1
    /// A service answered and refused.
    case refused = 3
    /// A service could not be reached.
    case unreachable = 4
    /// The command line is wrong; sysexits calls it EX_USAGE, and so does the argument parser.
    case usage = 64
    /// A file that was given is malformed (EX_DATAERR).
    case malformedInput = 65
    /// A service's journal could not be written (EX_IOERR); the service is to be started again.
    case journalNotWritten = 74
    /// Certificates, ports or directories cannot be used (EX_CONFIG).
    case configuration = 78

    /// For the help of the whole command.
    static let help = """
        Exit statuses:
          0   done
          1   what was asked for failed, or figures differ
          3   a service refused: its status, reason and sentence are printed
          4   a service could not be reached
          64  the command line is wrong
          65  a given file is malformed
          74  a service could not write its journal
          78  certificates, ports or directories cannot be used
        """
}
