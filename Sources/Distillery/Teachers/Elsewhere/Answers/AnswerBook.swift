import Foundation

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The file in which a teacher's answers are kept as they come, so that nothing is asked twice.
///
/// JSON lines: the first one says whose answers they are, each other one holds an answer under the key
/// of its example's content. A line is appended and flushed to the device before anything else is done
/// with the answer; of a process that was killed the last line may be cut, and is taken off again.
final class AnswerBook {
    static let fileName = "answers.jsonl"
    private static let format = 1.0
    private static let formatKey = "distillery-answers"

    let url: URL
    private let descriptor: Int32
    private(set) var answers: [String: JSONValue] = [:]

    /// Opens the file of a teacher's answers, or begins it.
    ///
    /// - Throws: `ExampleTeacherError` for a file of something else, of another teacher's answers, or one
    ///   that another process writes to.
    init(_ url: URL, of teacher: any ExampleTeacher) throws {
        self.url = url
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        descriptor = open(url.path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw ExampleTeacherError.answers(
                file: url.relativePath, reason: "cannot be written (\(systemMessage()))")
        }
        do {
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
                throw ExampleTeacherError.answers(
                    file: url.relativePath, reason: "are in use by another distill process")
            }
            try read(of: teacher)
        } catch {
            close(descriptor)
            throw error
        }
    }

    deinit { close(descriptor) }

    /// Keeps answers; they are on the device when this returns.
    func append(_ entries: [(question: TeacherQuestion, answer: JSONValue)]) throws {
        var bytes: [UInt8] = []
        for (question, answer) in entries {
            bytes += JSONWriter.line(
                .object([
                    .init(key: "key", value: .string(question.key)),
                    .init(key: "id", value: .string(question.id.text)),
                    .init(key: "answer", value: answer),
                ]))
            bytes.append(UInt8(ascii: "\n"))
        }
        try write(bytes)
        for (question, answer) in entries { answers[question.key] = answer }
    }

    private func read(of teacher: any ExampleTeacher) throws {
        let data = try Data(contentsOf: url)
        // What follows the last line's end was cut off by a kill.
        let end = data.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        if end < data.count, ftruncate(descriptor, off_t(end)) != 0 { throw unwritable() }
        var lines = data[..<end].split(separator: UInt8(ascii: "\n"))[...]
        guard let first = lines.popFirst() else {
            return try write(
                JSONWriter.line(
                    .object([
                        .init(key: Self.formatKey, value: .number(Self.format)),
                        .init(key: "teacher", value: .string(teacher.name)),
                        .init(key: "sha256", value: .string(teacher.answersHash)),
                    ])) + [UInt8(ascii: "\n")])
        }
        let head = JSONValue(json: first)
        guard let format = head?[Self.formatKey]?.double, let hash = head?["sha256"]?.text,
            format <= Self.format
        else {
            throw ExampleTeacherError.answers(
                file: url.relativePath,
                reason: "are none that this version wrote; name another file")
        }
        guard hash == teacher.answersHash else {
            throw ExampleTeacherError.otherAnswers(
                file: url.relativePath, stored: head?["teacher"]?.text?.excerpt(60) ?? "another",
                wanted: teacher.name)
        }
        for (number, line) in lines.enumerated() {
            guard let entry = JSONValue(json: line), let key = entry["key"]?.text,
                let answer = entry["answer"]
            else {
                throw ExampleTeacherError.answers(
                    file: url.relativePath,
                    reason: "are damaged in line \(number + 2); take that line out to go on")
            }
            answers[key] = answer
        }
    }

    private func write(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw unwritable() }
            rest = rest.dropFirst(count)
        }
        guard fsync(descriptor) == 0 else { throw unwritable() }
    }

    private func unwritable() -> ExampleTeacherError {
        .answers(file: url.relativePath, reason: "cannot be written (\(systemMessage()))")
    }
}

private func systemMessage() -> String { String(cString: strerror(errno)) }

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    write(descriptor, bytes, count)
}
