import type { FileOperation } from '../analyse-file.ts';

/** What a patch does to one file, and the text that it adds there. */
export type PatchedFile = {
  readonly operation: FileOperation;
  readonly path: string;
  /** The lines that are added, without their marks. */
  readonly added: string;
  /** What the file becomes: a `link` holds the path it leads to, a `submodule` names code kept elsewhere, a `binary` cannot be read. */
  readonly kind: 'file' | 'link' | 'submodule' | 'binary';
};

/** Most files that a patch may name; a patch with more is not read. */
export const MAX_PATCHED_FILES = 256;
