import type { PersonOf } from '../../core/approval/approval-transitions.ts';
import { toHex } from '../../core/encoding/hex.ts';
import type { JsonObject } from '../../core/encoding/json.ts';
import { CALM, type Containment, type EmergencyState, type Halt } from '../../core/incident/emergency-state.ts';
import type { Stores } from '../../ports/stores.ts';
import type { TokenRecord } from '../../ports/token-store.ts';
import type { EventHub } from '../event-hub.ts';
import { GatewayError } from '../gateway-error.ts';
import type { GatewayPorts } from '../gateway-ports.ts';
import type { LogSequencer } from '../log/log-sequencer.ts';

const MAX_CONTAINMENTS = 1_000;
const MIN_RATIONALE = 20;

type DeskParts = {
  readonly ports: GatewayPorts;
  readonly sequencer: LogSequencer;
  readonly events: EventHub;
  /** Tells whether a token that counts now satisfies a condition. */
  readonly someToken: (matches: (token: TokenRecord) => boolean) => Promise<boolean>;
};

/** One step of the state: what to put on record, and what it loosens; nothing for one that is already in force. */
type Step = {
  readonly by: string;
  readonly data: JsonObject;
  readonly loosen?: (state: EmergencyState) => EmergencyState;
};

/**
 * Holds the emergency state. A stop is in force in memory at once, before it is on record: stopping never waits.
 *
 * Loosening is the other way round: a resume, a lift or the end of safe mode is on record first, and only then in force.
 * Records are written one after the other, each with the state as it is then, so that a stop which comes while something is
 * loosened is never lost. A halt from outside (the sentinel file) is seen on every read, whether or not its notification
 * came.
 */
