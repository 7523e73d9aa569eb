import process from 'node:process';
import { parseArgs } from 'node:util';
import { GatewayError } from '../../../../application/gateway-error.ts';
import { listProposals, type Proposed } from '../../../../application/policy/list-proposals.ts';
import type { Places } from '../../environment.ts';
import { tellProblem } from '../../tell-problem.ts';
import { openPolicy } from '../open-policy.ts';
import { withRecord } from './read-proposals.ts';
import { visibleLines } from './visible-lines.ts';

const FAILED = 50;
const DEFAULT_LIMIT = 50;

type Listed = Omit<Proposed, 'state'> & { readonly state: Proposed['state'] | 'adopted' };

/** Runs `policy proposed`: lists proposed rules, newest first, with whether each was adopted. */
export async function runProposed(args: readonly string[], places: Places): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { json: { type: 'boolean', default: false }, limit: { type: 'string' } },
  });
  try {
    const limit = Number(values.limit ?? DEFAULT_LIMIT);
    const found = await withRecord(places, ({ stores, ...ports }) =>
      listProposals({ ...ports, ledger: stores.ledger }, { nowMs: Date.now(), limit }),
    );
    const rules = await ruleIds(places);
    const listed = found.map((proposed) => withAdoption(proposed, rules));
    if (values.json) process.stdout.write(`${JSON.stringify({ proposals: listed.map(toJson) })}\n`);
    else process.stdout.write(listed.length === 0 ? 'nothing was proposed\n' : listed.map(describe).join('\n'));
    return 0;
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    return tellProblem(error, { json: values.json, exitCode: FAILED });
  }
}

/** Ids of the rules in the policy files; none when they do not load, which is for `policy lint` to say. */
async function ruleIds(places: Places): Promise<ReadonlySet<string>> {
  try {
    const { current } = await openPolicy(places.configDirectory, places);
    return new Set(current.policy.settings.rules.map(({ id }) => id));
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    return new Set();
  }
}

function withAdoption(proposed: Proposed, rules: ReadonlySet<string>): Listed {
  const isAdopted = proposed.state === 'open' && proposed.ruleId !== null && rules.has(proposed.ruleId);
  return isAdopted ? { ...proposed, state: 'adopted' } : proposed;
}

function toJson({ atMs, ruleId, expiresAtMs, ...same }: Listed): object {
  return { ...same, at_ms: atMs, rule_id: ruleId, expires_at_ms: expiresAtMs };
}

function describe({ index, atMs, by, tool, state, why, yaml, expiresAtMs }: Listed): string {
  const until = expiresAtMs === null ? '' : `, until ${new Date(expiresAtMs).toISOString()}`;
  const head = `entry ${index}  ${state}  ${tool}, by ${by} on ${new Date(atMs).toISOString()}${until}`;
  const rule = state === 'erased' ? '  payload erased' : (yaml ?? `  no rule: ${why ?? 'unknown'}`);
  const accept = state === 'open' ? `  accept: countersign policy accept ${index}\n` : '';
  return `${visibleLines(`${head}\n${rule.trimEnd()}`)}\n${accept}`;
}
