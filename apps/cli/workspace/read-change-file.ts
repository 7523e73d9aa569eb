import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { WireJsonObject } from '../../../sdk/wire.ts';
import { CliError } from '../cli-error.ts';
import type { Context } from '../command.ts';
import type { Input } from '../terminal/terminal.ts';

/** What is to be applied: a plan, or a unified diff. */
export type ChangeInput =
  | { readonly kind: 'plan'; readonly plan: WireJsonObject }
  | { readonly kind: 'diff'; readonly diff: string };

/** Most that is read; the gateway's own bound of a request is lower. */
const MAX_BYTES = 8 * 1024 * 1024;

/**
 * Reads a plan (`.json`) or a diff (`.patch`, `.diff`); of standard input (`-`) an opening brace tells a plan from a diff.
 *
 * Raises `usage` for another name, `failed` for what is too large, no UTF-8 or no JSON object.
 */
export async function readChangeFile(
  file: string,
  { environment, terminal }: Pick<Context, 'environment' | 'terminal'>,
): Promise<ChangeInput> {
  if (file === '-') {
    const text = decode(await readAll(terminal.input), 'standard input');
    return text.trimStart().startsWith('{') ? toPlan(text, 'standard input') : { kind: 'diff', diff: text };
  }
  const isPlan = file.endsWith('.json');
  if (!isPlan && !file.endsWith('.patch') && !file.endsWith('.diff')) {
    const found = JSON.stringify(file);
    throw new CliError(
      'usage',
      `apply ${found}: want a plan (.json), a diff (.patch or .diff), or - for standard input`,
    );
  }
  const text = decode(readBounded(resolve(environment.workDir, file)), file);
  return isPlan ? toPlan(text, file) : { kind: 'diff', diff: text };
}

function readBounded(path: string): Uint8Array {
  const handle = openSync(path, 'r');
  try {
    if (fstatSync(handle).size > MAX_BYTES) throw tooLarge(path);
    return readFileSync(handle);
  } finally {
    closeSync(handle);
  }
}

async function readAll(input: Input): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of input) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    sizeBytes += bytes.length;
    if (sizeBytes > MAX_BYTES) throw tooLarge('standard input');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

function tooLarge(name: string): CliError {
  return new CliError('failed', `read ${name}: found more than ${MAX_BYTES} bytes, want a change of few files`, {
    remedies: ['Split it into several changes.'],
  });
}

/** A byte order mark stays, so that the gateway sees what is in the file. */
function decode(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new CliError('failed', `read ${name}: found bytes that are no UTF-8, want text`);
  }
}

function toPlan(text: string, name: string): ChangeInput {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : 'it does not parse';
    throw new CliError('failed', `read ${name}: found no JSON (${why}), want a plan`, { cause: error });
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return { kind: 'plan', plan: value as WireJsonObject };
  throw new CliError('failed', `read ${name}: found JSON that is no object, want a plan`);
}
