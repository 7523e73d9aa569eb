import assert from 'node:assert/strict';
import { assertHoldsNone, delivered } from './channel-deliveries.ts';
import type { ChannelContract } from './notification-channel.ts';
import { sampleDocument, sampleMessage } from './sample-message.ts';

const LONG = () => AbortSignal.timeout(20_000);
const LINK = 'https://gateway.example/a/7k3m';
const ABOUT = { request: '7k3m9x2p7k3m9x2p', event: 'requested' } as const;

/** What is delivered by a channel that says only that something waits. */
export function testChannelAlerts(contract: ChannelContract): void {
  contract('says that something waits and where, nothing of what, and proves that it went out', async (under) => {
    const { channel, place, service, secrets } = under;
    const proof = await delivered(
      channel,
      sampleMessage(place, { link: LINK, about: ABOUT, typed: null, buttons: [] }),
    );
    assert.equal(proof.kind, 'accepted');
    assert.equal(proof.evidence.length > 0 && proof.evidence.length <= 512, true);
    const [seen, ...others] = service.seen();
    assert.ok(seen !== undefined && others.length === 0);
    assert.equal(seen.place, place);
    assert.ok(seen.text.includes(LINK), seen.text);
    assert.ok(seen.text.length <= channel.abilities.maxLength + LINK.length);
    assert.deepEqual(seen.buttons, []);
    assertHoldsNone(seen.text, ['npm test', 'second line', 'process.run', 'Command', ...secrets]);
    assertHoldsNone(proof, [...secrets, place]);
  });
  contract('alerts of what is too long to be shown anywhere', async ({ channel, place, service }) => {
    const sections = [{ heading: 'Command', lines: ['x'.repeat(100_000)], quoted: true }];
    const document = sampleDocument({ title: `agent:coder ${'y'.repeat(5_000)}`, sections });
    await delivered(channel, sampleMessage(place, { document, about: ABOUT }));
    assert.ok((service.seen()[0]?.text ?? '').length <= 1_000);
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
  contract('tells that it is settled, once for one outcome or in the place of the alert', async (under) => {
    const { channel, open, place, service, t } = under;
    const { reference } = await delivered(channel, sampleMessage(place, { about: ABOUT, link: LINK }));
    const after = open();
    t.after(() => after.close());
    const document = sampleDocument({ title: 'Denied by human:ada', sections: [] });
    for (let times = 0; times < 2; times += 1)
      assert.deepEqual(await after.edit({ to: place, reference, document }, LONG()), { ok: true, value: null });
    const shown = service.seen();
    assert.ok(shown.length <= 2, `${shown.length} messages`);
    assert.equal(shown.at(-1)?.text.includes(LINK), false);
  });
}
