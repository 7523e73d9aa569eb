import { workspacePathProblem } from '../plan/workspace-path.ts';
import { hiddenCharacterOf } from './hidden-character.ts';
import type { TextFormat } from './schema.ts';

/** What is wrong with a text, in the words of a problem. */
export type TextProblem = { readonly found: string; readonly wanted: string };

const NAME_LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-';
/** How a unified diff of git or of `diff -u` begins. */
const DIFF_STARTS = ['diff --git ', '--- '];

/**
 * Tells what keeps a text from having a format; null when it has it.
 *
 * No format lets control characters or characters that reorder what people read through: `text` and `diff` may hold tabs
 * and line breaks, the others may not. `diff` begins as a unified diff does: no fence and no word before it. Linear.
 */
export function checkText(text: string, format: TextFormat): TextProblem | null {
  const hidden = hiddenCharacterOf(text, { lines: format === 'text' || format === 'diff' });
  if (hidden !== null) return { found: hidden, wanted: 'visible characters' };
  if (format === 'line' || format === 'text') return isBlank(text) ? { found: 'a blank text', wanted: 'words' } : null;
  if (format === 'name') return checkName(text);
  if (format === 'workspace-path') {
    const found = workspacePathProblem(text);
    return found === null ? null : { found, wanted: 'a relative path inside the workspace' };
  }
  return checkDiffStart(text);
}

function isBlank(text: string): boolean {
  return text.trim() === '';
}

function checkName(text: string): TextProblem | null {
  if (Array.from(text).every((letter) => NAME_LETTERS.includes(letter))) return null;
  return { found: 'other characters', wanted: 'letters, digits, dots, underscores and hyphens' };
}

function checkDiffStart(text: string): TextProblem | null {
  if (DIFF_STARTS.some((start) => text.startsWith(start))) return null;
  const found = text.startsWith('```') ? 'a code fence' : 'another first line';
  return { found, wanted: 'a unified diff from its first character on, without fences or commentary' };
}
