import type { Gateway } from '../../../application/gateway.ts';
import { toBase64 } from '../../../core/encoding/base64.ts';
import { type Route, route } from '../route.ts';
import {
  entriesAnswer,
  eraseAnswer,
  logHeadAnswer,
  receiptAnswer,
  shownEntryAnswer,
} from '../schema/operation-schema.ts';
import { entriesQuery, entryParams, eraseSchema } from '../schema/request-schema.ts';
import { payloadStateToWire } from '../to-wire.ts';

const DEFAULT_LIMIT = 100;

/** `/v1/log`: the log's head, its entries and proofs that they are in it. */
export function logRoutes(gateway: Gateway): readonly Route[] {
  return [
    route({
      operation: 'showLogHead',
      method: 'GET',
      path: '/v1/log/head',
      summary: 'Shows the newest checkpoint.',
      answers: {
        200: { description: 'Size, root and the signed note (c2sp.org/tlog-checkpoint).', schema: logHeadAnswer },
      },
      handle: async () => {
        const { size, root, note } = await gateway.logHead();
        return { status: 200, body: { size, root: toBase64(root), note } };
      },
    }),
    route({
      operation: 'listLogEntries',
      method: 'GET',
      path: '/v1/log/entries',
      summary: 'Lists entries from an index on; at most 1,000.',
      query: entriesQuery,
      answers: { 200: { description: 'The entries in order.', schema: entriesAnswer, example: { entries: [] } } },
      handle: async ({ query }) => {
        const range = { fromIndex: query.from ?? 0, limit: Math.max(1, query.limit ?? DEFAULT_LIMIT) };
        const entries = await gateway.logEntries(range);
        const shown = entries.map(({ index, text, leafHash }) => ({ index, text, leaf_hash: toBase64(leafHash) }));
        return { status: 200, body: { entries: shown } };
      },
    }),
    ...entryRoutes(gateway),
    route({
      operation: 'showReceipt',
      method: 'GET',
      path: '/v1/log/entries/{index}/receipt',
      summary: 'Proves that an entry is in the log, for checking offline.',
      params: entryParams,
      answers: { 200: { description: 'The entry and a proof (c2sp.org/tlog-proof).', schema: receiptAnswer } },
      handle: async ({ params }) => ({ status: 200, body: await gateway.receipt(params.index) }),
    }),
  ];
}

function entryRoutes(gateway: Gateway): readonly Route[] {
  return [
    route({
      operation: 'showLogEntry',
      method: 'GET',
      path: '/v1/log/entries/{index}',
      summary: 'Shows one entry, and what became of its payload.',
      params: entryParams,
      answers: { 200: { description: 'The entry; never the payload itself.', schema: shownEntryAnswer } },
      handle: async ({ params }) => {
        const { index, text, leafHash, payload } = await gateway.logEntry(params.index);
        const shown = { index, text, leaf_hash: toBase64(leafHash), payload: payloadStateToWire(payload) };
        return { status: 200, body: shown };
      },
    }),
    route({
      operation: 'erasePayload',
      method: 'POST',
      path: '/v1/log/entries/{index}/erase',
      summary: 'Erases the payload of an entry for good, on record. The entry stays and the log verifies as before.',
      params: entryParams,
      body: eraseSchema,
      bodyExample: { rationale: 'It holds personal data; request 12 of the data officer.' },
      answers: {
        200: { description: 'Erased.', schema: eraseAnswer, example: { index: 41, log_index: 97 } },
      },
      handle: async ({ caller, params: { index }, body: { rationale } }) => {
        const { logIndex } = await gateway.erasePayload(caller, { index, rationale });
        return { status: 200, body: { index, log_index: logIndex } };
      },
    }),
  ];
}
