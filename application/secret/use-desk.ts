import { makeEffect } from '../../core/effect/make-effect.ts';
import type { JsonObject } from '../../core/encoding/json.ts';
import { evaluateEmergency } from '../../core/incident/evaluate-emergency.ts';
import { type BrokerKind, objectionsTo, objectionsToBroker } from '../../core/secret/secret-rule.ts';
import { OWN_ORIGIN } from '../act/own-origin.ts';
import { authorizeAction } from '../decide/authorize-action.ts';
import { reportOutcome } from '../decide/report-outcome.ts';
import type { FlowContext } from '../flow-context.ts';
import type { Proposal } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import type { SecretPlace } from './secret-border.ts';
import type { SecretHolder } from './secret-desk.ts';
import type { SecretVault, UsableValue } from './secret-vault.ts';

/** How long a request waits for a person at most; the approval's own deadline is earlier as a rule. */
const WAIT = { waitMs: 600_000, signal: null };
/** How many different refusals of one holder are recorded; what comes after is refused all the same. */
const MOST_REFUSALS = 1_000;
const LONGEST_PATH = 512;

/** A use that may be made, with the value; or why it may not. */
export type JudgedUse =
  | { readonly ok: true; readonly value: UsableValue }
  | { readonly ok: false; readonly reason: string };

type Wanted = { readonly secret: string; readonly version: number | null; readonly place: SecretPlace };

/**
 * Judges, asks about and records uses of secrets.
 *
 * What the operator said of the secret is the rule; a halt, a block and safe mode stop every use; where the secret asks for a person,
 * the use is an action of its own (`use_secret`, effect `secret.read`) that goes through the whole pipeline.
 */
export class UseDesk {
  private readonly context: FlowContext;
  private readonly vault: SecretVault;
  /** Answers to "once", by holder and secret. */
  private readonly once = new Map<string, Promise<string | null>>();
  private readonly refusals = new Map<string, Set<string>>();

  constructor(context: FlowContext, vault: SecretVault) {
    this.context = context;
    this.vault = vault;
  }

  async judge(holder: SecretHolder, { secret, version, place }: Wanted): Promise<JudgedUse> {
    const { clock } = this.context.ports;
    const record = this.vault.find(secret);
    if (record === null || record.revokedAtMs !== null) return refused('it is revoked, want one that is in force');
    const use = { ...place, principal: holder.principal };
    const stop = this.stopOf(holder, { secret, place });
    if (stop !== null) return refused(stop);
    const objections = objectionsTo(record.rule, { ...use, nowMs: clock.nowMs() });
    if (objections.length > 0) return refused(objections.join('; '));
    const denied = await this.ask(holder, { secret, place, approval: record.rule.approval });
    if (denied !== null) return refused(denied);
    const late = this.vault.find(secret)?.rule ?? record.rule;
    const then = [
      this.stopOf(holder, { secret, place }),
      ...objectionsTo(late, { ...use, nowMs: clock.nowMs() }),
    ].filter((text) => text !== null);
    if (then.length > 0) return refused(then.join('; '));
    const value = this.vault.valueOf(secret, version);
    return value === null ? refused('it has no value now, want one') : { ok: true, value };
  }

  /**
   * Judges a use by the gateway itself, for an action that was decided already: a person is asked once more only where the secret asks
   * for one and nobody was asked about the action.
   */
  async judgeBroker(
    holder: SecretHolder,
    {
      secret,
      broker,
      place,
      wasAsked,
    }: Omit<Wanted, 'version'> & { readonly broker: BrokerKind; readonly wasAsked: boolean },
  ): Promise<JudgedUse> {
    const objections = (): readonly string[] => {
      const stop = this.stopOf(holder, { secret, place });
      return [...(stop === null ? [] : [stop]), ...this.foreseeBroker(holder, { secret, broker, place })];
    };
    const first = objections();
    if (first.length > 0) return refused(first.join('; '));
    const approval = wasAsked ? 'never' : this.vault.show(secret).rule.approval;
    const denied = await this.ask(holder, { secret, place, approval });
    if (denied !== null) return refused(denied);
    const then = objections();
    if (then.length > 0) return refused(then.join('; '));
    const value = this.vault.valueOf(secret, null);
    return value === null ? refused('it has no value now, want one') : { ok: true, value };
  }

  /** Says what speaks against a use by the gateway before anybody is asked about it. */
  foreseeBroker(
    { principal }: Pick<SecretHolder, 'principal'>,
    { secret, broker, place }: Omit<Wanted, 'version'> & { readonly broker: BrokerKind },
  ): readonly string[] {
    const record = this.vault.find(secret);
    if (record === null || record.revokedAtMs !== null) return ['there is none in force, want one'];
    return objectionsToBroker(record.rule, { ...place, principal, broker, nowMs: this.context.ports.clock.nowMs() });
  }

