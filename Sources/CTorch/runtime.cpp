#include "boundary.hpp"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/Version.h>
#include <ATen/core/Generator.h>
#include <torch/version.h>

#include <mutex>

#ifdef __GLIBC__
#include <malloc.h>
#endif

using namespace ctorch;

namespace {

const at::Generator &generator(const char *device) {
    return at::globalContext().defaultGenerator(c10::Device(std::string(device)));
}

}  // namespace

const char *ct_version(void) { return TORCH_VERSION; }

void ct_set_threads(int count) { at::set_num_threads(count); }

int ct_threads(void) { return at::get_num_threads(); }

bool ct_cuda_is_available(void) { return at::globalContext().hasCUDA() && ct_cuda_device_count() > 0; }

int ct_cuda_device_count(void) {
    int count = 0;
    guarded([&] { count = static_cast<int>(at::detail::getCUDAHooks().deviceCount()); });
    return count;
}

bool ct_mps_is_available(void) { return at::globalContext().hasMPS(); }

const char *ct_cpu_capability(void) {
    static const std::string capability = at::get_cpu_capability();
    return capability.c_str();
}

CTStatus ct_set_deterministic(bool enabled) {
    return guarded([&] {
        at::globalContext().setDeterministicAlgorithms(enabled, /*warn_only=*/true);
        at::globalContext().setDeterministicCuDNN(enabled);
    });
}

void ct_keep_freed_memory(void) {
#ifdef __GLIBC__
    // 32 MiB is the most that glibc takes; larger pieces are mapped and unmapped as before.
    mallopt(M_MMAP_THRESHOLD, 32 << 20);
    mallopt(M_TRIM_THRESHOLD, -1);
#endif
}

void ct_release_freed_memory(void) {
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

CTStatus ct_generator_seed(uint64_t seed) {
    return guarded([&] { at::manual_seed(seed); });
}

CTStatus ct_generator_state(const char *device, CTTensor **state) {
    return guarded([&] {
        at::Generator source = generator(device);
        std::lock_guard<std::mutex> lock(source.mutex());
        *state = hand_out(source.get_state());
    });
}

CTStatus ct_generator_set_state(const char *device, const CTTensor *state) {
    return guarded([&] {
        at::Generator target = generator(device);
        std::lock_guard<std::mutex> lock(target.mutex());
        target.set_state(borrow(state));
    });
}
