import { copyFileSync, existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import type { WireJsonObject } from '../../../sdk/wire.ts';
import { CliError } from '../cli-error.ts';
import { writeFileAtomically } from '../log/write-file.ts';

/** A settings file as it was read. `text` is null when there is none. */
export type SettingsFile = { readonly path: string; readonly text: string | null; readonly value: WireJsonObject };

/**
 * Reads a JSON settings file; a missing one is empty.
 *
 * Raises `failed` for anything but a JSON object that can be written back without loss: such a file is never replaced.
 */
export function readSettingsFile(path: string): SettingsFile {
  if (!existsSync(path)) return { path, text: null, value: {} };
  const text = readFileSync(path, 'utf8');
  const value = text.trim() === '' ? {} : parse(text);
  if (value !== null && keepsNumbers(value)) return { path, text, value };
  const found = value === null ? 'no JSON object' : 'a number beyond 2^53, which would be rounded';
  throw new CliError('failed', `read ${path}: ${found}, want an agent's settings`, {
    remedies: ['Mend the file by hand; nothing was changed.'],
  });
}

/** The text of settings, indented and ended as the file was: two spaces and a line feed for a new one. */
export function formatSettings(value: unknown, { text }: Pick<SettingsFile, 'text'>): string {
  const json = JSON.stringify(value, null, indentOf(text ?? ''));
  const isDos = text?.includes('\r\n') === true;
  const end = text === null || text === '' || text.endsWith('\n') ? '\n' : '';
  return isDos ? `${json}${end}`.replaceAll('\n', '\r\n') : `${json}${end}`;
}

/** Copies a file beside itself, named by the time to the millisecond; answers the copy's path, null when there is no file. */
export function backUp(path: string, now: Date): string | null {
  if (!existsSync(path)) return null;
  const copy = `${path}.countersign-${now.toISOString().replaceAll(/[:.-]/gu, '')}.bak`;
  copyFileSync(path, copy);
  return copy;
}

/** Replaces a file in one step, keeping its mode; a link stays a link, to the new content. */
export function replaceFile(path: string, text: string): void {
  const target = existsSync(path) ? realpathSync(path) : path;
  const mode = existsSync(target) ? statSync(target).mode & 0o777 : 0o600;
  writeFileAtomically(target, text, mode);
}

function parse(text: string): WireJsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as WireJsonObject) : null;
  } catch {
    return null;
  }
}

/** Whether every number in a value is one that JSON keeps exactly. */
function keepsNumbers(value: unknown): boolean {
  if (typeof value === 'number') return Math.abs(value) <= Number.MAX_SAFE_INTEGER;
  if (typeof value !== 'object' || value === null) return true;
  return Object.values(value).every(keepsNumbers);
}

function indentOf(text: string): string {
  const line = text.split('\n').find((candidate) => candidate.startsWith(' ') || candidate.startsWith('\t')) ?? '  ';
  return line.slice(0, line.length - line.trimStart().length);
}
