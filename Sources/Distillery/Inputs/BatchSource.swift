/// The batches of one epoch, one after the other.
public protocol BatchSource: AnyObject {
    /// The number of the batch that `next` gives; the place to continue from after a stop.
    var position: Int { get }
    /// The number of batches in the whole epoch.
    var batchCount: Int { get }

    /// The next batch on the device that trains, or nil after the last.
    ///
    /// - Throws: `DatasetError` where examples cannot be read, and the same again at later calls.
    func next() throws -> TensorBatch?
}
