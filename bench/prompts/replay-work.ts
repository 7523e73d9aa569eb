import { readFileSync } from 'node:fs';
import { parse as parseYaml } from 'yaml';
import { generateSigningKey, type SigningKey } from '../../adapters/node-crypto/keys.ts';
import type { ApprovalView } from '../../application/gateway.ts';
import type { ReadyPolicy } from '../../application/gateway-ports.ts';
import { openParsers } from '../../apps/daemon/open-parsers.ts';
import { preparePolicyWith } from '../../apps/daemon/prepare-policy.ts';
import { signedTrustText } from '../../core/fatigue/session-trust.ts';
import { formatTimestamp } from '../../core/policy/timestamp.ts';
import { settle } from '../../test/harness/manual-clock.ts';
import {
  AGENT,
  LONG_WAIT,
  OPERATOR,
  openTestGateway,
  propose,
  type TestGateway,
} from '../../test/harness/test-gateway.ts';

const WORKSPACE = '/work/app';
const DAY_MS = 86_400_000;

/** What of the features is used. `grants`: approvals for a session, which were there before. */
export type Features = 'off' | 'grants' | 'on';

/** What came of some days of work in one project. */
export type Replayed = {
  readonly actions: number;
  readonly prompts: number;
  /** Prompts that nobody could answer with one key, such as those of critical risk. */
  readonly unanswered: number;
  /** Lines that were let through without a question, when they were tried at the end of the last session. */
  readonly letThrough: ReadonlySet<string>;
  /** What the operator took over. */
  readonly rules: number;
  readonly trusts: number;
};

/** A person at the prompt: reads for some seconds, approves what is benign, and knows which scopes are offered. */
type Person = { readonly features: Features; readonly random: () => number };

/** Days of work, each a session of lines, and lines that are only tried. */
export type Work = {
  readonly days: readonly (readonly string[])[];
  readonly tried: readonly string[];
  readonly person: Person;
};

/** Prompts in one session after which the person trusts it, having seen what it does. */
const TRUST_AFTER = 5;

const parsers = await openParsers();

/** The shipped policy, open at all hours, with what the operator added to it. */
function policyWith(more: { readonly rules: readonly object[]; readonly folders: readonly object[] }): ReadyPolicy {
  const document = parseYaml(readFileSync('policies/default.yaml', 'utf8')) as { readonly rules: readonly object[] };
  const layer = {
    ...document,
    window: 'always',
    rules: [...document.rules, ...more.rules],
    ...(more.folders.length === 0 ? {} : { trusted_folders: more.folders }),
  };
  const weights = {
    source: 'weights',
    document: parseYaml(readFileSync('policies/risk-weights.yaml', 'utf8')) as unknown,
  };
  const layers = [{ layer: 'organisation' as const, source: 'policy.yaml', document: layer }];
  const ready = preparePolicyWith({ timeZone: 'UTC', home: '/home/dev' }, parsers)({ layers, weights, cedar: '' });
  if (!ready.ok) throw new Error(ready.failure.join('; '));
  return ready.value;
}

/** Replays days of work through a whole gateway, with people who answer every prompt, and tries the dangerous lines at the end. */
export async function replayWork({ days, tried, person }: Work): Promise<Replayed> {
  const key = generateSigningKey('ed25519');
  const added: { readonly rules: object[]; readonly folders: object[] } = { rules: [], folders: [] };
  let ready = policyWith(added);
  const gate = await openTestGateway({
    ready,
    approverKey: key,
    ports: { preparePolicy: () => ({ ok: true, value: ready }) },
  });
  const counts = { actions: 0, prompts: 0, unanswered: 0, trusts: 0 };
  let letThrough: ReadonlySet<string> = new Set();
  for (const [day, lines] of days.entries()) {
    const session = `day-${day + 1}`;
    await work(gate, { session, lines, person, key, counts });
    if (day === days.length - 1) letThrough = await tryLines(gate, { session, lines: tried });
    if (person.features !== 'on') continue;
    await reviewDay(gate, added);
    ready = policyWith(added);
    await gate.gateway.reloadPolicy(OPERATOR);
    gate.clock.set(gate.clock.nowMs() + DAY_MS);
  }
  await gate.close();
  return { ...counts, letThrough, rules: added.rules.length };
}

