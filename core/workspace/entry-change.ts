import type { EntryState } from './entry-state.ts';

/**
 * One path of a workspace, from one state to another.
 *
 * `path` is relative to the workspace's root, with `/` between names: no empty name, no `.`, no `..`. A byte of a name that is
 * not UTF-8 stands as a lone surrogate, U+DC00 + the byte, so that every name has exactly one text.
 */
export type EntryChange = { readonly path: string; readonly before: EntryState; readonly after: EntryState };
