import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ChannelRequest, NotificationChannel } from '../notification-channel.ts';
import { asked, pressed, typed, until } from './channel-answers.ts';
import type { ChannelDeclaration, ChannelWebhooks, Happening, Hearing } from './channel-harness.ts';
import { hearing } from './channel-harness.ts';
import type { ChannelContract, ChannelUnderTest } from './notification-channel.ts';

/** What reaches the address that the service calls, and who it may come from. */
export function testChannelRequests(contract: ChannelContract, declared: ChannelDeclaration): void {
  const genuine = async (under: ChannelUnderTest): Promise<ChannelRequest> =>
    webhooksOf(under).requestOf(await happeningOf(under, declared));
  contract('answers 401 to whatever does not prove its origin, and hands none of it on', async (under) => {
    const heard = hearing();
    const request = await genuine(under);
    const forgeries = webhooksOf(under).forged(request);
    assert.ok(Object.keys(forgeries).length >= 3);
    for (const [what, forged] of Object.entries(forgeries))
      assert.equal(await statusOf(under, forged, heard), 401, what);
    assert.deepEqual(heard.updates, []);
    assert.equal(await statusOf(under, request, heard), 200);
    assert.equal(heard.updates.length, 1);
  });
  if (declared.signsTime) {
    contract('answers 401 to what is out of time, though it was genuine once', async (under) => {
      const heard = hearing();
      const stale = webhooksOf(under).stale?.(await genuine(under)) ?? [];
      assert.ok(stale.length >= 2);
      for (const request of stale) assert.equal(await statusOf(under, request, heard), 401);
      assert.deepEqual(heard.updates, []);
    });
  }
  contract('takes nothing by another method, at another address, or in another form', async (under) => {
    const heard = hearing();
    const request = await genuine(under);
    for (const method of ['GET', 'PUT', 'DELETE', 'HEAD', 'post'])
      assert.equal(await statusOf(under, { ...request, method }, heard), 405, method);
    for (const url of ['/', '/channels/x', `${request.url}/more`, `${request.url}x`, `/other?${request.url}`])
      assert.equal(await statusOf(under, { ...request, url }, heard), 404, url);
    for (const type of ['text/plain', 'multipart/form-data', '']) {
      const headers = { ...request.headers, 'content-type': type };
      assert.equal(await statusOf(under, { ...request, headers }, heard), 415, type);
    }
    assert.deepEqual(heard.updates, []);
  });
  contract('takes nothing above its size', async (under) => {
    const heard = hearing();
    const { signed, bodyOf } = webhooksOf(under);
    const request = await genuine(under);
    const grown = signed(request, `${bodyOf(request)}${' '.repeat(1_048_577)}`);
    const status = await statusOf(under, grown, heard);
    assert.ok(status === 413 || status === 401, String(status));
    assert.deepEqual(heard.updates, []);
  });
  contract('takes nothing that is not JSON, and nothing of JSON that is not what it should be', async (under) => {
    const heard = hearing();
    const { signed, bodyOf } = webhooksOf(under);
    const request = await genuine(under);
    const body = bodyOf(request);
    const texts = [
      '',
      '{',
      'null',
      '[]',
      '0',
      '"x"',
      '[[[',
      '{"__proto__":{"update_id":1}}',
      '{"constructor":1}',
      '['.repeat(20_000),
      body.slice(0, -1),
    ];
    for (const text of texts) assert.ok((await statusOf(under, signed(request, text), heard)) < 500, text.slice(0, 40));
    assert.equal(heard.updates.length, 0);
    for (const text of mutations(body)) assert.ok((await statusOf(under, signed(request, text), heard)) < 500, text);
    for (const { id, user, place, isPrivate, atMs, act } of heard.updates) {
      assert.deepEqual(
        [id, user, place].map((value) => typeof value),
        ['string', 'string', 'string'],
      );
      assert.ok(user !== '' && place !== '' && typeof isPrivate === 'boolean' && Number.isSafeInteger(atMs));
      assert.ok(act.kind === 'press' || act.kind === 'text');
    }
    assert.equal(await statusOf(under, request, heard), 200);
  });
  contract('answers the service in time however long it takes, and tells the person after', async (under) => {
    const heard = hearing();
    let release = (): void => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const slow: Hearing = {
      updates: heard.updates,
      handle: async (update) => {
        heard.updates.push(update);
        await gate;
        return { text: 'It took a while.', isAlert: false };
      },
    };
    assert.equal(await statusOf(under, await genuine(under), slow), 200);
    assert.equal(heard.updates.length, 1);
    assert.equal(
      under.service.told().some((text) => text.includes('It took a while.')),
      false,
    );
    release();
    await until(() => under.service.told().some((text) => text.includes('It took a while.')));
    await sleep(5);
  });
}

function happeningOf(under: ChannelUnderTest, { presses }: ChannelDeclaration): Promise<Happening> {
  return presses
    ? asked(under).then((message) => pressed(under, message))
    : Promise.resolve(typed(under, under.typed.approve));
}

function webhooksOf({ webhooks }: ChannelUnderTest): ChannelWebhooks {
  if (webhooks === null) throw new Error('a channel that is called has webhooks');
  return webhooks;
}

async function statusOf(
  { channel }: { channel: NotificationChannel },
  request: ChannelRequest,
  { handle }: Hearing,
): Promise<number> {
  const answer = await channel.receive?.(request, handle);
  assert.ok(answer !== undefined);
  assert.ok(answer.body.length < 4_096);
  return answer.status;
}

/** The JSON with each of its members, at any depth, taken out or made something else. */
function mutations(body: string): readonly string[] {
  const found: string[] = [];
  const others: readonly unknown[] = [null, [], {}, -1, 1.5, 1e308, '', 'x', true, '\u0000', ['x']];
  const walk = (value: unknown, rebuild: (changed: unknown) => unknown, depth: number): void => {
    if (depth > 0) for (const other of others) found.push(JSON.stringify(rebuild(other)) ?? 'null');
    if (typeof value !== 'object' || value === null || depth > 6) return;
    for (const [key, member] of Object.entries(value)) {
      const copy = (changed: unknown): unknown =>
        Array.isArray(value)
          ? value.map((old: unknown, index) => (String(index) === key ? changed : old))
          : { ...value, [key]: changed };
      found.push(JSON.stringify(rebuild(copy(undefined))) ?? 'null');
      walk(member, (changed) => rebuild(copy(changed)), depth + 1);
    }
  };
  walk(JSON.parse(body), (changed) => changed, 0);
  return found;
}
