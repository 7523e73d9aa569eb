import type { PathSurroundings } from '../../path/path-category.ts';

/** A command that no approval can let through, and why. */
export type FloorFinding = { readonly rule: string; readonly reason: string };

/** Where the command would run; `cwd` is null where a `cd` led somewhere unknown. */
export type CommandPlace = PathSurroundings & { readonly cwd: string | null };
