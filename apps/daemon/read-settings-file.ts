import { readFileSync, statSync } from 'node:fs';
import type { z } from 'zod';
import { readYamlText } from '../../adapters/filesystem/yaml-text.ts';
import { redactSecrets } from '../../core/secret/redact-secrets.ts';

/** A path of a file with everything that is looked for in it. */
export type SettingsFile<Schema extends z.ZodType> = {
  readonly file: string;
  readonly schema: Schema;
  /** Default 1 MiB. */
  readonly maxBytes?: number;
};

const MAX_BYTES = 1_048_576;
const MAX_ALIASES = 10;
const LONGEST_NAME = 64;

/** A file of settings that cannot be taken as it is: somebody has to mend it before the gateway starts. */
export class SettingsFileError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SettingsFileError';
  }
}

/**
 * Reads a file of settings in YAML. Raises a `SettingsFileError` that names the file and every problem in it.
 *
 * Settings may hold keys and passwords, and what is said about a file goes to terminals and logs: places and wanted values are named,
 * what was found is not repeated.
 */
export function readSettingsFile<Schema extends z.ZodType>({
  file,
  schema,
  maxBytes = MAX_BYTES,
}: SettingsFile<Schema>): z.output<Schema> {
  const { size } = statSync(file);
  if (size > maxBytes) throw new SettingsFileError(`read ${file}: ${size} bytes, want at most ${maxBytes}`);
  const read = readYamlText(readFileSync(file, 'utf8'), { maxAliasCount: MAX_ALIASES });
  if (!read.ok) throw new SettingsFileError(`read ${file}: ${read.failure}`);
  const parsed = schema.safeParse(read.value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${placeOf(issue)}: ${wordsOf(issue)}`);
  throw new SettingsFileError(`read ${file}: ${redactSecrets(problems.join('; ')).text}`);
}

function placeOf({ path }: z.core.$ZodIssue): string {
  return path.map(nameOf).join('.') || '$';
}

/** A name that cannot be one is told why; one that is not known is named, where it is a name. */
function wordsOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_key') return issue.issues[0]?.message ?? issue.message;
  if (issue.code !== 'unrecognized_keys') return inOurWords(issue.message);
  return `found ${issue.keys.map(nameOf).join(', ')}, which is not known here`;
}

/** The library says "Invalid input: expected 1" where nobody wrote a message; we say what is wanted. The pattern is fixed words and a rest: linear. */
function inOurWords(message: string): string {
  const [, wanted] = /^Invalid (?:input|option): expected ([^]*)$/u.exec(message) ?? [];
  return wanted === undefined ? message : `want ${wanted}`;
}

/** A password that was put where a name belongs is no name, most of the time. */
function nameOf(part: PropertyKey): string {
  const text = String(part);
  return text.length <= LONGEST_NAME && [...text].every(isNameCharacter) ? text : '…';
}

function isNameCharacter(character: string): boolean {
  return /^[A-Za-z0-9._:/-]$/u.test(character);
}
