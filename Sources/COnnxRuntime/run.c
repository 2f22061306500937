// Running models.

#include "session.h"

#include <stdlib.h>
#include <string.h>

// Inputs as the runtime takes them: it reads the elements where they lie.
static char *wrap(ORSession *session, const ORTensor *inputs, Content **wrapped) {
    const Calls *calls = &session->library->calls;
    static int64_t nothing;
    for (size_t index = 0; index < session->inputs.count; index++) {
        const ORTensor *input = &inputs[index];
        char *message = taken(
            calls,
            calls->wrap_elements(
                session->library->cpu, input->elements ? input->elements : &nothing, input->byte_count,
                input->sizes, input->rank, input->element_type, &wrapped[index]));
        if (message) return message;
    }
    return NULL;
}

// Element type, sizes and elements of a tensor that came out.
static char *open_content(const Calls *calls, Content *content, ORTensor *tensor) {
    int number = 0, type = 0;
    char *message = taken(calls, calls->kind_number_of(content, &number));
    if (message || number != KIND_TENSOR) return message;
    TensorKind *kind = NULL;
    message = taken(calls, calls->tensor_kind_of(content, &kind));
    if (message) return message;
    message = taken(calls, calls->element_type(kind, &type));
    if (!message) message = taken(calls, calls->rank(kind, &tensor->rank));
    if (!message) {
        tensor->sizes = calloc(tensor->rank + 1, sizeof *tensor->sizes);
        message = tensor->sizes ? taken(calls, calls->sizes(kind, tensor->sizes, tensor->rank))
                                : message_of("no memory is left");
    }
    if (!message) message = taken(calls, calls->elements(content, &tensor->elements));
    tensor->element_type = type;
    calls->release_tensor_kind(kind);
    return message;
}

static char *open_all(ORSession *session, Content **contents, ORTensor *outputs) {
    const Calls *calls = &session->library->calls;
    size_t count = session->outputs.count;
    memset(outputs, 0, count * sizeof *outputs);
    for (size_t index = 0; index < count; index++) outputs[index].owner = contents[index];
    char *message = NULL;
    for (size_t index = 0; index < count && !message; index++) {
        message = open_content(calls, contents[index], &outputs[index]);
    }
    if (!message) return NULL;
    for (size_t index = 0; index < count; index++) or_tensor_release(session, &outputs[index]);
    return message;
}

char *or_session_run(ORSession *session, const ORTensor *inputs, ORTensor *outputs) {
    const Calls *calls = &session->library->calls;
    size_t input_count = session->inputs.count, output_count = session->outputs.count;
    Content **given = calloc(input_count + 1, sizeof *given);
    Content **made = calloc(output_count + 1, sizeof *made);
    char *message = given && made ? wrap(session, inputs, given) : message_of("no memory is left");
    if (!message) {
        message = taken(
            calls,
            calls->run(
                session->model, NULL, session->inputs.names, (const Content *const *)given, input_count,
                session->outputs.names, output_count, made));
    }
    if (!message) message = open_all(session, made, outputs);
    for (size_t index = 0; given && index < input_count; index++) calls->release_content(given[index]);
    free(given);
    free(made);
    return message;
}

void or_tensor_release(const ORSession *session, ORTensor *tensor) {
    session->library->calls.release_content(tensor->owner);
    free(tensor->sizes);
    memset(tensor, 0, sizeof *tensor);
}
