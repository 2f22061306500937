import Foundation

extension FileHandle {
    /// Writes all of `data` at the current place, or leaves the file as it was.
    ///
    /// Half a record, as a full disk would leave it, makes the records behind it unreadable.
    func writeWhole(_ data: Data) throws {
        let start = try offset()
        do {
            try write(contentsOf: data)
        } catch {
            try? truncate(atOffset: start)
            throw error
        }
    }
}
