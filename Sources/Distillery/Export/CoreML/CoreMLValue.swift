import Foundation
import SwiftProtobuf

/// Types and constants in the form in which Core ML's programs state them.
extension MILValueType {
    /// nil for sizes that follow the inputs.
    static func tensor(_ type: MILDataType, _ shape: [Int?]) -> MILValueType {
        .with {
            $0.tensorType = .with { tensor in
                tensor.dataType = type
                tensor.rank = Int64(shape.count)
                tensor.dimensions = shape.map { size in
                    .with { dimension in
                        if let size {
                            dimension.constant.size = UInt64(size)
                        } else {
                            dimension.unknown.variadic = false
                        }
                    }
                }
            }
        }
    }

    static func scalar(_ type: MILDataType) -> MILValueType { tensor(type, []) }
}

extension MILValue {
    static func text(_ text: String) -> MILValue {
        tensor(.scalar(.string)) { $0.strings.values = [text] }
    }

    static func integers(_ numbers: [Int], shape: [Int]) -> MILValue {
        tensor(.tensor(.int32, shape)) { $0.ints.values = numbers.map { Int32(clamping: $0) } }
    }

    static func flags(_ flags: [Bool], shape: [Int]) -> MILValue {
        tensor(.tensor(.bool, shape)) { $0.bools.values = flags }
    }

    static func floats(_ numbers: [Float], shape: [Int]) -> MILValue {
        tensor(.tensor(.float32, shape)) { $0.floats.values = numbers }
    }

    /// Elements that are stated as bytes: `float16` and 8-bit ones.
    static func bytes(_ bytes: [UInt8], _ type: MILDataType, shape: [Int]) -> MILValue {
        tensor(.tensor(type, shape)) { $0.bytes.values = Data(bytes) }
    }

    /// The names of classes.
    static func list(_ texts: [String]) -> MILValue {
        .with { value in
            value.type.listType.type = .scalar(.string)
            value.type.listType.length.constant.size = UInt64(texts.count)
            value.immediateValue.list.values = texts.map(MILValue.text)
        }
    }

    /// What lies in the file of weights, at the place of its description.
    static func blob(at offset: Int, _ type: MILDataType, shape: [Int]) -> MILValue {
        .with { value in
            value.type = .tensor(type, shape)
            value.blobFileValue.fileName = "@model_path/weights/weight.bin"
            value.blobFileValue.offset = UInt64(offset)
        }
    }

    private static func tensor(
        _ type: MILValueType, _ fill: (inout MILTensorValue) -> Void
    ) -> MILValue {
        .with { value in
            value.type = type
            fill(&value.immediateValue.tensor)
        }
    }
}
