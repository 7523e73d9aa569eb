import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formsOf } from '../../core/secret/known/value-forms.ts';

/** Where a secret was found: the file or the name of the text, and the first spelling that stands there. */
export type Leak = { readonly place: string; readonly spelling: string };

/**
 * Looks for secrets in every file below some paths, databases and their write-ahead logs included: in each spelling that the scrubber
 * knows, so in base64 and percent-encoded too. Links are not followed; sockets and pipes are passed over.
 */
export function findSecretBytes(values: readonly string[], paths: readonly string[]): readonly Leak[] {
  const spellings = spellingsOf(values);
  return paths.flatMap(filesBelow).flatMap((file) => leakIn(file, readFileSync(file), spellings));
}

/** The same in texts that a test collected: an output, an event stream, an environment. */
export function findSecretTexts(values: readonly string[], texts: Readonly<Record<string, string>>): readonly Leak[] {
  const spellings = spellingsOf(values);
  return Object.entries(texts).flatMap(([name, text]) => leakIn(name, Buffer.from(text), spellings));
}

/**
 * The same in every process that is named: its environment and its arguments, as `/proc` shows them. Linux only; a process that has
 * ended says nothing.
 */
export function findSecretProcesses(values: readonly string[], pids: readonly number[]): readonly Leak[] {
  const spellings = spellingsOf(values);
  return pids.flatMap((pid) =>
    ['environ', 'cmdline'].flatMap((file) => {
      const path = `/proc/${pid}/${file}`;
      try {
        return leakIn(path, readFileSync(path), spellings);
      } catch {
        return [];
      }
    }),
  );
}

function spellingsOf(values: readonly string[]): readonly Buffer[] {
  return values.flatMap((value) => [...formsOf(value).map((form) => Buffer.from(form)), Buffer.from(value, 'utf16le')]);
}

function leakIn(place: string, bytes: Buffer, spellings: readonly Buffer[]): readonly Leak[] {
  const found = spellings.find((spelling) => bytes.includes(spelling));
  return found === undefined ? [] : [{ place, spelling: found.toString('latin1') }];
}

function filesBelow(path: string): readonly string[] {
  const stats = lstatSync(path);
  if (stats.isFile()) return [path];
  if (!stats.isDirectory()) return [];
  return readdirSync(path).flatMap((name) => filesBelow(join(path, name)));
}
