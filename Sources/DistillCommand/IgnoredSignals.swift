#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Signals whose cause reaches the tool as an error of a write as well, and shall not kill it.
enum IgnoredSignals {
    /// A reader that went away (`distill … | head`) costs output, and a limit on the size of files
    /// is a full disk: neither may end a training without a word.
    static func ignore() {
        for number in [SIGPIPE, SIGXFSZ] { signal(number, SIG_IGN) }
    }
}
