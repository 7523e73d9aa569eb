import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { shownEffects } from '../../../../application/fatigue/shown-effects.ts';
import { GatewayError } from '../../../../application/gateway-error.ts';
import { counted } from '../../../../core/counted.ts';
import { decide } from '../../../../core/decide.ts';
import { WHITELIST_LIMITS, type WhitelistEntry } from '../../../../core/fatigue/whitelist-entry.ts';
import type { CompiledPolicy } from '../../../../core/policy/compiled-policy.ts';
import { formatTimestamp } from '../../../../core/policy/timestamp.ts';
import type { Places } from '../../environment.ts';
import { tellProblem } from '../../tell-problem.ts';
import { openPolicy } from '../open-policy.ts';
import { insertRule } from '../proposals/insert-rule.ts';
import type { Accepted } from '../proposals/policy-accept.ts';
import { withRecord } from '../proposals/read-proposals.ts';
import { visibleLines } from '../proposals/visible-lines.ts';
import { recordedEntries } from '../recorded-decisions.ts';
import { changePolicy } from './change-policy.ts';
import { removeItem } from './remove-item.ts';

const EXIT = { ok: 0, notOk: 1, usage: 2, policy: 10, failed: 50 } as const;
const DAY_MS = 86_400_000;
const USUAL_TOOL = 'builtin:claude-code Bash';

type Values = {
  readonly json: boolean;
  readonly yes: boolean;
  readonly scope?: string;
  readonly note?: string;
  readonly days?: string;
  readonly tool?: string;
  readonly last?: string;
};

type Running = { readonly operand: string; readonly values: Values; readonly places: Places };

const VERBS: { readonly [verb: string]: (running: Running) => Promise<number> } = {
  list,
  add,
  remove,
  test: tryPattern,
  folder: addFolder,
  'forget-folder': removeFolder,
};

/** Runs `whitelist …` and `trust folder`: what nobody is asked about, in the operator's policy file. */
export async function runWhitelist([verb = '', ...args]: readonly string[], places: Places): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      yes: { type: 'boolean', short: 'y', default: false },
      scope: { type: 'string' },
      note: { type: 'string' },
      days: { type: 'string' },
      tool: { type: 'string' },
      last: { type: 'string' },
    },
  });
  const run = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
  if (run === undefined) return EXIT.usage;
  try {
    return await run({ operand: positionals[0] ?? '', values, places });
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    const exitCode = error.code === 'policy.invalid' ? EXIT.policy : EXIT.failed;
    return tellProblem(error, { json: values.json, exitCode });
  }
}

async function list({ values, places }: Running): Promise<number> {
  const { settings } = (await openPolicy(places.configDirectory, places)).current.policy;
  const { whitelist = [], trustedFolders = [] } = settings;
  if (values.json) {
    const entries = whitelist.map(({ addedAtMs, expiresAtMs, ...same }) => ({
      ...same,
      added_at_ms: addedAtMs,
      expires_at_ms: expiresAtMs,
    }));
    const folders = trustedFolders.map(({ path, note, addedAtMs, expiresAtMs }) => ({
      path,
      note,
      added_at_ms: addedAtMs,
      expires_at_ms: expiresAtMs,
    }));
    process.stdout.write(`${JSON.stringify({ whitelist: entries, trusted_folders: folders })}\n`);
    return EXIT.ok;
  }
  const lines = [
    ...whitelist.map(describe),
    ...trustedFolders.map(({ path, note, expiresAtMs }) => `folder  ${path}  ${until(expiresAtMs)}  ${note}`),
  ];
  process.stdout.write(
    visibleLines(lines.length === 0 ? 'nothing passes unasked by a list\n' : `${lines.join('\n')}\n`),
  );
  return EXIT.ok;
}

function describe({ pattern, scope, note, tool, effects, expiresAtMs }: WhitelistEntry): string {
  return `${scope.padEnd(6)}  ${pattern}  ${until(expiresAtMs)}  ${note}\n        ${tool}: ${effects.join(', ')}`;
}

