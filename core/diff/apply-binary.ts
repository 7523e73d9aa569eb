import { equalBytes } from '../encoding/bytes.ts';
import { applyDelta } from './apply-delta.ts';
import type { BinaryPart, DiffBody } from './diff-file.ts';
import type { DiffProblems } from './diff-problem.ts';

/**
 * Inflates a zlib stream (RFC 1950) of exactly these bytes; null where it is none, goes on behind its end, or gives more than
 * `maxBytes`. It must stop there, not only check afterwards.
 */
export type Inflate = (deflated: Uint8Array, maxBytes: number) => Uint8Array | null;

/** What git calls a content, in hex of so many digits: the SHA-1 (40) or SHA-256 (64) of `blob <length>\0<content>`. */
export type ContentId = (content: Uint8Array, digits: number) => string;

/** How a binary patch is applied: `path` is named in problems, and `isNew` where nothing stands there yet. */
export type BinaryRules = {
  readonly path: string;
  readonly inflate: Inflate;
  /** Null where ids are not compared. */
  readonly contentId: ContentId | null;
  readonly isNew: boolean;
  readonly maxBytes: number;
  readonly problems: DiffProblems;
};

/**
 * The content after a binary patch; null, with the problem noted, where it cannot be.
 *
 * Exact: the way back must lead to the content that is there, so that a patch for another content is never applied. A patch
 * without a way back can only fill what is empty. Both contents must be what the diff calls them, as git wants it.
 */
export function applyBinary(
  content: Uint8Array,
  body: DiffBody & { readonly kind: 'binary' },
  rules: BinaryRules,
): Uint8Array | null {
  const { forward, reverse } = body;
  const after = followPart(content, forward, rules);
  if (after === null || !isCalled({ before: content, after }, body, rules)) return null;
  const at = { line: forward.line, path: rules.path };
  if (reverse === null) {
    if (content.length === 0) return after;
    return rules.problems.add(
      'binary',
      at,
      'apply binary patch: no way back to compare with the file, wanted one (git diff --binary)',
    );
  }
  const before = followPart(after, reverse, rules);
  if (before === null) return null;
  return equalBytes(before, content)
    ? after
    : rules.problems.add(
        'mismatch',
        at,
        'apply binary patch: the file has another content, wanted the one that the way back gives',
      );
}

type Contents = { readonly before: Uint8Array; readonly after: Uint8Array };

/** Of a file that comes or goes there is one content to compare. */
function isCalled(
  { before, after }: Contents,
  { forward, ids }: DiffBody & { readonly kind: 'binary' },
  { contentId, isNew, path, problems }: BinaryRules,
): boolean {
  if (contentId === null || ids === null) return true;
  const isSame = (content: Uint8Array, id: string): boolean =>
    id === '0'.repeat(id.length) || contentId(content, id.length) === id;
  if ((isNew || isSame(before, ids.before)) && isSame(after, ids.after)) return true;
  problems.add(
    'mismatch',
    { line: forward.line, path },
    'apply binary patch: a content that is not what the line "index" calls it, wanted both as git names them',
  );
  return false;
}

function followPart(
  content: Uint8Array,
  part: BinaryPart,
  { path, inflate, maxBytes, problems }: BinaryRules,
): Uint8Array | null {
  const { line, form, sizeBytes } = part;
  if (sizeBytes > maxBytes)
    return problems.add('size', { line, path }, `apply binary patch: ${sizeBytes} bytes, wanted at most ${maxBytes}`);
  const inflated = inflate(part.deflated, sizeBytes);
  if (inflated?.length !== sizeBytes)
    return problems.add(
      'binary',
      { line, path },
      `apply binary patch: data that does not inflate to ${sizeBytes} bytes, wanted what its header says`,
    );
  if (form === 'literal') return inflated;
  const made = applyDelta(content, inflated, maxBytes);
  return (
    made ??
    problems.add(
      'mismatch',
      { line, path },
      'apply binary patch: a delta that does not fit the file, wanted one made for it',
    )
  );
}
