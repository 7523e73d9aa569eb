import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openMemoryStores } from '../../../adapters/memory/open-memory-stores.ts';
import { generateSigningKey } from '../../../adapters/node-crypto/keys.ts';
import type { KnownPlace } from '../../../core/notify/routing.ts';
import type { ChannelHarness } from '../../../ports/conformance/channel-harness.ts';
import type { NotificationChannel } from '../../../ports/notification-channel.ts';
import { type FakeChannel, fakeChannel } from '../../harness/fake-channel.ts';
import { manualClock } from '../../harness/manual-clock.ts';
import { inOrder, type NotifyGateway, openNotifyGateway, requestOf } from './notify-gateway.ts';

/** What a channel must do, each against a server that speaks its service's documented API. */
export const CELLS = [
  'deliver',
  'edit',
  'approve',
  'deny',
  'fallback',
  'late',
  'replay',
  'forged signature',
  'foreign user',
  'rate limit',
  'outage',
  'restart in between',
] as const;
export type Cell = (typeof CELLS)[number];

/** A gateway that runs with one real channel. */
export type Live = { readonly gateway: NotifyGateway; readonly channel: NotificationChannel };

/** An answer of a person's: the same event twice is the same event told twice. */
export type Given = { readonly id: string; readonly verb: 'approve' | 'deny'; readonly event: number };

/** One channel with its service, and what people do there. */
export type Surface = {
  readonly harness: Pick<ChannelHarness, 'service' | 'retryAfterMs'>;
  readonly open: () => NotificationChannel;
  readonly places: readonly KnownPlace[];
  /** How the log names where an answer came from. */
  readonly answeredOn: string;
  /** What the service shows once a request was denied. */
  readonly settled: RegExp;
  /** Makes the gateway know the person; done at every start. */
  readonly meet: (live: Live, isFirst: boolean) => Promise<void>;
  /** The person opens what came; done for every question that arrived. */
  readonly prepare: (live: Live, id: string) => Promise<void>;
  /** The person answers in the usual way; what they are told. */
  readonly answer: (live: Live, given: Given) => Promise<string>;
  /** The person answers in the other way. */
  readonly fallback: (live: Live, given: Given) => Promise<string>;
  /** Somebody else answers. */
  readonly foreign: (live: Live, given: Given) => Promise<string>;
  /** Requests whose proof does not hold; the statuses that they got. */
  readonly forge: (live: Live, given: Given) => Promise<readonly number[]>;
  /** What a forged request is answered. */
  readonly refusedWith: number;
  /** Whether the gateway records the same event told twice; it does not where it looks for itself and finds it again. */
  readonly recordsReplay: boolean;
};

/** In July 2023. */
const STARTS_AT_MS = 1_690_000_000_000;

/** A channel of the matrix. */
export type Driver = {
  readonly name: string;
  /** Why cells do not apply. */
  readonly without: { readonly [Name in Cell]?: string };
  readonly open: (t: TestContext) => Promise<Surface>;
};

/** A gateway with one real channel and a next step, over stores that outlive it. */
export class World {
  readonly surface: Surface;
  /** What is asked after the channel. */
  readonly next: FakeChannel;
  live: Live;
  private readonly reopen: () => Promise<Live>;
  private asked = 0;

  private constructor(parts: Pick<World, 'surface' | 'next' | 'live'> & { readonly reopen: () => Promise<Live> }) {
    this.surface = parts.surface;
    this.next = parts.next;
    this.live = parts.live;
    this.reopen = parts.reopen;
  }

  static async open(t: TestContext, driver: Driver): Promise<World> {
    const surface = await driver.open(t);
    // Earlier than anything that the services tell: an approval counts for nothing that was shown after it was typed.
    const [clock, stores] = [manualClock(STARTS_AT_MS), openMemoryStores()];
    const keys = { logKey: generateSigningKey('ed25519'), approverKey: generateSigningKey('ed25519') };
    const next = fakeChannel('next', { kind: 'discord' });
    let approvers: NotifyGateway['ports']['approvers'] | null = null;
    const open = async (): Promise<Live> => {
      const channel = surface.open();
      const isFirst = approvers === null;
      const gateway = await openNotifyGateway([channel, next], {
        clock,
        ...keys,
        stores: { ...stores, close: async () => undefined },
        ports: approvers === null ? {} : { approvers },
        notify: {
          rules: inOrder([channel.name, 'next']),
          places: [...surface.places, { channel: 'next', to: 'team', person: null, name: 'team' }],
          dashboardUrl: 'https://gate.example',
        },
      });
      approvers = gateway.ports.approvers;
      await surface.meet({ gateway, channel }, isFirst);
      return { gateway, channel };
    };
    const world = new World({ surface, next, live: await open(), reopen: open });
    t.after(async () => {
      await world.live.channel.close();
      await world.live.gateway.close();
    });
    return world;
  }

  /** Asks about a command that no other request has. */
  async ask(): Promise<string> {
    this.asked += 1;
    return requestOf(await this.live.gateway.ask(`curl https://host-${this.asked}.example.net/a`));
  }

  /** Asks, and waits until the service shows it. */
  async askAndSee(): Promise<string> {
    const id = await this.ask();
    await this.until(`the service shows ${id}`, () => this.messagesAbout(id).length > 0);
    await this.until('the delivery is recorded', async () => (await this.delivered(id)).length > 0);
    await this.surface.prepare(this.live, id);
    return id;
  }

  /** What the service shows about a request. */
  messagesAbout(id: string): readonly { readonly text: string; readonly buttons: readonly unknown[] }[] {
    const { service } = this.surface.harness;
    return service.seen().filter(({ text }) => text.includes(id.slice(0, 8)) || text.includes(`host-${this.asked}.`));
  }

  /** The log's proofs that the channel took the question. */
  async delivered(id: string) {
    const { name } = this.live.channel;
    const entries = await this.live.gateway.entries('notification.delivered');
    return entries.filter(({ data }) => data['request'] === id && data['channel'] === name);
  }

  async status(id: string): Promise<string> {
    return (await this.live.gateway.gateway.findApproval(id)).request.status;
  }

  /** Why answers were refused, oldest first. */
  async refused(): Promise<readonly unknown[]> {
    return (await this.live.gateway.entries('approval.refused')).map(({ data }) => data['why']);
  }

  /** The gateway ends and starts again over the same stores, with a new instance of the channel. */
  async restart(): Promise<void> {
    await this.live.channel.close();
    await this.live.gateway.close();
    this.live = await this.reopen();
  }

  async until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
    for (let turn = 0; turn < 500; turn++) {
      await this.live.gateway.quiet();
      if (await holds()) return;
      await sleep(10);
    }
    assert.fail(`${what}: it did not come`);
  }
}
