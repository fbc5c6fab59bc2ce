#ifndef TIDEMARK_CZLIB_SHIM_H
#define TIDEMARK_CZLIB_SHIM_H

#include <zlib.h>

// zlib spells these as macros that pass its version along, which Swift cannot see. Adding 16 to
// the window's bits asks for gzip's header and check sum (RFC 1952).

static inline int tm_deflate_begin(z_stream *stream, int level) {
    return deflateInit2(stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
}

static inline int tm_inflate_begin(z_stream *stream) { return inflateInit2(stream, 15 + 16); }

#endif
