import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = new URL('../../../shared/vectors/tlog/', import.meta.url);

/** Why the transparency log vectors cannot be answered here, for a test's `skip` option; false when they can. */
export const SKIP_TLOG: string | false = existsSync(fileURLToPath(ROOT)) ? false : 'shared/vectors/tlog is missing';

/** Reads a vector file as bytes. */
export function readBytes(path: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(path.split('/').map(encodeURIComponent).join('/'), ROOT)));
}

/** Reads a vector file as UTF-8 text. */
export function readText(path: string): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(readBytes(path));
}

/** Reads a vector file as JSON. Every whole number becomes a bigint of exactly the digits that the file has. */
export function readJson(path: string): unknown {
  return parseJson(readText(path), (_key, value, context) =>
    typeof value === 'number' && context.source !== undefined && !/[.eE]/.test(context.source)
      ? BigInt(context.source)
      : value,
  );
}

type Reviver = (key: string, value: unknown, context: { readonly source?: string }) => unknown;

/** The paths that the index lists below a folder. */
export function listFiles(folder: string): string[] {
  const index = JSON.parse(readText('index.json')) as { files: { file: string }[] };
  return index.files.map(({ file }) => file).filter((file) => file.startsWith(`${folder}/`));
}

/** `JSON.parse` with the third argument of its reviver, which TypeScript's ES2024 library does not know. */
const parseJson = JSON.parse as (text: string, reviver: Reviver) => unknown;
