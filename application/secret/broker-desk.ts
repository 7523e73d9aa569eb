import type { Json, JsonObject } from '../../core/encoding/json.ts';
import { isJsonObject } from '../../core/encoding/json.ts';
import { fromUtf8, toUtf8 } from '../../core/encoding/utf8.ts';
import { createKnownSecrets, type KnownSecrets } from '../../core/secret/known/known-secrets.ts';
import { redactSecrets } from '../../core/secret/redact-secrets.ts';
import type { BrokerKind } from '../../core/secret/secret-rule.ts';
import type { BrokerPorts, BrokerResult } from '../../ports/secret-brokers.ts';
import type { OwnOutcome } from '../act/own-call.ts';
import { OWN_ORIGIN } from '../act/own-origin.ts';
import { authorizeAction, checkAction } from '../decide/authorize-action.ts';
import { reportOutcome } from '../decide/report-outcome.ts';
import type { FlowContext } from '../flow-context.ts';
import type { Authorization, Caller, Proposal, Wait } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import type { BrokerUrl } from './broker-url.ts';
import type { SecretPlace } from './secret-border.ts';
import type { SecretHolder } from './secret-desk.ts';
import type { SecretVault, UsableValue } from './secret-vault.ts';
import type { UseDesk } from './use-desk.ts';

/** Where a call of a broker comes from, as for the gateway's other tools. */
export type BrokerCall = Pick<
  Proposal,
  'session' | 'workspace' | 'onBehalfOf' | 'surface' | 'channel' | 'callId' | 'idempotencyKey'
> & { readonly dryRun: boolean };

/** What a broker would do with a secret. */
export type BrokerJob = {
  readonly broker: BrokerKind;
  readonly secret: string;
  /** The name and arguments that people see, and policy decides about. */
  readonly tool: 'broker_git_push' | 'broker_npm_publish' | 'broker_read' | 'broker_send';
  readonly args: JsonObject;
  readonly url: BrokerUrl;
  readonly method: string;
  /** Done once it is allowed and the use is on record; what it answers is scrubbed before anybody sees it. */
  readonly run: (value: string) => Promise<BrokerResult<{ readonly text: string; readonly detail: JsonObject }>>;
};

/** What brokers are made of. */
export type BrokerParts = {
  readonly context: FlowContext;
  readonly ports: BrokerPorts;
  readonly vault: SecretVault;
  readonly uses: UseDesk;
};

/**
 * Carries out something that needs a secret, and answers only the result.
 *
 * The job is an action of the caller: decided by policy, asked about where that says so, on record before it is done. The secret's own
 * rule is asked before and after. Neither text nor detail of the answer holds the value, in any spelling.
 */
export async function runBroker(
  parts: BrokerParts,
  { caller, call, job }: { readonly caller: Caller; readonly call: BrokerCall; readonly job: BrokerJob },
  wait: Wait,
): Promise<OwnOutcome> {
  const { context, uses } = parts;
  const holder = holderOf(caller, call);
  const place = placeOf(job);
  const objections = uses.foreseeBroker(caller, { ...job, place });
  if (objections.length > 0) {
    await uses.recordRefusal(holder, { place, secret: job.secret, reason: objections.join('; ') });
    throw new GatewayError('secret.refused', `use secret ${job.secret}: ${objections.join('; ')}`);
  }
  const proposal = proposalOf(call, job);
  if (call.dryRun) {
    const { decision } = await checkAction(context, { caller, proposal });
    return {
      verdict: decision.verdict,
      decision,
      authorization: null,
      isDone: false,
      text: `It would be: ${decision.verdict}. ${decision.reason}`,
      detail: {},
    };
  }
  const authorization = await authorizeAction(context, { caller, proposal }, wait);
  if (authorization.verdict !== 'allow') return notReleased(authorization);
  requireWorkspace(authorization, call);
  const judged = await uses.judgeBroker(holder, { ...job, place, wasAsked: authorization.approval !== null });
  if (!judged.ok) {
    await uses.recordRefusal(holder, { place, secret: job.secret, reason: judged.reason });
    await report(parts, { caller, authorization, error: 'secret.refused' });
    return {
      ...outcomeOf(authorization),
      isDone: false,
      text: `Not done: secret ${job.secret}: ${judged.reason}.`,
      detail: {},
    };
  }
  await uses.record(holder, { place, values: [judged.value] });
  return carryOut(parts, { caller, job, authorization, value: judged.value });
}

type Released = {
  readonly caller: Caller;
  readonly job: BrokerJob;
  readonly authorization: Authorization;
  readonly value: UsableValue;
};

