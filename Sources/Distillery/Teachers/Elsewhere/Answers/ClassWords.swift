import Foundation
import Torch

/// The words that stand for classes: their names, and what a teacher may call them.
struct ClassWords: Sendable {
    let classNames: [String]
    /// In lower case, the longest first.
    private let words: [(word: [Character], index: Int)]
    private let indices: [String: Int]

    /// - Throws: `RecipeError` for words of a class that is not there, or of two classes.
    init(
        _ classNames: [String], synonyms: [String: [String]] = [:], path: String
    ) throws(RecipeError) {
        self.classNames = classNames
        var indices: [String: Int] = [:]
        for (index, name) in classNames.enumerated() { indices[Self.plain(name)] = index }
        for (name, words) in synonyms.sorted(by: { $0.key < $1.key }) {
            guard let index = classNames.firstIndex(of: name) else {
                throw .unknownName(
                    path: path, name: name, nearest: nearestName(to: name, in: classNames),
                    known: classNames)
            }
            for word in words.map(Self.plain) where !word.isEmpty {
                if let former = indices.updateValue(index, forKey: word), former != index {
                    throw .invalidValue(
                        path: "\(path).\(name)", found: "'\(word)'",
                        expected: "another word: this one stands for '\(classNames[former])'")
                }
            }
        }
        self.indices = indices
        words = indices.map { (Array($0.key), $0.value) }
            .sorted { ($1.word.count, $0.index) < ($0.word.count, $1.index) }
    }

    /// The class that a text is the word for, whatever its case.
    func index(of text: String) -> Int? {
        classNames.firstIndex(of: text) ?? indices[Self.plain(text)]
    }

    /// The classes whose words begin with a piece of text, as a reply's first token does.
    func indices(beginningWith piece: String) -> Set<Int> {
        let piece = Self.plain(piece)
        guard !piece.isEmpty else { return [] }
        if let whole = indices[piece] { return [whole] }
        let beginning = Set(indices.filter { $0.key.hasPrefix(piece) }.map(\.value))
        if beginning.isEmpty, let place = place(piece) { return [place] }
        return beginning
    }

    /// The class that a reply of a language model says: it is the word for one, or its number from 1, or
    /// speaks of one alone, in all or in its last line; nil where that cannot be told.
    func index(in reply: String) -> Int? {
        let plain = Self.plain(Self.withoutThoughts(reply))
        if let index = indices[plain] ?? place(plain) { return index }
        let spoken = spoken(in: plain)
        if spoken.count == 1 { return spoken.first }
        guard let last = plain.split(whereSeparator: \.isNewline).last.map(String.init)
        else { return nil }
        if let index = index(of: last) ?? place(Self.plain(last)) { return index }
        let lastSpoken = self.spoken(in: last)
        return lastSpoken.count == 1 ? lastSpoken.first : nil
    }

    /// A number from 1 as the place of a class.
    private func place(_ text: String) -> Int? {
        Int(text).flatMap { classNames.indices.contains($0 - 1) ? $0 - 1 : nil }
    }

    /// The classes that a text speaks of; a word within a longer one does not count.
    private func spoken(in text: String) -> Set<Int> {
        var rest = Array(text)
        var found: Set<Int> = []
        for (word, index) in words where !word.isEmpty && word.count <= rest.count {
            var start = 0
            while start + word.count <= rest.count {
                let end = start + word.count
                guard rest[start..<end].elementsEqual(word), Self.isEdge(rest, start),
                    Self.isEdge(rest, end)
                else {
                    start += 1
                    continue
                }
                found.insert(index)
                // What a longer word has taken is not there for a shorter one.
                rest.replaceSubrange(start..<end, with: repeatElement("\u{0}", count: word.count))
                start = end
            }
        }
        return found
    }

    /// Whether a word may begin or end before a place: scripts without spaces always allow it.
    private static func isEdge(_ text: [Character], _ place: Int) -> Bool {
        guard text.indices.contains(place - 1), text.indices.contains(place) else { return true }
        func isWord(_ character: Character) -> Bool {
            character == "_" || character.isASCII && (character.isLetter || character.isNumber)
        }
        return !isWord(text[place - 1]) || !isWord(text[place])
    }

    /// A reply without what a reasoning model thought before it.
    private static func withoutThoughts(_ reply: String) -> String {
        reply.range(of: "</think>", options: .backwards).map { String(reply[$0.upperBound...]) }
            ?? reply
    }

    /// A text in lower case, without the marks that models put around a word.
    private static func plain(_ text: String) -> String {
        text.lowercased().trimmingCharacters(in: Self.marks)
    }

    private static let marks = CharacterSet.whitespacesAndNewlines.union(
        CharacterSet(charactersIn: "*_`'\"“”‘’「」『』《》()（）[]【】<>.。,，;；:：!！"))
}
