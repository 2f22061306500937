/// Why a teacher elsewhere cannot be asked, or what it answered cannot be used, with the way out.
public enum ExampleTeacherError: Error, Sendable, Equatable {
    /// The environment lacks the variable that holds the key.
    case noKey(variable: String, path: String)
    /// The service said no, or what is no answer at all; nothing is gained by asking again.
    case refused(url: String, status: Int, excerpt: String)
    /// It sends elsewhere, where the request is not sent after.
    case redirected(url: String, to: String)
    /// It did not answer, however often it was asked.
    case gaveUp(url: String, attempts: Int, reason: String)
    /// It asks to wait longer than anybody would.
    case mustWait(url: String, seconds: Int)
    /// An answer is not what the recipe says that it is.
    case malformed(source: String, found: String, expected: String, excerpt: String)
    /// Reply after reply could not be read.
    case unreadable(source: String, count: Int, excerpt: String)
    /// Not one example has an answer.
    case nothingAnswered(source: String, examples: Int, reason: String)
    /// What was asked before in this file was asked of another teacher, or in another way.
    case otherAnswers(file: String, stored: String, wanted: String)
    /// The file of answers is not one, or somebody else writes there.
    case answers(file: String, reason: String)
    /// A file of predictions does not suit the data.
    case predictions(file: String, reason: String)
    /// A recipe's teacher does not suit the data.
    case unsuitable(path: String, reason: String)
}

extension ExampleTeacherError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .noKey(let variable, let path):
            "the environment has no variable '\(variable)', which '\(path)' names; set it to the key"
        case .refused(let url, let status, let excerpt):
            "\(url) answered with status \(status): \(excerpt)"
                + ([401, 403].contains(status) ? "; check the key" : "") + keptAnswers
        case .redirected(let url, let target):
            "\(url) sends elsewhere, to '\(target)', where neither examples nor key are sent after; "
                + "name that address in the recipe if it is right"
        case .gaveUp(let url, let attempts, let reason):
            "\(url) was asked \(attempts) time\(attempts == 1 ? "" : "s") and did not answer: \(reason)"
                + keptAnswers
        case .mustWait(let url, let seconds):
            "\(url) asks to wait \(seconds) seconds" + keptAnswers
        case .malformed(let source, let found, let expected, let excerpt):
            "the answer of \(source) has \(found), expected \(expected); it was: \(excerpt)"
        case .unreadable(let source, let count, let excerpt):
            "\(count) replies of \(source) in a row could not be read, the last one: \(excerpt); mend the "
                + "prompt, or say in 'labels' what it calls the classes"
        case .nothingAnswered(let source, let examples, let reason):
            "\(source) has no answer to any of the \(examples) examples: \(reason)"
        case .otherAnswers(let file, let stored, let wanted):
            "'\(file)' holds answers of \(stored), wanted are those of \(wanted), or it was asked in "
                + "another way; choose another file or folder"
        case .answers(let file, let reason): "the answers in '\(file)' \(reason)"
        case .predictions(let file, let reason): "the predictions in '\(file)' \(reason)"
        case .unsuitable(let path, let reason): "'\(path)' \(reason)"
        }
    }

    private var keptAnswers: String {
        "; what it answered before is kept, and the same command asks for the rest"
    }
}

extension String {
    /// A piece of what came from elsewhere, on one line and not too long.
    func excerpt(_ limit: Int = 240) -> String {
        let line = prefix(limit + 1).map { $0.isNewline || $0 == "\t" ? " " : $0 }
        let text = String(line.prefix(limit)).filter { character in
            character.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
        }
        if text.isEmpty { return "nothing" }
        return line.count > limit ? "\(text)…" : text
    }
}
