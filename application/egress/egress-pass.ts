import { describeAllowed } from '../../core/egress/describe-allowed.ts';
import type { Destination } from '../../core/egress/destination.ts';
import type { EgressRefusal } from '../../core/egress/egress-refusal.ts';
import type { EgressRule, EgressScheme } from '../../core/egress/egress-rule.ts';
import { judgeAddresses } from '../../core/egress/judge-addresses.ts';
import { ruleFor } from '../../core/egress/rule-for.ts';
import type { SecretBorder } from '../secret/secret-border.ts';
import {
  EGRESS_LIMITS,
  type EgressAdmission,
  type EgressAttempt,
  type EgressRefused,
  type EgressSpec,
} from './egress-attempt.ts';
import { BoundKeeper } from './egress-bounds.ts';
import { EgressConnection } from './egress-connection.ts';
import type { EgressRecorder } from './egress-record.ts';
import { type EgressUsage, UsageCounter } from './egress-usage.ts';
import { findAddresses, type Judged, type JudgeParts, judgeAttempt, stopOf } from './judge-attempt.ts';
import { UnexpectedCounter } from './unexpected-counter.ts';

/** What a pass needs of the desk that made it. */
export type PassParts = JudgeParts & {
  readonly recorder: EgressRecorder;
  /** Called when connections are open, or none is any more. */
  readonly onLive: (pass: EgressPass, isLive: boolean) => void;
};

const TEXT_SHOWN = 4_096;

/**
 * The right of one holder to connect to places, as long as it is open: every attempt is judged anew, recorded, counted and bounded.
 *
 * Invariant: no byte of a program goes out before the entry of its connection is durable, and none after the pass was closed or frozen.
 */
export class EgressPass {
  readonly spec: EgressSpec;
  private readonly parts: PassParts;
  private readonly live = new Set<EgressConnection>();
  private readonly whole: BoundKeeper;
  private readonly byRule = new Map<string, BoundKeeper>();
  private readonly counter = new UsageCounter();
  private readonly unexpected: UnexpectedCounter;
  private rules: readonly EgressRule[];
  private connections = 0;
  private tooFastMinute = -1;
  private stopped: EgressRefusal | null = null;

  constructor(parts: PassParts, spec: EgressSpec) {
    this.parts = parts;
    this.spec = spec;
    this.rules = spec.rules;
    this.unexpected = new UnexpectedCounter(spec.unexpected);
    this.whole = new BoundKeeper({ ...EGRESS_LIMITS, ...spec.limits });
  }

  get secrets(): SecretBorder | null {
    return this.spec.secrets;
  }

  /** Connections open now. */
  get openConnections(): number {
    return this.live.size;
  }

  get isFrozen(): boolean {
    return this.stopped?.code === 'egress.frozen';
  }

  get isClosed(): boolean {
    return this.stopped?.code === 'egress.closed';
  }

  /** Most connections at once: also what servers bound waiting connections by. */
  get maxConnections(): number {
    return this.spec.limits?.connections ?? EGRESS_LIMITS.connections;
  }

  /** What is allowed, a line each, for refusals. */
  allowed(): readonly string[] {
    return describeAllowed(this.rules);
  }

  /** What went through so far. */
  usage(): EgressUsage {
    return this.counter.read();
  }

  /**
   * Judges an attempt: whether it reads in one way, the emergency state, the rules, policy, then the addresses of the host. A refusal is
   * on record when it is answered. Never rejects.
   */
  async admit(attempt: EgressAttempt): Promise<EgressAdmission | EgressRefused> {
    if (!this.whole.begin(this.parts.clock.nowMs())) return this.refuseFast(attempt);
    if (this.stopped !== null) return this.refuse(attempt, { refusal: this.stopped, destination: null });
    const judged = judgeAttempt(this.parts, this.spec, { attempt, rules: this.rules });
    if (!judged.ok) return this.refuse(attempt, judged);
    const { destination } = judged;
    const found = await findAddresses(this.parts, judged);
    if (!found.ok) return this.refuse(attempt, { refusal: found.refusal, destination });
    // Names may take long to resolve: what stopped everything meanwhile holds.
    const stop = this.stopped ?? stopOf(this.parts, judged.net);
    if (stop !== null) return this.refuse(attempt, { refusal: stop, destination });
    const { rules } = judged;
    return {
      ok: true,
      destination,
      addresses: found.addresses,
      carries: { https: ruleFor(rules, 'https'), http: ruleFor(rules, 'http'), tcp: ruleFor(rules, 'tcp') },
      open: (scheme) => this.open({ attempt, judged, scheme, addresses: found.addresses }),
    };
  }

