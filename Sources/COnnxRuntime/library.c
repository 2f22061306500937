// Finding and opening the library.

#ifndef _GNU_SOURCE
#define _GNU_SOURCE  // for dladdr
#endif

#include "calls.h"
#include "onnx_runtime.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

typedef void (*Function)(void);

// What the library's one exported function gives.
typedef struct Entrance {
    const Function *(*table)(uint32_t version);
    const char *(*version)(void);
} Entrance;

char *message_of(const char *text) {
    char *copy = strdup(text && *text ? text : "it does not say why");
    if (!copy) abort();  // a failure without a message would be taken for none
    return copy;
}

char *taken(const Calls *calls, Failure *failure) {
    if (!failure) return NULL;
    char *message = message_of(calls->message(failure));
    calls->release_failure(failure);
    return message;
}

void or_message_free(char *message) { free(message); }

static void fill(Calls *calls, const Function *table) {
#define CALL_FILL(place, result, name, parameters) calls->name = (result(*) parameters)table[place];
    CALLS(CALL_FILL)
#undef CALL_FILL
}

static char *set_up(ORLibrary *library) {
    const Calls *calls = &library->calls;
    // Failures come back as messages, so nothing needs to be printed besides.
    char *message =
        taken(calls, calls->make_environment(SEVERITY_FATAL, "distillery", &library->environment));
    if (!message) message = taken(calls, calls->stop_telemetry(library->environment));
    if (!message) {
        message = taken(calls, calls->make_cpu_place(ALLOCATOR_DEVICE, MEMORY_DEFAULT, &library->cpu));
    }
    if (!message) message = taken(calls, calls->usual_allocator(&library->allocator));
    return message;
}

char *or_library_open(const char *path, ORLibrary **opened) {
    void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (!handle) return message_of(dlerror());
    const Entrance *(*enter)(void) = (const Entrance *(*)(void))dlsym(handle, "OrtGetApiBase");
    if (!enter) {
        dlclose(handle);
        return message_of("it has no OrtGetApiBase, so it is no ONNX Runtime");
    }
    const Entrance *entrance = enter();
    const Function *table = entrance->table(TABLE_VERSION);
    if (!table) return message_of("it does not have the first version of its C functions");

    ORLibrary *library = calloc(1, sizeof *library);
    if (!library) return message_of("no memory is left");
    fill(&library->calls, table);
    library->version = entrance->version();
    Dl_info info;
    library->path = message_of(dladdr((void *)enter, &info) && info.dli_fname ? info.dli_fname : path);
    char *message = set_up(library);
    if (message) {
        or_library_close(library);
        return message;
    }
    *opened = library;
    return NULL;
}

void or_library_close(ORLibrary *library) {
    if (!library) return;
    library->calls.release_place(library->cpu);
    library->calls.release_environment(library->environment);
    free(library->path);
    free(library);
}

const char *or_library_version(const ORLibrary *library) { return library->version; }
const char *or_library_path(const ORLibrary *library) { return library->path; }
