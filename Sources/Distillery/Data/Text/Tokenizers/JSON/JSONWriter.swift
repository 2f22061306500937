/// Writes JSON in UTF-8, indented as the `tokenizers` library writes it.
enum JSONWriter {
    static func bytes(_ value: JSONValue) -> [UInt8] {
        var output: [UInt8] = []
        write(value, indent: 0, into: &output)
        output.append(10)
        return output
    }

    private static func write(_ value: JSONValue, indent: Int, into output: inout [UInt8]) {
        switch value {
        case .null: output.append(contentsOf: "null".utf8)
        case .bool(let flag): output.append(contentsOf: (flag ? "true" : "false").utf8)
        case .number(let number):
            let isWhole = number.rounded() == number && abs(number) < 1e15
            output.append(contentsOf: (isWhole ? String(Int(number)) : String(number)).utf8)
        case .string(let text): write(text, into: &output)
        case .array(let values):
            block("[", "]", count: values.count, indent: indent, into: &output) { index, output in
                write(values[index], indent: indent + 2, into: &output)
            }
        case .object(let members):
            block("{", "}", count: members.count, indent: indent, into: &output) { index, output in
                write(members[index].key, into: &output)
                output.append(contentsOf: ": ".utf8)
                write(members[index].value, indent: indent + 2, into: &output)
            }
        }
    }

    private static func block(
        _ open: Unicode.Scalar, _ close: Unicode.Scalar, count: Int, indent: Int,
        into output: inout [UInt8], _ element: (Int, inout [UInt8]) -> Void
    ) {
        output.append(UInt8(ascii: open))
        for index in 0..<count {
            output.append(contentsOf: index == 0 ? "\n".utf8 : ",\n".utf8)
            output.append(contentsOf: repeatElement(32, count: indent + 2))
            element(index, &output)
        }
        if count > 0 {
            output.append(10)
            output.append(contentsOf: repeatElement(32, count: indent))
        }
        output.append(UInt8(ascii: close))
    }

    /// A value on one line, as a record of a file or the body of a request.
    static func line(_ value: JSONValue) -> [UInt8] {
        var output: [UInt8] = []
        write(line: value, into: &output)
        return output
    }

    private static func write(line value: JSONValue, into output: inout [UInt8]) {
        func list<Element>(
            _ open: Unicode.Scalar, _ close: Unicode.Scalar, _ elements: [Element],
            _ write: (Element, inout [UInt8]) -> Void
        ) {
            output.append(UInt8(ascii: open))
            for (index, element) in elements.enumerated() {
                if index > 0 { output.append(UInt8(ascii: ",")) }
                write(element, &output)
            }
            output.append(UInt8(ascii: close))
        }
        switch value {
        case .array(let values): list("[", "]", values) { write(line: $0, into: &$1) }
        case .object(let members):
            list("{", "}", members) { member, output in
                write(member.key, into: &output)
                output.append(UInt8(ascii: ":"))
                write(line: member.value, into: &output)
            }
        default: write(value, indent: 0, into: &output)
        }
    }

    private static func write(_ text: String, into output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                output.append(contentsOf: [UInt8(ascii: "\\"), byte])
            case 0..<32:
                let digits = String(byte, radix: 16)
                output.append(contentsOf: ("\\u00" + (byte < 16 ? "0" : "") + digits).utf8)
            default: output.append(byte)
            }
        }
        output.append(UInt8(ascii: "\""))
    }
}
