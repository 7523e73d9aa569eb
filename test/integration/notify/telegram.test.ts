import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openTelegramServer, type TelegramServer } from '../../../adapters/telegram/testing/telegram-server.ts';
import { EXIT } from '../../../apps/cli/exit-code.ts';
import { type Ran, run } from '../../../apps/cli/testing/test-terminal.ts';
import type { SeenMessage } from '../../../ports/conformance/channel-harness.ts';
import { CountersignClient } from '../../../sdk/client.ts';
import { makePlaces, removePlaces, type ServedDaemon, serveDaemon } from '../../harness/served-daemon.ts';

const TOKEN = '123456789:AAtestTokenOfNobody-0123456789abcdefg';
const ADA = '4711';

type World = ServedDaemon & {
  readonly telegram: TelegramServer;
  readonly cli: (...args: readonly string[]) => Promise<Ran>;
};

/** The real gateway with a Telegram bot that asks a server of this test for updates. */
async function openWorld(
  t: TestContext,
  { mode = 'poll' }: { readonly mode?: 'poll' | 'webhook' } = {},
): Promise<World> {
  const telegram = await openTelegramServer(t, { token: TOKEN, chats: [Number(ADA)], botName: 'gate_bot' });
  const places = makePlaces();
  const tokenFile = join(places.home, 'bot-token');
  writeFileSync(tokenFile, `${TOKEN}\n`, { mode: 0o600 });
  const channels = `version: 1
${mode === 'webhook' ? 'public_url: https://gate.example' : ''}
channels:
  bot: { kind: telegram, mode: ${mode}, token: 'file:${tokenFile}', api_root: '${telegram.root}' }
  broken: { kind: webhook, url: 'https://hooks.example.com/in', secrets: ['secret:missing'] }
`;
  writeFileSync(join(places.configDirectory, 'channels.yaml'), channels);
  const served = await serveDaemon(places);
  t.after(async () => {
    await served.close();
    removePlaces(places);
  });
  const cli = (...args: readonly string[]) => run(args, { homeDir: places.home, variables: served.variables });
  return { ...served, telegram, cli };
}

async function until<Value>(
  what: string,
  look: () => Value | null | undefined | Promise<Value | null | undefined>,
): Promise<Value> {
  for (let turn = 0; turn < 1_000; turn++) {
    const found = await look();
    if (found !== null && found !== undefined) return found;
    await sleep(10);
  }
  throw new Error(`wait until ${what}: it did not come`);
}

let event = 0;

function happen(
  telegram: TelegramServer,
  act: { kind: 'type'; text: string } | { kind: 'press'; message: SeenMessage; code: string },
  person = ADA,
) {
  event += 1;
  return telegram.put(telegram.updateOf({ event, person, place: ADA, isPrivate: true, act }));
}

