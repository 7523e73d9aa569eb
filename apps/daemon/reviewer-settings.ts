import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { ReviewSettings } from '../../application/reviewer/review-desk.ts';
import { classifyHost } from '../../core/effect/url/classify-host.ts';
import { parseHost } from '../../core/effect/url/parse-url.ts';
import { REVIEW_LIMITS } from '../../core/reviewer/review-prompt.ts';
import { readSettingsFile } from './read-settings-file.ts';

const FILE = 'reviewer.yaml';
const MAX_BYTES = 65_536;
const USUAL_TIMEOUT_MS = 8_000;

/** Where a reviewer's key is kept: never in the file itself. */
export type ReviewerKey =
  | { readonly kind: 'none' }
  | { readonly kind: 'secret'; readonly name: string }
  | { readonly kind: 'file'; readonly path: string };

/** One reviewer model as the operator configured it. */
export type ReviewerEntry = {
  readonly name: string;
  readonly api: 'openai' | 'anthropic';
  readonly provider: string;
  readonly model: string;
  readonly baseUrl: string;
  readonly key: ReviewerKey;
  readonly tokenField: 'max_tokens' | 'max_completion_tokens';
};

/** Reviewers in the order in which they are preferred, and how they are used. */
export type ReviewerFile = { readonly reviewers: readonly ReviewerEntry[]; readonly review: ReviewSettings };

const word = z
  .string()
  .min(1)
  .max(64)
  .refine((text) => [...text].every(isWordCharacter), 'want letters, digits, dots, colons, slashes, hyphens');
const principal = z.string().min(1).max(256);

const Reviewer = z.strictObject({
  name: word,
  api: z.enum(['openai', 'anthropic']),
  provider: word,
  model: z.string().min(1).max(200),
  base_url: z.url({ protocol: /^https?$/ }).max(2_048),
  key: z.string().min(1).max(4_200).optional(),
  max_tokens_field: z.enum(['max_tokens', 'max_completion_tokens']).optional(),
});

const ReviewerYaml = z.strictObject({
  version: z.literal(1),
  reviewers: z.array(Reviewer).min(1).max(8),
  timeout_ms: z.int().min(500).max(60_000).optional(),
  guidance: z.string().max(REVIEW_LIMITS.guidanceLength).optional(),
  proposers: z.record(principal, word).optional(),
  watch_allows: z.boolean().optional(),
});

/**
 * Reads `reviewer.yaml`; null without one. A file that does not parse is an error that names every problem.
 *
 * A key is `secret:<name>` of the vault or `file:<absolute path>`, and left out where the endpoint wants none. Plain `http://` is for
 * this machine only.
 */
export function readReviewers(configDirectory: string): ReviewerFile | null {
  const file = join(configDirectory, FILE);
  if (!existsSync(file)) return null;
  const given = readSettingsFile({ file, schema: ReviewerYaml, maxBytes: MAX_BYTES });
  const problems = problemsOf(given);
  if (problems.length > 0) throw new Error(`read ${file}: ${problems.join('; ')}`);
  const { reviewers, timeout_ms: timeoutMs = USUAL_TIMEOUT_MS, guidance = '', proposers = {} } = given;
  const watchesAllows = given.watch_allows ?? false;
  return { reviewers: reviewers.map(entryOf), review: { timeoutMs, guidance, proposers, watchesAllows } };
}

function problemsOf({ reviewers }: z.infer<typeof ReviewerYaml>): readonly string[] {
  const names = reviewers.map(({ name }) => name);
  return reviewers.flatMap((one, at) => [
    ...(names.indexOf(one.name) === at ? [] : [`reviewers.${at}.name: ${one.name} is taken, want another name`]),
    ...(keyOf(one.key) === null ? [`reviewers.${at}.key: want secret:<name> or file:<absolute path>`] : []),
    ...urlProblems(one.base_url).map((problem) => `reviewers.${at}.base_url: ${problem}`),
  ]);
}

function urlProblems(text: string): readonly string[] {
  const url = new URL(text);
  const host = parseHost(url.hostname);
  const isHere = host !== null && classifyHost(host) === 'loopback';
  return [
    ...(url.protocol === 'https:' || isHere ? [] : ['plain http:// to another machine, want https://']),
    ...(url.username === '' && url.password === '' ? [] : ['a name or password in it, want a key']),
    ...(url.search === '' && url.hash === '' ? [] : ['a query or fragment, want none']),
  ];
}

function entryOf(one: z.infer<typeof Reviewer>): ReviewerEntry {
  const { name, api, provider, model, base_url: url, key, max_tokens_field: tokenField = 'max_tokens' } = one;
  const baseUrl = url.endsWith('/') ? url.slice(0, -1) : url;
  return { name, api, provider, model, baseUrl, key: keyOf(key) ?? { kind: 'none' }, tokenField };
}

function keyOf(text: string | undefined): ReviewerKey | null {
  if (text === undefined) return { kind: 'none' };
  if (text.startsWith('secret:') && text.length > 7) return { kind: 'secret', name: text.slice(7) };
  return text.startsWith('file:/') ? { kind: 'file', path: text.slice(5) } : null;
}

function isWordCharacter(character: string): boolean {
  return /^[A-Za-z0-9./:_-]$/u.test(character);
}
