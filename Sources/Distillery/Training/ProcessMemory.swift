import Foundation
import Torch

/// What this process holds in memory.
public enum ProcessMemory {
    /// The largest resident size since the last `resetPeak`, in bytes.
    public static var peakBytes: Int {
        #if os(Linux)
            guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
                let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
                let kilobytes = line.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
                    ?? line.split(whereSeparator: { !$0.isNumber }).first.flatMap({ Int($0) })
            else { return 0 }
            return kilobytes * 1024
        #else
            var usage = rusage()
            getrusage(RUSAGE_SELF, &usage)
            return usage.ru_maxrss
        #endif
    }

    /// Begins a new measurement of the peak, where the system can (Linux).
    public static func resetPeak() {
        Engine.releaseFreedMemory()
        #if os(Linux)
            try? "5".write(toFile: "/proc/self/clear_refs", atomically: false, encoding: .utf8)
        #endif
    }
}
