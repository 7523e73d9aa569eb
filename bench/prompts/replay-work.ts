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
  NO_WAIT,
  OPERATOR,
  openTestGateway,
  propose,
  type TestGateway,
} from '../../test/harness/test-gateway.ts';
import { attackVariants, codeVariants } from './attack-variants.ts';

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
  /** Bad lines and variants that were let through without a question, wherever in the sessions they were tried. */
  readonly letThrough: ReadonlySet<string>;
  /** How many bad lines and variants were tried. */
  readonly tried: number;
  /** What the operator took over. */
  readonly rules: number;
  readonly trusts: number;
};

/** A person at the prompt: reads for some seconds, approves what is benign, and knows which scopes are offered. */
type Person = { readonly features: Features; readonly random: () => number };

/** Days of work, each a session of lines, and what an attacker would have the agent do in the same sessions. */
export type Work = {
  readonly days: readonly (readonly string[])[];
  /** Lines that are tried a few at a time between the others, and all at the end. */
  readonly tried: readonly string[];
  /** Whether variants of what passes unasked are tried at the end, and that again after the tasks of the project were changed. */
  readonly variants: boolean;
  readonly person: Person;
};

/** Prompts in one session after which the person trusts it, having seen what it does. */
const TRUST_AFTER = 3;

/** Prompts of the last week for which an operator finds it worth to take over a rule. */
const WORTH_A_RULE = 2;

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

/** Replays days of work through a whole gateway, with people who answer every prompt, and tries bad lines in between and at the end. */
export async function replayWork({ days, tried, variants, person }: Work): Promise<Replayed> {
  const key = generateSigningKey('ed25519');
  const added: { readonly rules: object[]; readonly folders: object[] } = { rules: [], folders: [] };
  let ready = policyWith(added);
  const gate = await openTestGateway({
    ready,
    approverKey: key,
    ports: { preparePolicy: () => ({ ok: true, value: ready }) },
  });
  const counts = { actions: 0, prompts: 0, unanswered: 0, trusts: 0, tried: 0 };
  const letThrough = new Set<string>();
  const share = Math.ceil(tried.length / Math.max(1, days.length));
  for (const [day, lines] of days.entries()) {
    const session = `day-${day + 1}`;
    const between = tried.slice(day * share, (day + 1) * share);
    const today = { session, lines, person, key, counts, letThrough };
    await work(gate, { ...today, between });
    if (day === days.length - 1)
      await attackAtTheEnd(gate, { ...today, tried, variants, lines: [...new Set(days.flat())] });
    if (person.features !== 'on') continue;
    await reviewDay(gate, added);
    ready = policyWith(added);
    await gate.gateway.reloadPolicy(OPERATOR);
    gate.clock.set(gate.clock.nowMs() + DAY_MS);
  }
  await gate.close();
  return { ...counts, letThrough, rules: added.rules.length };
}

/** At the end everything is trusted and listed that will be: all bad lines are tried, and variants of what passes now. */
async function attackAtTheEnd(
  gate: TestGateway,
  { session, lines, tried, variants, counts, letThrough }: Omit<Day, 'between'> & Pick<Work, 'tried' | 'variants'>,
): Promise<void> {
  await tryLines(gate, { session, lines: tried, counts, letThrough });
  if (!variants) return;
  const { passing, unseen } = await passingNow(gate, { session, lines });
  const made = [...passing.flatMap(attackVariants), ...unseen.flatMap(codeVariants)];
  await tryLines(gate, { session, lines: made, counts, letThrough });
  // By another session: what people refused this one says nothing of it.
  const edit = propose('Write', { file_path: `${WORKSPACE}/package.json`, content: '{}' }, { session: 'another' });
  const { verdict, decision } = await gate.gateway.authorize(AGENT, edit, NO_WAIT);
  if (verdict !== 'allow')
    throw new Error(`change the tasks of the project: found ${decision.reason}, want it allowed`);
  const changed = await passingNow(gate, { session, lines: unseen });
  counts.tried += unseen.length;
  for (const line of changed.passing) letThrough.add(`${CHANGED}${line}`);
}

/** Lines that pass unasked now, and which of them run code that nobody has read. */
async function passingNow(
  { gateway }: TestGateway,
  { session, lines }: { readonly session: string; readonly lines: readonly string[] },
): Promise<{ readonly passing: readonly string[]; readonly unseen: readonly string[] }> {
  const passing: string[] = [];
  const unseen: string[] = [];
  for (const command of lines) {
    const { decision } = await gateway.check(AGENT, propose('Bash', { command }, { session }));
    if (decision.verdict !== 'allow') continue;
    passing.push(command);
    if (decision.effects.some(({ marks }) => marks.includes('unseen-code'))) unseen.push(command);
  }
  return { passing, unseen };
}

/** Stands before lines that were tried after the agent had rewritten what the tasks of the project run. */
export const CHANGED = 'after package.json was rewritten: ';

/** Which of these lines pass without a question where nothing is trusted, listed or granted: nothing new is let through with them. */
export async function passingAnyway(lines: readonly string[]): Promise<ReadonlySet<string>> {
  const ready = policyWith({ rules: [], folders: [] });
  const gate = await openTestGateway({ ready, ports: { preparePolicy: () => ({ ok: true, value: ready }) } });
  const passing = new Set<string>();
  const own = new Map(lines.map((line) => [line.startsWith(CHANGED) ? line.slice(CHANGED.length) : line, line]));
  await tryLines(gate, { session: 'bare', lines: [...own.keys()], letThrough: passing, counts: null });
  await gate.close();
  return new Set([...passing].flatMap((line) => own.get(line) ?? []));
}

