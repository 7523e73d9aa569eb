import { concatBytes } from '../encoding/bytes.ts';
import { readBase85Line } from './base85.ts';
import type { BinaryPart, DiffBody } from './diff-file.ts';
import type { DiffLines } from './diff-lines.ts';
import type { DiffProblems } from './diff-problem.ts';

const FORMS = ['literal', 'delta'] as const;

/**
 * Reads what follows `GIT binary patch`: the way forward and, where it is there, the way back, each up to an empty line. Null,
 * with the problem noted, for anything else. Nothing is inflated here.
 */
export function readBinary(
  lines: DiffLines,
  { problems, path }: { readonly problems: DiffProblems; readonly path: string },
): DiffBody | null {
  lines.at++;
  const forward = readPart(lines);
  const hasReverse = forward !== null && FORMS.some((form) => lines.startsWith(`${form} `));
  const reverse = hasReverse ? readPart(lines) : null;
  if (forward === null || (hasReverse && reverse === null)) {
    return problems.add(
      'binary',
      { line: lines.number, path },
      'read binary patch: a part that cannot be read, wanted "literal" or "delta" with its size, lines in base 85, and an empty line',
    );
  }
  return { kind: 'binary', forward, reverse, ids: null };
}

function readPart(lines: DiffLines): BinaryPart | null {
  const line = lines.number;
  const [form, size = '', more] = (lines.header() ?? '').split(' ');
  const known = FORMS.find((name) => name === form);
  if (known === undefined || more !== undefined || !isSize(size)) return null;
  lines.at++;
  const parts: Uint8Array[] = [];
  for (let text = lines.header() ?? ''; text !== ''; text = lines.header() ?? '') {
    const bytes = readBase85Line(text);
    if (bytes === null) return null;
    parts.push(bytes);
    lines.at++;
  }
  if (parts.length === 0 || lines.raw() === null) return null;
  lines.at++;
  return { line, form: known, sizeBytes: Number(size), deflated: concatBytes(parts) };
}

function isSize(text: string): boolean {
  return text !== '' && text.length <= 10 && Array.from(text).every((digit) => digit >= '0' && digit <= '9');
}
