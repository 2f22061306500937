// The functions of ONNX Runtime that are used, by their places in its table.
//
// The runtime gives one table of functions. Places in it are fixed for good: later versions put theirs behind the
// last. All of these were there in the first version.

#ifndef CALLS_H
#define CALLS_H

#include <stddef.h>
#include <stdint.h>

typedef struct Failure Failure;
typedef struct Environment Environment;
typedef struct Options Options;
typedef struct Model Model;
typedef struct Allocator Allocator;
typedef struct Place Place;          // where a tensor's elements lie
typedef struct Kind Kind;            // what an input, an output or a value is
typedef struct TensorKind TensorKind;  // element type and sizes
typedef struct Content Content;      // a value that goes in or comes out

// The version of the table that is asked for: the first, which every library has.
enum { TABLE_VERSION = 1 };

enum { SEVERITY_FATAL = 4, OPTIMIZE_ALL = 99, ALLOCATOR_DEVICE = 0, MEMORY_DEFAULT = 0, KIND_TENSOR = 1 };

#define CALLS(CALL)                                                                                        \
    CALL(2, const char *, message, (const Failure *))                                                      \
    CALL(3, Failure *, make_environment, (int severity, const char *name, Environment **))                 \
    CALL(6, Failure *, stop_telemetry, (const Environment *))                                              \
    CALL(7, Failure *, make_model, (const Environment *, const char *path, const Options *, Model **))     \
    CALL(9, Failure *, run,                                                                                \
         (Model *, const void *options, const char *const *input_names, const Content *const *inputs,      \
          size_t input_count, const char *const *output_names, size_t output_count, Content **outputs))    \
    CALL(10, Failure *, make_options, (Options **))                                                        \
    CALL(22, Failure *, set_severity, (Options *, int severity))                                           \
    CALL(23, Failure *, set_optimization, (Options *, int level))                                          \
    CALL(24, Failure *, set_threads, (Options *, int count))                                               \
    CALL(30, Failure *, input_count, (const Model *, size_t *))                                            \
    CALL(31, Failure *, output_count, (const Model *, size_t *))                                           \
    CALL(33, Failure *, input_kind, (const Model *, size_t index, Kind **))                                \
    CALL(34, Failure *, output_kind, (const Model *, size_t index, Kind **))                               \
    CALL(36, Failure *, input_name, (const Model *, size_t index, Allocator *, char **))                   \
    CALL(37, Failure *, output_name, (const Model *, size_t index, Allocator *, char **))                  \
    CALL(49, Failure *, wrap_elements,                                                                     \
         (const Place *, void *elements, size_t byte_count, const int64_t *sizes, size_t rank, int type,   \
          Content **))                                                                                     \
    CALL(51, Failure *, elements, (Content *, void **))                                                    \
    CALL(55, Failure *, as_tensor_kind, (const Kind *, const TensorKind **))                               \
    CALL(60, Failure *, element_type, (const TensorKind *, int *))                                         \
    CALL(61, Failure *, rank, (const TensorKind *, size_t *))                                              \
    CALL(62, Failure *, sizes, (const TensorKind *, int64_t *, size_t rank))                               \
    CALL(63, Failure *, labels, (const TensorKind *, const char **, size_t rank))                          \
    CALL(65, Failure *, tensor_kind_of, (const Content *, TensorKind **))                                  \
    CALL(67, Failure *, kind_number_of, (const Content *, int *))                                          \
    CALL(69, Failure *, make_cpu_place, (int allocator, int memory, Place **))                             \
    CALL(76, Failure *, give_back, (Allocator *, void *))                                                  \
    CALL(78, Failure *, usual_allocator, (Allocator **))                                                   \
    CALL(92, void, release_environment, (Environment *))                                                   \
    CALL(93, void, release_failure, (Failure *))                                                           \
    CALL(94, void, release_place, (Place *))                                                               \
    CALL(95, void, release_model, (Model *))                                                               \
    CALL(96, void, release_content, (Content *))                                                           \
    CALL(98, void, release_kind, (Kind *))                                                                 \
    CALL(99, void, release_tensor_kind, (TensorKind *))                                                    \
    CALL(100, void, release_options, (Options *))

#define CALL_MEMBER(place, result, name, parameters) result(*name) parameters;
typedef struct Calls {
    CALLS(CALL_MEMBER)
} Calls;
#undef CALL_MEMBER

struct ORLibrary {
    Calls calls;
    Environment *environment;
    Place *cpu;
    Allocator *allocator;
    char *path;
    const char *version;
};

// The text of a failure, which is released; null for none.
char *taken(const Calls *calls, Failure *failure);

// A message of our own.
char *message_of(const char *text);

#endif
