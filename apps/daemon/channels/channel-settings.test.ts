import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { readChannels } from './channel-settings.ts';
import { readMinute, readMinuteOfWeek } from './read-times.ts';

const root = mkdtempSync(join(tmpdir(), 'countersign-channels-'));
after(() => rmSync(root, { recursive: true }));

function read(text: string) {
  const folder = mkdtempSync(join(root, 'config-'));
  writeFileSync(join(folder, 'channels.yaml'), text);
  return readChannels(folder);
}

const ALL = `
version: 1
public_url: https://gate.example.com/
dashboard_url: http://localhost:7391/
private_addresses: [10.1.0.0/16]
channels:
  hook: { kind: webhook, url: https://hooks.example.com/in, secrets: ['secret:hook'] }
  phone: { kind: sms, account_sid: AC1, auth_token: 'secret:sms', from: '+15550100', callback: true }
  mail: { kind: email, host: mail.example.com, port: 465, user: gate, password: 'file:/etc/gate/mail', from: { name: Gate, address: gate@example.com } }
  push: { kind: web-push, subject: 'mailto:ops@example.com' }
  team-slack: { kind: slack, token: 'secret:slack', signing_secret: 'secret:slack-sign' }
  chat: { kind: discord, token: 'secret:discord', application_id: '42', public_key: 'ab' }
  telegram: { kind: telegram, token: 'secret:bot', mode: webhook, webhook_secret: 'secret:hook-secret', places: { team: '-1001' } }
people:
  human:ada: { mail: ada@example.com, phone: '+15550101' }
schedules:
  primary:
    zone: Europe/Berlin
    rotations:
      - { people: ['human:ada', 'human:bob'], turn: week, from: mon 09:00, until: fri 18:00 }
    overrides:
      - { from: '2026-12-24T00:00:00Z', until: '2026-12-26T00:00:00Z', person: 'human:bob' }
routes:
  - name: night
    when: { levels: [high], workspaces: [/srv], sessions: ['ci-*'], hours: { zone: Europe/Berlin, from: '22:00', until: '08:00', days: [mon, sun] } }
    steps:
      - [{ channel: telegram, place: team }, { channel: chat, person: 'human:ada' }]
      - [{ channel: phone, on_call: primary }]
      - [{ channel: cli }]
`;

