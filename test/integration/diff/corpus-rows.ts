import { existsSync, readFileSync } from 'node:fs';
import type { Image } from '../../../core/diff/image.ts';
import type { Tree } from './git-tree.ts';

/** A diff that nobody of this project wrote, with the files before and after it. */
export type CorpusRow = {
  readonly id: string;
  readonly kind: 'valid' | 'offset' | 'fuzz' | 'reject' | 'malformed' | 'malicious' | 'parse-only';
  readonly features: readonly string[];
  readonly note: string;
  readonly diff: Uint8Array;
  readonly before: Tree;
  readonly after: Tree;
};

const FOLDER = '../shared/corpora/dev/diffs';

type WireFile = {
  readonly old_path: string | null;
  readonly new_path: string | null;
  readonly old_mode: string | null;
  readonly new_mode: string | null;
  readonly pre_b64: string | null;
  readonly post_b64: string | null;
};
type WireCase = Pick<CorpusRow, 'id' | 'kind' | 'features' | 'note'> & {
  readonly diff_b64: string;
  readonly files: readonly WireFile[];
};

/** Why the corpus cannot be read; false where it can. */
export function withoutCorpus(): string | false {
  return existsSync(`${FOLDER}/index.jsonl`) ? false : `${FOLDER}/index.jsonl is missing`;
}

/** Every row of the corpus. */
export function corpusRows(): readonly CorpusRow[] {
  const lines = readFileSync(`${FOLDER}/index.jsonl`, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  return lines.map((line) => {
    const { id } = JSON.parse(line) as { readonly id: string };
    return rowOf(JSON.parse(readFileSync(`${FOLDER}/cases/${id}.json`, 'utf8')) as WireCase);
  });
}

function rowOf({ diff_b64: diff, files, id, kind, features, note }: WireCase): CorpusRow {
  const before = files.flatMap((file) => imageOf(file.old_path, file.old_mode, file.pre_b64));
  const after = files.flatMap((file) => imageOf(file.new_path, file.new_mode, file.post_b64));
  return { id, kind, features, note, diff: bytesOf(diff), before: new Map(before), after: new Map(after) };
}

function imageOf(
  path: string | null,
  mode: string | null,
  content: string | null,
): readonly (readonly [string, Image])[] {
  if (path === null || content === null) return [];
  const bytes = bytesOf(content);
  if (mode === '120000') return [[path, { kind: 'link', target: bytes }]];
  return [[path, { kind: 'file', mode: mode === '100755' ? 0o755 : 0o644, content: bytes }]];
}

function bytesOf(base64: string): Uint8Array {
  return new Uint8Array(Buffer.from(base64, 'base64'));
}
