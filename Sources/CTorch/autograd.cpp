#include "boundary.hpp"

#include <ATen/autocast_mode.h>
#include <ATen/core/grad_mode.h>
#include <torch/csrc/autograd/autograd.h>

using namespace ctorch;

namespace {

std::vector<at::Tensor> borrow_all(CTTensor *const *handles, size_t count) {
    std::vector<at::Tensor> tensors;
    tensors.reserve(count);
    for (size_t i = 0; i < count; ++i) tensors.push_back(borrow(handles[i]));
    return tensors;
}

at::DeviceType device_type(const char *name) { return c10::Device(std::string(name)).type(); }

}  // namespace

bool ct_tensor_requires_grad(const CTTensor *tensor) { return borrow(tensor).requires_grad(); }

CTStatus ct_tensor_set_requires_grad(const CTTensor *tensor, bool requires_grad) {
    return guarded([&] { borrow(tensor).set_requires_grad(requires_grad); });
}

CTStatus ct_tensor_grad(const CTTensor *tensor, CTTensor **grad) {
    return guarded([&] { *grad = hand_out(borrow(tensor).grad()); });
}

CTStatus ct_tensor_set_grad(const CTTensor *tensor, const CTTensor *grad) {
    return guarded([&] { borrow(tensor).mutable_grad() = borrow(grad); });
}

CTStatus ct_tensor_backward(const CTTensor *tensor, const CTTensor *gradient, bool retain_graph) {
    return guarded([&] {
        torch::autograd::backward({borrow(tensor)}, {borrow(gradient)}, retain_graph);
    });
}

CTStatus ct_gradients(
    CTTensor *const *outputs, CTTensor *const *output_gradients, size_t output_count,
    CTTensor *const *inputs, size_t input_count, bool retain_graph, bool create_graph,
    CTTensor **results) {
    return guarded([&] {
        auto gradients = torch::autograd::grad(
            borrow_all(outputs, output_count), borrow_all(inputs, input_count),
            borrow_all(output_gradients, output_count), retain_graph, create_graph,
            /*allow_unused=*/true);
        for (size_t i = 0; i < input_count; ++i) results[i] = hand_out(std::move(gradients[i]));
    });
}

bool ct_grad_mode(void) { return at::GradMode::is_enabled(); }

bool ct_grad_mode_set(bool enabled) {
    bool former = at::GradMode::is_enabled();
    at::GradMode::set_enabled(enabled);
    return former;
}

CTStatus ct_autocast_set(
    const char *device, bool enabled, int8_t scalar_type, bool *was_enabled, int8_t *former_type) {
    return guarded([&] {
        at::DeviceType type = device_type(device);
        *was_enabled = at::autocast::is_autocast_enabled(type);
        *former_type = static_cast<int8_t>(at::autocast::get_autocast_dtype(type));
        at::autocast::set_autocast_enabled(type, enabled);
        at::autocast::set_autocast_dtype(type, static_cast<at::ScalarType>(scalar_type));
        at::autocast::set_autocast_cache_enabled(enabled);
    });
}

void ct_autocast_clear_cache(void) { at::autocast::clear_cache(); }
