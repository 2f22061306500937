import CTorch

/// Runs `body` with matrix products and convolutions in a lower precision on this thread.
///
/// - Parameters:
///   - scalarType: `.bfloat16` or `.float16`; `nil` runs `body` as it is.
///   - device: whose operators are lowered.
public func withAutocast<Result>(
    _ scalarType: ScalarType?, on device: Device,
    _ body: () throws(TorchError) -> Result
) throws(TorchError) -> Result {
    guard let scalarType else { return try body() }
    var wasEnabled = false
    var formerType: Int8 = 0
    try check(
        ct_autocast_set(device.kind.rawValue, true, scalarType.rawValue, &wasEnabled, &formerType),
        "autocast to \(scalarType) on \(device)")
    defer {
        _ = ct_autocast_set(device.kind.rawValue, wasEnabled, formerType, &wasEnabled, &formerType)
        ct_autocast_clear_cache()
    }
    return try body()
}
