import { createHash } from 'node:crypto';
import { openMemoryStores } from '../../adapters/memory/open-memory-stores.ts';
import { generateSigningKey, type SigningKey } from '../../adapters/node-crypto/keys.ts';
import type { GatewayPorts, ReadyPolicy } from '../../application/gateway-ports.ts';
import type { PolicyRule } from '../../core/policy/policy.ts';
import type { Clock } from '../../ports/clock.ts';
import type { RaisedHalt } from '../../ports/halt-switch.ts';
import type { Stores } from '../../ports/stores.ts';
import { type ManualClock, manualClock, settle } from '../harness/manual-clock.ts';
import { OPERATOR, openTestGateway, type TestGateway } from '../harness/test-gateway.ts';
import { readyPolicy } from '../harness/test-policy.ts';
import { type CommitFault, type FailingStores, failingStores } from './failing-stores.ts';
import { type Seeded, seededRandomness } from './seeded.ts';

const RULE: Omit<PolicyRule, 'id' | 'decision' | 'when'> = {
  layer: 'organisation',
  reason: 'the simulation says so',
  instead: '',
  expiresAtMs: null,
  match: [],
  notMatch: [],
};
const ofTool = (tool: string): PolicyRule['when'] => [{ tool, argument: null, effect: null }];

/** The policies that an operator changes between; null is a file that does not parse. */
export const POLICIES = {
  plain: {},
  safe: { profile: 'safe' },
  asksAboutReads: { rules: [{ ...RULE, id: 'ask-reads', decision: 'ask', when: ofTool('Read') }] },
  forbidsShell: { rules: [{ ...RULE, id: 'no-shell', decision: 'forbid', when: ofTool('Bash') }] },
  shadow: { mode: 'shadow' },
  broken: null,
} as const satisfies { readonly [name: string]: Parameters<typeof readyPolicy>[0] | null };
export type PolicyName = keyof typeof POLICIES;

/** Keys are made once: what they are has no influence on what happens. */
const LOG_KEY = generateSigningKey('ed25519');
const OPERATOR_KEY = generateSigningKey('ed25519');
export const PEOPLE: readonly { readonly principal: string; readonly keyId: string; readonly key: SigningKey }[] = [
  'human:ada',
  'human:bob',
].map((principal) => {
  const key = generateSigningKey('ed25519');
  return { principal, key, keyId: createHash('sha256').update(key.publicKey).digest('hex').slice(0, 16) };
});

/** A world in which gateways come and go: what they wrote, the time, the policy files and the sentinel stay. */
export class World {
  readonly random: Seeded;
  readonly clock: ManualClock = manualClock();
  readonly durable: Stores = openMemoryStores();
  /** The policy file as it is now; a gateway reads it when it starts and when it is told to. */
  policy: PolicyName = 'plain';
  raised: RaisedHalt | null = null;
  /** What the file with the resume token held, the newest last. */
  readonly resumeTokens: string[] = [];
  /** Counts gateways; a call belongs to the one that it was made to. */
  generation = 0;
  private process: { readonly test: TestGateway; readonly failing: FailingStores; alive: boolean } | null = null;
  private readonly watchers = new Set<(halt: RaisedHalt) => void>();

  constructor(random: Seeded) {
    this.random = random;
  }

  /** The gateway that runs. */
  get test(): TestGateway {
    if (this.process === null) throw new RangeError('simulate: no gateway runs');
    return this.process.test;
  }

  get isUncertain(): boolean {
    return this.process?.failing.isUncertain() === true;
  }

  get wroteBlindly(): boolean {
    return this.process?.failing.wroteBlindly() === true;
  }

  failNextCommit(fault: CommitFault | null): void {
    this.process?.failing.failNext(fault);
  }

  /** Starts a gateway over what the last one left. Raises what the gateway raises when its first commit fails. */
  async start(fault: CommitFault | null = null): Promise<void> {
    if (this.policy === 'broken') this.policy = 'plain';
    this.generation += 1;
    const failing = failingStores(this.durable, this.random);
    const process = { failing, alive: true };
    if (fault !== null) failing.failNext(fault);
    const ports = this.portsFor(process);
    const options = { stores: failing.stores, clock: this.clock, ports, logKey: LOG_KEY, approverKey: OPERATOR_KEY };
    try {
      const test = await openTestGateway(options);
      for (const { principal, key } of PEOPLE) {
        const publicKey = Buffer.from(key.publicKey).toString('base64');
        await test.gateway.enrolApprover(OPERATOR, { principal, publicKey });
      }
      this.process = Object.assign(process, { test });
      if (this.raised !== null) this.raise(this.raised);
    } catch (error) {
      process.alive = false;
      failing.die();
      throw error;
    }
  }

  /** Ends the gateway without a word. */
  crash(): void {
    if (this.process === null) return;
    this.process.alive = false;
    this.process.failing.die();
    this.process = null;
    this.watchers.clear();
    this.generation += 1;
  }

  /** Creates the sentinel file. */
  raise(halt: RaisedHalt): void {
    this.raised = halt;
    for (const watcher of this.watchers) watcher(halt);
  }

  /** Lets everything under way get as far as it can without time passing. */
  async quiesce(): Promise<void> {
    await settle(60);
  }

  private portsFor(process: { readonly alive: boolean }): Partial<GatewayPorts> {
    return {
      clock: mortalClock(this.clock, process),
      randomness: seededRandomness(this.random),
      policySource: {
        load: async () => ({
          ok: true,
          sources: { layers: [], weights: { source: 'simulation', document: null }, cedar: '' },
        }),
        projectLayer: () => null,
      },
      preparePolicy: () => this.preparePolicy(),
      haltSwitch: {
        read: () => this.raised,
        watch: (listener) => {
          this.watchers.add(listener);
          return () => this.watchers.delete(listener);
        },
        keepResumeToken: async (token) => void this.resumeTokens.push(token),
        clear: async () => {
          if (process.alive) this.raised = null;
        },
      },
    };
  }

  private preparePolicy(): ReturnType<GatewayPorts['preparePolicy']> {
    const overrides = POLICIES[this.policy];
    if (overrides === null) return { ok: false, failure: ['policy.yaml: a fault of the simulation'] };
    return { ok: true, value: readyPolicyOf(overrides) };
  }
}

const READY = new Map<string, ReadyPolicy>();

/** Makes a policy ready, each one once. */
export function readyPolicyOf(overrides: NonNullable<Parameters<typeof readyPolicy>[0]>): ReadyPolicy {
  const name = JSON.stringify(overrides);
  const ready = READY.get(name) ?? readyPolicy(overrides);
  READY.set(name, ready);
  return ready;
}

/** The clock as a process sees it: nothing calls back into one that ended. */
function mortalClock(clock: ManualClock, process: { readonly alive: boolean }): Clock {
  return {
    nowMs: () => clock.nowMs(),
    minuteOfDay: (atMs, timeZone) => clock.minuteOfDay(atMs, timeZone),
    dayOf: (atMs, timeZone) => clock.dayOf(atMs, timeZone),
    after: (delayMs, callback) => clock.after(delayMs, () => (process.alive ? callback() : undefined)),
    afterPending: (callback) => clock.afterPending(() => (process.alive ? callback() : undefined)),
  };
}
