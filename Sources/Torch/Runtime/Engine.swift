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

    /// Lets the process keep the memory that tensors free, for the next ones.
    ///
    /// A training step takes and frees the same buffers again and again. If each goes back to the
    /// system, the kernel fills it with zeros when it comes again, which takes about a tenth of a
    /// step. It concerns buffers of up to 32 MiB and CPUs whose C library is glibc.
    public static func keepFreedMemory() { ct_keep_freed_memory() }

    /// Gives memory that nothing uses back to the system, as before a measurement.
    public static func releaseFreedMemory() { ct_release_freed_memory() }

    /// Prefers algorithms that give the same result every time.
    public static func setDeterministic(_ flag: Bool) throws(TorchError) {
        try check(ct_set_deterministic(flag), "setDeterministic")
    }
}