function until(endMs: number): string {
  return `${endMs <= Date.now() ? 'EXPIRED' : 'until'} ${new Date(endMs).toISOString().slice(0, 10)}`;
}

async function shownOf(
  { operand: pattern, values, places }: Running,
  policy: CompiledPolicy,
): Promise<ReturnType<typeof shownEffects>> {
  const { home } = places;
  const gatewayPaths = [places.stateDirectory, places.configDirectory];
  const place = { policy, home, gatewayPaths, workspace: join(home, 'workspace') };
  return shownEffects({ tool: values.tool ?? USUAL_TOOL, pattern }, place);
}

async function add(running: Running): Promise<number> {
  const { operand: pattern, values, places } = running;
  const { policy } = (await openPolicy(places.configDirectory, places)).current;
  const shown = await shownOf(running, policy);
  if (!shown.ok) return refused(`whitelist ${JSON.stringify(pattern)}: ${shown.failure}`, values);
  const tool = values.tool ?? USUAL_TOOL;
  if (find(policy.settings.whitelist ?? [], { pattern, tool }) >= 0)
    return refused(`whitelist ${JSON.stringify(pattern)}: it is on the list already`, values);
  const life = lifeOf(values.days);
  if (life === null) return refused(`read --days: ${JSON.stringify(values.days)}, want 1 to 90`, values);
  const lines = [
    `- pattern: ${JSON.stringify(pattern)}`,
    `  scope: ${values.scope === 'auto' ? 'auto' : 'always'}`,
    `  note: ${JSON.stringify(values.note ?? 'added at the command line')}`,
    `  tool: ${JSON.stringify(tool)}`,
    `  effects: ${JSON.stringify(shown.value.effects)}`,
    ...life,
  ];
  const what = `change: nobody is asked about ${JSON.stringify(pattern)} any more (${shown.value.effects.join(', ')})`;
  return changed({ ...running, what, edit: (text) => insertRule(text, `${lines.join('\n')}\n`, 'whitelist') });
}

async function remove(running: Running): Promise<number> {
  const { operand: pattern, values, places } = running;
  const { settings } = (await openPolicy(places.configDirectory, places)).current.policy;
  const at = find(settings.whitelist ?? [], { pattern, tool: values.tool ?? USUAL_TOOL });
  if (at < 0) return refused(`take ${JSON.stringify(pattern)} off the whitelist: it is not on it`, values);
  const what = `change: people are asked about ${JSON.stringify(pattern)} again`;
  return changed({ ...running, what, edit: (text) => removeItem(text, { listName: 'whitelist', at }) });
}

async function addFolder(running: Running): Promise<number> {
  const { operand, values, places } = running;
  const path = operand.startsWith('~/') ? join(places.home, operand.slice(2)) : resolve(operand);
  if (!existsSync(join(path, '.git')))
    return refused(
      `trust the folder ${path}: found no git repository in it, want one, so that changes can be seen`,
      values,
    );
  const life = lifeOf(values.days) ?? [];
  const note = values.note ?? 'added at the command line';
  const lines = [`- path: ${JSON.stringify(path)}`, `  note: ${JSON.stringify(note)}`, ...life];
  const what = `change: projects in ${path} may be tested, built and checked unasked`;
  return changed({ ...running, what, edit: (text) => insertRule(text, `${lines.join('\n')}\n`, 'trusted_folders') });
}

async function removeFolder(running: Running): Promise<number> {
  const { operand, values, places } = running;
  const { settings } = (await openPolicy(places.configDirectory, places)).current.policy;
  const wanted = [operand, resolve(operand)];
  const at = (settings.trustedFolders ?? []).findIndex(({ path }) => wanted.includes(path));
  if (at < 0) return refused(`trust the folder ${operand} no longer: it is not trusted`, values);
  const what = `change: people are asked about tests and builds in ${operand} again`;
  return changed({ ...running, what, edit: (text) => removeItem(text, { listName: 'trusted_folders', at }) });
}