  /** Refuses what an admission led to, such as a tunnel whose first bytes are not what it is for. On record when it is answered. */
  refuseLater(attempt: EgressAttempt, refusal: EgressRefusal, destination: Destination | null): Promise<EgressRefused> {
    return this.refuse(attempt, { refusal, destination });
  }

  /** Other rules from now on: what is open under one that is not among them is ended; other bounds of the same rule hold at once. */
  replaceRules(rules: readonly EgressRule[]): void {
    this.rules = rules;
    const kept = new Set(rules.map(identityOf));
    for (const rule of rules) this.byRule.get(keeperKeyOf(rule))?.under(rule);
    for (const connection of [...this.live]) {
      if (!connection.isUnder(kept)) connection.end(closedRefusal('its rule was taken back'));
    }
  }

  /** Ends everything at once and lets nothing through any more, until `resume`. */
  freeze(reason: string): void {
    if (this.isClosed) return;
    this.stop({ code: 'egress.frozen', reason: `connect: this run is frozen: ${reason}`, alarm: 'none' });
  }

  /** Lets attempts through again after a freeze; whoever calls has it on record. What was counted as unexpected begins anew. */
  resume(): void {
    if (!this.isFrozen) return;
    this.stopped = null;
    this.unexpected.clear();
  }

  /** Ends everything at once, for ever: the run is over, or its lease was revoked. */
  close(reason: string): void {
    if (!this.isClosed) this.stop(closedRefusal(reason));
  }

  /** Ends every open connection that the emergency state stops now. */
  heed(): void {
    for (const connection of [...this.live]) {
      const stop = stopOf(this.parts, connection.net);
      if (stop !== null) connection.end(stop);
    }
  }

  private stop(refusal: EgressRefusal): void {
    this.stopped = refusal;
    for (const connection of [...this.live]) connection.end(refusal);
    this.parts.recorder.flush();
  }

  private open({ attempt, judged, scheme, addresses }: Opening): EgressConnection | EgressRefused {
    const { destination, net, wouldRefuse } = judged;
    const rule = ruleFor(judged.rules, scheme);
    // Much may pass between an admission and its opening: it stands only if the same would be admitted now.
    const standing = (): EgressRefusal | null =>
      rule === null ? null : this.fallen({ attempt, scheme, addresses, rule });
    const refusal = this.stopped ?? standing() ?? this.roomFor(rule, { scheme, destination });
    if (refusal !== null || rule === null)
      return this.refuseNow(attempt, refusal ?? unruled(destination, scheme), destination);
    const bounds = this.keeperOf(rule);
    bounds.hold();
    this.connections += 1;
    const { host, port } = destination;
    const id = this.connections;
    const { request } = attempt;
    const recorded = this.parts.recorder.record({
      type: 'egress.opened',
      data: {
        addresses: addresses.slice(0, 8),
        connection: id,
        host: host.name,
        ...(request === null ? {} : { method: request.method.slice(0, 32) }),
        port,
        rule: rule.text.slice(0, 512),
        scheme,
        via: attempt.via,
        ...(wouldRefuse === null ? {} : { would_refuse: wouldRefuse }),
      },
      ...(request === null ? {} : { beside: { path: request.path.slice(0, TEXT_SHOWN) } }),
    });
    const stillStands = (isRecorded: boolean): boolean => {
      const fallen = standing();
      if (fallen !== null) connection.end(fallen);
      return isRecorded && fallen === null;
    };
    const connection: EgressConnection = new EgressConnection(
      {
        nowMs: () => this.parts.clock.nowMs(),
        spend: (direction, bytes) => this.spend(bounds, { host: host.name, direction, bytes }),
        closed: (ended, result) => this.closed(ended, { bounds, destination, result }),
      },
      { id, net, recorded: recorded.then(stillStands), rule: identityOf(rule) },
    );
    this.counter.add(host.name, { opened: 1 });
    this.live.add(connection);
    if (this.live.size === 1) this.parts.onLive(this, true);
    return connection;
  }

