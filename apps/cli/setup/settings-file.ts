import { constants, copyFileSync, existsSync, lstatSync, readFileSync, realpathSync, statSync } from 'node:fs';
import type { WireJson, WireJsonObject } from '../../../sdk/wire.ts';
import { CliError } from '../cli-error.ts';
import { writeFileAtomically } from '../log/write-file.ts';
import { editJson } from './edit-json.ts';
import { readJsonSource } from './mcp/read-json-source.ts';

/** A settings file as it was read. `text` is null when there is none. */
export type SettingsFile = { readonly path: string; readonly text: string | null; readonly value: WireJsonObject };

/** Larger files are no settings. */
const MAX_SIZE_BYTES = 32 * 1024 * 1024;

/**
 * Reads a settings file as it is, a byte order mark included; null when there is none.
 *
 * Raises `failed` for what could not be written back byte for byte: a link that leads nowhere, a folder, no UTF-8, more than 32 MiB, and
 * whatever the operating system refuses.
 */
export function readText(path: string): string | null {
  const link = lstatSync(path, { throwIfNoEntry: false });
  if (link === undefined) return null;
  const file = statSync(path, { throwIfNoEntry: false });
  const remedies = ['Mend it by hand; nothing was changed.'];
  if (file === undefined) throw new CliError('failed', `read ${path}: a link to nothing, want a file`, { remedies });
  if (!file.isFile()) throw new CliError('failed', `read ${path}: no file, want one`, { remedies });
  if (file.size > MAX_SIZE_BYTES) {
    throw new CliError('failed', `read ${path}: ${file.size} bytes, want at most ${MAX_SIZE_BYTES}`, { remedies });
  }
  const bytes = readFileSync(path);
  const text = bytes.toString('utf8');
  if (Buffer.from(text, 'utf8').equals(bytes)) return text;
  throw new CliError('failed', `read ${path}: bytes that are no UTF-8, want text`, { remedies });
}

/**
 * Reads a JSON settings file; a missing one is empty.
 *
 * Raises `failed` for anything but a JSON object that can be written back without loss: such a file is never replaced.
 */
export function readSettingsFile(path: string): SettingsFile {
  const text = readText(path);
  if (text === null) return { path, text: null, value: {} };
  const value = text.trim() === '' ? {} : parse(text);
  if (value !== null && keepsNumbers(value)) return { path, text, value };
  const found = value === null ? describe(text) : 'a number beyond 2^53, which would be rounded';
  throw new CliError('failed', `read ${path}: ${found}, want an agent's settings`, {
    remedies: ['Mend the file by hand; nothing was changed.'],
  });
}

/**
 * The text of settings that say `value`. Of a file over several lines every byte stays that need not change; one on a single line, and a
 * new one, is written with two spaces and line feeds, or indented and ended as the file was.
 */
export function formatSettings(value: WireJson, { text }: Pick<SettingsFile, 'text'>): string {
  const lineBreak = text?.includes('\r\n') === true ? '\r\n' : '\n';
  const indent = indentOf(text ?? '');
  const edited = text?.trim().includes('\n') === true ? editJson(text, value, { indent, lineBreak }) : null;
  if (edited !== null) return edited;
  const end = text === null || text === '' || text.endsWith('\n') ? '\n' : '';
  return `${JSON.stringify(value, null, indent)}${end}`.replaceAll('\n', lineBreak);
}

/** Copies a file beside itself, named by the time to the millisecond; answers the copy's path, null when there is no file. */
export function backUp(path: string, now: Date): string | null {
  if (!existsSync(path)) return null;
  const copy = `${path}.countersign-${now.toISOString().replaceAll(/[:.-]/gu, '')}.bak`;
  copyFileSync(path, copy, constants.COPYFILE_EXCL);
  return copy;
}

/** Replaces a file in one step, keeping its mode and owner; a link stays a link, to the new content. */
export function replaceFile(path: string, content: string | Uint8Array): void {
  if (!existsSync(path)) return writeFileAtomically(path, content, 0o600);
  const target = realpathSync(path);
  writeFileAtomically(target, content, statSync(target));
}

/** Comments and trailing commas would be lost, since what is written back is made of values. */
function describe(text: string): string {
  const source = readJsonSource(text);
  const isLoose = source.ok && source.value.root.kind === 'object';
  return isLoose ? 'comments or trailing commas, which would be lost' : 'no JSON object';
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
