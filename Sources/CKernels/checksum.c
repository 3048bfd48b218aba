#include "checksum.h"
#include "wide.h"

PIECE uint64_t mixed(uint64_t x) {
  x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
  x = (x ^ x >> 27) * 0x94d049bb133111ebu;
  return x ^ x >> 31;
}

WIDE uint64_t espalier_checksum(const void *data, ptrdiff_t words) {
  const char *bytes = data;
  uint32_t state[LANES];
  for (uint32_t i = 0; i < LANES; i++) state[i] = (i + 1) * 0x85ebca6bu;
  for (ptrdiff_t start = 0; start < words; start += LANES) {
    uint32_t x[LANES] = {0};
    const ptrdiff_t left = words - start < LANES ? words - start : LANES;
    if (left == LANES)
      memcpy(x, bytes + start * 4, sizeof x);
    else
      memcpy(x, bytes + start * 4, (size_t)left * 4);
    for (ptrdiff_t i = 0; i < LANES; i++) {
      const uint32_t y = state[i] ^ x[i];
      state[i] = (y << 13 | y >> 19) * 0x9e3779b1u;
    }
  }
  uint64_t sum = mixed((uint64_t)words + 0x9e3779b97f4a7c15u);
  for (ptrdiff_t i = 0; i < LANES; i++) sum = mixed(sum ^ state[i]);
  return sum;
}