async function carryOut(parts: BrokerParts, { caller, job, authorization, value }: Released): Promise<OwnOutcome> {
  const result = await job.run(value.value).catch((): BrokerResult<never> => ({ ok: false, failure: 'it broke off' }));
  const { scrub, scrubCut } = scrubbersOf(parts.vault, value);
  const text = result.ok ? scrub(result.value.text) : failureText(result, { scrub, scrubCut });
  const detail = result.ok ? shownDetail(result.value.detail, { scrub, scrubCut }) : {};
  await report(parts, { caller, authorization, error: result.ok ? null : 'failed' });
  return { ...outcomeOf(authorization), isDone: result.ok, text, detail };
}

/** Take secrets out of texts; `scrubCut` also drops the end of one that was cut, where a secret may begin. */
type Scrubbers = { readonly scrub: (text: string) => string; readonly scrubCut: (text: string) => string };

/** Most of an answer that a failure repeats. */
const MAX_ANSWERED = 500;

function failureText(
  { failure, answered }: Extract<BrokerResult<unknown>, { readonly ok: false }>,
  { scrub, scrubCut }: Scrubbers,
): string {
  const said = answered === undefined ? '' : `: ${scrubCut(answered).slice(0, MAX_ANSWERED)}`;
  return `Not done: ${scrub(failure)}${said}.`;
}

function shownDetail(detail: JsonObject, { scrub, scrubCut }: Scrubbers): JsonObject {
  const { body } = detail;
  const shown = scrubbed(detail, scrub) as JsonObject;
  return detail['is_cut'] === true && typeof body === 'string' ? { ...shown, body: scrubCut(body) } : shown;
}

/** Takes the value out, its parts where it is a pair, every other value of the vault, and whatever looks like a secret. */
function scrubbersOf(vault: SecretVault, { secret, value }: UsableValue): Scrubbers {
  const replacement = `[redacted secret ${secret}]`;
  const pieces = value.split(/[:\s]/).filter((piece) => piece.length >= 8);
  const known = createKnownSecrets([value, ...pieces].map((piece) => ({ value: piece, replacement })));
  const scrub = (text: string): string => redactSecrets(vault.redact(known.redact(text))).text;
  return {
    scrub,
    scrubCut: (text) => scrub(withoutOpenEnd(withoutOpenEnd(text, known), vault.knownSecrets())),
  };
}

/** A text without its end, as far as that may be the beginning of a known secret in any spelling, and without those that are whole. */
function withoutOpenEnd(text: string, known: KnownSecrets): string {
  return fromUtf8(known.openStream().take(toUtf8(text))) ?? '';
}

function scrubbed(value: Json, scrub: (text: string) => string): Json {
  if (typeof value === 'string') return scrub(value);
  if (Array.isArray(value)) return value.map((item: Json) => scrubbed(item, scrub));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [scrub(name), scrubbed(item, scrub)]));
}

function notReleased(authorization: Authorization): OwnOutcome {
  const { verdict, decision, approval } = authorization;
  const open =
    approval?.request.status === 'pending'
      ? ` Approval ${approval.request.id} is open: call again once it is given.`
      : '';
  const text = `Not done (${verdict}): ${decision.reason}. ${decision.remedies.join(' ')}${open}`.trim();
  return { ...outcomeOf(authorization), isDone: false, text, detail: {} };
}

function outcomeOf(authorization: Authorization): Pick<OwnOutcome, 'verdict' | 'decision' | 'authorization'> {
  return { verdict: authorization.verdict, decision: authorization.decision, authorization };
}

async function report(
  { context }: BrokerParts,
  { caller, authorization, error }: Pick<Released, 'caller' | 'authorization'> & { readonly error: string | null },
): Promise<void> {
  await reportOutcome(context, caller, {
    by: { actionId: authorization.action.id },
    result: error === null ? 'completed' : 'failed',
    error,
    durationMs: null,
    response: null,
  });
}

/** A session keeps the workspace it began with: files of another are not read for it. */
function requireWorkspace({ action }: Authorization, { workspace }: BrokerCall): void {
  if (action.workspace === workspace) return;
  throw new GatewayError(
    'input.invalid',
    `use a secret: found workspace ${workspace}, want that of the session: ${action.workspace}`,
  );
}

function holderOf({ principal }: Caller, { session, workspace, onBehalfOf, channel }: BrokerCall): SecretHolder {
  return { id: session, principal, onBehalfOf, session, workspace, channel };
}

function placeOf({ url, method, broker }: BrokerJob): SecretPlace {
  return { host: url.host, port: url.port, method, path: url.path, place: 'header', name: broker, text: '' };
}

function proposalOf(call: BrokerCall, { tool, args, secret }: BrokerJob): Proposal {
  const { dryRun: _, ...place } = call;
  return {
    ...place,
    id: null,
    tool: { name: tool, origin: OWN_ORIGIN, digest: null },
    args: { ...args, secret },
    cwd: call.workspace,
    plan: null,
    subagent: null,
  };
}
