import Foundation

extension FileHandle {
    /// Writes text for a person; when nobody reads any more, nothing is lost by not writing.
    func say(_ text: String) {
        try? write(contentsOf: Data(text.utf8))
    }
}
