private let reluOperator = Operator("aten::relu")
private let relu6Operator = Operator("aten::relu6")
private let leakyReluOperator = Operator("aten::leaky_relu")
private let sigmoidOperator = Operator("aten::sigmoid")
private let tanhOperator = Operator("aten::tanh")
private let geluOperator = Operator("aten::gelu")
private let siluOperator = Operator("aten::silu")
private let softplusOperator = Operator("aten::softplus")
private let hardSwishOperator = Operator("aten::hardswish")
private let hardSigmoidOperator = Operator("aten::hardsigmoid")
private let softmaxOperator = Operator("aten::softmax", overload: "int")
private let logSoftmaxOperator = Operator("aten::log_softmax", overload: "int")
private let reluInPlace = Operator("aten::relu_")

extension Tensor {
    /// max(x, 0).
    public func relu() throws(TorchError) -> Tensor { try reluOperator(self) }

    /// max(x, 0), written over this tensor; autograd keeps track of it.
    @discardableResult
    public func relu(inPlace: Void) throws(TorchError) -> Tensor { try reluInPlace(self) }

    /// min(max(x, 0), 6).
    public func relu6() throws(TorchError) -> Tensor { try relu6Operator(self) }

    /// x where positive, `slope` · x elsewhere.
    public func leakyRelu(slope: Double = 0.01) throws(TorchError) -> Tensor {
        try leakyReluOperator(self, .real(slope))
    }

    public func sigmoid() throws(TorchError) -> Tensor { try sigmoidOperator(self) }

    public func tanh() throws(TorchError) -> Tensor { try tanhOperator(self) }

    /// x · Φ(x); the approximation uses tanh (Hendrycks and Gimpel, 2016).
    public func gelu(approximately: Bool = false) throws(TorchError) -> Tensor {
        try geluOperator(self, .string(approximately ? "tanh" : "none"))
    }

    /// x · sigmoid(x), also called swish.
    public func silu() throws(TorchError) -> Tensor { try siluOperator(self) }

    /// log(1 + exp(x)).
    public func softplus() throws(TorchError) -> Tensor { try softplusOperator(self) }

    /// x · relu6(x + 3) / 6 (Howard et al., 2019).
    public func hardSwish() throws(TorchError) -> Tensor { try hardSwishOperator(self) }

    /// relu6(x + 3) / 6.
    public func hardSigmoid() throws(TorchError) -> Tensor { try hardSigmoidOperator(self) }

    /// Softmax over `dimension`; same shape as `self`.
    public func softmax(dimension: Int) throws(TorchError) -> Tensor {
        try softmaxOperator(self, .integer(dimension))
    }

    /// Logarithm of softmax over `dimension`; same shape as `self`.
    public func logSoftmax(dimension: Int) throws(TorchError) -> Tensor {
        try logSoftmaxOperator(self, .integer(dimension))
    }
}
