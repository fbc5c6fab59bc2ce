#ifndef TIDEMARK_CNGHTTP2_SHIM_H
#define TIDEMARK_CNGHTTP2_SHIM_H

#include <nghttp2/nghttp2.h>

// `nghttp2_frame` is a union; these read one member of it.

static inline const nghttp2_frame_hd *tm_frame_header(const nghttp2_frame *frame) {
    return &frame->hd;
}

static inline nghttp2_headers_category tm_frame_headers_category(const nghttp2_frame *frame) {
    return frame->headers.cat;
}

static inline int32_t tm_goaway_last_stream(const nghttp2_frame *frame) {
    return frame->goaway.last_stream_id;
}

static inline uint32_t tm_goaway_error(const nghttp2_frame *frame) {
    return frame->goaway.error_code;
}

static inline uint32_t tm_rst_error(const nghttp2_frame *frame) {
    return frame->rst_stream.error_code;
}

#endif
