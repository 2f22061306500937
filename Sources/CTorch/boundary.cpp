#include "boundary.hpp"

namespace {
thread_local std::string last_error;
thread_local void *recorder_slot = nullptr;
thread_local void *tap_slot = nullptr;
thread_local void *recomputation_slot = nullptr;
}

namespace ctorch {

CTStatus failed(CTStatus status, std::string_view message) noexcept {
    try {
        last_error.assign(message);
    } catch (...) {
        last_error.clear();
    }
    return status;
}

}  // namespace ctorch

const char *ct_last_error(void) { return last_error.c_str(); }

void *ct_recorder_slot(void) { return recorder_slot; }

void ct_recorder_slot_set(void *value) { recorder_slot = value; }

void *ct_tap_slot(void) { return tap_slot; }

void ct_tap_slot_set(void *value) { tap_slot = value; }

void *ct_recomputation_slot(void) { return recomputation_slot; }

void ct_recomputation_slot_set(void *value) { recomputation_slot = value; }

CTStatus ct_fail(CTStatus status, const char *message) { return ctorch::failed(status, message); }
