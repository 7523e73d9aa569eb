import { setTimeout as sleep } from 'node:timers/promises';
import type { ChannelClient } from '../../../sdk/channel-client.ts';
import type { WireDelivery, WireNotificationChannel, WirePairing } from '../../../sdk/wire.ts';
import type { Command, Context } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { connectGateway } from '../gateway/connect.ts';
import { readInteger } from '../read-value.ts';
import { flowText } from '../terminal/flow-text.ts';
import { formatTime } from '../terminal/format-time.ts';
import { renderTable } from '../terminal/render-table.ts';
import { visibleText } from '../terminal/visible-text.ts';

/** The kind of the step that asks at terminals. */
const TERMINAL = 'cli';
const TEST_WAIT_MS = 15_000;
const POLL_MS = 250;
const PAIRING_ID = { name: 'id', summary: 'the id of a pairing, or the beginning of it', required: true } as const;
const DELIVERY_ID = { name: 'id', summary: 'the id of a message', required: true } as const;

/** Lists the ways to reach people. */
export const channelsList: Command = {
  path: ['channels', 'list'],
  summary: 'list the ways to reach people, and how each does',
  details: [
    '`up`: the last message was taken. `down`: the last one was not, see the last problem. `untried`: nothing was sent since the gateway started, so nobody knows yet. A bot that its service calls instead of being polled, mail, SMS and push stay so until the first message. Try one: `countersign channels test NAME`.',
    'Channels are configured in channels.yaml. Ends with 1 when one of them is down. `cli` is whoever watches at a terminal: it is asked only while somebody does.',
  ],
  examples: [{ line: 'countersign channels list', does: 'which channels work' }],
  run: async (invocation, context) => {
    const { terminal } = context;
    const channels = await connectGateway(context).client.channels.list();
    if (invocation.json) terminal.json({ channels });
    else {
      const headings = ['NAME', 'KIND', 'STATE', 'ANSWERS', 'LAST PROBLEM'];
      terminal.out(
        renderTable({ headings, rows: channels.map(channelRow), heading: terminal.style.bold, page: terminal }),
      );
      sayUntried(channels, context);
    }
    return channels.some(({ kind, state }) => state === 'down' && kind !== TERMINAL) ? EXIT.notOk : EXIT.ok;
  },
};

/** A channel that nothing was sent through may be wrong in every way: says how to find out. */
function sayUntried(channels: readonly WireNotificationChannel[], { terminal }: Context): void {
  const first = channels.find(({ kind, state }) => kind !== TERMINAL && state === 'untried');
  if (first === undefined) return;
  const text = `untried: nothing was sent since the gateway started; try it: countersign channels test ${visibleText(first.name)}`;
  for (const line of flowText(text, { margin: 0, hang: 2, page: terminal })) terminal.err(line);
}

/** Tries a channel. */
export const channelsTest: Command = {
  path: ['channels', 'test'],
  summary: 'send a message that asks nothing to everybody whom a channel reaches, and say whether it arrived',
  details: [
    'Waits for the first attempt at each place, at most 15 s. Ends with 1 when one failed; what may still arrive is tried again.',
  ],
  operands: [{ name: 'channel', summary: 'the name of the channel', required: true }],
  examples: [{ line: 'countersign channels test telegram', does: 'see whether it arrives' }],
  run: async (invocation, context) => {
    const { terminal } = context;
    const channel = invocation.operand('channel') ?? '';
    const { channels } = connectGateway(context).client;
    const deliveries = await afterFirstAttempt(channels, await channels.test(channel));
    if (invocation.json) terminal.json({ deliveries });
    else {
      const failure = (await channels.list()).find(({ name }) => name === channel)?.last_failure ?? null;
      for (const delivery of deliveries)
        terminal.out(testLine(delivery, { reason: failure?.reason ?? null, terminal }));
    }
    return deliveries.every(hasArrived) ? EXIT.ok : EXIT.notOk;
  },
};

