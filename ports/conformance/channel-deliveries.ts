import assert from 'node:assert/strict';
import { GUTTER } from '../message-parts.ts';
import type { DeliveryProof, NotificationChannel, OutgoingMessage } from '../notification-channel.ts';
import type { ChannelDeclaration, ChannelHarness, SeenMessage } from './channel-harness.ts';
import type { ChannelContract } from './notification-channel.ts';
import { HOSTILE_LINES, sampleDocument, sampleMessage, sampleNotice } from './sample-message.ts';

const LONG = () => AbortSignal.timeout(20_000);

/** What is delivered, edited, and refused because it does not fit. */
export function testChannelDeliveries(contract: ChannelContract, declared: ChannelDeclaration): void {
  contract('shows a question whole, with its buttons, and proves that it went out', async (under) => {
    const { channel, place, service, secrets } = under;
    const message = sampleMessage(place, { link: 'https://gateway.example/a/7k3m' });
    const proof = await delivered(channel, message);
    assert.equal(proof.kind, channel.abilities.proof);
    assert.equal(proof.evidence.length > 0 && proof.evidence.length <= 512, true);
    assertHoldsNone(proof, secrets);
    const [seen, ...others] = service.seen();
    assert.ok(seen !== undefined && others.length === 0);
    assert.equal(seen.place, place);
    assert.equal(seen.reference, proof.reference);
    const { title, fingerprint } = message.document;
    for (const text of [title, 'Command', 'Effects', 'process.run, unseen code', fingerprint])
      assert.ok(seen.text.includes(text), `${text} in ${seen.text}`);
    for (const line of ['npm test -- --watch', '  second line']) assert.ok(seen.text.includes(`${GUTTER}${line}`));
    const typed = channel.abilities.answers ? ['/approve 7k3m', '/deny 7k3m'] : [];
    for (const text of ['2023-11-14 22:13:20 UTC', ...typed, 'https://gateway.example/a/7k3m'])
      assert.ok(seen.text.includes(text), `${text} in ${seen.text}`);
    const labels = declared.presses ? ['Approve', 'Deny'] : [];
    assert.deepEqual(
      seen.buttons.map(({ label }) => label),
      labels,
    );
    assertHoldsNone(seen, secrets);
  });
  contract('shows a notice without anything to press', async ({ channel, group, service }) => {
    await delivered(
      channel,
      sampleNotice(group, sampleDocument({ sections: [{ heading: 'Empty', lines: [], quoted: true }] })),
    );
    const [seen] = service.seen();
    assert.equal(seen?.place, group);
    assert.deepEqual(seen?.buttons, []);
    assert.equal(seen?.text.includes('Or type'), false);
  });
  contract('shows what an agent chose to the letter, and lets none of it do anything', async (under) => {
    for (const line of HOSTILE_LINES) await assertLiteral(under, [line]);
    const together = ['title', 'one', 'two'].map((_, index) => HOSTILE_LINES.slice(index * 9, index * 9 + 9));
    for (const lines of together) await assertLiteral(under, lines);
  });
  contract('refuses what does not fit, and sends none of it', async ({ channel, place, service, secrets }) => {
    const message = sampleMessage(place, { document: filled(channel.abilities.maxLength + 1) });
    assert.equal(channel.fits(message), false);
    const result = await channel.deliver(message, LONG());
    assert.equal(result.ok ? '' : result.failure.code, 'too-long');
    assertHoldsNone(result, [...secrets, place]);
    assert.equal(service.calls(), 0);
  });
  contract('delivers the longest that it says fits, whole', async ({ channel, place, service }) => {
    let most = 0;
    for (let step = 2 ** 14; step >= 1; step /= 2)
      if (channel.fits(sampleMessage(place, { document: filled(most + step) }))) most += step;
    assert.ok(most > 500, `${most} units fit`);
    await delivered(channel, sampleMessage(place, { document: filled(most) }));
    assert.ok(service.seen()[0]?.text.includes('x'.repeat(40)));
    assert.ok(service.seen()[0]?.text.includes('Shown: 0f1e2d3c4b5a6978'));
  });
  contract('tells that there is no such place, without naming it', async ({ channel, unknownPlace, secrets }) => {
    const result = await channel.deliver(sampleMessage(unknownPlace), LONG());
    assert.equal(result.ok ? '' : result.failure.code, 'unknown-place');
    assertHoldsNone(result, [...secrets, unknownPlace]);
  });
  contract('asks nobody about a place that cannot be one', async ({ channel, oddPlaces, service }) => {
    for (const to of ['', '../x', 'a b', 'https://evil.example/', '9'.repeat(400), '1\r\nx: y', ...oddPlaces]) {
      const result = await channel.deliver(sampleMessage(to), LONG());
      assert.equal(result.ok ? to : result.failure.code, 'unknown-place', to);
      const edited = await channel.edit({ to, reference: '1', document: sampleDocument() }, LONG());
      assert.equal(edited.ok, false, to);
    }
    assert.equal(service.calls(), 0);
  });
  if (declared.refusesTwice) {
    contract(
      'lets the service refuse a second message with the same id',
      async ({ channel, open, place, service, t }) => {
        const message = sampleMessage(place);
        const first = await delivered(channel, message);
        const after = open();
        t.after(() => after.close());
        for (const again of [channel, after])
          assert.equal((await delivered(again, message)).reference, first.reference);
        assert.equal(service.seen().length, 1);
        await delivered(channel, sampleMessage(place));
        assert.equal(service.seen().length, 2);
      },
    );
  }
  testEdits(contract, declared);
}

