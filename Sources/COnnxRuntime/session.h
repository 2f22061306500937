// What a session holds.

#ifndef SESSION_H
#define SESSION_H

#include "calls.h"
#include "onnx_runtime.h"

typedef struct Features {
    ORFeature *all;
    const char **names;  // those of `all`, as the runtime wants them
    size_t count;
} Features;

struct ORSession {
    ORLibrary *library;
    Model *model;
    Features inputs;
    Features outputs;
};

#endif
