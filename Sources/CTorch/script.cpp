// Programs that PyTorch saved (TorchScript), run by libtorch's own interpreter.

#include "boundary.hpp"

#include <torch/csrc/jit/api/module.h>
#include <torch/csrc/jit/serialization/export.h>
#include <torch/csrc/jit/serialization/import.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

struct CTScript {
    torch::jit::Module module;
    std::vector<std::string> input_names;
    std::vector<bool> input_is_optional;
};

struct CTScriptPart {
    torch::jit::Module module;
};

namespace ctorch {
namespace {

CTScript *handed_out(torch::jit::Module module) {
    module.eval();
    auto made = std::make_unique<CTScript>(CTScript{std::move(module), {}, {}});
    const auto &arguments = made->module.get_method("forward").function().getSchema().arguments();
    for (size_t i = 1; i < arguments.size(); ++i) {
        made->input_names.push_back(arguments[i].name());
        made->input_is_optional.push_back(arguments[i].default_value().has_value());
    }
    return made.release();
}

// A module of a class of its own, in evaluation mode.
CTScriptPart *new_part(std::shared_ptr<torch::jit::CompilationUnit> unit) {
    torch::jit::Module module(c10::QualifiedName("__torch__.Network"), std::move(unit), true);
    module.register_attribute("training", c10::BoolType::get(), false);
    return new CTScriptPart{std::move(module)};
}

std::vector<at::Tensor> tensors_of(const c10::IValue &result, const char *preferred) {
    std::vector<at::Tensor> tensors;
    const auto keep = [&](const c10::IValue &value) {
        if (value.isTensor()) tensors.push_back(value.toTensor());
    };
    if (result.isTuple()) {
        for (const auto &element : result.toTupleRef().elements()) keep(element);
    } else if (result.isTensorList()) {
        for (const at::Tensor &element : result.toTensorVector()) tensors.push_back(element);
    } else if (result.isGenericDict()) {
        const auto entries = result.toGenericDict();
        const auto wanted = entries.find(std::string(preferred));
        if (wanted != entries.end()) keep(wanted->value());
        else for (const auto &entry : entries) keep(entry.value());
    } else {
        keep(result);
    }
    return tensors;
}

}  // namespace
}  // namespace ctorch

using namespace ctorch;

CTStatus ct_script_load(const char *path, CTScript **script) {
    return guarded([&] {
        *script = handed_out(torch::jit::load(std::string(path), c10::Device(c10::kCPU)));
    });
}

void ct_script_release(CTScript *script) { delete script; }

size_t ct_script_input_count(const CTScript *script) { return script->input_names.size(); }

const char *ct_script_input_name(const CTScript *script, size_t index, bool *is_optional) {
    if (index >= script->input_names.size()) return "";
    *is_optional = script->input_is_optional[index];
    return script->input_names[index].c_str();
}

int64_t ct_script_parameter_count(const CTScript *script) {
    int64_t count = 0;
    for (const at::Tensor &parameter : script->module.parameters()) count += parameter.numel();
    return count;
}

CTStatus ct_script_move(CTScript *script, const char *device) {
    return guarded([&] { script->module.to(c10::Device(std::string(device))); });
}

CTStatus ct_script_forward(
    CTScript *script, CTTensor *const *inputs, size_t input_count, const char *preferred,
    CTTensor **outputs, size_t capacity, size_t *output_count) {
    return guarded([&] {
        std::vector<c10::IValue> arguments;
        for (size_t i = 0; i < input_count; ++i) arguments.emplace_back(borrow(inputs[i]));
        const c10::IValue result = script->module.forward(std::move(arguments));
        std::vector<at::Tensor> tensors = tensors_of(result, preferred);
        TORCH_CHECK(!tensors.empty(), "forward gave ", result.tagKind(), ", and no tensor in it");
        *output_count = std::min(capacity, tensors.size());
        for (size_t i = 0; i < *output_count; ++i) outputs[i] = hand_out(std::move(tensors[i]));
    });
}

CTStatus ct_script_part_make(CTScriptPart **part) {
    return guarded([&] { *part = new_part(std::make_shared<torch::jit::CompilationUnit>()); });
}

CTStatus ct_script_part_add(CTScriptPart *parent, const char *name, CTScriptPart **part) {
    return guarded([&] {
        std::unique_ptr<CTScriptPart> made(
            new_part(parent->module._ivalue()->compilation_unit()));
        parent->module.register_module(name, made->module);
        *part = made.release();
    });
}

void ct_script_part_release(CTScriptPart *part) { delete part; }

CTStatus ct_script_part_keep(
    CTScriptPart *part, const char *name, const CTTensor *tensor, bool is_parameter) {
    return guarded([&] {
        at::Tensor kept = borrow(tensor).detach();
        // A file holds whole storages: of a view it would hold all that the view shows a part of.
        if (kept.storage().nbytes() != kept.numel() * kept.itemsize()) kept = kept.clone();
        part->module.register_parameter(name, kept, !is_parameter);
    });
}

CTStatus ct_script_compile(CTScriptPart *part, const char *source, CTScript **script) {
    return guarded([&] {
        part->module.define(source);
        *script = handed_out(part->module);
    });
}

CTStatus ct_script_write(
    const CTScript *script, const char *const *file_names, const char *const *file_contents,
    size_t file_count, CTWrite write, void *context) {
    return guarded([&] {
        torch::jit::ExtraFilesMap files;
        for (size_t i = 0; i < file_count; ++i) files[file_names[i]] = file_contents[i];
        const auto send = [&](const void *bytes, size_t count) {
            write(context, bytes, count);
            return count;
        };
        torch::jit::ExportModule(script->module, send, files);
    });
}
