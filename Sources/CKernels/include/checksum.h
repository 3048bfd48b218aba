#pragma once
#include <stddef.h>
#include <stdint.h>

/* A check sum of 32-bit words at memory speed, to tell data apart, not to withstand an adversary: sixteen sums in turn,
   y = state xor word; state = rotate(y, 13) 0x9e3779b1, each step one to one, mixed into 64 bits at the end with the
   number of words. data need not be aligned. */
uint64_t espalier_checksum(const void *data, ptrdiff_t words);