export class EmergencyDesk {
  private readonly parts: DeskParts;
  private state: EmergencyState;
  private version: number;
  private resumeTokenHash: string | null;
  private safeModeEntries = 0;
  private last: Promise<unknown> = Promise.resolve();

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
    const { ports } = this.parts;
    const sinceMs = ports.clock.nowMs();
    const resumeToken = `resume-${toHex(ports.randomness.bytes(16))}`;
    this.state = { ...this.state, halt: this.state.halt ?? { source, by, reason, sinceMs } };
    this.resumeTokenHash = toHex(ports.hash(resumeToken));
    this.publish(reason);
    await ports.haltSwitch.keepResumeToken(resumeToken);
    await this.record({ by, data: { change: 'halt', source, reason } });
    return { resumeToken };
  }

  /**
   * Ends a halt: takes the token, and a rationale of at least twenty characters that says what was mended. Where several
   * people may resume, it must be another one than the one who halted, through whichever account. A halt that came meanwhile stays.
   */
  async resume(
    by: string,
    {
      resumeToken,
      rationale,
      personOf,
    }: { readonly resumeToken: string; readonly rationale: string; readonly personOf: PersonOf },
  ): Promise<void> {
    const { halt } = this.read();
    if (halt === null) throw new GatewayError('emergency.not-halted', 'resume: nothing is halted');
    if (rationale.trim().length < MIN_RATIONALE) {
      throw new GatewayError(
        'emergency.resume-refused',
        `resume: a rationale of ${rationale.trim().length} characters, want at least ${MIN_RATIONALE}`,
        { remedies: ['Say in a sentence what was wrong and what was mended.'] },
      );
    }
    const tokenHash = toHex(this.parts.ports.hash(resumeToken));
    if (this.resumeTokenHash === null || tokenHash !== this.resumeTokenHash) throw wrongToken();
    if (personOf(halt.by) === personOf(by) && (await this.hasOtherResponder(by, personOf))) {
      throw new GatewayError('emergency.resume-refused', `resume: ${by} halted, want another responder`);
    }
    // A halt that came meanwhile gave a token of its own; then this one no longer resumes.
    const loosen = (state: EmergencyState): EmergencyState =>
      this.resumeTokenHash === tokenHash ? { ...state, halt: null } : state;
    await this.record({ by, data: { change: 'resume', rationale }, loosen });
    if (this.state.halt !== null)
      throw new GatewayError('emergency.resume-refused', 'resume: another halt came meanwhile, want its token');
    await this.parts.ports.haltSwitch.clear();
  }

  /** Makes the gateway read-only, at once. */
  async enterSafeMode(by: string, reason: string): Promise<void> {
    this.safeModeEntries += 1;
    this.state = { ...this.state, safeMode: true };
    this.publish(reason);
    await this.record({ by, data: { change: 'safe-mode', reason } });
  }

  /**
   * Ends safe mode, once it is on record. The caller has checked that a person signed for it; `data` holds the proof. When it
   * was entered again meanwhile it stays, and `emergency.safe-mode-refused` is raised.
   */
  async leaveSafeMode(by: string, data: JsonObject): Promise<void> {
    const entries = this.safeModeEntries;
    const loosen = (state: EmergencyState): EmergencyState =>
      this.safeModeEntries === entries ? { ...state, safeMode: false } : state;
    await this.record({ by, data: { change: 'safe-mode-ended', ...data }, loosen });
    if (this.state.safeMode)
      throw new GatewayError('emergency.safe-mode-refused', 'leave safe mode: it was entered again meanwhile');
  }

  /** Puts a target under containment, at once. */
  async contain(by: string, { verb, target, reason }: Omit<Containment, 'by' | 'sinceMs'>): Promise<void> {
    if (this.state.containments.length >= MAX_CONTAINMENTS) {
      throw new GatewayError('unavailable', `contain: ${MAX_CONTAINMENTS} containments in force, want fewer`);
    }
    const sinceMs = this.parts.ports.clock.nowMs();
    this.state = { ...this.state, containments: [...this.state.containments, { verb, target, by, reason, sinceMs }] };
    this.publish(reason);
    await this.record({ by, data: { change: verb, reason, target: { kind: target.kind, name: target.name } } });
  }

  /** Lifts every containment of a target that is in force now, except revocation, which nothing lifts. */
  async lift(by: string, target: Containment['target'], rationale: string): Promise<void> {
    const lifted = this.state.containments.filter(
      (held) => held.verb !== 'revoke' && held.target.kind === target.kind && held.target.name === target.name,
    );
    const loosen = (state: EmergencyState): EmergencyState => ({
      ...state,
      containments: state.containments.filter((held) => !lifted.includes(held)),
    });
    const data = { change: 'lift', rationale, target: { kind: target.kind, name: target.name } };
    await this.record({ by, data, loosen });
  }

  /** Puts a step on record behind those that wait, and loosens once it is durable. */
  private record(step: Step): Promise<void> {
    const written = this.last.then(() => this.write(step));
    this.last = written.catch(() => undefined);
    return written;
  }

  private async write({ by, data, loosen = (state) => state }: Step): Promise<void> {
    const { ports, sequencer } = this.parts;
    const atMs = ports.clock.nowMs();
    const entry = { type: 'emergency.changed' as const, atMs, actor: by, session: null, action: null, data };
    const next = loosen(this.state);
    const resumeTokenHash = next.halt === null ? null : this.resumeTokenHash;
    const expectedVersion = this.version;
    const outcome = await sequencer.append({
      entries: [{ entry, payload: null }],
      changes: () => [{ kind: 'emergency.save', state: next, expectedVersion, resumeTokenHash }],
    });
    if (!outcome.ok)
      throw new GatewayError(
        'emergency.moved',
        'change the emergency state: somebody else changed it first; look and try again',
      );
    this.version += 1;
    const before = this.state;
    this.state = loosen(before);
    if (this.state !== before) this.publish('');
  }

  private publish(reason: string): void {
    const { events, ports } = this.parts;
    const { halt, safeMode } = this.state;
    events.publish({ kind: 'emergency', atMs: ports.clock.nowMs(), halted: halt !== null, safeMode, reason });
  }

  private hasOtherResponder(by: string, personOf: PersonOf): Promise<boolean> {
    const isOther = (principal: string): boolean =>
      principal.startsWith('human:') && personOf(principal) !== personOf(by);
    return this.parts.someToken(({ principal, scopes }) => isOther(principal) && scopes.includes('admin'));
  }
}

function wrongToken(): GatewayError {
  return new GatewayError('emergency.resume-refused', 'resume: this is not the token of this halt', {
    remedies: ['Use the token that the halt printed, or the file resume.token in the state directory.'],
  });
}
