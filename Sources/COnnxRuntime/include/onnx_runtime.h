// The contract between Swift and ONNX Runtime, which is looked for when a program runs, never linked.
//
// Every function that can fail returns a message, or null when all went well; the caller gives a message back to
// or_message_free. What a function hands out the caller releases; functions borrow what they take. A library outlives
// its sessions, a session the tensors that it gave.

#ifndef ONNX_RUNTIME_H
#define ONNX_RUNTIME_H

#include <stddef.h>
#include <stdint.h>

typedef struct ORLibrary ORLibrary;
typedef struct ORSession ORSession;

void or_message_free(char *message);

// --- The library --------------------------------------------------------------------------------

// Opens the library at a path, or by a name that the system's loader knows.
// It stays loaded until the process ends, whatever is closed.
char *or_library_open(const char *path, ORLibrary **opened);
void or_library_close(ORLibrary *library);

// The version, as "1.17.0", and the file that the library was loaded from. They live as long as the library.
const char *or_library_version(const ORLibrary *library);
const char *or_library_path(const ORLibrary *library);

// --- Models -------------------------------------------------------------------------------------

// Reads a model, improves its graph in all the ways that the runtime knows, and makes it ready for the CPU.
// Each operator uses `threads` threads.
char *or_session_open(ORLibrary *library, const char *model, int threads, ORSession **opened);
void or_session_close(ORSession *session);

// An input or output as the model states it.
typedef struct ORFeature {
    const char *name;
    int32_t element_type;       // ONNX's number for it; 0 where it is no tensor
    size_t rank;                // 0, too, where the model does not state it
    const int64_t *sizes;       // -1 for those that the caller decides
    const char *const *labels;  // what the model calls those; empty for none
} ORFeature;

// They live as long as the session.
size_t or_session_input_count(const ORSession *session);
size_t or_session_output_count(const ORSession *session);
const ORFeature *or_session_input(const ORSession *session, size_t index);
const ORFeature *or_session_output(const ORSession *session, size_t index);

// --- Running ------------------------------------------------------------------------------------

typedef struct ORTensor {
    int32_t element_type;  // ONNX's number for it; 0 where it is no tensor
    size_t rank;
    int64_t *sizes;
    void *elements;     // row-major
    size_t byte_count;  // of an input; 0 in what is given
    void *owner;        // of an output: what holds it
} ORTensor;

// Runs a model: `inputs` and `outputs` are as many as the model has, in its order.
// Outputs are written when all went well; each is released with or_tensor_release.
char *or_session_run(ORSession *session, const ORTensor *inputs, ORTensor *outputs);
void or_tensor_release(const ORSession *session, ORTensor *tensor);

#endif