/** Makes a code that pairs an account. */
export const channelsPair: Command = {
  path: ['channels', 'pair'],
  summary: 'make a code with which a person shows whose account at a channel is theirs',
  details: [
    'Hand the code to the person and nobody else: whoever types it at the channel, to the bot alone, answers as this person from then on. It holds for one hour and is used once. One code every ten minutes a person, three at a time a channel; five wrong ones lock an account out for an hour.',
  ],
  operands: [
    { name: 'channel', summary: 'the name of the channel', required: true },
    { name: 'principal', summary: 'who: human:NAME', required: true },
  ],
  examples: [{ line: 'countersign channels pair telegram human:ada', does: 'then Ada types /pair CODE to the bot' }],
  run: async (invocation, context) => {
    const { terminal } = context;
    const request = {
      channel: invocation.operand('channel') ?? '',
      principal: invocation.operand('principal') ?? '',
    };
    const offer = await connectGateway(context).client.channels.offer(request);
    if (invocation.json) terminal.json(offer);
    else {
      terminal.out(offer.code);
      terminal.err(
        `${visibleText(request.principal)} types at ${visibleText(request.channel)}, to the bot alone: /pair ${offer.code} (or !pair ${offer.code})`,
      );
      terminal.err(`the code holds until ${formatTime(offer.pairing.expires_at_ms)}`);
    }
    return EXIT.ok;
  },
};

/** Ends a pairing. */
export const channelsUnpair: Command = {
  path: ['channels', 'unpair'],
  summary: 'end a pairing: the account answers nothing any more',
  details: [
    'What the account approved and nobody has used yet is void. A code that nobody has used yet is ended the same way.',
  ],
  operands: [PAIRING_ID],
  examples: [{ line: 'countersign channels unpair 0199a2b4', does: 'a telephone was lost' }],
  run: async (invocation, context) => {
    const { terminal } = context;
    const pairing = await connectGateway(context).client.channels.unpair(invocation.operand('id') ?? '');
    const [who, where] = [visibleText(pairing.principal), visibleText(pairing.channel)];
    const ended =
      pairing.user === null ? `the code for ${who} at ${where} is void` : `${who} is paired at ${where} no longer`;
    if (invocation.json) terminal.json(pairing);
    else terminal.out(`${terminal.style.green('✓')} ${ended}`);
    return EXIT.ok;
  },
};

/** Lists pairings. */
export const channelsPairings: Command = {
  path: ['channels', 'pairings'],
  summary: 'list whose accounts are whose, and codes that nobody has used yet',
  examples: [{ line: 'countersign channels pairings', does: 'who may answer where' }],
  run: async (invocation, context) => {
    const { terminal } = context;
    const pairings = await connectGateway(context).client.channels.pairings();
    if (invocation.json) terminal.json({ pairings });
    else if (pairings.length === 0) terminal.out('nobody is paired: `countersign channels pair CHANNEL human:NAME`');
    else {
      const headings = ['ID', 'CHANNEL', 'WHO', 'ACCOUNT', 'STATE'];
      terminal.out(
        renderTable({ headings, rows: pairings.map(pairingRow), heading: terminal.style.bold, page: terminal }),
      );
    }
    return EXIT.ok;
  },
};

/** Lists messages of the outbox. */
export const channelsDeliveries: Command = {
  path: ['channels', 'deliveries'],
  summary: 'list what was sent to people, newest first',
  options: [
    { name: 'dead', value: null, summary: 'only what was given up' },
    { name: 'request', value: 'ID', summary: 'only what is about this request (its whole id)' },
    { name: 'limit', value: 'COUNT', summary: 'how many at most (default 100)' },
  ],
  examples: [
    { line: 'countersign channels deliveries', does: 'what arrived where' },
    { line: 'countersign channels deliveries --dead', does: 'what has to be looked at' },
  ],
  run: async (invocation, context) => {
    const { terminal } = context;
    const request = invocation.text('request');
    const limit = readInteger(invocation.text('limit') ?? '100', { name: '--limit', min: 1, max: 1_000 });
    const deliveries = await connectGateway(context).client.channels.deliveries({
      ...(request === null ? {} : { request }),
      ...(invocation.flag('dead') ? { state: 'dead' as const } : {}),
      limit,
    });
    if (invocation.json) terminal.json({ deliveries });
    else if (deliveries.length === 0)
      terminal.out(invocation.flag('dead') ? 'nothing was given up' : 'nothing was sent');
    else {
      const headings = ['ID', 'ABOUT', 'CHANNEL', 'WHO', 'STATE', 'TRIES', 'WHEN'];
      terminal.out(
        renderTable({ headings, rows: deliveries.map(deliveryRow), heading: terminal.style.bold, page: terminal }),
      );
    }
    return EXIT.ok;
  },
};

