import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { nowMs, PERSON, TOKEN } from '../../../adapters/discord/testing/discord-harness.ts';
import { APPLICATION, openDiscordServer } from '../../../adapters/discord/testing/discord-server.ts';
import { until } from '../../../ports/conformance/channel-answers.ts';
import { hearing } from '../../../ports/conformance/channel-harness.ts';
import { sampleMessage } from '../../../ports/conformance/sample-message.ts';
import type { OutboundPoster } from '../../../ports/outbound-poster.ts';
import type { ChannelEntry } from './channel-schema.ts';
import { type ChannelParts, openChannels } from './open-channels.ts';

const DIRECT = '555555555555555551';
const GROUP = '555555555555555552';
const NO_POSTER: OutboundPoster = { post: () => assert.fail('nothing is posted here') };

function secretFile(t: TestContext): string {
  const directory = mkdtempSync(join(tmpdir(), 'countersign-open-channels-'));
  t.after(() => rmSync(directory, { recursive: true }));
  writeFileSync(join(directory, 'token'), `${TOKEN}\n`, { mode: 0o600 });
  return `file:${join(directory, 'token')}`;
}

function openOne(entry: ChannelEntry, changes: Partial<ChannelParts> = {}) {
  const [channel] = openChannels([{ name: 'chat', entry }], {
    secretOf: () => null,
    answerLink: null,
    vapid: () => assert.fail('no push service here'),
    poster: NO_POSTER,
    pushPoster: NO_POSTER,
    publicUrl: null,
    pairedPlaces: () => [],
    nowMs,
    onTrouble: () => undefined,
    ...changes,
  });
  return channel ?? assert.fail('no channel');
}

test('asks Discord in the talks of everybody who is paired too, so that an open question is answered after a start', async (t) => {
  const server = await openDiscordServer(t, { token: TOKEN, channels: { [DIRECT]: 1, [GROUP]: 0 }, nowMs });
  const entry: ChannelEntry = {
    kind: 'discord',
    token: secretFile(t),
    application_id: APPLICATION,
    api_root: server.root,
    places: { team: GROUP },
  };
  const before = openOne(entry);
  const sent = await before.deliver(sampleMessage(DIRECT), AbortSignal.timeout(5_000));
  await before.close();
  const message = server.seen().find(({ reference }) => sent.ok && reference === sent.value.reference);
  assert.ok(message !== undefined);
  const act = { kind: 'react', message, verb: 'deny' } as const;
  server.happen({ event: 1, person: PERSON, place: DIRECT, isPrivate: true, act });
  const { updates, handle } = hearing(null);
  const ending = new AbortController();
  const after = openOne(entry, { pairedPlaces: (channel) => (channel === 'chat' ? [DIRECT, GROUP] : []) });
  const listening = after.listen?.(handle, ending.signal);
  await until(() => updates.length > 0);
  ending.abort();
  await Promise.all([listening, after.close()]);
  assert.deepEqual(
    updates.map(({ place, user }) => [place, user, act.verb]),
    [[DIRECT, PERSON, 'deny']],
  );
});

test('stands a channel up that says why it cannot work, and goes on', async () => {
  const told: string[] = [];
  const entry: ChannelEntry = { kind: 'telegram', token: 'secret:nobody' };
  const channel = openOne(entry, { onTrouble: (name, reason) => told.push(`${name}: ${reason}`) });
  const wanted = 'want it in the vault, for api.telegram.org:443 and the principal gateway';
  assert.deepEqual(told, [`chat: read the secret secret:nobody: found none, ${wanted}`]);
  assert.equal(channel.broken?.code, 'misconfigured');
  const sent = await channel.deliver(sampleMessage('1'), AbortSignal.timeout(1_000));
  assert.equal(!sent.ok && sent.failure.code, 'misconfigured');
});
