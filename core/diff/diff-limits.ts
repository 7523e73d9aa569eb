/** Longest diff that is read, in bytes. */
export const MAX_DIFF_BYTES = 16 * 1024 * 1024;

/** Most lines that a diff may have. */
export const MAX_DIFF_LINES = 500_000;

/** Longest line of a diff, in bytes, its newline not counted. */
export const MAX_DIFF_LINE_BYTES = 4 * 1024 * 1024;

/** Most files that a diff may name. */
export const MAX_DIFF_FILES = 256;

/** Most hunks that a diff may have, over all its files. */
export const MAX_DIFF_HUNKS = 20_000;

/** Longest name of a file, in bytes (PATH_MAX). */
export const MAX_NAME_BYTES = 4_096;

/** Longest line `diff --git`, in bytes: two of the longest names, every byte of them escaped. */
export const MAX_TITLE_BYTES = 2 * 4 * MAX_NAME_BYTES + 32;

/** Most problems that are listed; a diff with more is read no further. */
export const MAX_DIFF_PROBLEMS = 100;

/** Fewest lines that stay as they are before and after a change, but where the file begins or ends (4-boundary §4.11). */
export const CONTEXT_LINES = 3;

/** Largest file before or after a diff, in bytes (model §8). */
export const MAX_IMAGE_BYTES = 50 * 1024 * 1024;

/** Largest sum of the files that a diff makes, in bytes. */
export const MAX_RESULT_BYTES = 200 * 1024 * 1024;
