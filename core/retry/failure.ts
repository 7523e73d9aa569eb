/**
 * What sort of failure it was, by the first letters of its code. VAL: the output did not pass validation. FS: files. AI: the
 * model or its provider. BLD: build or tests. SEC: security.
 */
export const FAILURE_PREFIXES = ['VAL', 'FS', 'AI', 'BLD', 'SEC'] as const;
export type FailurePrefix = (typeof FAILURE_PREFIXES)[number];

/** Why an attempt failed. */
export type Failure = {
  /** Prefix, hyphen, number: `VAL-005`. */
  readonly code: string;
  /** What happened, in one sentence. */
  readonly message: string;
  /** Everything that was wrong, each in one line; empty where the message says all. */
  readonly problems: readonly string[];
};

/** Codes with a meaning of their own. */
export const FAILURE_CODES = {
  invalidOutput: 'VAL-001',
  planRefused: 'VAL-002',
  diffMismatch: 'VAL-004',
  drift: 'VAL-005',
  syntax: 'VAL-006',
  fileLocked: 'FS-001',
  outsideRoot: 'FS-003',
  providerUnavailable: 'AI-001',
  rateLimited: 'AI-002',
  buildFailed: 'BLD-001',
  testsFailed: 'BLD-002',
  forbiddenOperation: 'SEC-001',
  pathEscape: 'SEC-002',
  secretLeak: 'SEC-003',
} as const;

/** The sort of a failure; null for a code that is none of ours, which is never retried. */
export function prefixOf(code: string): FailurePrefix | null {
  return (
    FAILURE_PREFIXES.find((prefix) => code.startsWith(`${prefix}-`) && isNumber(code.slice(prefix.length + 1))) ?? null
  );
}

/**
 * Tells whether a failure is a finding of security: every SEC, and an attempt to leave the root. Trying again would be trying
 * to get past the gate.
 */
export function isSecurityFinding({ code }: Failure): boolean {
  return prefixOf(code) === 'SEC' || code === FAILURE_CODES.outsideRoot;
}

function isNumber(text: string): boolean {
  return text.length === 3 && Array.from(text).every((digit) => digit >= '0' && digit <= '9');
}
