import CTorch

/// Where tensors live and operators run: `cpu`, `cuda`, `cuda:1`, `mps`.
public struct Device: Hashable, Sendable, CustomStringConvertible {
    /// The kind of machinery behind a device.
    public enum Kind: String, Sendable, CaseIterable { case cpu, cuda, mps }

    public let kind: Kind
    /// Which of several; `nil` is the current one.
    public let index: Int?

    public static let cpu = Device(kind: .cpu, index: nil)

    init(kind: Kind, index: Int?) {
        self.kind = kind
        self.index = index
    }

    /// A device as libtorch numbers it (`c10::DeviceType`); the CPU for one that has no name here.
    init(engineType type: Int8, index: Int8) {
        let kind: Kind =
            switch type {
            case 1: .cuda
            case 13: .mps
            default: .cpu
            }
        self.init(kind: kind, index: kind == .cpu || index < 0 ? nil : Int(index))
    }

    /// Reads a device's name.
    ///
    /// - Throws: `TorchError.unknownDevice`.
    public init(_ name: String) throws(TorchError) {
        let parts = name.split(separator: ":", omittingEmptySubsequences: false)
        guard let first = parts.first, let kind = Kind(rawValue: String(first)), parts.count <= 2
        else { throw .unknownDevice(name) }
        var index: Int?
        if parts.count == 2 {
            guard let number = Int(parts[1]), (0..<128).contains(number) else {
                throw .unknownDevice(name)
            }
            index = number
        }
        self.init(kind: kind, index: kind == .cpu ? nil : index)
    }

    public var description: String { index.map { "\(kind.rawValue):\($0)" } ?? kind.rawValue }

    /// Throws when this machine, or this build of libtorch, does not have the device.
    public func requireAvailable() throws(TorchError) {
        switch kind {
        case .cpu: return
        case .cuda:
            let count = Int(ct_cuda_device_count())
            guard ct_cuda_is_available() else {
                throw .deviceUnavailable(
                    description, reason: "this libtorch sees no CUDA device; use --device cpu")
            }
            if let index, index >= count {
                throw .deviceUnavailable(description, reason: "there are \(count) CUDA devices")
            }
        case .mps:
            guard ct_mps_is_available() else {
                throw .deviceUnavailable(
                    description, reason: "Metal is on Apple's machines only; use --device cpu")
            }
        }
    }

    /// The devices that can be used here, the CPU first.
    public static var available: [Device] {
        let others = Kind.allCases.filter { $0 != .cpu }.map { Device(kind: $0, index: nil) }
        return [.cpu] + others.filter { (try? $0.requireAvailable()) != nil }
    }
}
