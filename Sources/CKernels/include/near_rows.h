#pragma once
#include <stddef.h>
#include <stdint.h>

/* The nearest of many rows to each of a few: entries by products, a bound of the k-th, and what does not exceed it. */

/* Rows of a panel. */
#define ESPALIER_PANEL 512

/* entries[r * panels * ESPALIER_PANEL + c] = sum over d of queries[r][d] rows[d][c]. Panel after panel of `rows` holds
   depth x ESPALIER_PANEL numbers. */
void espalier_near_entries(float *entries, const float *queries, ptrdiff_t count, const float *rows, ptrdiff_t depth,
                           ptrdiff_t panels);

/* A number that at least `rank` entries do not exceed: the rank-th smallest of the least of groups of entries. Groups
   are the lanes of `width` vectors; `scratch` holds 16 * width numbers. Infinite where there are fewer groups. */
float espalier_near_bound(const float *entries, ptrdiff_t vectors, ptrdiff_t rank, ptrdiff_t width, float *scratch);

/* The rank-th smallest of a few numbers, rank from 1, which change places. */
float espalier_select(float *values, ptrdiff_t count, ptrdiff_t rank);

/* The ascending places of the entries at most `limit`; how many there are. */
ptrdiff_t espalier_near_places(const float *entries, ptrdiff_t count, float limit, int32_t *places);
