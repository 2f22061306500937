// The one place where C++ exceptions end. Every entry point that can fail runs inside guarded().

#ifndef CTORCH_BOUNDARY_HPP
#define CTORCH_BOUNDARY_HPP

#include "ctorch.h"

#include <ATen/core/Tensor.h>
#include <c10/util/Exception.h>

#include <exception>
#include <new>
#include <string>
#include <string_view>

namespace ctorch {

// Keeps the text for ct_last_error() of this thread.
CTStatus failed(CTStatus status, std::string_view message) noexcept;

// libtorch's CPU allocator reports exhaustion as a plain c10::Error with this wording.
inline bool speaks_of_memory(std::string_view message) {
    return message.find("can't allocate memory") != std::string_view::npos
        || message.find("not enough memory") != std::string_view::npos
        || message.find("out of memory") != std::string_view::npos;
}

template <typename Body>
CTStatus guarded(Body &&body) noexcept {
    try {
        body();
        return CT_OK;
    } catch (const c10::OutOfMemoryError &error) {
        return failed(CT_OUT_OF_MEMORY, error.what_without_backtrace());
    } catch (const c10::Error &error) {
        std::string_view message = error.what_without_backtrace();
        return failed(speaks_of_memory(message) ? CT_OUT_OF_MEMORY : CT_ERROR, message);
    } catch (const std::bad_alloc &) {
        return failed(CT_OUT_OF_MEMORY, "the system has no memory left");
    } catch (const std::exception &error) {
        return failed(CT_ERROR, error.what());
    } catch (...) {
        return failed(CT_ERROR, "an unknown exception");
    }
}

inline at::TensorImpl *implementation(const CTTensor *tensor) {
    return reinterpret_cast<at::TensorImpl *>(const_cast<CTTensor *>(tensor));
}

// A tensor that shares the handle's reference count for as long as it lives.
inline at::Tensor borrow(const CTTensor *tensor) {
    if (tensor == nullptr) return at::Tensor();
    return at::Tensor(
        c10::intrusive_ptr<at::TensorImpl, at::UndefinedTensorImpl>::unsafe_reclaim_from_nonowning(
            implementation(tensor)));
}

// Gives one reference to the caller; null for an undefined tensor.
inline CTTensor *hand_out(at::Tensor tensor) {
    if (!tensor.defined()) return nullptr;
    return reinterpret_cast<CTTensor *>(tensor.unsafeReleaseTensorImpl());
}

}  // namespace ctorch

#endif
