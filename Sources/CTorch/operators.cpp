// The one door: any operator of the dispatcher, called by name with a boxed stack.

#include "boundary.hpp"

#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/ivalue.h>

#include <cstring>
#include <memory>
#include <vector>

struct CTOperator {
    c10::OperatorHandle handle;
};

namespace ctorch {
namespace {

template <typename Element>
c10::List<Element> list_of_integers(const CTValue &value) {
    c10::List<Element> list;
    list.reserve(value.count);
    for (size_t i = 0; i < value.count; ++i)
        list.push_back(static_cast<Element>(value.integers[i]));
    return list;
}

// An empty list has no elements to tell its kind by: it is of the kind that the schema wants.
c10::IValue empty_list(const c10::Argument &argument) {
    if (auto type = argument.type()->cast<c10::ListType>())
        return c10::impl::GenericList(type->getElementType());
    return c10::List<int64_t>();
}

c10::IValue boxed(const CTValue &value, const c10::Argument &argument) {
    switch (value.kind) {
    case CT_NONE: return c10::IValue();
    case CT_TENSOR: return borrow(value.tensor);
    case CT_INTEGER: return value.integer;
    case CT_DOUBLE: return value.real;
    case CT_BOOL: return value.integer != 0;
    case CT_STRING: return std::string(value.string);
    case CT_DEVICE: return c10::Device(std::string(value.string));
    case CT_INTEGER_LIST:
        if (value.count == 0) return empty_list(argument);
        return list_of_integers<int64_t>(value);
    case CT_BOOL_LIST: return list_of_integers<bool>(value);
    case CT_DOUBLE_LIST: {
        c10::List<double> list;
        list.reserve(value.count);
        for (size_t i = 0; i < value.count; ++i) list.push_back(value.reals[i]);
        return list;
    }
    case CT_TENSOR_LIST: {
        c10::List<at::Tensor> list;
        list.reserve(value.count);
        for (size_t i = 0; i < value.count; ++i) list.push_back(borrow(value.tensors[i]));
        return list;
    }
    case CT_OPTIONAL_TENSOR_LIST: {
        c10::List<std::optional<at::Tensor>> list;
        list.reserve(value.count);
        for (size_t i = 0; i < value.count; ++i)
            list.push_back(
                value.tensors[i] == nullptr
                    ? std::optional<at::Tensor>() : std::optional<at::Tensor>(borrow(value.tensors[i])));
        return list;
    }
    case CT_DEFAULT:
        TORCH_CHECK(
            argument.default_value().has_value(), "argument '", argument.name(),
            "' has no default");
        return *argument.default_value();
    }
    TORCH_CHECK(false, "a value of unknown kind ", static_cast<int>(value.kind));
}

CTValue empty_value(CTKind kind) {
    CTValue value;
    std::memset(&value, 0, sizeof value);
    value.kind = kind;
    return value;
}

template <typename Element, typename List>
Element *copied(const List &list) {
    auto elements = std::make_unique<Element[]>(list.size());
    size_t i = 0;
    for (const auto &element : list) elements[i++] = static_cast<Element>(element);
    return elements.release();
}

CTValue unboxed(c10::IValue &&result) {
    if (result.isTensor()) {
        CTTensor *tensor = hand_out(std::move(result).toTensor());
        CTValue value = empty_value(tensor == nullptr ? CT_NONE : CT_TENSOR);
        value.tensor = tensor;
        return value;
    }
    if (result.isInt() || result.isBool()) {
        CTValue value = empty_value(result.isInt() ? CT_INTEGER : CT_BOOL);
        value.integer = result.isInt() ? result.toInt() : result.toBool();
        return value;
    }
    if (result.isDouble()) {
        CTValue value = empty_value(CT_DOUBLE);
        value.real = result.toDouble();
        return value;
    }
    if (result.isTensorList()) {
        auto list = result.toTensorVector();
        auto handles = std::make_unique<CTTensor *[]>(list.size());
        for (size_t i = 0; i < list.size(); ++i) handles[i] = hand_out(std::move(list[i]));
        CTValue value = empty_value(CT_TENSOR_LIST);
        value.count = list.size();
        value.tensors = handles.release();
        return value;
    }
    if (result.isIntList()) {
        CTValue value = empty_value(CT_INTEGER_LIST);
        auto list = result.toIntVector();
        value.count = list.size();
        value.integers = copied<int64_t>(list);
        return value;
    }
    if (result.isDoubleList()) {
        CTValue value = empty_value(CT_DOUBLE_LIST);
        auto list = result.toDoubleVector();
        value.count = list.size();
        value.reals = copied<double>(list);
        return value;
    }
    if (result.isString()) {
        CTValue value = empty_value(CT_STRING);
        const std::string &text = result.toStringRef();
        auto bytes = std::make_unique<char[]>(text.size() + 1);
        std::memcpy(bytes.get(), text.c_str(), text.size() + 1);
        value.string = bytes.release();
        return value;
    }
    TORCH_CHECK(result.isNone(), "a result of kind ", result.tagKind(), " cannot be handed out");
    return empty_value(CT_NONE);
}

}  // namespace
}  // namespace ctorch

using namespace ctorch;

CTStatus ct_operator_find(const char *name, const char *overload, const CTOperator **found) {
    return guarded([&] {
        *found = new CTOperator{
            c10::Dispatcher::singleton().findSchemaOrThrow(name, overload)};
    });
}

size_t ct_operator_argument_count(const CTOperator *op) {
    return op->handle.schema().arguments().size();
}

size_t ct_operator_result_count(const CTOperator *op) {
    return op->handle.schema().returns().size();
}

const char *ct_operator_argument_name(const CTOperator *op, size_t index) {
    const auto &arguments = op->handle.schema().arguments();
    return index < arguments.size() ? arguments[index].name().c_str() : "";
}

bool ct_operator_result_is_list(const CTOperator *op, size_t index) {
    const auto &results = op->handle.schema().returns();
    return index < results.size() && results[index].type()->isSubtypeOf(*c10::ListType::ofTensors());
}

CTStatus ct_operator_call(
    const CTOperator *op, const CTValue *arguments, size_t argument_count, CTValue *results,
    size_t capacity, size_t *result_count) {
    return guarded([&] {
        const auto &declared = op->handle.schema().arguments();
        TORCH_CHECK(
            argument_count <= declared.size(), "takes ", declared.size(), " arguments, ",
            argument_count, " were given");
        torch::jit::Stack stack;
        stack.reserve(declared.size());
        for (size_t i = 0; i < declared.size(); ++i) {
            CTValue left_out = empty_value(CT_DEFAULT);
            stack.push_back(boxed(i < argument_count ? arguments[i] : left_out, declared[i]));
        }
        op->handle.callBoxed(stack);
        TORCH_CHECK(stack.size() <= capacity, "gave ", stack.size(), " results");
        for (size_t i = 0; i < stack.size(); ++i) results[i] = unboxed(std::move(stack[i]));
        *result_count = stack.size();
    });
}

void ct_value_release(CTValue *value) {
    switch (value->kind) {
    case CT_TENSOR: ct_tensor_release(value->tensor); break;
    case CT_TENSOR_LIST:
        for (size_t i = 0; i < value->count; ++i) ct_tensor_release(value->tensors[i]);
        delete[] value->tensors;
        break;
    case CT_INTEGER_LIST: delete[] value->integers; break;
    case CT_DOUBLE_LIST: delete[] value->reals; break;
    case CT_STRING: delete[] value->string; break;
    default: break;
    }
    *value = empty_value(CT_NONE);
}
