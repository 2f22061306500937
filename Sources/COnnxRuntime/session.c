// Opening models, and what they say of their inputs and outputs.

#include "session.h"

#include <stdlib.h>
#include <string.h>

// Sizes and their labels, which belong to the kind and are copied.
static char *read_sizes(const Calls *calls, const TensorKind *kind, ORFeature *feature) {
    size_t rank = 0;
    char *message = taken(calls, calls->rank(kind, &rank));
    if (message || rank == 0) return message;
    int64_t *sizes = calloc(rank, sizeof *sizes);
    const char **labels = calloc(rank, sizeof *labels);
    feature->sizes = sizes;
    feature->labels = labels;
    if (!sizes || !labels) return message_of("no memory is left");
    message = taken(calls, calls->sizes(kind, sizes, rank));
    if (!message) message = taken(calls, calls->labels(kind, labels, rank));
    if (message) return message;
    for (size_t axis = 0; axis < rank; axis++) {
        labels[axis] = strdup(labels[axis] ? labels[axis] : "");
        feature->rank = axis + 1;
    }
    return NULL;
}

// Takes over the kind.
static char *read_kind(const Calls *calls, Kind *kind, ORFeature *feature) {
    const TensorKind *tensor = NULL;
    int type = 0;
    char *message = taken(calls, calls->as_tensor_kind(kind, &tensor));
    if (!message && tensor) {
        message = taken(calls, calls->element_type(tensor, &type));
        feature->element_type = type;
        if (!message) message = read_sizes(calls, tensor, feature);
    }
    calls->release_kind(kind);
    return message;
}

typedef Failure *(*Counting)(const Model *, size_t *);
typedef Failure *(*Naming)(const Model *, size_t, Allocator *, char **);
typedef Failure *(*Describing)(const Model *, size_t, Kind **);

static char *read_features(
    ORSession *session, Features *features, Counting counting, Naming naming, Describing describing) {
    const Calls *calls = &session->library->calls;
    size_t count = 0;
    char *message = taken(calls, counting(session->model, &count));
    if (message) return message;
    features->all = calloc(count + 1, sizeof *features->all);
    features->names = calloc(count + 1, sizeof *features->names);
    if (!features->all || !features->names) return message_of("no memory is left");
    for (size_t index = 0; index < count; index++) {
        char *name = NULL;
        message = taken(calls, naming(session->model, index, session->library->allocator, &name));
        if (message) return message;
        features->names[index] = features->all[index].name = name;
        features->count = index + 1;
        Kind *kind = NULL;
        message = taken(calls, describing(session->model, index, &kind));
        if (!message) message = read_kind(calls, kind, &features->all[index]);
        if (message) return message;
    }
    return NULL;
}

static void release_features(const ORLibrary *library, Features *features) {
    const Calls *calls = &library->calls;
    for (size_t index = 0; index < features->count; index++) {
        ORFeature *feature = &features->all[index];
        free(taken(calls, calls->give_back(library->allocator, (void *)feature->name)));
        for (size_t axis = 0; axis < feature->rank; axis++) free((void *)feature->labels[axis]);
        free((void *)feature->labels);
        free((void *)feature->sizes);
    }
    free(features->all);
    free(features->names);
}

static char *set_options(const Calls *calls, Options *options, int threads) {
    char *message = taken(calls, calls->set_severity(options, SEVERITY_FATAL));
    if (!message) message = taken(calls, calls->set_optimization(options, OPTIMIZE_ALL));
    if (!message) message = taken(calls, calls->set_threads(options, threads));
    return message;
}

char *or_session_open(ORLibrary *library, const char *model, int threads, ORSession **opened) {
    const Calls *calls = &library->calls;
    ORSession *session = calloc(1, sizeof *session);
    if (!session) return message_of("no memory is left");
    session->library = library;
    Options *options = NULL;
    char *message = taken(calls, calls->make_options(&options));
    if (!message) message = set_options(calls, options, threads);
    if (!message) {
        message = taken(calls, calls->make_model(library->environment, model, options, &session->model));
    }
    calls->release_options(options);
    if (!message) {
        message = read_features(
            session, &session->inputs, calls->input_count, calls->input_name, calls->input_kind);
    }
    if (!message) {
        message = read_features(
            session, &session->outputs, calls->output_count, calls->output_name, calls->output_kind);
    }
    if (message) {
        or_session_close(session);
        return message;
    }
    *opened = session;
    return NULL;
}

void or_session_close(ORSession *session) {
    if (!session) return;
    release_features(session->library, &session->inputs);
    release_features(session->library, &session->outputs);
    session->library->calls.release_model(session->model);
    free(session);
}

size_t or_session_input_count(const ORSession *session) { return session->inputs.count; }
size_t or_session_output_count(const ORSession *session) { return session->outputs.count; }

const ORFeature *or_session_input(const ORSession *session, size_t index) {
    return &session->inputs.all[index];
}

const ORFeature *or_session_output(const ORSession *session, size_t index) {
    return &session->outputs.all[index];
}
