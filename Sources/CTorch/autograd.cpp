#include "boundary.hpp"

#include <ATen/autocast_mode.h>
#include <ATen/core/grad_mode.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/function.h>
#include <torch/csrc/autograd/functions/utils.h>

using namespace ctorch;

namespace {

std::vector<at::Tensor> borrow_all(CTTensor *const *handles, size_t count) {
    std::vector<at::Tensor> tensors;
    tensors.reserve(count);
    for (size_t i = 0; i < count; ++i) tensors.push_back(borrow(handles[i]));
    return tensors;
}

at::DeviceType device_type(const char *name) { return c10::Device(std::string(name)).type(); }

// A step of the backward pass that the caller computes.
class CallerNode final : public torch::autograd::Node {
public:
    CallerNode(const at::Tensor &input, CTBackward backward, void (*release)(void *))
        : input_(input.detach()), version_(input._version()), backward_(backward),
          release_(release) {
        add_next_edge(torch::autograd::impl::gradient_edge(input));
    }

    void adopt(void *context) { context_ = context; }

    ~CallerNode() override { release_variables(); }

    std::string name() const override { return "CallerNode"; }

    void release_variables() override {
        if (context_ != nullptr) release_(context_);
        context_ = nullptr;
        input_ = at::Tensor();
    }

    torch::autograd::variable_list apply(torch::autograd::variable_list &&gradients) override {
        TORCH_CHECK(context_ != nullptr, "a second backward pass through a recomputed layer");
        TORCH_CHECK(
            input_._version() == version_,
            "the input of a recomputed layer was written over before its backward pass");
        if (!gradients[0].defined()) return {at::Tensor()};
        CTTensor *handle = nullptr;
        CTStatus status = backward_(
            context_, reinterpret_cast<CTTensor *>(gradients[0].unsafeGetTensorImpl()), &handle);
        TORCH_CHECK_WITH(OutOfMemoryError, status != CT_OUT_OF_MEMORY, ct_last_error());
        TORCH_CHECK(status == CT_OK, ct_last_error());
        at::Tensor result = borrow(handle);
        if (handle != nullptr) ct_tensor_release(handle);
        return {result};
    }

private:
    at::Tensor input_;
    uint32_t version_;
    CTBackward backward_;
    void (*release_)(void *);
    void *context_ = nullptr;
};

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

CTStatus ct_tensor_with_backward(
    const CTTensor *output, const CTTensor *input, CTBackward backward, void (*release)(void *),
    void *context, CTTensor **result) {
    return guarded([&] {
        at::Tensor marked = borrow(output).detach();
        auto node = c10::make_intrusive<CallerNode>(borrow(input), backward, release);
        torch::autograd::set_history(marked, node);
        node->adopt(context);
        *result = hand_out(std::move(marked));
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