function testEdits(contract: ChannelContract, declared: ChannelDeclaration): void {
  const decided = sampleDocument({ title: 'Denied by human:ada', sections: [] });
  contract('replaces a question by what became of it, and once more changes nothing', async (under) => {
    const { channel, place, service } = under;
    const { reference } = await delivered(channel, sampleMessage(place));
    for (let times = 0; times < 2; times += 1)
      assert.deepEqual(await channel.edit({ to: place, reference, document: decided }, LONG()), {
        ok: true,
        value: null,
      });
    const shown = service.seen();
    if (declared.edits) assert.equal(shown.length, 1);
    const last = shown.at(-1);
    assert.ok(last !== undefined && last.text.includes('Denied by human:ada'));
    assert.equal(last.text.includes('Or type'), false);
    assert.deepEqual(last.buttons, []);
  });
  contract('edits what an instance before it delivered', async ({ channel, open, place, service, t }) => {
    const { reference } = await delivered(channel, sampleMessage(place));
    await channel.close();
    const after = open();
    t.after(() => after.close());
    assert.equal((await after.edit({ to: place, reference, document: decided }, LONG())).ok, true);
    assert.ok(service.seen().at(-1)?.text.includes('Denied by human:ada'));
  });
  contract('does not edit a message into one that does not fit', async ({ channel, place, service }) => {
    const { reference } = await delivered(channel, sampleMessage(place));
    const before = service.calls();
    const document = filled(channel.abilities.maxLength + 1);
    const result = await channel.edit({ to: place, reference, document }, LONG());
    assert.equal(result.ok ? '' : result.failure.code, 'too-long');
    assert.equal(service.calls(), before);
  });
  if (!declared.edits) return;
  contract('fails to edit a message that nobody sent', async ({ channel, place, service, secrets }) => {
    const { reference } = await delivered(channel, sampleMessage(place));
    const other = reference.replaceAll(/[0-9]/g, '9');
    const result = await channel.edit({ to: place, reference: other, document: decided }, LONG());
    assert.equal(result.ok, false);
    assertHoldsNone(result, secrets);
    assert.ok(service.seen()[0]?.text.includes('wants to run'));
  });
}

async function assertLiteral(
  { channel, place, service }: ChannelHarness & { channel: NotificationChannel },
  lines: readonly string[],
) {
  const sections = [
    { heading: 'Command', lines, quoted: true },
    { heading: 'Folder', lines, quoted: false },
  ];
  const title = `agent:coder wants ${lines[0] ?? ''} now`;
  const message = sampleMessage(place, { document: sampleDocument({ title, sections }), link: null });
  if (!channel.fits(message)) assert.fail(`a short message fits: ${lines.join('\n')}`);
  const { reference } = await delivered(channel, message);
  const seen = service.seen().find((shown) => shown.reference === reference);
  assert.ok(seen !== undefined);
  assert.ok(seen.text.includes(title), `${title}\nin\n${seen.text}`);
  assert.ok(
    seen.text.includes(lines.map((line) => `${GUTTER}${line}`).join('\n')),
    `${lines.join('\n')}\nin\n${seen.text}`,
  );
  assert.ok(seen.text.includes(`\n${lines.join('\n')}\n`), `${lines.join('\n')}\nstated in\n${seen.text}`);
  assert.deepEqual(seen.live, [], lines.join('\n'));
}

/** A document whose quoted lines have so many units together. */
function filled(units: number) {
  const lines = Array.from({ length: Math.ceil(units / 50) }, (_, index) =>
    'x'.repeat(Math.min(50, units - index * 50)),
  );
  return sampleDocument({ sections: [{ heading: 'Command', lines, quoted: true }] });
}

/** Delivers, and holds that it was. */
export async function delivered(channel: NotificationChannel, message: OutgoingMessage): Promise<DeliveryProof> {
  const result = await channel.deliver(message, LONG());
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

/** The message with this reference as it stands now. */
export function seenAs(
  harness: Pick<ChannelHarness, 'service'>,
  { reference }: Pick<DeliveryProof, 'reference'>,
): SeenMessage {
  const seen = harness.service.seen().find((message) => message.reference === reference);
  assert.ok(seen !== undefined, 'the service has the message');
  return seen;
}

/** Holds that none of these words is anywhere in the value. */
export function assertHoldsNone(value: unknown, words: readonly string[]): void {
  const text = JSON.stringify(value);
  for (const word of words) if (word !== '') assert.equal(text.includes(word), false, `no ${word} in ${text}`);
}
