import { CountersignError, type CountersignErrorCode } from '../../sdk/error.ts';
import { EXIT, type ExitCode } from './exit-code.ts';

/** What a `CliError` says beside its message. */
type CliErrorDetails = { readonly remedies?: readonly string[]; readonly cause?: unknown };

/**
 * Why a command could not do what was asked. The one error that commands raise; `main` prints it and ends with its exit code.
 *
 * `message` reads "the action that failed: the value found, the value wanted"; `remedies` say what to do next.
 */
export class CliError extends Error {
  readonly exitCode: ExitCode;
  readonly code: string;
  readonly remedies: readonly string[];
  /** Every problem of an input that the gateway refused, as it named them. */
  readonly problems: CountersignError['problems'];

  constructor(kind: CliErrorKind, message: string, { remedies = [], cause }: CliErrorDetails = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'CliError';
    this.exitCode = EXIT[kind];
    this.code = codeOfCause(cause) ?? kind;
    this.remedies = remedies;
    this.problems = cause instanceof CountersignError ? cause.problems : [];
  }
}

/** Which exit code an error ends with. */
export type CliErrorKind = Exclude<keyof typeof EXIT, 'ok'>;

/** Makes a `CliError` of whatever was thrown. What nobody foresaw is `internal`. */
export function toCliError(error: unknown): CliError {
  if (error instanceof CliError) return error;
  if (error instanceof CountersignError) {
    const unsaid = error.problems.filter(({ path }) => !error.message.includes(path));
    const problems = unsaid.map(({ path, found, wanted }) => `${path}: ${found}, want ${wanted}`);
    const message = [error.message, ...problems].join('\n  ');
    const remedies = error.code === 'auth.invalid' ? OF_A_TOKEN : nextOf(error);
    return new CliError(KIND_OF_CODE[error.code] ?? 'failed', message, { remedies, cause: error });
  }
  if (isSystemError(error)) {
    const remedies = isUnmakeable(error) ? UNMAKEABLE.remedies : (REMEDIES_OF_SYSTEM[error.code] ?? []);
    return new CliError('failed', describeSystemError(error), { cause: error, remedies });
  }
  const message = error instanceof Error ? error.message : String(error);
  return new CliError('internal', `unexpected: ${message}`, { cause: error });
}

/** An error of the operating system, as Node raises it. */
export type SystemError = Error & { readonly code: string; readonly syscall?: string; readonly path?: string };

/** Tells whether the operating system refused something; with `code`, only that refusal. */
export function isSystemError(error: unknown, code?: string): error is SystemError {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return false;
  return code === undefined ? 'syscall' in error : error.code === code;
}

/** What the gateway says to do next; where it names something that is not there and no more, how to see what is. */
function nextOf({ code, remedies }: CountersignError): readonly string[] {
  const list = LISTS[code];
  return remedies.length > 0 || list === undefined ? remedies : [`List them: \`countersign ${list}\`.`];
}

const LISTS: { readonly [Code in CountersignErrorCode]?: string } = {
  'approval.unknown': 'approvals list --all',
  'approver.unknown': 'approvers list',
  'delegation.unknown': 'delegations list',
  'lease.unknown': 'lease list',
  'run.unknown': 'runs list',
  'secret.unknown': 'secret list',
  'token.unknown': 'token list',
  'tool.unknown': 'tools list',
  'web-session.unknown': 'browsers list',
};

/** The gateway speaks of headers, as to a program; whoever sits here has a variable and a file. */
const OF_A_TOKEN = [
  'Where COUNTERSIGN_TOKEN is set: unset it, or set it to a token of this gateway.',
  'Else stop the gateway and start it again, `countersign up`: it puts a token that it knows into `tokens/operator.token` of its state directory.',
];

const KIND_OF_CODE: { readonly [Code in CountersignErrorCode]?: CliErrorKind } = {
  unreachable: 'unreachable',
  'timed-out': 'unreachable',
  'unexpected-answer': 'unreachable',
  'policy.invalid': 'policy',
  'log.corrupt': 'verificationFailed',
  'log.rolled-back': 'verificationFailed',
  'input.invalid': 'usage',
  'approval.ambiguous': 'usage',
  'approver.ambiguous': 'usage',
  denied: 'notOk',
  deferred: 'approvalNeeded',
  'approval-pending': 'approvalNeeded',
};

const SYSTEM_ERRORS: { readonly [code: string]: string } = {
  EACCES: 'permission was denied',
  EPERM: 'the system does not permit it',
  ENOENT: 'there is no such file',
  ENOSPC: 'the disk is full',
  EROFS: 'the file system is read-only',
  EISDIR: 'it is a directory',
  ENOTDIR: 'a part of the path is no directory',
};

const OTHER_PLACE = 'or name another place; that of the gateway is COUNTERSIGN_STATE.';

const REMEDIES_OF_SYSTEM: { readonly [code: string]: readonly string[] } = {
  EACCES: [`See who owns it and its mode (\`ls -ld\`), ${OTHER_PLACE}`],
  ENOSPC: [`Free some space there, ${OTHER_PLACE}`],
  ENOTDIR: [`Name a place whose parts are folders, ${OTHER_PLACE}`],
  EROFS: [`Make it writable, ${OTHER_PLACE}`],
};

/** A folder below one that is there and lets nothing be made in it: `/proc` says that it does not exist, others that it is not permitted. */
function isUnmakeable({ code, syscall }: SystemError): boolean {
  return syscall === 'mkdir' && (code === 'ENOENT' || code === 'EPERM');
}

const UNMAKEABLE = {
  found: 'no folder can be made there',
  remedies: [`Name a place in which files can be made, ${OTHER_PLACE}`],
};

function describeSystemError(error: SystemError): string {
  const found = isUnmakeable(error) ? UNMAKEABLE.found : (SYSTEM_ERRORS[error.code] ?? error.code);
  return `${error.syscall ?? 'use'} ${error.path ?? 'a file'}: ${found}`;
}

function codeOfCause(cause: unknown): string | null {
  return cause instanceof CountersignError ? cause.code : null;
}
