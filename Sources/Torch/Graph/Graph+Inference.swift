extension Graph {
    /// The same outputs, faster: for networks that are frozen and only answer.
    ///
    /// Drops what does nothing, folds batch normalisation into convolutions, and lets activations
    /// write over values that nobody reads again.
    public func optimizedForInference() throws(TorchError) -> Graph {
        try removingIdentities().foldingBatchNorm().reusingBuffers()
    }
}
