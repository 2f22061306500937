// The contract between Swift and libtorch.
//
// Every function that can fail returns a CTStatus and never lets a C++ exception out. On failure the
// message and its kind wait in ct_last_error*() of the same thread until the next failing call.
// A CTTensor owns one reference to a tensor: what a function hands out, the caller releases with
// ct_tensor_release. Functions borrow what they take.

#ifndef CTORCH_H
#define CTORCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct CTTensor CTTensor;
typedef struct CTOperator CTOperator;

typedef enum CTStatus { CT_OK = 0, CT_ERROR = 1, CT_OUT_OF_MEMORY = 2 } CTStatus;

// The text of this thread's last failure, without C++ stack frames. Valid until the next failure.
const char *ct_last_error(void);

// --- Values: what operators take and give ------------------------------------------------------

typedef enum CTKind {
    CT_NONE = 0,
    CT_TENSOR,        // tensor
    CT_INTEGER,       // integer
    CT_DOUBLE,        // real
    CT_BOOL,          // integer (0 or 1)
    CT_STRING,        // string
    CT_INTEGER_LIST,  // integers, count
    CT_DOUBLE_LIST,   // reals, count
    CT_BOOL_LIST,     // integers (0 or 1), count
    CT_TENSOR_LIST,   // tensors, count
    CT_OPTIONAL_TENSOR_LIST,  // tensors (null where absent), count
    CT_DEVICE,        // string, as "cuda:0"
    CT_DEFAULT        // take the default that the operator's schema states
} CTKind;

typedef struct CTValue {
    CTKind kind;
    int64_t integer;
    double real;
    CTTensor *tensor;
    const char *string;
    const int64_t *integers;
    const double *reals;
    CTTensor *const *tensors;
    size_t count;
} CTValue;

// --- The one door to all operators --------------------------------------------------------------

// Finds an operator by schema name ("aten::add") and overload ("Tensor", or "" for none).
// The handle lives as long as the process.
CTStatus ct_operator_find(const char *name, const char *overload, const CTOperator **found);

// Number of arguments and results, and the name of argument `index`, as the schema declares them.
size_t ct_operator_argument_count(const CTOperator *op);
size_t ct_operator_result_count(const CTOperator *op);
const char *ct_operator_argument_name(const CTOperator *op, size_t index);
// Whether result `index` is a list of tensors.
bool ct_operator_result_is_list(const CTOperator *op, size_t index);

// Calls an operator. Arguments that are left out at the end take the schema's defaults.
// At most `capacity` results are written; lists of tensors in results are owned by the result and
// released with ct_value_release, as is everything else that a result holds.
CTStatus ct_operator_call(
    const CTOperator *op, const CTValue *arguments, size_t argument_count, CTValue *results,
    size_t capacity, size_t *result_count);

void ct_value_release(CTValue *value);

// --- Tensors ------------------------------------------------------------------------------------

// Copies `byte_count` bytes from `data` into a new contiguous tensor on the CPU.
CTStatus ct_tensor_from_bytes(
    const void *data, size_t byte_count, const int64_t *shape, size_t rank, int8_t scalar_type,
    CTTensor **made);

// Copies a CPU tensor's elements, in row-major order whatever its strides, to `destination`.
CTStatus ct_tensor_copy_bytes(const CTTensor *tensor, void *destination, size_t byte_count);

void ct_tensor_release(CTTensor *tensor);
CTTensor *ct_tensor_retain(const CTTensor *tensor);

size_t ct_tensor_rank(const CTTensor *tensor);
void ct_tensor_shape(const CTTensor *tensor, int64_t *shape);
int8_t ct_tensor_scalar_type(const CTTensor *tensor);
// The kind of device (c10::DeviceType: 0 is the CPU, 1 CUDA, 13 MPS) and which of several, or -1.
int8_t ct_tensor_device(const CTTensor *tensor, int8_t *index);
// Identity: equal for two handles of the same underlying tensor, different while both are alive.
const void *ct_tensor_identity(const CTTensor *tensor);
bool ct_tensor_is_channels_last(const CTTensor *tensor);
// Whether the elements fill one stretch of memory, each place once, in whatever order.
bool ct_tensor_is_dense(const CTTensor *tensor);
// Whether two tensors of one shape keep equal elements at equal places of their memory.
bool ct_tensor_same_layout(const CTTensor *first, const CTTensor *second);

// --- Autograd -----------------------------------------------------------------------------------

bool ct_tensor_requires_grad(const CTTensor *tensor);
CTStatus ct_tensor_set_requires_grad(const CTTensor *tensor, bool requires_grad);
// The accumulated gradient, or null.
CTStatus ct_tensor_grad(const CTTensor *tensor, CTTensor **grad);
// Replaces the accumulated gradient; null clears it.
CTStatus ct_tensor_set_grad(const CTTensor *tensor, const CTTensor *grad);
// Back-propagates from a scalar, or from any tensor with `gradient` of its shape (may be null).
CTStatus ct_tensor_backward(const CTTensor *tensor, const CTTensor *gradient, bool retain_graph);
// Gradients of `outputs` (with `output_gradients`, null for ones) with respect to `inputs`;
// `results` has room for input_count handles, null where an input was not used.
CTStatus ct_gradients(
    CTTensor *const *outputs, CTTensor *const *output_gradients, size_t output_count,
    CTTensor *const *inputs, size_t input_count, bool retain_graph, bool create_graph,
    CTTensor **results);