/** Sends a dead letter again. */
export const channelsRetry: Command = {
  path: ['channels', 'retry'],
  summary: 'send a message again that was given up',
  operands: [DELIVERY_ID],
  examples: [
    { line: 'countersign channels retry 0199a2b4-7c11-7e3a-8f00-2b6d5e9c1a01', does: 'after the channel was mended' },
  ],
  run: async (invocation, context: Context) => {
    const { terminal } = context;
    const delivery = await connectGateway(context).client.channels.retry(invocation.operand('id') ?? '');
    if (invocation.json) terminal.json(delivery);
    else terminal.out(`${terminal.style.green('✓')} it is on its way again`);
    return EXIT.ok;
  },
};

function channelRow({ name, kind, state, answers, last_failure: failure }: WireNotificationChannel): readonly string[] {
  // People answer there with keys of their own; that nobody watches is no fault of a channel.
  if (kind === TERMINAL) return [name, kind, state === 'up' ? 'watched' : 'unwatched', 'yes', ''];
  const problem = failure === null ? '' : `${failure.code}: ${visibleText(failure.reason)}`;
  return [visibleText(name), kind, state, answers ? 'yes' : 'no', state === 'down' ? problem : ''];
}

/** The same messages once each was tried, or after fifteen seconds as they are. */
async function afterFirstAttempt(
  channels: ChannelClient,
  sent: readonly WireDelivery[],
): Promise<readonly WireDelivery[]> {
  for (let turn = 0; turn < TEST_WAIT_MS / POLL_MS; turn++) {
    await sleep(POLL_MS);
    const listed = await channels.deliveries({ limit: 1_000 });
    const now = sent.map((one) => listed.find(({ id }) => id === one.id) ?? one);
    if (now.every(({ state }) => state !== 'queued' && state !== 'sending')) return now;
    sent = now;
  }
  return sent;
}

function hasArrived({ state }: WireDelivery): boolean {
  return state === 'accepted' || state === 'delivered';
}

function testLine(
  delivery: WireDelivery,
  { reason, terminal }: { readonly reason: string | null; readonly terminal: Context['terminal'] },
): string {
  const { style } = terminal;
  const { state, person, failure } = delivery;
  const who = person === null ? 'a place of several people' : visibleText(person);
  if (hasArrived(delivery)) return `${style.green('✓')} ${who}: ${state}`;
  const why = failure === null ? state : `${failure}${reason === null ? '' : `: ${visibleText(reason)}`}`;
  return `${style.red('✗')} ${who}: ${why}${state === 'failed' ? '; it is tried again' : ''}`;
}

function pairingRow({ id, channel, principal, user, state, expires_at_ms: expires }: WirePairing): readonly string[] {
  const standing = state === 'offered' ? `code until ${formatTime(expires)}` : state;
  return [id, visibleText(channel), visibleText(principal), visibleText(user ?? ''), standing];
}

function deliveryRow(delivery: WireDelivery): readonly string[] {
  const { id, purpose, request, channel, person, state, failure, attempts } = delivery;
  return [
    id,
    request === null ? purpose : `${purpose} ${request}`,
    visibleText(channel),
    visibleText(person ?? ''),
    failure === null || state === 'accepted' || state === 'delivered' ? state : `${state}: ${failure}`,
    String(attempts),
    formatTime(delivery.sent_at_ms ?? delivery.created_at_ms),
  ];
}
