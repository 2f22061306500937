#include "boundary.hpp"

#include <ATen/Functions.h>
#include <ATen/ops/empty.h>

#include <cstring>

using namespace ctorch;

CTStatus ct_tensor_from_bytes(
    const void *data, size_t byte_count, const int64_t *shape, size_t rank, int8_t scalar_type,
    CTTensor **made) {
    return guarded([&] {
        at::Tensor tensor = at::empty(
            at::IntArrayRef(shape, rank),
            at::TensorOptions().dtype(static_cast<at::ScalarType>(scalar_type)));
        TORCH_CHECK(
            tensor.nbytes() == byte_count, "shape ", tensor.sizes(), " takes ", tensor.nbytes(),
            " bytes, ", byte_count, " were given");
        if (byte_count > 0) std::memcpy(tensor.mutable_data_ptr(), data, byte_count);
        *made = hand_out(std::move(tensor));
    });
}

CTStatus ct_tensor_copy_bytes(const CTTensor *tensor, void *destination, size_t byte_count) {
    return guarded([&] {
        at::Tensor source = borrow(tensor).detach().cpu().contiguous();
        TORCH_CHECK(
            source.nbytes() == byte_count, "the tensor holds ", source.nbytes(), " bytes, ",
            byte_count, " were asked for");
        if (byte_count > 0) std::memcpy(destination, source.const_data_ptr(), byte_count);
    });
}

void ct_tensor_release(CTTensor *tensor) {
    if (tensor != nullptr) c10::raw::intrusive_ptr::decref(implementation(tensor));
}

CTTensor *ct_tensor_retain(const CTTensor *tensor) { return hand_out(borrow(tensor)); }

size_t ct_tensor_rank(const CTTensor *tensor) {
    return static_cast<size_t>(implementation(tensor)->dim());
}

void ct_tensor_shape(const CTTensor *tensor, int64_t *shape) {
    for (int64_t size : implementation(tensor)->sizes()) *shape++ = size;
}

int8_t ct_tensor_scalar_type(const CTTensor *tensor) {
    return static_cast<int8_t>(c10::typeMetaToScalarType(implementation(tensor)->dtype()));
}

int8_t ct_tensor_device(const CTTensor *tensor, int8_t *index) {
    c10::Device device = implementation(tensor)->device();
    *index = device.index();
    return static_cast<int8_t>(device.type());
}

const void *ct_tensor_identity(const CTTensor *tensor) { return tensor; }

bool ct_tensor_is_channels_last(const CTTensor *tensor) {
    return implementation(tensor)->dim() == 4
        && implementation(tensor)->is_contiguous(at::MemoryFormat::ChannelsLast);
}

bool ct_tensor_is_dense(const CTTensor *tensor) {
    return implementation(tensor)->is_non_overlapping_and_dense();
}

bool ct_tensor_same_layout(const CTTensor *first, const CTTensor *second) {
    auto sizes = implementation(first)->sizes();
    if (sizes != implementation(second)->sizes()) return false;
    auto one = implementation(first)->strides(), other = implementation(second)->strides();
    for (size_t i = 0; i < sizes.size(); ++i)
        if (sizes[i] != 1 && one[i] != other[i]) return false;
    return true;
}