test('a person is paired, asked, answers, and sees who decided, over a bot and the command line', async (t) => {
  const { daemon, telegram, cli } = await openWorld(t);
  const address = readFileSync(daemon.files.address, 'utf8').trim();
  const agent = new CountersignClient({
    baseUrl: address,
    token: readFileSync(daemon.files.agentToken, 'utf8').trim(),
  });

  const offered = await cli('channels', 'pair', 'bot', 'human:ada');
  assert.equal(offered.code, EXIT.ok, offered.err);
  await happen(telegram, { kind: 'type', text: `/pair ${offered.out.trim()}` });
  await until('the account is paired', () => telegram.told().find((text) => text.includes('Paired')));
  assert.match((await cli('channels', 'pairings')).out, /bot +human:ada +4711 +paired/);

  const proposal = {
    session: 's-1',
    tool: { name: 'Bash', origin: 'builtin:claude-code' },
    args: { command: 'curl https://collector.example.net/a' },
    cwd: '/tmp',
    workspace: '/tmp',
  } as const;
  const waiting = agent.decide({ ...proposal, wait_ms: 20_000 });
  const asked = await until('the message arrives', () => telegram.seen().find(({ buttons }) => buttons.length > 0));
  assert.match(asked.text, /collector\.example\.net/);

  await happen(telegram, { kind: 'press', message: asked, code: asked.buttons[0]?.code ?? '' }, '666');
  await until('the stranger is refused', () => telegram.told().find((text) => text.includes('paired with nobody')));
  await happen(telegram, { kind: 'press', message: asked, code: asked.buttons[0]?.code ?? '' });
  const decided = await waiting;
  assert.equal(decided.verdict, 'allow');
  const edited = await until('the message says who decided', () =>
    telegram.seen().find(({ reference, buttons }) => reference === asked.reference && buttons.length === 0),
  );
  assert.match(edited.text, /Approved by.*human:ada/s);

  const listed = await cli('channels', 'list');
  assert.equal(listed.code, EXIT.notOk);
  assert.match(listed.out, /bot +telegram +up +yes/);
  assert.match(listed.out, /broken +webhook +down +no +misconfigured: .*secret:missing/);
  assert.match((await cli('channels', 'deliveries')).out, /question \w{16} +bot +human:ada +accepted +1/);
  const dead = await cli('channels', 'deliveries', '--dead', '--json');
  const [letter] = (JSON.parse(dead.out) as { deliveries: readonly { id: string; channel: string }[] }).deliveries;
  assert.equal(letter?.channel, 'broken');
  assert.equal((await cli('channels', 'retry', letter?.id ?? '')).code, EXIT.ok);
  const examined = (await cli('doctor')).out.replaceAll(/\s+/g, ' ');
  assert.match(examined, /channel bot works, 1 paired; last proof: accepted 20\d\d-/);
  assert.match(examined, /channel broken down: .*secret:missing.*no proof yet.*countersign channels test broken/);

  const tested = await cli('channels', 'test', 'bot');
  assert.deepEqual([tested.code, tested.out], [EXIT.ok, '✓ human:ada: accepted\n'], tested.err);
  await until('the test message arrives', () => telegram.seen().find(({ text }) => text.includes('a test message')));
  const failed = await cli('channels', 'test', 'broken');
  assert.equal(failed.code, EXIT.notOk);
  assert.match(failed.out, /✗ a place of several people: misconfigured: .*secret:missing/);

  const [pairing] = daemon.gateway.listPairings();
  assert.equal((await cli('channels', 'unpair', pairing?.id ?? '')).code, EXIT.ok);
  await happen(telegram, { kind: 'type', text: '/pending' });
  await until(
    'the account answers nothing any more',
    () => telegram.told().filter((text) => text.includes('paired with nobody'))[1],
  );
  const operator = new CountersignClient({
    baseUrl: address,
    token: readFileSync(daemon.files.operatorToken, 'utf8').trim(),
  });
  const log = JSON.stringify(await operator.logEntries({ limit: 1_000 }));
  for (const hidden of [TOKEN, ADA]) assert.equal(log.includes(hidden), false, hidden);
});

test('a gateway with an address tells Telegram at its start where to call, and takes nothing without the secret it named', async (t) => {
  const { daemon, telegram } = await openWorld(t, { mode: 'webhook' });
  const told = await until('Telegram is told', () => telegram.asked('setWebhook')[0]);
  assert.equal(told['url'], 'https://gate.example/channels/bot/update');
  const secret = told['secret_token'];
  assert.ok(typeof secret === 'string' && /^[A-Za-z0-9_-]{43}$/.test(secret));
  const address = readFileSync(daemon.files.address, 'utf8').trim();
  const happening = { event: 77, person: ADA, place: ADA, isPrivate: true } as const;
  const body = JSON.stringify(telegram.updateOf({ ...happening, act: { kind: 'type', text: '/whoami' } }));
  const call = async (given: string): Promise<number> => {
    const headers = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': given };
    return (await fetch(`${address}/channels/bot/update`, { method: 'POST', headers, body })).status;
  };
  assert.deepEqual([await call(`${secret}x`), await call('')], [401, 401]);
  assert.deepEqual(telegram.told(), []);
  const operatorToken = readFileSync(daemon.files.operatorToken, 'utf8').trim();
  const operator = new CountersignClient({ baseUrl: address, token: operatorToken });
  const log = JSON.stringify(await operator.logEntries({ limit: 1_000 }));
  assert.equal([...log.matchAll(/why[\\":]+forged/g)].length, 2);
  assert.equal(await call(secret), 200);
  await until('the person is told', () => telegram.told().find((text) => text.includes(`You are ${ADA} here`)));
  assert.equal(telegram.asked('getUpdates').length, 0);
});
