import {
  parseShown,
  parseWords,
  type TrustedFolder,
  WHITELIST_LIMITS,
  WHITELIST_SCOPES,
  type WhitelistEntry,
} from '../fatigue/whitelist-entry.ts';
import { normalisePath } from '../path/normalise-path.ts';
import type { PolicyLayerDocument } from './policy-layer.ts';
import type { Fields, Reading } from './reading.ts';
import { parseTimestamp } from './timestamp.ts';

/** The keys of one entry of `whitelist`, and of one of `trusted_folders`. */
export const WHITELIST_KEYS = ['pattern', 'scope', 'note', 'tool', 'effects', 'added', 'expires'] as const;
export const FOLDER_KEYS = ['path', 'note', 'added', 'expires'] as const;

const MAX_NOTE = 500;
const MAX_TOOL = 256;

/** Reads commands that nobody needs to be asked about, each for at most 90 days; nothing where there are none. */
export function parseWhitelist(reading: Reading | null): Pick<PolicyLayerDocument, 'whitelist'> {
  const entries = (reading?.items({ max: WHITELIST_LIMITS.entries }) ?? []).flatMap(parseEntry);
  return entries.length === 0 ? {} : { whitelist: entries };
}

function parseEntry(reading: Reading): readonly WhitelistEntry[] {
  const fields = reading.fields(WHITELIST_KEYS);
  if (fields === null) return [];
  const patternReading = fields.required('pattern');
  const pattern = patternReading.text({ maxLength: WHITELIST_LIMITS.length });
  const words = pattern === null ? null : parseWords(pattern);
  if (words?.ok === false) patternReading.refusePhrase(words.failure);
  const isWild = words?.ok === true && words.value.includes('*');
  const scope = fields.required('scope').oneOf(WHITELIST_SCOPES);
  const note = parseNote(fields);
  const tool = parseTool(fields.required('tool'));
  const effects = parseEffects(fields.required('effects'), isWild);
  const life = parseLife(fields);
  if (pattern === null || scope === null || note === null || tool === null || life === null) return [];
  return [{ pattern, scope, note, tool, effects, ...life }];
}

function parseNote(fields: Fields): string | null {
  return fields.required('note').text({ maxLength: MAX_NOTE });
}

/** Where a tool comes from, its name, and where it is pinned its digest. */
function parseTool(reading: Reading): string | null {
  const text = reading.text({ maxLength: MAX_TOOL });
  if (text === null) return null;
  const words = text.split(' ');
  const isIdentity = (words.length === 2 || words.length === 3) && words.every((word) => word !== '' && word !== '*');
  return isIdentity ? text : reading.refuse('a tool with its origin, as in "builtin:claude-code Bash"');
}

function parseEffects(reading: Reading, isWild: boolean): readonly string[] {
  const items = reading.items({ max: WHITELIST_LIMITS.effects });
  if (Array.isArray(reading.value) && items.length === 0 && reading.value.length === 0)
    reading.refuse('the effects that were shown, at least one', 'an empty list');
  return items.flatMap((item) => {
    const text = item.text({ maxLength: 128 });
    if (text === null) return [];
    const shown = parseShown(text, { isWild });
    if (shown.ok) return [shown.value];
    item.refusePhrase(shown.failure);
    return [];
  });
}

/** Reads folders whose projects may be tested and built unasked, each for at most 90 days; nothing where there are none. */
export function parseTrustedFolders(reading: Reading | null): Pick<PolicyLayerDocument, 'trustedFolders'> {
  const folders = (reading?.items({ max: WHITELIST_LIMITS.entries }) ?? []).flatMap(parseFolder);
  return folders.length === 0 ? {} : { trustedFolders: folders };
}

function parseFolder(reading: Reading): readonly TrustedFolder[] {
  const fields = reading.fields(FOLDER_KEYS);
  if (fields === null) return [];
  const path = parseFolderPath(fields.required('path'));
  const note = parseNote(fields);
  const life = parseLife(fields);
  return path === null || note === null || life === null ? [] : [{ path, note, ...life }];
}

/** One folder, not the root, not a home whole, and no pattern. */
function parseFolderPath(reading: Reading): string | null {
  const text = reading.text({ maxLength: 512 });
  if (text === null) return null;
  const normal = normalisePath(text, { cwd: '/', home: '~' });
  const isPlain = normal === (text.startsWith('~/') ? `/${text}` : text);
  const depth = text.split('/').length - 1;
  const isNarrow = text.startsWith('~/') ? depth >= 1 && text.length > 2 : text.startsWith('/') && depth >= 2;
  return isPlain && isNarrow && !text.includes('*')
    ? text
    : reading.refuse('one folder as an absolute path of two names or more, or below ~/, without . and ..');
}

function parseLife(fields: Fields): Pick<WhitelistEntry, 'addedAtMs' | 'expiresAtMs'> | null {
  const addedAtMs = parseTime(fields.required('added'));
  const expires = fields.required('expires');
  const expiresAtMs = parseTime(expires);
  if (addedAtMs === null || expiresAtMs === null) return null;
  const isInBounds = addedAtMs < expiresAtMs && expiresAtMs <= addedAtMs + WHITELIST_LIMITS.lifetimeMs;
  return isInBounds ? { addedAtMs, expiresAtMs } : expires.refuse('an end at most 90 days after it was added');
}

function parseTime(reading: Reading): number | null {
  const atMs = typeof reading.value === 'string' ? parseTimestamp(reading.value) : null;
  return atMs ?? reading.refuse('a time in quotes, as in "2027-02-01T00:00:00Z"');
}