describe('channels.yaml', () => {
  test('is not needed', () => {
    assert.equal(readChannels(mkdtempSync(join(root, 'none-'))), null);
  });

  test('says how people are reached, in the usual order where it names none', () => {
    const settings = read(ALL);
    assert.deepEqual(settings?.notify.rules.order, ['telegram', 'chat', 'team-slack', 'mail', 'cli', 'phone']);
    assert.deepEqual(
      settings?.notify.rules.always.map(({ channel }) => channel),
      ['push', 'hook'],
    );
    assert.deepEqual(settings?.notify.rules.administrators, ['human:operator']);
    assert.equal(settings?.publicUrl, 'https://gate.example.com');
    assert.equal(settings?.notify.dashboardUrl, 'http://localhost:7391');
    assert.deepEqual(settings?.people, [
      { principal: 'human:ada', channel: 'mail', to: 'ada@example.com' },
      { principal: 'human:ada', channel: 'phone', to: '+15550101' },
    ]);
    assert.deepEqual(settings?.notify.places, [
      { channel: 'phone', to: '+15550101', person: 'human:ada', name: null },
      { channel: 'hook', to: 'hook', person: null, name: 'hook' },
      { channel: 'telegram', to: '-1001', person: null, name: 'team' },
    ]);
  });

  test('reads routes and schedules', () => {
    const rules = read(ALL)?.notify.rules;
    assert.deepEqual(rules?.routes[0]?.when, {
      levels: ['high'],
      sessions: ['ci-*'],
      workspaces: ['/srv'],
      hours: { timeZone: 'Europe/Berlin', fromMinute: 1_320, untilMinute: 480, days: [0, 6] },
    });
    assert.deepEqual(rules?.routes[0]?.steps[1], [
      { channel: 'phone', whom: { kind: 'on-call', schedule: 'primary' } },
    ]);
    assert.deepEqual(rules?.schedules['primary']?.rotations, [
      { people: ['human:ada', 'human:bob'], turn: 'week', fromMinute: 540, untilMinute: 4 * 1_440 + 1_080 },
    ]);
    assert.equal(rules?.schedules['primary']?.overrides[0]?.fromMs, Date.UTC(2026, 11, 24));
  });

  test('names every problem of its shape at once, and never shows a secret that stands in clear', () => {
    const text = `
version: 1
surplus: true
channels:
  telegram: { kind: telegram, token: 123456:ABC-in-clear }
  phone: { kind: sms }
  Bad_Name: { kind: sms }
`;
    assert.throws(
      () => read(text),
      (error: Error) => {
        for (const part of [/surplus/, /channels\.telegram\.token: want secret:NAME/, /Bad_Name/, /account_sid/])
          assert.match(error.message, part);
        assert.equal(error.message.includes('ABC-in-clear'), false);
        return true;
      },
    );
  });

  test('names the line that does not parse, and shows nothing of it', () => {
    assert.throws(
      () => read('version: 1\nchannels:\n  bot: { kind: telegram, token: "12:ABC-in-clear }\n'),
      (error: Error) => /line \d+: /.test(error.message) && !error.message.includes('ABC-in-clear'),
    );
  });

  test('names every problem of its meaning at once', () => {
    const text = `
version: 1
private_addresses: [somewhere]
channels:
  cli: { kind: webhook, url: https://x.example.com, secrets: ['secret:a'] }
  bot: { kind: telegram, token: 'secret:bot', mode: webhook }
  chat: { kind: discord, token: 'secret:d', application_id: '1', poll: false }
  phone: { kind: sms, account_sid: AC1, auth_token: 'secret:sms', from: x, callback: true }
  mail: { kind: email, host: h, port: 25, user: u, ca: relative.pem, from: { name: n, address: a@b.c } }
people:
  human:ada: { bot: '1' }
order: [missing]
always: [gone]
schedules:
  odd: { zone: Nowhere/None, rotations: [{ people: ['human:ada'], from: someday, until: mon 25:00 }], overrides: [{ from: x, until: y, person: 'human:b' }] }
routes:
  - name: r
    when: { workspaces: [relative], hours: { zone: Mars/One, from: '9:00', until: '10:00', days: [xyz] } }
    steps: [[{ channel: nope, person: 'human:a', on_call: none }, { channel: bot, place: unknown }]]
`;
    assert.throws(
      () => read(text),
      (error: Error) => {
        for (const part of [
          /private_addresses: found somewhere/,
          /channels\.cli: the name is the gateway's own/,
          /channels\.bot: mode: found webhook without public_url/,
          /channels\.chat: public_key/,
          /channels\.phone: callback/,
          /channels\.mail: want both user and password/,
          /channels\.mail: ca: found relative\.pem/,
          /people\.human:ada\.bot: want a channel of kind email or sms/,
          /order: found the channel missing/,
          /always: found the channel gone/,
          /schedules\.odd\.zone: found Nowhere\/None/,
          /schedules\.odd\.rotations\.0: found someday/,
          /schedules\.odd\.overrides\.0/,
          /routes\.0\.when\.workspaces: found relative/,
          /routes\.0\.when\.hours\.zone: found Mars\/One/,
          /routes\.0\.when\.hours: found 9:00/,
          /routes\.0\.when\.hours\.days: found xyz/,
          /routes\.0\.steps\.0\.0: found the channel nope/,
          /routes\.0\.steps\.0\.0: found several/,
          /routes\.0\.steps\.0\.0\.on_call: found none/,
          /routes\.0\.steps\.0\.1\.place: found unknown/,
        ])
          assert.match(error.message, part);
        return true;
      },
    );
  });

  test('overlooks blanks around people and their addresses: they are nobody’s intent, and keep no gateway from starting', () => {
    const settings = read(`
version: 1
channels:
  mail: { kind: email, host: h, port: 25, from: { name: n, address: a@b.c } }
people:
  'human:ada ': { mail: ' ada@example.com ' }
administrators: ['human:ada ']
`);
    assert.deepEqual(settings?.people, [{ principal: 'human:ada', channel: 'mail', to: 'ada@example.com' }]);
    assert.deepEqual(settings?.notify.rules.administrators, ['human:ada']);
  });

  test('is what the guide shows', () => {
    const blocks = readFileSync('docs/channels.md', 'utf8').split('```yaml\n').slice(1);
    assert.ok(blocks.length >= 2);
    for (const block of blocks) assert.notEqual(read(block.split('```')[0] ?? ''), null);
  });

  test('refuses what is no YAML', () => {
    assert.throws(() => read('version: 1\nversion: 1\n'), /line 2: found the same key twice/);
    // A quote that was left open: what stands there may be a secret, and is shown to nobody.
    const open = 'version: 1\nchannels:\n  bot: { kind: telegram, token: "123456789:AAlooksLikeAToken, places: {}\n';
    assert.throws(
      () => read(open),
      ({ message }: Error) =>
        /line [34]: /.test(message) && !message.includes('AAlooks') && !message.includes('123456'),
    );
  });

  test('reads times of day and of the week, and nothing like them', () => {
    assert.deepEqual(['00:00', '23:59', '24:00'].map(readMinute), [0, 1_439, 1_440]);
    for (const text of ['24:01', '9:00', '09:60', '09', '09:00:00', '', 'ab:cd'])
      assert.equal(readMinute(text), null, text);
    assert.equal(readMinuteOfWeek('SUN 00:01'), 6 * 1_440 + 1);
    for (const text of ['sunday 00:00', 'sun', 'sun 00:00 x', '']) assert.equal(readMinuteOfWeek(text), null, text);
  });
});
