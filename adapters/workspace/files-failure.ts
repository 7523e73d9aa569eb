import { FilesError, type FilesErrorCode } from '../../ports/workspace-files.ts';

const CODE_OF: { readonly [errno: string]: FilesErrorCode } = {
  ENOSPC: 'files.no-space',
  EDQUOT: 'files.no-space',
  ELOOP: 'files.outside-root',
  EFBIG: 'files.too-large',
  // The content store's own word for a full disk.
  'store.full': 'files.no-space',
};

/** The operating system's name for a failure (`ENOENT`); empty for anything else. */
export function errnoOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** Any failure as the gateway's own kind: one that is so already as it is, a full disk by its code, all else `files.failed`. */
export function toFilesError(error: unknown, action: string): FilesError {
  if (error instanceof FilesError) return error;
  const errno = errnoOf(error);
  const found = errno !== '' ? errno : error instanceof Error ? error.message : String(error);
  return new FilesError(CODE_OF[errno] ?? 'files.failed', `${action}: found ${found}, want it to succeed`, {
    cause: error,
  });
}

/** A path in a message: quoted and escaped, so that no name can pretend to be something else. */
export function shownPath(path: string): string {
  return path === '' ? 'the workspace' : JSON.stringify(path);
}