  /** Writes down that secrets go to a place; answers when that is durable. Raises `log.unwritable`. */
  async record(
    { id, principal, session }: SecretHolder,
    { place, values }: { readonly place: SecretPlace; readonly values: readonly UsableValue[] },
  ): Promise<void> {
    const atMs = this.context.ports.clock.nowMs();
    await this.context.sequencer.append({
      entries: values.map(({ secret, version }) => ({
        entry: {
          type: 'secret.used' as const,
          atMs,
          actor: principal,
          session,
          action: null,
          data: { ...placeData(place), holder: id, secret, version },
        },
        payload: this.pathOf(place),
      })),
      changes: () => [],
    });
  }

  /** Writes down a refusal; the same one of the same holder once. */
  async recordRefusal(
    { id, principal, session }: SecretHolder,
    { place, secret, reason }: { readonly place: SecretPlace; readonly secret: string | null; readonly reason: string },
  ): Promise<void> {
    const data: JsonObject = { ...placeData(place), holder: id, secret };
    const key = JSON.stringify([data, reason]);
    const known = this.refusals.get(id) ?? new Set<string>();
    this.refusals.set(id, known);
    if (known.has(key) || known.size >= MOST_REFUSALS) return;
    known.add(key);
    const atMs = this.context.ports.clock.nowMs();
    await this.context.sequencer.append({
      entries: [
        {
          entry: { type: 'secret.refused', atMs, actor: principal, session, action: null, data },
          payload: JSON.stringify({ path: this.pathOf(place), reason }),
        },
      ],
      changes: () => [],
    });
  }

  /** Forgets what was answered to a holder that has ended. */
  forget(holder: string): void {
    this.refusals.delete(holder);
    for (const key of this.once.keys()) if (key.startsWith(`${JSON.stringify(holder)}:`)) this.once.delete(key);
  }

  private pathOf({ path }: SecretPlace): string {
    return this.vault.redact(path.slice(0, LONGEST_PATH));
  }

  /** Whatever stops an action stops a use: halt, safe mode, containments of caller, session, host and effect class. */
  private stopOf(holder: SecretHolder, { secret, place }: Pick<Wanted, 'secret' | 'place'>): string | null {
    const { randomness, clock } = this.context.ports;
    const nowMs = clock.nowMs();
    const action = {
      ...proposalOf(holder, secret, place),
      id: randomness.uuid(nowMs),
      principal: holder.principal,
      proposedAtMs: nowMs,
    };
    const effect = makeEffect('secret.read', { kind: 'host', value: place.host }, { detail: secret });
    return evaluateEmergency(this.context.emergency.read(), { action, effects: [effect] })?.reason ?? null;
  }

  private ask(
    holder: SecretHolder,
    asked: { readonly secret: string; readonly place: SecretPlace; readonly approval: 'never' | 'once' | 'each' },
  ): Promise<string | null> {
    if (asked.approval === 'never') return Promise.resolve(null);
    if (asked.approval === 'each') return this.authorize(holder, asked);
    const key = `${JSON.stringify(holder.id)}:${asked.secret}`;
    const known = this.once.get(key);
    if (known !== undefined) return known;
    const answer = this.authorize(holder, asked);
    this.once.set(key, answer);
    const forgetUnlessGranted = (denied: string | null): void => {
      if (denied !== null) this.once.delete(key);
    };
    answer.then(forgetUnlessGranted, () => this.once.delete(key));
    return answer;
  }

  /** Takes the use through the pipeline as an action; null when it is released, else why not. */
  private async authorize(
    holder: SecretHolder,
    { secret, place }: { readonly secret: string; readonly place: SecretPlace },
  ): Promise<string | null> {
    const caller = { principal: holder.principal, scopes: [] };
    try {
      const answer = await authorizeAction(this.context, { caller, proposal: proposalOf(holder, secret, place) }, WAIT);
      if (answer.verdict !== 'allow') return `${answer.verdict}: ${answer.decision.reason}`;
      await reportOutcome(this.context, caller, {
        by: { actionId: answer.action.id },
        result: 'completed',
        error: null,
        durationMs: null,
        response: null,
      });
      return null;
    } catch (error) {
      if (error instanceof GatewayError) return `it could not be decided: ${error.message}`;
      throw error;
    }
  }
}

function refused(reason: string): JudgedUse {
  return { ok: false, reason };
}

function placeData({ host, port, method, place, name }: SecretPlace): JsonObject {
  return { host: host.slice(0, 253), method: method.slice(0, 32), name: name.slice(0, 64), place, port };
}

function proposalOf(holder: SecretHolder, secret: string, place: SecretPlace): Proposal {
  return {
    id: null,
    session: holder.session,
    onBehalfOf: holder.onBehalfOf,
    surface: 'egress-proxy',
    tool: { name: 'use_secret', origin: OWN_ORIGIN, digest: null },
    args: { secret, ...placeData(place) },
    cwd: holder.workspace,
    workspace: holder.workspace,
    plan: null,
    idempotencyKey: null,
    callId: null,
    subagent: null,
    channel: holder.channel,
  };
}
