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
    let stop = StopRequest()
    private let sources: [any DispatchSourceSignal]

    init() {
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

    deinit { sources.forEach { $0.cancel() } }
}