// Says what the backward pass through a piece of the network computes: from the gradient of the
// piece's output to that of its input, null for none. Called once, maybe on another thread; a
// failure's text is what ct_fail() was told.
typedef CTStatus (*CTBackward)(void *context, CTTensor *gradient, CTTensor **input_gradient);
// `output` (computed from `input` without gradients) as a tensor whose backward pass `backward`
// does. The backward pass refuses an `input` that was written over in between. `release` gets the
// context once it is needed no more; never when this call fails.
CTStatus ct_tensor_with_backward(
    const CTTensor *output, const CTTensor *input, CTBackward backward, void (*release)(void *),
    void *context, CTTensor **result);
// Keeps a failure's text for ct_last_error() of this thread; gives `status` back.
CTStatus ct_fail(CTStatus status, const char *message);

// Thread-local: whether operators record gradients. Returns the former mode.
bool ct_grad_mode_set(bool enabled);
bool ct_grad_mode(void);

// Thread-local: autocast on `device_type` ("cpu", "cuda", "mps") to a lower precision.
// Returns the former state through `was_enabled` and `former_type`.
CTStatus ct_autocast_set(
    const char *device_type, bool enabled, int8_t scalar_type, bool *was_enabled,
    int8_t *former_type);
void ct_autocast_clear_cache(void);

// --- TorchScript --------------------------------------------------------------------------------

typedef struct CTScript CTScript;

// Loads a program that PyTorch saved, onto the CPU and in evaluation mode. It runs in libtorch's
// interpreter with whatever its author wrote.
CTStatus ct_script_load(const char *path, CTScript **script);
void ct_script_release(CTScript *script);

// How many inputs forward takes beside the module, the name of one, and whether it can be left out.
size_t ct_script_input_count(const CTScript *script);
const char *ct_script_input_name(const CTScript *script, size_t index, bool *is_optional);
// The number of elements in all parameters.
int64_t ct_script_parameter_count(const CTScript *script);
// Moves parameters and buffers to a device, as "cuda:0".
CTStatus ct_script_move(CTScript *script, const char *device);
// Runs forward and writes at most `capacity` tensors of its result: the tensor, those of a tuple or
// list in order, or of a dictionary `preferred` alone if it has one of that name, else all.
CTStatus ct_script_forward(
    CTScript *script, CTTensor *const *inputs, size_t input_count, const char *preferred,
    CTTensor **outputs, size_t capacity, size_t *output_count);

// A module of a program that is being made: tensors and further modules under names without dots.
typedef struct CTScriptPart CTScriptPart;

// The outermost module, and one below another.
CTStatus ct_script_part_make(CTScriptPart **part);
CTStatus ct_script_part_add(CTScriptPart *parent, const char *name, CTScriptPart **part);
void ct_script_part_release(CTScriptPart *part);
// Keeps a tensor as a parameter or a buffer of the module.
CTStatus ct_script_part_keep(
    CTScriptPart *part, const char *name, const CTTensor *tensor, bool is_parameter);
// Makes a program of the outermost module and the source of its forward, as TorchScript.
CTStatus ct_script_compile(CTScriptPart *part, const char *source, CTScript **script);

// Takes the next bytes of a file. It must take all: libtorch's writer cannot end half way, so that
// a failure is the receiver's to keep until the call returns.
typedef void (*CTWrite)(void *context, const void *bytes, size_t count);
// Writes the program as torch.jit.save does, with further files under extra/ of the archive.
CTStatus ct_script_write(
    const CTScript *script, const char *const *file_names, const char *const *file_contents,
    size_t file_count, CTWrite write, void *context);

// --- Runtime ------------------------------------------------------------------------------------

const char *ct_version(void);
void ct_set_threads(int count);
int ct_threads(void);
bool ct_cuda_is_available(void);
int ct_cuda_device_count(void);
bool ct_mps_is_available(void);
// Reports of the CPU: the best instruction set that libtorch will use ("AVX512", "AVX2", …).
const char *ct_cpu_capability(void);
CTStatus ct_set_deterministic(bool enabled);

// Lets the C library's allocator keep what tensors free, up to 32 MiB a piece; and gives what is
// free back to the system. Both do nothing where the C library is not glibc.
void ct_keep_freed_memory(void);
void ct_release_freed_memory(void);

// Seeds every device's default generator.
CTStatus ct_generator_seed(uint64_t seed);
// The state of a device's default generator as a tensor of bytes on the CPU, and back.
CTStatus ct_generator_state(const char *device, CTTensor **state);
CTStatus ct_generator_set_state(const char *device, const CTTensor *state);

// Three pointers a thread, for what Swift lets listen there; null at first: the recorder of operator
// calls, the taps on layers, and what computes layers again in the backward pass.
void *ct_recorder_slot(void);
void ct_recorder_slot_set(void *value);
void *ct_tap_slot(void);
void ct_tap_slot_set(void *value);
void *ct_recomputation_slot(void);
void ct_recomputation_slot_set(void *value);

#ifdef __cplusplus
}
#endif

#endif
