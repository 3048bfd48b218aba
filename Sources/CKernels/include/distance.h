#pragma once
#include <stddef.h>
#include <stdint.h>

/* Distances between rows of numbers. Products are not fused into sums, so that every instruction set gives the same
   bits. */

/* sum (scale (a - b))^2 in eight partial sums; a power of two for scale changes no digit. */
double espalier_squared_distance(const double *a, const double *b, ptrdiff_t count, double scale);

/* The same of rows in single precision. */
double espalier_squared_distance_of_floats(const float *a, const float *b, ptrdiff_t count, double scale);

/* out[c] = the squared distance of a from the row at each place; the bits are those of one at a time. */
void espalier_squared_distances(const double *a, const double *rows, ptrdiff_t width, const int32_t *places,
                                ptrdiff_t count, double scale, double *out);
void espalier_squared_distances_of_floats(const float *a, const float *rows, ptrdiff_t width, const int32_t *places,
                                          ptrdiff_t count, double scale, double *out);

/* Of sixteen entries e[i] = (products[i] + squares[i]) + square a bit is set where e[i] <= limit, or, unless `limits` is
   null, where e[i] <= limits[i]. Looks at one block of sixteen after another from `start` and stops at the first with a
   bit set; the index of its first entry, or the first index with fewer than sixteen entries before `count`. */
ptrdiff_t espalier_near_block(const float *products, const float *squares, const float *limits, float square,
                              float limit, ptrdiff_t start, ptrdiff_t count, uint32_t *bits);
