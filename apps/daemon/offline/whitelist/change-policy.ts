import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { GatewayError } from '../../../../application/gateway-error.ts';
import type { Policy } from '../../../../core/policy/policy.ts';
import type { Result } from '../../../../core/result.ts';
import type { Places } from '../../environment.ts';
import { openPolicy } from '../open-policy.ts';
import { loadStaged } from '../proposals/load-staged.ts';
import { type Accepted, ask, writePolicy } from '../proposals/policy-accept.ts';
import { showAddedLines } from '../proposals/show-added-lines.ts';
import { visibleLines } from '../proposals/visible-lines.ts';

/** A change of the policy file that makes prompts fewer or more. */
export type PolicyChange = {
  /** What is done, for people. */
  readonly what: string;
  readonly edit: (text: string) => Result<string, string>;
  readonly json: boolean;
  readonly yes: boolean;
};

/**
 * Changes the whitelist or the trusted folders of the operator's policy file: shows the change, asks, keeps a copy, writes it
 * durably, and has a running gateway load it, which is on record there.
 *
 * Nothing is written unless the whole policy loads with it and differs in these lists alone. Null when the person said no.
 */
export async function changePolicy(change: PolicyChange, places: Places): Promise<Accepted | null> {
  const own = join(places.configDirectory, 'policy.yaml');
  const file = existsSync(own) ? realpathSync(own) : own;
  const current = existsSync(own) ? readFileSync(file, 'utf8') : null;
  const before = current ?? readFileSync(join(places.packageDirectory, 'policies', 'default.yaml'), 'utf8');
  const edited = change.edit(before);
  if (!edited.ok) throw new GatewayError('unavailable', `${change.what}: ${file}: ${edited.failure}`);
  const after = edited.value;
  const old = (await openPolicy(places.configDirectory, places)).current.policy.settings;
  const next = (await loadStaged(after, places)).policy.settings;
  if (!isSameBut(old, next))
    throw new GatewayError('unavailable', `${change.what}: the policy would differ in more than these lists`);
  if (!change.json)
    process.stdout.write(`${visibleLines(`${change.what}\n${file}\n${showAddedLines(before, after)}`)}\n`);
  if (!change.yes && !(await ask(`Change ${file}? [y/N] `, change.json))) return null;
  const mode = current === null ? 0o600 : statSync(file).mode & 0o777;
  return writePolicy({ file, current, after, mode }, places);
}

function isSameBut(old: Policy, next: Policy): boolean {
  return withoutLists(old) === withoutLists(next);
}

const CHANGED: ReadonlySet<string> = new Set(['version', 'whitelist', 'trustedFolders'] satisfies (keyof Policy)[]);

function withoutLists(policy: Policy): string {
  return JSON.stringify(Object.entries(policy).filter(([name]) => !CHANGED.has(name)));
}