async function tryPattern(running: Running): Promise<number> {
  const { operand: pattern, values, places } = running;
  const { policy } = (await openPolicy(places.configDirectory, places)).current;
  const shown = await shownOf(running, policy);
  if (!shown.ok) return refused(`whitelist ${JSON.stringify(pattern)}: ${shown.failure}`, values);
  const { effects } = shown.value;
  const tool = values.tool ?? USUAL_TOOL;
  const entry = {
    pattern,
    scope: 'always',
    note: 'tried',
    tool,
    effects,
    addedAtMs: 0,
    expiresAtMs: Number.MAX_SAFE_INTEGER,
  } as const;
  const next = {
    ...policy,
    settings: { ...policy.settings, whitelist: [...(policy.settings.whitelist ?? []), entry] },
  };
  const saved = existsSync(join(places.stateDirectory))
    ? await savedBy({ policy, next, places, last: Number(values.last ?? 10_000) })
    : [];
  if (values.json) process.stdout.write(`${JSON.stringify({ pattern, tool, effects, saved })}\n`);
  else {
    const places_ = saved.length === 0 ? '' : `: entries ${saved.slice(0, 20).join(', ')}`;
    process.stdout.write(
      visibleLines(
        `${pattern}: ${effects.join(', ')}\nwould have saved ${counted(saved.length, 'recorded prompt')}${places_}\n`,
      ),
    );
  }
  return EXIT.ok;
}

async function savedBy({
  policy,
  next,
  places,
  last,
}: {
  readonly policy: CompiledPolicy;
  readonly next: CompiledPolicy;
  readonly places: Places;
  readonly last: number;
}): Promise<readonly number[]> {
  return withRecord(places, async ({ stores, cipher, hash }) => {
    const saved: number[] = [];
    for await (const { index, record } of recordedEntries({ ledger: stores.ledger, cipher, hash }, { last })) {
      if (record === null) continue;
      const { action, facts } = record;
      const bare = { ...facts, approval: null, grants: [] };
      if (decide(action, bare, policy).verdict !== 'require-approval') continue;
      if (decide(action, bare, next).verdict === 'allow') saved.push(index);
    }
    return saved;
  });
}

function find(
  entries: readonly WhitelistEntry[],
  { pattern, tool }: { readonly pattern: string; readonly tool: string },
): number {
  return entries.findIndex((entry) => entry.pattern === pattern && entry.tool === tool);
}

/** From now on, for at most 90 days. Null for anything else. */
function lifeOf(days = '90'): readonly string[] | null {
  const count = Number(days);
  if (!Number.isInteger(count) || count < 1 || count * DAY_MS > WHITELIST_LIMITS.lifetimeMs) return null;
  const addedAtMs = Math.floor(Date.now() / 1_000) * 1_000;
  const times = [addedAtMs, addedAtMs + count * DAY_MS].map(formatTimestamp);
  return [`  added: ${JSON.stringify(times[0])}`, `  expires: ${JSON.stringify(times[1])}`];
}

async function changed({
  what,
  edit,
  values,
  places,
}: Running & { readonly what: string; readonly edit: Parameters<typeof changePolicy>[0]['edit'] }): Promise<number> {
  const done = await changePolicy({ what, edit, json: values.json, yes: values.yes }, places);
  if (done === null) {
    process.stderr.write('nothing was changed\n');
    return EXIT.notOk;
  }
  if (values.json) process.stdout.write(`${JSON.stringify(toJson(done))}\n`);
  else process.stdout.write(`ok: policy ${done.version}, ${FORCE[done.reload.state]}\n`);
  return done.reload.state === 'failed' ? EXIT.failed : EXIT.ok;
}

const FORCE: { readonly [State in Accepted['reload']['state']]: string } = {
  reloaded: 'in force at the gateway now',
  'no-gateway': 'in force at the next start of a gateway',
  failed: 'NOT in force yet: see `countersign doctor`',
};

function toJson({ backup, version, reload }: Accepted): object {
  return { policy: version, backup, gateway: reload.state, detail: reload.detail };
}

function refused(message: string, { json }: Running['values']): number {
  return tellProblem({ message }, { json, exitCode: EXIT.notOk });
}
