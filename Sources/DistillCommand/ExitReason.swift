import ArgumentParser
import Distillery
import Foundation
import Torch

/// Why the tool ends, and the exit code that says so: 0, 1, 2 or 130.
struct ExitReason {
    let code: Int32
    let message: String
    private let isError: Bool

    init(_ error: any Error) {
        if let error = error as? ValidationError {
            (isError, code, message) = (true, 2, "distill: \(error.message)")
            return
        }
        if let message = Self.parserMessage(of: error) {
            // The parser's own code for a wrong request is 64; ours is 2.
            isError = Distill.exitCode(for: error) != .success
            code = isError ? 2 : 0
            self.message = message + (MisspeltCommand.hint(for: error) ?? "")
            return
        }
        isError = true
        code = Self.code(of: error)
        message = code == 130 ? "\(error)" : "distill: \(Self.text(of: error))"
    }

    /// Prints the message where it belongs and ends the process.
    func end() -> Never {
        if !message.isEmpty {
            let text = message.hasSuffix("\n") ? message : message + "\n"
            (isError ? FileHandle.standardError : .standardOutput).say(text)
        }
        Foundation.exit(code)
    }

    /// The text of errors, and requests for help, that the parser itself raised.
    private static func parserMessage(of error: any Error) -> String? {
        let isOwn =
            error is RunError || error is RecipeError || error is QueueError
            || error is DatasetError
            || error is ModelError || error is TorchError || error is StateError
            || error is WeightsError || error is FileError || error is TapError
            || error is LabelStoreError || error is TextError || error is TextDataError
            || error is TokenizerError || error is MethodError || error is ExampleTeacherError
            || error is SelectionError
        if isOwn || Distill.exitCode(for: error) == .failure { return nil }
        return Distill.fullMessage(for: error)
    }

    /// Foundation's own errors have their sentence elsewhere than ours.
    private static func text(of error: any Error) -> String {
        error is CocoaError || error is POSIXError ? error.localizedDescription : "\(error)"
    }

    /// 1 for what went wrong while working, 130 for an interruption, 2 for what was asked wrongly.
    private static func code(of error: any Error) -> Int32 {
        switch error {
        case RunError.interrupted, QueueError.interrupted, LabelStoreError.interrupted: 130
        case QueueError.runsFailed, QueueError.teacherFailed: 1
        case RunError.lossNotFinite, RunError.weightsNotFinite, RunError.outOfMemory: 1
        case TorchError.unknownDevice, TorchError.deviceUnavailable: 2
        case is TorchError, is ReportFileError: 1
        case ExampleTeacherError.gaveUp, ExampleTeacherError.mustWait,
            ExampleTeacherError.refused, ExampleTeacherError.redirected,
            ExampleTeacherError.malformed, ExampleTeacherError.unreadable,
            ExampleTeacherError.nothingAnswered:
            1
        case FileError.unwritable, FileError.diskFull, LabelStoreError.doesNotFit: 1
        default: 2
        }
    }
}
