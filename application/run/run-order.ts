import { SANDBOX_NAMES, type SandboxName } from '../../core/sandbox/guarantee.ts';
import { findSecrets } from '../../core/secret/find-secrets.ts';
import { GatewayError } from '../gateway-error.ts';

/** What becomes of the files that a run changes. */
export const RUN_CHANGES = ['keep', 'review', 'drop'] as const;
/** `keep`: made in place, after the workspace was kept. `review`: kept apart until a person takes them over. `drop`: gone at the end. */
export type RunChanges = (typeof RUN_CHANGES)[number];

/** What holds a run where its order says nothing. */
export const USUAL_ISOLATION: SandboxName = 'bwrap';

/** Kinds that change a copy of the workspace, never the workspace itself. */
const COPYING: ReadonlySet<SandboxName> = new Set<SandboxName>(['gvisor', 'microvm']);

/** What becomes of changes where an order says nothing: what is made in a copy waits for a person, all else is made in place. */
export function usualChanges(isolation: SandboxName): RunChanges {
  return COPYING.has(isolation) ? 'review' : 'keep';
}

/** What a person wants to run. Nothing of it comes from an agent. */
export type RunOrder = {
  /** The program and its arguments: never a line for a shell. */
  readonly argv: readonly string[];
  /** Absolute. */
  readonly workspace: string;
  /** Absolute, in the workspace. */
  readonly cwd: string;
  readonly isolation: SandboxName;
  readonly changes: RunChanges;
  /** Beside the package registries that the policy knows: `host`, `host:port` or `*.host`. */
  readonly allowHosts: readonly string[];
  /** Names of secrets in the vault, by the variable that holds their sentinel. */
  readonly secrets: Readonly<Record<string, string>>;
  /** What is taken over of the caller's environment, and what the caller added. */
  readonly environment: Readonly<Record<string, string>>;
  readonly isTerminal: boolean;
  /** How long, before it must be renewed. */
  readonly leaseMs: number;
};

const MAX_ARGV = 1_000;
const MAX_ARGV_LENGTH = 100_000;
const MAX_HOSTS = 100;
const MAX_VARIABLES = 200;
const MAX_VALUE_LENGTH = 32_768;
/** Model §8: a lease lasts 60 minutes at most. */
const MAX_LEASE_MS = 3_600_000;
const MIN_LEASE_MS = 1_000;

/** What the gateway itself sets inside, so that a value of the caller's would count for nothing. */
const SET_INSIDE: ReadonlySet<string> = new Set([
  ...['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY'].flatMap((name) => [name, name.toLowerCase()]),
  ...['HOME', 'USER', 'LOGNAME', 'TMPDIR', 'NODE_USE_ENV_PROXY', 'ANTHROPIC_BASE_URL', 'OPENAI_BASE_URL'],
  ...['npm_config_ignore_scripts', 'YARN_ENABLE_SCRIPTS', 'PIP_ONLY_BINARY', 'GIT_TERMINAL_PROMPT'],
  ...['COUNTERSIGN_INSIDE', 'COUNTERSIGN_ADDRESS', 'COUNTERSIGN_HOOK_TOKEN_FILE'],
]);

type Problem = { readonly path: string; readonly found: string; readonly wanted: string };

/** Refuses an order that cannot be carried out, with every problem at once; raises `input.invalid`. */
export function checkOrder(order: RunOrder): void {
  const problems = [
    ...argvProblems(order.argv),
    ...placeProblems(order),
    ...environmentProblems(order.environment),
    ...listProblems(order),
  ];
  if (problems.length === 0) return;
  const said = problems.map(({ path, found, wanted }) => `${path}: found ${found}, want ${wanted}`);
  throw new GatewayError('input.invalid', `start a run: ${said.join('; ')}`, { problems });
}

function argvProblems(argv: readonly string[]): readonly Problem[] {
  const length = argv.reduce((sum, word) => sum + word.length, 0);
  const problems: Problem[] = [];
  if (argv.length === 0 || argv[0] === '') problems.push({ path: 'argv', found: 'no program', wanted: 'a program' });
  if (argv.length > MAX_ARGV || length > MAX_ARGV_LENGTH)
    problems.push({
      path: 'argv',
      found: `${argv.length} words of ${length} characters`,
      wanted: `at most ${MAX_ARGV} of ${MAX_ARGV_LENGTH}`,
    });
  if (argv.some((word) => word.includes('\0'))) problems.push({ path: 'argv', found: 'a zero byte', wanted: 'none' });
  return problems;
}

function placeProblems({ workspace, cwd }: RunOrder): readonly Problem[] {
  if (!workspace.startsWith('/')) return [{ path: 'workspace', found: workspace, wanted: 'an absolute path' }];
  const isInside = cwd === workspace || cwd.startsWith(`${workspace}/`);
  return isInside ? [] : [{ path: 'cwd', found: cwd, wanted: `a folder in ${workspace}` }];
}

function environmentProblems(environment: RunOrder['environment']): readonly Problem[] {
  const entries = Object.entries(environment);
  const problems: Problem[] = [];
  if (entries.length > MAX_VARIABLES)
    problems.push({ path: 'environment', found: `${entries.length} variables`, wanted: `at most ${MAX_VARIABLES}` });
  for (const [name, value] of entries) {
    const path = `environment.${name.slice(0, 64)}`;
    if (!isVariableName(name)) problems.push({ path, found: 'that name', wanted: 'letters, digits and underscores' });
    else if (SET_INSIDE.has(name))
      problems.push({ path, found: 'a variable that the gateway sets in every run', wanted: 'another' });
    else if (value.includes('\0') || value.length > MAX_VALUE_LENGTH)
      problems.push({ path, found: `${value.length} characters`, wanted: `at most ${MAX_VALUE_LENGTH}, no zero byte` });
    else if (findSecrets(`${name}=${value}`).length > 0)
      problems.push({ path, found: 'what looks like a secret', wanted: 'a secret of the vault: --secret' });
  }
  return problems;
}

function listProblems({ allowHosts, secrets, isolation, leaseMs }: RunOrder): readonly Problem[] {
  const problems: Problem[] = [];
  if (allowHosts.length > MAX_HOSTS)
    problems.push({ path: 'allow_hosts', found: `${allowHosts.length} hosts`, wanted: `at most ${MAX_HOSTS}` });
  for (const name of Object.keys(secrets))
    if (!isVariableName(name) || SET_INSIDE.has(name))
      problems.push({
        path: 'secrets',
        found: name.slice(0, 64),
        wanted: 'the name of a variable that the gateway does not set',
      });
  if (!SANDBOX_NAMES.includes(isolation))
    problems.push({ path: 'isolation', found: isolation, wanted: SANDBOX_NAMES.join(', ') });
  if (!Number.isSafeInteger(leaseMs) || leaseMs < MIN_LEASE_MS || leaseMs > MAX_LEASE_MS)
    problems.push({ path: 'lease_ms', found: String(leaseMs), wanted: `${MIN_LEASE_MS} to ${MAX_LEASE_MS}` });
  return problems;
}

function isVariableName(name: string): boolean {
  if (name === '' || name.length > 128) return false;
  for (let index = 0; index < name.length; index++) {
    const unit = name.charCodeAt(index);
    const isLetter = (unit >= 65 && unit <= 90) || (unit >= 97 && unit <= 122) || unit === 95;
    if (!isLetter && !(index > 0 && unit >= 48 && unit <= 57)) return false;
  }
  return true;
}
