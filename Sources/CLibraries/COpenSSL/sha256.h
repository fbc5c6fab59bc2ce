#ifndef TIDEMARK_COPENSSL_SHA256_H
#define TIDEMARK_COPENSSL_SHA256_H

#include <openssl/sha.h>
#include <stddef.h>
#include <stdint.h>

// SHA-256 of two byte strings, one after the other, without looking the algorithm up and without
// allocating. OpenSSL 3's EVP interface does both on every call, which costs more than hashing a
// node of the tree; the block functions below are the same code underneath.
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wdeprecated-declarations"
static inline void tidemark_sha256(const void *_Nullable first, size_t first_count,
                                   const void *_Nullable second, size_t second_count,
                                   void *_Nonnull digest) {
    SHA256_CTX context;
    SHA256_Init(&context);
    if (first_count > 0) SHA256_Update(&context, first, first_count);
    if (second_count > 0) SHA256_Update(&context, second, second_count);
    SHA256_Final((unsigned char *)digest, &context);
}
#pragma clang diagnostic pop

#endif