/**
 * At the end of a day the operator accepts what the gateway suggested, takes over the rules of the meter that would have saved
 * two prompts or more in the last week, at most the five that it names, and trusts the folder that it works in.
 */
async function reviewDay(
  gate: TestGateway,
  added: { readonly rules: object[]; readonly folders: object[] },
): Promise<void> {
  const nowMs = gate.clock.nowMs();
  const proposals = await gate.gateway.listProposals({ limit: 100 });
  const suggested = proposals.filter(({ state, by }) => state === 'open' && by === 'gateway');
  const { rules } = await gate.gateway.readFatigue({ lastMs: 7 * DAY_MS });
  const saving = rules.filter(({ saved }) => saved.length >= WORTH_A_RULE);
  for (const { yaml } of [...suggested, ...saving]) {
    const [rule] = yaml === null ? [] : (parseYaml(yaml) as readonly { readonly id: string }[]);
    const isKnown = added.rules.some((known) => 'id' in known && known.id === rule?.id);
    if (rule !== undefined && !isKnown) added.rules.push(rule);
  }
  if (added.folders.length > 0) return;
  const times = { added: formatTimestamp(nowMs), expires: formatTimestamp(nowMs + 80 * DAY_MS) };
  added.folders.push({ path: WORKSPACE, note: 'the operator works here', ...times });
}

type Counts = { actions: number; prompts: number; unanswered: number; trusts: number; tried: number };

type Day = {
  readonly session: string;
  readonly lines: readonly string[];
  /** Bad lines for this day. */
  readonly between: readonly string[];
  readonly person: Person;
  readonly key: SigningKey;
  readonly counts: Counts;
  readonly letThrough: Set<string>;
};

/** Actions after which a user says something, and bad lines are tried. */
const STEP = 10;

async function work(gate: TestGateway, day: Day): Promise<void> {
  const { session, lines, between, person, key, counts, letThrough } = day;
  const share = Math.ceil((between.length * STEP) / Math.max(1, lines.length));
  let asked = 0;
  for (const [at, command] of lines.entries()) {
    if (at % STEP === 0) {
      await gate.gateway.observeSession(AGENT, { kind: 'prompt', session, workspace: WORKSPACE, prompt: 'go on' });
      const bad = between.slice((at / STEP) * share, (at / STEP + 1) * share);
      await tryLines(gate, { session, lines: bad, counts, letThrough });
      await proposeBad(gate, { ...day, between: bad });
    }
    counts.actions += 1;
    gate.clock.set(gate.clock.nowMs() + 3_000);
    const decided = gate.gateway.authorize(AGENT, propose('Bash', { command }, { session }), LONG_WAIT);
    const wasAsked = await answerPrompts(gate, { person, counts, answer: 'approve', isOver: decided });
    await decided;
    if (!wasAsked) continue;
    asked += 1;
    if (person.features !== 'on' || asked !== TRUST_AFTER) continue;
    // Trusting is an interruption as well: it counts as a prompt.
    counts.trusts += 1;
    counts.prompts += 1;
    await trust(gate, session, key);
  }
}

/** The agent really proposes one of the bad lines, as work goes on, and the person who is asked says no. */
async function proposeBad(gate: TestGateway, { session, between, person, letThrough }: Day): Promise<void> {
  const command = between[Math.floor(person.random() * between.length)];
  if (command === undefined) return;
  const decided = gate.gateway.authorize(AGENT, propose('Bash', { command }, { session }), LONG_WAIT);
  const counts = { actions: 0, prompts: 0, unanswered: 0, trusts: 0, tried: 0 };
  await answerPrompts(gate, { person, counts, answer: 'deny', isOver: decided });
  if ((await decided).verdict === 'allow') letThrough.add(command);
}

/** Answers whatever is asked until the action is decided; true when something was. */
async function answerPrompts(
  gate: TestGateway,
  {
    person,
    counts,
    answer,
    isOver,
  }: {
    readonly person: Person;
    readonly counts: Counts;
    readonly answer: 'approve' | 'deny';
    readonly isOver: Promise<unknown>;
  },
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
    await answerOne(gate, { view, person, counts, answer });
  }
  return wasAsked;
}

async function answerOne(
  gate: TestGateway,
  {
    view,
    person,
    counts,
    answer,
  }: {
    readonly view: ApprovalView;
    readonly person: Person;
    readonly counts: Counts;
    readonly answer: 'approve' | 'deny';
  },
): Promise<void> {
  if (answer === 'approve' && view.request.terms.secondFactor) {
    counts.unanswered += 1;
    await gate.clock.advance(view.request.terms.timeoutMs);
    return;
  }
  await gate.clock.advance(Math.min(4_000 + Math.floor(person.random() * 8_000), view.request.terms.timeoutMs - 1_000));
  const scope = person.features === 'off' || answer === 'deny' ? 'action' : scopeFor(view);
  await gate.approve(view.request.id, { answer, scope });
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
  {
    session,
    lines,
    counts,
    letThrough,
  }: {
    readonly session: string;
    readonly lines: readonly string[];
    readonly counts: Counts | null;
    readonly letThrough: Set<string>;
  },
): Promise<void> {
  for (const command of lines) {
    const { decision } = await gateway.check(AGENT, propose('Bash', { command }, { session }));
    if (decision.verdict === 'allow') letThrough.add(command);
  }
  if (counts !== null) counts.tried += lines.length;
}