/** At the end of a day the operator accepts what the gateway suggested, and trusts the folder that it works in. */
async function reviewDay(
  gate: TestGateway,
  added: { readonly rules: object[]; readonly folders: object[] },
): Promise<void> {
  const nowMs = gate.clock.nowMs();
  const proposals = await gate.gateway.listProposals({ limit: 100 });
  for (const { yaml, state, by } of proposals) {
    if (yaml === null || state !== 'open' || by !== 'gateway') continue;
    const [rule] = parseYaml(yaml) as readonly { readonly id: string }[];
    const isKnown = added.rules.some((known) => 'id' in known && known.id === rule?.id);
    if (rule !== undefined && !isKnown) added.rules.push(rule);
  }
  if (added.folders.length > 0) return;
  const times = { added: formatTimestamp(nowMs), expires: formatTimestamp(nowMs + 80 * DAY_MS) };
  added.folders.push({ path: WORKSPACE, note: 'the operator works here', ...times });
}

type Day = {
  readonly session: string;
  readonly lines: readonly string[];
  readonly person: Person;
  readonly key: SigningKey;
  readonly counts: { actions: number; prompts: number; unanswered: number; trusts: number };
};

async function work(gate: TestGateway, { session, lines, person, key, counts }: Day): Promise<void> {
  let asked = 0;
  let isTrusted = false;
  for (const [at, command] of lines.entries()) {
    // A user says something every ten steps.
    if (at % 10 === 0)
      await gate.gateway.observeSession(AGENT, { kind: 'prompt', session, workspace: WORKSPACE, prompt: 'go on' });
    counts.actions += 1;
    gate.clock.set(gate.clock.nowMs() + 3_000);
    const decided = gate.gateway.authorize(AGENT, propose('Bash', { command }, { session }), LONG_WAIT);
    const wasAsked = await answerPrompts(gate, { person, counts, isOver: decided });
    await decided;
    if (!wasAsked) continue;
    asked += 1;
    if (person.features !== 'on' || isTrusted || asked < TRUST_AFTER) continue;
    isTrusted = true;
    counts.trusts += 1;
    await trust(gate, session, key);
  }
}

/** Answers whatever is asked until the action is decided; true when something was. */
async function answerPrompts(
  gate: TestGateway,
  {
    person,
    counts,
    isOver,
  }: { readonly person: Person; readonly counts: Day['counts']; readonly isOver: Promise<unknown> },
): Promise<boolean> {
  const state = { isOver: false };
  let wasAsked = false;
  const ended = isOver.finally(() => {
    state.isOver = true;
  });
  ended.catch(() => undefined);
  while (!state.isOver) {
    await settle(1);
    const [view] = state.isOver
      ? []
      : await gate.gateway.listApprovals({ statuses: ['pending'], limit: 1, order: 'oldest', after: null });
    if (view === undefined) continue;
    wasAsked = true;
    counts.prompts += 1;
    await answerOne(gate, { view, person, counts });
  }
  return wasAsked;
}

async function answerOne(
  gate: TestGateway,
  { view, person, counts }: { readonly view: ApprovalView; readonly person: Person; readonly counts: Day['counts'] },
): Promise<void> {
  if (view.request.terms.secondFactor) {
    counts.unanswered += 1;
    await gate.clock.advance(view.request.terms.timeoutMs);
    return;
  }
  await gate.clock.advance(4_000 + Math.floor(person.random() * 8_000));
  await gate.approve(view.request.id, { scope: person.features === 'off' ? 'action' : scopeFor(view) });
}

/** For the session only where nothing leaves the machine: work on files, and programs that were shown in full. */
function scopeFor({ request, shown }: ApprovalView): 'action' | 'session' {
  const isLocal = (shown?.decision.effects ?? []).every(
    ({ class: name }) => name.startsWith('file.') || name === 'process.run' || name === 'package.install',
  );
  return request.terms.scopes.includes('session') && isLocal ? 'session' : 'action';
}

async function trust({ gateway, ports }: TestGateway, session: string, key: SigningKey): Promise<void> {
  const order = { session, pattern: null, durationMs: 4 * 3_600_000 };
  const { trust: asked, statement } = await gateway.askToTrust(OPERATOR, order);
  const [approver] = ports.approvers.list();
  const keyId = approver?.keyId ?? '';
  const text = signedTrustText(statement, { approver: OPERATOR.principal, keyId });
  const signature = Buffer.from(key.sign(Buffer.from(text, 'utf8'))).toString('base64');
  await gateway.trustSession(OPERATOR, { nonce: asked.nonce, keyId, signature });
}

async function tryLines(
  { gateway }: TestGateway,
  { session, lines }: { readonly session: string; readonly lines: readonly string[] },
): Promise<ReadonlySet<string>> {
  const allowed = new Set<string>();
  for (const command of lines) {
    const { decision } = await gateway.check(AGENT, propose('Bash', { command }, { session }));
    if (decision.verdict === 'allow') allowed.add(command);
  }
  return allowed;
}
