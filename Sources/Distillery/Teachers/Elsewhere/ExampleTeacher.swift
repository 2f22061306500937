/// A teacher that is elsewhere and answers about examples as they are, rather than about what a network
/// would see of them: a service, a language model, a file.
///
/// An answer is kept as it came (`JSONValue`), and read into logits afterwards, so that reading it in
/// another way asks nobody again.
protocol ExampleTeacher: Sendable {
    /// Its name, for messages and reports.
    var name: String { get }
    /// SHA-256 of all that decides an answer as it comes.
    var answersHash: String { get }
    /// SHA-256 of all that decides the logits: the answers, and how they are read.
    var hash: String { get }
    /// Whether answers cost something, so that they are kept as they come.
    var isWorthKeeping: Bool { get }
    /// What to tell of it, as lines of a file that could not be read.
    var remarks: [String] { get }
    /// The most examples that are asked about at once.
    var batchSize: Int { get }
    /// The most questions on their way at one time.
    var concurrency: Int { get }

    /// The answers to some examples, in their order; `null` for one that there is no answer to.
    ///
    /// Called from several threads at once.
    ///
    /// - Parameter stop: once it is asked for, waiting ends with `CancellationError`.
    /// - Throws: `ExampleTeacherError`.
    func ask(_ questions: [TeacherQuestion], stop: StopRequest) throws -> [JSONValue]

    /// The logits that an answer says, one a class of the data; nil for one that nothing can be read in.
    ///
    /// - Throws: `ExampleTeacherError` for an answer that is wrong, rather than unclear.
    func logits(of answer: JSONValue) throws -> [Float]?
}
