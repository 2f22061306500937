import CTorch

/// Facts and settings of the engine as a whole.
public enum Engine {
    /// The version of libtorch that is loaded, as `2.13.0`.
    public static var version: String { String(cString: ct_version()) }

    /// The best instruction set that libtorch uses on this CPU, as `AVX512`.
    public static var cpuCapability: String { String(cString: ct_cpu_capability()) }

    /// Threads that one operator may use.
    public static var threads: Int {
        get { Int(ct_threads()) }
        set { ct_set_threads(Int32(clamping: newValue)) }
    }

    /// Prefers algorithms that give the same result every time.
    public static func setDeterministic(_ flag: Bool) throws(TorchError) {
        try check(ct_set_deterministic(flag), "setDeterministic")
    }
}
