import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toBase64 } from '../../../core/encoding/base64.ts';
import { AGENT, NO_WAIT, openTestGateway, propose } from '../../../test/harness/test-gateway.ts';
import { type LogReader, verifyWholeLog } from './verify-log.ts';
import { verifyReceipt } from './verify-receipt.ts';

async function someLog() {
  const { gateway, close } = await openTestGateway();
  for (let index = 0; index < 5; index++)
    await gateway.authorize(AGENT, propose('Read', { file_path: `/work/app/${index}.ts` }), NO_WAIT);
  const reader: LogReader = {
    head: async () => {
      const { size, root, note } = await gateway.logHead();
      return { size, root: toBase64(root), note };
    },
    keys: async () => gateway.logKeys(),
    entries: async ({ from, limit }) =>
      (await gateway.logEntries({ fromIndex: from, limit })).map(({ index, text, leafHash }) => ({
        index,
        text,
        leaf_hash: toBase64(leafHash),
      })),
  };
  return { gateway, reader, close };
}

const QUIET = { earlier: null, onProgress: () => undefined };

test('finds a whole log whole, and that it continues what was seen before', async () => {
  const { gateway, reader, close } = await someLog();
  const first = await verifyWholeLog(reader, QUIET);
  assert.deepEqual(first.problems, []);
  await gateway.authorize(AGENT, propose('Read', { file_path: '/work/app/more.ts' }), NO_WAIT);
  const earlier = { size: first.size, root: first.root, keys: gateway.logKeys().keys };
  const second = await verifyWholeLog(reader, { ...QUIET, earlier });
  assert.deepEqual([second.problems, second.continues], [[], true]);
  await close();
});

test('sees a changed entry, a missing one, a foreign key and a rewritten history', async () => {
  const { gateway, reader, close } = await someLog();
  const broken = async (change: Partial<LogReader>, earlier: Parameters<typeof verifyWholeLog>[1]['earlier'] = null) =>
    (await verifyWholeLog({ ...reader, ...change }, { ...QUIET, earlier })).problems.join(' ');
  assert.match(
    await broken({
      entries: async (range) =>
        (await reader.entries(range)).map((entry) =>
          entry.index === 3 ? { ...entry, text: `${entry.text} ` } : entry,
        ),
    }),
    /Entry 3 was changed.*another root/,
  );
  assert.match(await broken({ entries: async (range) => (await reader.entries(range)).slice(0, -1) }), /is missing/);
  const other = await someLog();
  assert.match(await broken({ keys: other.reader.keys }), /signed head does not hold/);
  const keys = gateway.logKeys().keys;
  assert.match(await broken({}, { size: 2, root: toBase64(new Uint8Array(32)), keys }), /does not continue/);
  await other.close();
  await close();
});

test('proves one entry by its receipt, and no other', async () => {
  const { gateway, close } = await someLog();
  const receipt = await gateway.receipt(2);
  const proved = verifyReceipt(receipt, gateway.logKeys());
  assert.equal(proved.ok && proved.value.index, 2);
  assert.equal(verifyReceipt({ ...receipt, entry: `${receipt.entry} ` }, gateway.logKeys()).ok, false);
  assert.equal(verifyReceipt(receipt, { origin: 'other.log/1', keys: gateway.logKeys().keys }).ok, false);
  await close();
});
