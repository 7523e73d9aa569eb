import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { redactSecrets } from '../../../../core/secret/redact-secrets.ts';
import { tellProblem } from '../../tell-problem.ts';
import { type ScanFinding, scanText } from './scan-text.ts';

const LARGEST_FILE = 5_000_000;
const LARGEST_INPUT = 50_000_000;
const MOST_FILES = 200_000;

/** Runs `scan`: 1 where something was found, 0 where nothing was, 2 for a wrong command line or what cannot be read. */
export async function runScan(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { batch: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } },
    allowPositionals: true,
    strict: false,
  });
  const path = positionals[0] ?? '-';
  if (values['batch'] === true) return scanLines();
  try {
    return path === '-' ? await scanInput(values['json'] === true) : scanPath(path, values['json'] === true);
  } catch (error) {
    const message = `scan ${path}: ${wordsOf(error)}`;
    return tellProblem({ message }, { json: values['json'] === true, exitCode: 2 });
  }
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (!('code' in error)) return error.message;
  if (error.code === 'ENOENT') return 'there is no such file, want a file, a folder, or - for standard input';
  return error.code === 'EACCES' ? 'permission was denied, want a file that you may read' : error.message;
}

async function scanLines(): Promise<number> {
  let found = 0;
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue;
    const { id, text } = readLine(line);
    const findings = scanText(text);
    if (findings.length > 0) found += 1;
    const verdict = findings.length > 0 ? 'secret' : 'clean';
    process.stdout.write(`${JSON.stringify({ id, verdict, found: findings, redacted: redactSecrets(text).text })}\n`);
  }
  return found > 0 ? 1 : 0;
}

function readLine(line: string): { readonly id: string | null; readonly text: string } {
  try {
    const parsed: unknown = JSON.parse(line);
    if (typeof parsed === 'string') return { id: null, text: parsed };
    if (typeof parsed === 'object' && parsed !== null && 'text' in parsed && typeof parsed.text === 'string') {
      return { id: 'id' in parsed && typeof parsed.id === 'string' ? parsed.id : null, text: parsed.text };
    }
  } catch {
    // A line that is no JSON is a text itself.
  }
  return { id: null, text: line };
}

type FileFinding = ScanFinding & { readonly path: string };

async function scanInput(json: boolean): Promise<number> {
  const parts: Buffer[] = [];
  let size = 0;
  if (process.stdin.isTTY)
    process.stderr.write('reads what you type or paste; Ctrl-D at the start of a line ends it\n');
  for await (const part of process.stdin) {
    size += (part as Buffer).length;
    if (size > LARGEST_INPUT) throw new Error(`found more than ${LARGEST_INPUT} bytes, want less`);
    parts.push(part as Buffer);
  }
  const findings = scanText(Buffer.concat(parts).toString('utf8')).map((finding) => ({ ...finding, path: '-' }));
  return report({ findings, files: 1, passedOver: 0 }, json);
}

function scanPath(path: string, json: boolean): number {
  const findings: FileFinding[] = [];
  let passedOver = 0;
  const files = listFiles(path);
  for (const file of files) {
    const text = readText(file);
    if (text === null) passedOver += 1;
    else findings.push(...scanText(text).map((finding) => ({ ...finding, path: file })));
  }
  return report({ findings, files: files.length - passedOver, passedOver }, json);
}

function listFiles(path: string): readonly string[] {
  const stats = lstatSync(path);
  if (!stats.isDirectory()) return [path];
  const files: string[] = [];
  const folders = [path];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const child = join(folder, entry.name);
      if (entry.isDirectory() && entry.name !== '.git') folders.push(child);
      else if (entry.isFile()) files.push(child);
      if (files.length > MOST_FILES) throw new Error(`found more than ${MOST_FILES} files, want fewer`);
    }
  }
  return files.toSorted();
}

/** Null for what is too large, binary, or cannot be read. */
function readText(file: string): string | null {
  try {
    if (lstatSync(file).size > LARGEST_FILE) return null;
    const bytes = readFileSync(file);
    return bytes.subarray(0, 8_192).includes(0) ? null : bytes.toString('utf8');
  } catch {
    return null;
  }
}

type Scanned = {
  readonly findings: readonly FileFinding[];
  readonly files: number;
  readonly passedOver: number;
};

function report({ findings, files, passedOver }: Scanned, json: boolean): number {
  if (json) {
    process.stdout.write(`${JSON.stringify({ found: findings, files, passed_over: passedOver }, null, 2)}\n`);
  } else {
    for (const { path, line, column, kind, shown } of findings)
      process.stdout.write(`${path}:${line}:${column} ${kind} ${shown}\n`);
    const rest = passedOver === 0 ? '' : `, ${passedOver} passed over (too large, binary or unreadable)`;
    process.stderr.write(`${findings.length} found in ${files} ${files === 1 ? 'file or text' : 'files'}${rest}\n`);
  }
  return findings.length > 0 ? 1 : 0;
}