  /** Why an admission no longer stands: judged anew by what holds now. Null where it does. */
  private fallen({ attempt, scheme, addresses, rule }: Standing): EgressRefusal | null {
    if (this.stopped !== null) return this.stopped;
    const judged = judgeAttempt(this.parts, this.spec, { attempt, rules: this.rules });
    if (!judged.ok) return judged.refusal;
    const present = ruleFor(judged.rules, scheme);
    if (present === null || identityOf(present) !== identityOf(rule)) return closedRefusal('its rule has changed');
    // What another rule excepts is not for this one: it carries whatever it likes, and the other perhaps one method.
    const { exceptions } = present;
    const { name: host } = judged.destination.host;
    const found = judgeAddresses(addresses, { host, exceptions, own: this.parts.ownAddresses() });
    return found.ok ? null : found.refusal;
  }

  private keeperOf(rule: EgressRule): BoundKeeper {
    // A rule that is given anew, as with a renewed lease, goes on counting where it was.
    const key = keeperKeyOf(rule);
    const known = this.byRule.get(key);
    if (known !== undefined) return known.under(rule);
    const made = new BoundKeeper(rule);
    this.byRule.set(key, made);
    return made;
  }

  private roomFor(
    rule: EgressRule | null,
    { destination }: { readonly scheme: EgressScheme; readonly destination: Destination },
  ): EgressRefusal | null {
    if (rule === null) return null;
    const { name } = destination.host;
    const keeper = this.keeperOf(rule);
    if (this.live.size >= this.maxConnections || !keeper.hasRoom())
      return {
        code: 'egress.connections',
        reason: `connect to ${name}: ${this.live.size} connections are open, want fewer at once`,
        alarm: 'none',
      };
    if (!keeper.begin(this.parts.clock.nowMs()))
      return {
        code: 'egress.rate',
        reason: `connect to ${name}: found more than ${rule.perMinute} in a minute, want fewer`,
        alarm: 'none',
      };
    const isSpent = (direction: 'up' | 'down'): boolean => !keeper.has(direction, 1) || !this.whole.has(direction, 1);
    if (isSpent('up') || isSpent('down'))
      return {
        code: 'egress.bytes',
        reason: `connect to ${name}: all bytes that were allowed are used up`,
        alarm: 'none',
      };
    return null;
  }

  private spend(
    bounds: BoundKeeper,
    { host, direction, bytes }: { readonly host: string; readonly direction: 'up' | 'down'; readonly bytes: number },
  ): boolean {
    if (!bounds.has(direction, bytes) || !this.whole.has(direction, bytes)) return false;
    bounds.spend(direction, bytes);
    this.whole.spend(direction, bytes);
    this.counter.add(host, direction === 'up' ? { upBytes: bytes } : { downBytes: bytes });
    return true;
  }

  private closed(
    connection: EgressConnection,
    {
      bounds,
      destination,
      result,
    }: { readonly bounds: BoundKeeper; readonly destination: Destination; readonly result: string },
  ): void {
    bounds.release();
    this.live.delete(connection);
    if (this.live.size === 0) this.parts.onLive(this, false);
    this.parts.recorder.recordLater({
      type: 'egress.closed',
      data: {
        address: connection.address,
        connection: connection.id,
        down_bytes: connection.downBytes,
        duration_ms: this.parts.clock.nowMs() - connection.startedAtMs,
        host: destination.host.name,
        port: destination.port,
        result,
        ...(connection.status === null ? {} : { status: connection.status }),
        up_bytes: connection.upBytes,
      },
    });
  }

