import { toHex } from '../core/encoding/hex.ts';
import type { JsonObject } from '../core/encoding/json.ts';
import { CALM, type Containment, type EmergencyState, type Halt } from '../core/incident/emergency-state.ts';
import type { Stores } from '../ports/stores.ts';
import type { EventHub } from './event-hub.ts';
import { GatewayError } from './gateway-error.ts';
import type { GatewayPorts } from './gateway-ports.ts';
import type { LogSequencer } from './log-sequencer.ts';

const MAX_CONTAINMENTS = 1_000;
const MIN_RATIONALE = 20;

type DeskParts = { readonly ports: GatewayPorts; readonly sequencer: LogSequencer; readonly events: EventHub };

/**
 * Holds the emergency state. A stop is in force in memory at once, before it is on record: stopping never waits.
 *
 * Loosening is the other way round: a resume or lift is on record first, and only then in force. A halt from outside (the
 * sentinel file) is seen on every read, whether or not its notification came.
 */
export class EmergencyDesk {
  private readonly parts: DeskParts;
  private state: EmergencyState;
  private version: number;
  private resumeTokenHash: string | null;

  private constructor(parts: DeskParts, stored: Awaited<ReturnType<Stores['emergency']['load']>>) {
    this.parts = parts;
    this.state = stored?.state ?? CALM;
    this.version = stored?.version ?? 0;
    this.resumeTokenHash = stored?.resumeTokenHash ?? null;
  }

  /** Loads the state that was in force when the gateway last ran. */
  static async open(parts: DeskParts): Promise<EmergencyDesk> {
    return new EmergencyDesk(parts, await parts.ports.stores.emergency.load());
  }

  /** The state in force now, the sentinel included. */
  read(): EmergencyState {
    const raised = this.state.halt === null ? this.parts.ports.haltSwitch.read() : null;
    if (raised === null) return this.state;
    const sinceMs = this.parts.ports.clock.nowMs();
    return { ...this.state, halt: { source: raised.source, by: 'operator', reason: raised.reason, sinceMs } };
  }

  /** Halts; a second halt while one is in force keeps the first. Answers the token that resumes. */
  async halt({ source, by, reason }: Omit<Halt, 'sinceMs'>): Promise<{ readonly resumeToken: string }> {
    const { ports, events } = this.parts;
    const sinceMs = ports.clock.nowMs();
    const resumeToken = `resume-${toHex(ports.randomness.bytes(16))}`;
    this.state = { ...this.state, halt: this.state.halt ?? { source, by, reason, sinceMs } };
    this.resumeTokenHash = toHex(ports.hash(resumeToken));
    events.publish({ kind: 'emergency', atMs: sinceMs, halted: true, reason });
    await ports.haltSwitch.keepResumeToken(resumeToken);
    await this.record(by, { change: 'halt', source, reason });
    return { resumeToken };
  }

  /**
   * Ends a halt: takes the token, and a rationale of at least twenty characters that says what was mended. Where several
   * people may resume, it must be another one than the one who halted.
   */
  async resume(
    by: string,
    { resumeToken, rationale }: { readonly resumeToken: string; readonly rationale: string },
  ): Promise<void> {
    const halt = this.read().halt;
    if (halt === null) throw new GatewayError('emergency.not-halted', 'resume: nothing is halted');
    if (rationale.trim().length < MIN_RATIONALE) {
      throw new GatewayError(
        'emergency.resume-refused',
        `resume: a rationale of ${rationale.trim().length} characters, want at least ${MIN_RATIONALE}`,
      );
    }
    if (this.resumeTokenHash === null || toHex(this.parts.ports.hash(resumeToken)) !== this.resumeTokenHash) {
      throw new GatewayError('emergency.resume-refused', 'resume: this is not the token of this halt', {
        remedies: ['Use the token that the halt printed, or the file resume.token in the state directory.'],
      });
    }
    if (halt.by === by && (await this.hasOtherResponder(by))) {
      throw new GatewayError('emergency.resume-refused', `resume: ${by} halted, want another responder`);
    }
    await this.change(by, { ...this.state, halt: null }, { change: 'resume', rationale });
    await this.parts.ports.haltSwitch.clear();
  }

  /** Puts a target under containment, at once. */
  async contain(by: string, { verb, target, reason }: Omit<Containment, 'by' | 'sinceMs'>): Promise<void> {
    if (this.state.containments.length >= MAX_CONTAINMENTS) {
      throw new GatewayError('unavailable', `contain: ${MAX_CONTAINMENTS} containments in force, want fewer`);
    }
    const sinceMs = this.parts.ports.clock.nowMs();
    this.state = { ...this.state, containments: [...this.state.containments, { verb, target, by, reason, sinceMs }] };
    await this.record(by, { change: verb, reason, target: { kind: target.kind, name: target.name } });
  }

  /** Lifts every containment of a target, except revocation, which nothing lifts. */
  async lift(by: string, target: Containment['target'], rationale: string): Promise<void> {
    const kept = this.state.containments.filter(
      (held) => held.verb === 'revoke' || held.target.kind !== target.kind || held.target.name !== target.name,
    );
    const next = { ...this.state, containments: kept };
    await this.change(by, next, { change: 'lift', rationale, target: { kind: target.kind, name: target.name } });
  }

  private async change(by: string, next: EmergencyState, data: JsonObject): Promise<void> {
    await this.record(by, data, next);
    this.state = next;
    if (next.halt === null)
      this.parts.events.publish({ kind: 'emergency', atMs: this.parts.ports.clock.nowMs(), halted: false, reason: '' });
  }

  private async record(by: string, data: JsonObject, next: EmergencyState = this.state): Promise<void> {
    const { ports, sequencer } = this.parts;
    const entry = {
      type: 'emergency.changed' as const,
      atMs: ports.clock.nowMs(),
      actor: by,
      session: null,
      action: null,
      data,
    };
    const expectedVersion = this.version;
    const resumeTokenHash = next.halt === null ? null : this.resumeTokenHash;
    this.version += 1;
    const outcome = await sequencer.append({
      entries: [{ entry, payload: null }],
      changes: () => [{ kind: 'emergency.save', state: next, expectedVersion, resumeTokenHash }],
    });
    if (!outcome.ok)
      throw new GatewayError(
        'emergency.moved',
        'change the emergency state: somebody else changed it first; look and try again',
      );
  }

  private async hasOtherResponder(by: string): Promise<boolean> {
    const tokens = await this.parts.ports.stores.tokens.list();
    return tokens.some(
      (token) =>
        token.principal !== by &&
        token.principal.startsWith('human:') &&
        token.revokedAtMs === null &&
        token.scopes.includes('admin'),
    );
  }
}
