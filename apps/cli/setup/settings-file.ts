import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { CliError } from '../cli-error.ts';

type JsonObject = { readonly [key: string]: never };

/** A settings file as it was read. `text` is null when there is none. */
export type SettingsFile = { readonly path: string; readonly text: string | null; readonly value: JsonObject };

/** Reads a JSON settings file; a missing one is empty. Raises `usage` for anything but a JSON object: it is never replaced. */
export function readSettingsFile(path: string): SettingsFile {
  if (!existsSync(path)) return { path, text: null, value: {} };
  const text = readFileSync(path, 'utf8');
  try {
    const value: unknown = text.trim() === '' ? {} : JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return { path, text, value: value as JsonObject };
  } catch {
    // Falls through to the same answer.
  }
  throw new CliError('usage', `read ${path}: no JSON object, want Claude Code's settings`, {
    remedies: ['Mend the file by hand; nothing was changed.'],
  });
}

/** The text of settings, indented as the file was (two spaces for a new one). */
export function formatSettings(value: unknown, { text }: Pick<SettingsFile, 'text'>): string {
  return `${JSON.stringify(value, null, indentOf(text ?? ''))}\n`;
}

function indentOf(text: string): string {
  const line = text.split('\n').find((candidate) => candidate.startsWith(' ') || candidate.startsWith('\t')) ?? '  ';
  return line.slice(0, line.length - line.trimStart().length);
}

/** Copies a file beside itself, named by the time; answers the copy's path, null when there is no file. */
export function backUp(path: string): string | null {
  if (!existsSync(path)) return null;
  const stamp = new Date().toISOString().replaceAll(':', '').replaceAll('-', '').slice(0, 15);
  const copy = `${path}.countersign-${stamp}.bak`;
  copyFileSync(path, copy);
  return copy;
}

/** Replaces a file in one step, keeping its mode; a link stays a link to the new content. */
export function replaceFile(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const target = existsSync(path) ? realpathSync(path) : path;
  const mode = existsSync(target) ? statSync(target).mode & 0o777 : 0o600;
  const temporary = `${target}.${process.pid}.new`;
  const file = openSync(temporary, 'wx', mode);
  writeSync(file, text);
  fsyncSync(file);
  closeSync(file);
  renameSync(temporary, target);
}