  /** Too many attempts in a minute: only the first refusal of a minute is recorded, so that a flood cannot fill the log. */
  private async refuseFast(attempt: EgressAttempt): Promise<EgressRefused> {
    const limit = this.spec.limits?.perMinute ?? EGRESS_LIMITS.perMinute;
    const refusal: EgressRefusal = {
      code: 'egress.rate',
      reason: `connect: found more than ${limit} attempts in a minute, want fewer`,
      alarm: 'none',
    };
    const minute = Math.floor(this.parts.clock.nowMs() / 60_000);
    if (minute === this.tooFastMinute) return { ok: false, refusal, allowed: [] };
    this.tooFastMinute = minute;
    return this.refuse(attempt, { refusal, destination: null });
  }

  private async refuse(
    attempt: EgressAttempt,
    misjudged: { readonly refusal: EgressRefusal; readonly destination: Destination | null },
  ): Promise<EgressRefused> {
    const { recorded, refused } = this.noteRefusal(attempt, misjudged);
    await recorded;
    return refused;
  }

  private refuseNow(attempt: EgressAttempt, refusal: EgressRefusal, destination: Destination): EgressRefused {
    return this.noteRefusal(attempt, { refusal, destination }).refused;
  }

  private noteRefusal(
    attempt: EgressAttempt,
    { refusal, destination }: { readonly refusal: EgressRefusal; readonly destination: Destination | null },
  ): { readonly recorded: Promise<unknown>; readonly refused: EgressRefused } {
    const host = destination?.host.name ?? null;
    this.counter.add(host ?? '(unreadable)', { refused: 1 });
    const { request } = attempt;
    const recorded = this.parts.recorder.record({
      type: 'egress.refused',
      data: {
        code: refusal.code,
        host,
        ...(request === null ? {} : { method: request.method.slice(0, 32) }),
        port: Number.isSafeInteger(attempt.port) ? attempt.port : 0,
        via: attempt.via,
      },
      beside: {
        host: attempt.host.slice(0, 1_024),
        path: request?.path.slice(0, TEXT_SHOWN) ?? null,
        reason: refusal.reason,
      },
    });
    const unexpected = this.weigh(refusal, { host: host ?? attempt.host.slice(0, 255), port: attempt.port });
    return { recorded: Promise.all([recorded, unexpected]), refused: { ok: false, refusal, allowed: this.allowed() } };
  }

  /** Freezes and tells at once where something was unexpected, and records it. */
  private weigh(
    refusal: EgressRefusal,
    place: { readonly host: string; readonly port: number },
  ): Promise<boolean> | null {
    const unexpected = this.unexpected.weigh(refusal, place);
    if (unexpected === null) return null;
    const { answer, alarm, count, host, port, reason } = unexpected;
    if (answer === 'freeze') this.freeze(reason);
    this.spec.onUnexpected(unexpected);
    const data = { alarm, answer, count, port };
    return this.parts.recorder.record({ type: 'egress.unexpected', data, beside: { host, reason } });
  }
}

type Opening = {
  readonly attempt: EgressAttempt;
  readonly judged: Judged;
  readonly scheme: EgressScheme;
  readonly addresses: readonly string[];
};

type Standing = Pick<Opening, 'attempt' | 'scheme' | 'addresses'> & { readonly rule: EgressRule };

/** What a rule allows, in all its fields but its bounds: two with the same identity allow the same. */
function identityOf(rule: EgressRule): string {
  const { text, scope, ports, schemes, opensTls, isOpaque, methods, paths, exceptions } = rule;
  return JSON.stringify([text, scope, ports, schemes, opensTls, isOpaque, methods, paths, exceptions]);
}

function keeperKeyOf({ text, methods, paths }: EgressRule): string {
  return JSON.stringify([text, methods, paths]);
}

function closedRefusal(reason: string): EgressRefusal {
  return { code: 'egress.closed', reason: `connect: nothing is let through any more: ${reason}`, alarm: 'none' };
}

function unruled({ host, port }: Destination, scheme: EgressScheme): EgressRefusal {
  return {
    code: 'egress.scheme',
    reason: `connect to ${host.name} port ${port}: ${scheme} is not allowed there`,
    alarm: 'none',
  };
}
