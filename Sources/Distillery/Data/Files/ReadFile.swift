/// The bytes of a whole file, at most 1 GiB.
func readFile(_ path: String) throws(DatasetError) -> [UInt8] {
    var buffer = FileBuffer()
    do {
        try buffer.read(path)
    } catch .file(let message, _) {
        throw .file(path: path, message: message)
    } catch {
        throw .file(path: path, message: error.description)
    }
    return Array(buffer.contents)
}
