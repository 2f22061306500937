import Dispatch
import Distillery
import Foundation

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Turns ctrl-C and a request to terminate into a stop that keeps the run's state; a second one
/// ends the process at once.
final class Interruption {
    private let stop = StopRequest()
    private let sources: [any DispatchSourceSignal]

    private init() {
        let queue = DispatchQueue(label: "distill.signals")
        sources = [SIGINT, SIGTERM].map { [stop] number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler {
                if stop.isStopping { _exit(130) }
                stop.stop()
                FileHandle.standardError.say(
                    "\nstopping after this step; once more to stop at once\n")
            }
            source.resume()
            return source
        }
    }

    /// Does work that ctrl-C and a request to terminate stop.
    static func stopping<Result>(_ work: (StopRequest) throws -> Result) rethrows -> Result {
        let interruption = Interruption()
        // Released, it would hear no signal any more.
        return try withExtendedLifetime(interruption) { try work(interruption.stop) }
    }

    deinit { sources.forEach { $0.cancel() } }
}
