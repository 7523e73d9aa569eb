import type { PolicyLayer } from '../policy/policy.ts';
import type { Fields, Reading } from '../policy/reading.ts';
import {
  CHECK_KINDS,
  CHECK_LIMITS,
  type Check,
  type CheckKind,
  DEFAULT_REACTION,
  DEFAULT_TIMEOUT_MS,
  MILDEST_REACTION,
  REACTIONS,
  type Reaction,
  stricterReaction,
} from './check.ts';
import { variableProblem } from './check-environment.ts';

/** The keys of the section `verify` and of a check in it. */
export const VERIFY_KEYS = ['checks', 'environment', 'project_checks'] as const;
export const CHECK_KEYS = ['name', 'kind', 'argv', 'timeout_seconds', 'on_failure'] as const;

/** When a check that a project brought may run: only in a sandbox, or always. A project is whoever wrote the repository. */
export const PROJECT_CHECKS = ['contained', 'always'] as const;
export type ProjectChecks = (typeof PROJECT_CHECKS)[number];

/** What one policy source says of verification. Null was not written there. */
export type VerifyDocument = {
  readonly checks: readonly Check[];
  /** Variables of the gateway's environment that programs of checks get besides the usual ones. */
  readonly environment: readonly string[];
  readonly projectChecks: ProjectChecks | null;
};

const BUILT_IN_NAMES: readonly string[] = ['scope', 'secrets'];
const MAX_VARIABLES = 64;
const MAX_NAME_LENGTH = 64;

/**
 * Reads the section `verify` of one policy source, and notes every problem.
 *
 * A check has a name, a kind, and the program with its arguments as a list, never as a line for a shell. The names `scope` and
 * `secrets` stand for the built-in checks, which take no program: writing one only says what follows from it. Findings of
 * security cannot be left to the agent (`fix`). A project may add checks; it may not name variables or loosen what its own
 * checks may do.
 */
export function parseChecks(reading: Reading | null, layer: PolicyLayer): VerifyDocument {
  const fields = reading?.fields(VERIFY_KEYS) ?? null;
  if (fields === null) return { checks: [], environment: [], projectChecks: null };
  return {
    checks: readChecks(fields.optional('checks'), layer),
    environment: readVariables(fields.optional('environment'), layer),
    projectChecks: readProjectChecks(fields.optional('project_checks'), layer),
  };
}

function readChecks(reading: Reading | null, layer: PolicyLayer): readonly Check[] {
  const names = new Set<string>();
  const checks: Check[] = [];
  for (const item of reading?.items({ max: CHECK_LIMITS.checks }) ?? []) {
    const fields = item.fields(CHECK_KEYS);
    const check = fields === null ? null : readCheck(fields, layer);
    if (check === null) continue;
    if (names.has(check.name)) item.refuse('a name of its own', `a second check ${check.name}`);
    names.add(check.name);
    checks.push(check);
  }
  return checks;
}

function readCheck(fields: Fields, layer: PolicyLayer): Check | null {
  const name = readName(fields.required('name'));
  const kind = fields.required('kind').oneOf(CHECK_KINDS);
  const timeout = fields.optional('timeout_seconds')?.integer({ min: 1, max: CHECK_LIMITS.timeoutSeconds }) ?? null;
  if (name === null || kind === null) return null;
  return {
    name,
    kind,
    argv: readArgv(fields, { name, kind }),
    timeoutMs: timeout === null ? DEFAULT_TIMEOUT_MS : timeout * 1_000,
    onFailure: readReaction(fields.optional('on_failure'), kind),
    layer,
  };
}

function readName(reading: Reading): string | null {
  const name = reading.text({ maxLength: MAX_NAME_LENGTH });
  const isWord = name !== null && [...name].every((letter) => 'abcdefghijklmnopqrstuvwxyz0123456789-'.includes(letter));
  return name === null || isWord ? name : reading.refuse('a word of lower-case letters, digits and hyphens');
}

/** The built-in checks have a name and kind of their own, and no program. */
function readArgv(
  fields: Fields,
  { name, kind }: { readonly name: string; readonly kind: CheckKind },
): readonly string[] | null {
  const reading = fields.optional('argv');
  if (BUILT_IN_NAMES.includes(name) || kind === 'scope') {
    if (name !== kind) fields.required('kind').refuse(`the kind and name of a built-in check to be the same`);
    return reading?.refuse('no program: this check is built in') ?? null;
  }
  if (reading === null) return fields.required('argv').refuse('a program and its arguments');
  const words = reading.items({ max: CHECK_LIMITS.words }).map(readWord);
  const given: readonly unknown[] | null = Array.isArray(reading.value) ? reading.value : null;
  if (given !== null && (given.length === 0 || given[0] === ''))
    reading.refuse('a program and its arguments', 'no program');
  return words;
}

/** As it is written: white space counts. */
function readWord(reading: Reading): string {
  const { value } = reading;
  const isWord = typeof value === 'string' && value.length <= CHECK_LIMITS.wordLength && value.isWellFormed();
  if (isWord && !value.includes('\0')) return value;
  reading.refuse(`text of at most ${CHECK_LIMITS.wordLength} characters without NUL`);
  return '';
}

function readReaction(reading: Reading | null, kind: CheckKind): Reaction {
  const wanted = reading?.oneOf(REACTIONS) ?? DEFAULT_REACTION[kind];
  const mildest = MILDEST_REACTION[kind];
  if (stricterReaction(wanted, mildest) === wanted) return wanted;
  reading?.refuse(`${mildest} or stricter for the kind ${kind}`);
  return mildest;
}

function readVariables(reading: Reading | null, layer: PolicyLayer): readonly string[] {
  if (reading !== null && layer === 'project') reading.refuse('no variables: a project may not have any passed on');
  return (reading?.items({ max: MAX_VARIABLES }) ?? []).flatMap((item) => {
    const name = item.text({ maxLength: 64 });
    const problem = name === null ? null : variableProblem(name);
    if (problem !== null) item.refuse(problem);
    return name === null ? [] : [name];
  });
}

function readProjectChecks(reading: Reading | null, layer: PolicyLayer): ProjectChecks | null {
  if (reading === null) return null;
  if (layer === 'project') return reading.refuse('nothing here: the operator says when checks of a project run');
  return reading.oneOf(PROJECT_CHECKS);
}
