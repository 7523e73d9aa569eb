import { existsSync, realpathSync } from 'node:fs';
import { sep } from 'node:path';
import type { WireRunRequest, WireSandboxName } from '../../../sdk/wire.ts';
import type { Context } from '../command.ts';
import type { Invocation } from '../invocation.ts';
import { usageError } from '../parse-command-line.ts';
import { readDurationMs } from '../read-value.ts';
import { findWorkspace } from '../workspace/find-workspace.ts';

/** Variables that are handed over where they are set: language, time, look, and where programs are. No login is among them. */
const HANDED_OVER = [
  'CI',
  'CLICOLOR',
  'COLORTERM',
  'COLUMNS',
  'EDITOR',
  'FORCE_COLOR',
  'GOROOT',
  'JAVA_HOME',
  'LANG',
  'LC_ALL',
  'LC_CTYPE',
  'LINES',
  'NODE_ENV',
  'NO_COLOR',
  'PAGER',
  'PATH',
  'RUST_BACKTRACE',
  'TERM',
  'TERM_PROGRAM',
  'TZ',
];

/** What `countersign run` was asked for, as the gateway wants it. Raises `usage` with every problem. */
export function readRunOrder(
  invocation: Invocation,
  { environment, terminal }: Pick<Context, 'environment' | 'terminal'>,
): WireRunRequest {
  const problems: string[] = [];
  if (invocation.passed.length === 0) problems.push('want -- and a program');
  const workspace = findWorkspace(invocation, { environment });
  const here = existsSync(environment.workDir) ? realpathSync(environment.workDir) : environment.workDir;
  const secrets = assignments(invocation.texts('secret'), { name: '--secret', problems, fallback: (word) => word });
  const given = assignments(invocation.texts('env'), {
    name: '--env',
    problems,
    fallback: (word) => environment.variables[word] ?? null,
  });
  if (problems.length > 0) throw usageError({ path: ['run'] }, problems);
  const lease = invocation.text('lease');
  return {
    argv: [...invocation.passed],
    workspace,
    cwd: here === workspace || here.startsWith(`${workspace}${sep}`) ? here : workspace,
    isolation: (invocation.text('isolation') ?? 'bwrap') as WireSandboxName,
    ...changesOf(invocation),
    allow_hosts: invocation.texts('allow-host'),
    secrets,
    environment: { ...handedOver(environment.variables), ...given },
    is_terminal: terminal.input.isTTY === true,
    ...(lease === null ? {} : { lease_ms: readDurationMs(lease, '--lease') }),
  };
}

/** Left out where nobody said: then the kind of sandbox decides. */
function changesOf(invocation: Invocation): { readonly changes?: 'keep' | 'review' | 'drop' } {
  const changes = invocation.text('changes');
  return changes === 'keep' || changes === 'review' || changes === 'drop' ? { changes } : {};
}

function handedOver(variables: Context['environment']['variables']): Record<string, string> {
  return Object.fromEntries(
    HANDED_OVER.flatMap((name) => {
      const value = variables[name];
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}

type Reading = {
  readonly name: string;
  readonly problems: string[];
  /** The value of a name that stands alone; null where there is none. */
  readonly fallback: (word: string) => string | null;
};

/** `NAME=VALUE`, or a name alone. */
function assignments(words: readonly string[], { name, problems, fallback }: Reading): Record<string, string> {
  const found: Record<string, string> = {};
  for (const word of words) {
    const at = word.indexOf('=');
    const key = at < 0 ? word : word.slice(0, at);
    const value = at < 0 ? fallback(key) : word.slice(at + 1);
    if (key === '') problems.push(`${name} ${JSON.stringify(word)}: want NAME or NAME=VALUE`);
    else if (value === null) problems.push(`${name} ${JSON.stringify(key)}: it is not set, want NAME=VALUE`);
    else found[key] = value;
  }
  return found;
}
