import Distillery
import Foundation

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Shows how a run goes: a bar with rate and time left on a terminal, plain lines elsewhere.
///
/// Progress goes to standard error, so that standard output holds results alone.
final class Console {
    private let isQuiet: Bool
    private let isTerminal: Bool
    private var barIsShown = false
    private var lastPlainLine = ContinuousClock.now

    init(quiet: Bool) {
        isQuiet = quiet
        isTerminal = isatty(STDERR_FILENO) == 1
    }

    /// Hears the events of a run.
    func show(_ event: RunEvent) {
        switch event {
        case .began(let what): say(what)
        case .warning(let text): warn(text)
        case .progress(let job, let step, let steps, let rate, let loss):
            progress(
                "\(job)", Double(step) / Double(max(steps, 1)),
                [
                    "loss \(NumberFormat.decimal(loss, decimals: 3))",
                    "\(NumberFormat.rate(rate)) examples/s",
                ])
        case .labelled(let count, let all, let rate):
            progress(
                "labels", Double(count) / Double(max(all, 1)),
                [
                    "\(NumberFormat.whole(count)) of \(NumberFormat.whole(all))",
                    "\(NumberFormat.rate(rate)) examples/s",
                ])
        case .epoch(let job, let epoch, let epochs, let loss, let score, let seconds):
            let parts = [
                "\(job)", "epoch \(epoch)/\(epochs)",
                "loss \(NumberFormat.decimal(loss, decimals: 4))",
                "\(score)",
                NumberFormat.duration(seconds: seconds),
            ]
            say("  " + parts.joined(separator: "  "))
        }
    }

    /// A line that stays.
    func say(_ text: String) {
        guard !isQuiet else { return }
        clearBar()
        write(text + "\n")
    }

    /// A line that stays, also when quiet.
    func warn(_ text: String) {
        clearBar()
        write("warning: \(text)\n")
    }

    private func progress(_ subject: String, _ share: Double, _ parts: [String]) {
        guard !isQuiet else { return }
        let figures = [NumberFormat.percent(share, decimals: 0)] + parts
        guard isTerminal else {
            guard (ContinuousClock.now - lastPlainLine) >= .seconds(15) else { return }
            lastPlainLine = .now
            return write("  \(subject)  " + figures.joined(separator: "  ") + "\n")
        }
        let width = 24
        let filled = Int(share * Double(width))
        let bar =
            String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
        write("\r\u{1B}[2K  \(subject) \(bar) " + figures.joined(separator: "  "))
        barIsShown = true
    }

    private func clearBar() {
        if barIsShown { write("\r\u{1B}[2K") }
        barIsShown = false
    }

    private func write(_ text: String) { FileHandle.standardError.say(text) }
}
