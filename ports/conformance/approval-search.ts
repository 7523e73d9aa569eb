import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { APPROVAL_STATUSES, type ApprovalRequest, type ApprovalStatus } from '../../core/approval/approval.ts';
import type { StateChange } from '../state-change.ts';
import { assertRefused, type Contract, contractsOn, type OpenFunction } from './open-stores.ts';
import { DIGEST, NOW_MS, sampleApproved, sampleRequest } from './sample-records.ts';
import { write } from './write-batch.ts';

/** The contract of finding requests in `ApprovalStore`, as tests that every implementation must pass. */
export function describeApprovalSearch(name: string, open: OpenFunction): void {
  void describe(`${name}: finding approvals`, () => {
    const contract = contractsOn(open);
    describePrefixes(contract);
    describePrefixLimits(contract);
    describeLists(contract);
    describeByDigest(contract);
  });
}

const create = (request: ApprovalRequest): StateChange => ({ kind: 'approval.create', request });

function idsOf(requests: readonly ApprovalRequest[]): readonly string[] {
  return requests.map(({ id }) => id);
}

function describePrefixes(contract: Contract): void {
  contract('finds by prefix, the oldest three at most', async (stores) => {
    const ids = ['abcdz', 'abcda', 'abcd', 'abcdm', 'abce', 'abc'];
    await write(stores, ...ids.map((id) => create(sampleRequest({ id }))));
    const search = async (prefix: string): Promise<readonly string[]> =>
      idsOf(await stores.approvals.findByPrefix(prefix));
    assert.deepEqual(await search('abcd'), ['abcdz', 'abcda', 'abcd']);
    assert.deepEqual(await search('abcdm'), ['abcdm']);
    assert.deepEqual(await search('abce'), ['abce']);
    assert.deepEqual(await search('abcdma'), []);
    assert.deepEqual(await search('bcde'), []);
  });

  contract('compares a prefix as it is: no case folding, no wildcards', async (stores) => {
    const ids = [
      'abcdefgh',
      'ABCDEFGH',
      'a_cdefgh',
      '%%%%x',
      '****x',
      '????x',
      '[abc]x',
      'caf\u00e9s',
      "''''",
      'abcd\0x',
    ];
    await write(stores, ...ids.map((id) => create(sampleRequest({ id }))));
    for (const [prefix, found] of [
      ['ABCD', ['ABCDEFGH']],
      ['abcd', ['abcdefgh', 'abcd\0x']],
      ['abcd\0', ['abcd\0x']],
      ['a_cd', ['a_cdefgh']],
      ['____', []],
      ['%%%%', ['%%%%x']],
      ['a%gh', []],
      ['****', ['****x']],
      ['abc*', []],
      ['????', ['????x']],
      ['[abc', ['[abc]x']],
      ['[a-z]', []],
      ["''''", ["''''"]],
      ['caf\u00e9', ['caf\u00e9s']],
      ['cafe\u0301', []],
      ['cafe', []],
    ] as const) {
      assert.deepEqual(idsOf(await stores.approvals.findByPrefix(prefix)), found, JSON.stringify(prefix));
    }
  });
}

function describePrefixLimits(contract: Contract): void {
  contract('finds prefixes up to the last character of Unicode', async (stores) => {
    const ids = ['abc\u{10ffff}', 'abc\u{10ffff}\u{10ffff}z', 'abc\uffff', 'abc\u{1f600}'];
    await write(stores, ...ids.map((id) => create(sampleRequest({ id }))));
    assert.deepEqual(idsOf(await stores.approvals.findByPrefix('abc\u{10ffff}')), ids.slice(0, 2));
    assert.deepEqual(idsOf(await stores.approvals.findByPrefix('abc\uffff')), ['abc\uffff']);
    assert.deepEqual(await stores.approvals.findByPrefix('abc\ud83d'), []);
    assert.deepEqual(await stores.approvals.findByPrefix('abc\ufffd'), []);
  });

  contract('refuses a prefix that is too short', async ({ approvals }) => {
    for (const prefix of ['', 'a', 'abc', '%%%']) await assertRefused(approvals.findByPrefix(prefix));
  });
}

function describeLists(contract: Contract): void {
  contract('lists statuses together, oldest first by the order of writing, up to the limit', async (stores) => {
    const statuses: readonly ApprovalStatus[] = ['pending', 'denied', 'pending', 'approved', 'denied', 'pending'];
    const requests = statuses.map((status, place) =>
      sampleRequest({ id: `${9 - place}`, status, createdAtMs: NOW_MS - place }),
    );
    await write(stores, ...requests.map(create));
    const list = async (wanted: readonly ApprovalStatus[], limit: number): Promise<readonly string[]> =>
      idsOf(await stores.approvals.list({ statuses: wanted, limit }));
    assert.deepEqual(await list(['pending'], 1_000), ['9', '7', '4']);
    assert.deepEqual(await list(['denied', 'pending'], 1_000), ['9', '8', '7', '5', '4']);
    assert.deepEqual(await list(['pending', 'denied', 'pending'], 3), ['9', '8', '7']);
    assert.deepEqual(await list(APPROVAL_STATUSES, 1_000), ['9', '8', '7', '6', '5', '4']);
    assert.deepEqual(await list(['cancelled'], 1_000), []);
    assert.deepEqual(await list([], 1_000), []);
    for (const limit of [0, 1_001, -1, 1.5]) await assertRefused(list(['pending'], limit));
  });

  contract('lists newest first, and page by page in both orders', async (stores) => {
    const statuses: readonly ApprovalStatus[] = [
      'timed-out',
      'pending',
      'timed-out',
      'denied',
      'timed-out',
      'timed-out',
    ];
    const requests = statuses.map((status, place) => sampleRequest({ id: `r${9 - place}`, status }));
    await write(stores, ...requests.map(create));
    const list = async (order: 'oldest' | 'newest', after: string | null, limit = 2): Promise<readonly string[]> =>
      idsOf(await stores.approvals.list({ statuses: ['timed-out', 'denied'], limit, order, after }));
    assert.deepEqual(await list('newest', null), ['r4', 'r5']);
    assert.deepEqual(await list('newest', 'r5'), ['r6', 'r7']);
    assert.deepEqual(await list('newest', 'r7'), ['r9']);
    assert.deepEqual(await list('newest', 'r9'), []);
    assert.deepEqual(await list('oldest', 'r8'), ['r7', 'r6']);
    assert.deepEqual(await list('oldest', 'r4'), []);
    for (const after of ['unknown', '', '\udfff']) {
      assert.deepEqual(await list('oldest', after), []);
      assert.deepEqual(await list('newest', after), []);
    }
  });

  contract('lists approvals that nobody has used yet', async (stores) => {
    const requests = [
      sampleApproved({ id: 'of another action' }, 'other'),
      sampleApproved({ id: 'consumed', consumedBy: 'action-1' }),
      sampleApproved({ id: 'no end', usableUntilMs: null }),
      sampleApproved({ id: 'denied', status: 'denied' }),
      sampleApproved({ id: 'short', usableUntilMs: NOW_MS + 10 }),
    ];
    await write(stores, ...requests.map(create));
    const list = async (atMs: number, limit = 10): Promise<readonly string[]> =>
      idsOf(await stores.approvals.listUnused(atMs, limit));
    assert.deepEqual(await list(NOW_MS), ['of another action', 'short']);
    assert.deepEqual(await list(NOW_MS, 1), ['of another action']);
    assert.deepEqual(await list(NOW_MS + 10), ['of another action']);
    for (const limit of [0, 10_001, 1.5]) await assertRefused(list(NOW_MS, limit));
  });

  contract('keeps the place of a request that is updated', async (stores) => {
    await write(stores, ...['b', 'a', 'c'].map((id) => create(sampleRequest({ id }))));
    const request = sampleApproved({ id: 'b' });
    await write(stores, { kind: 'approval.update', request, from: ['pending'], answers: 0 });
    assert.deepEqual(idsOf(await stores.approvals.list({ statuses: ['pending', 'approved'], limit: 9 })), [
      'b',
      'a',
      'c',
    ]);
    assert.deepEqual(idsOf(await stores.approvals.list({ statuses: ['pending'], limit: 9 })), ['a', 'c']);
  });
}

function describeByDigest(contract: Contract): void {
  contract('lists the approvals that are usable, the oldest first', async (stores) => {
    const usableUntilMs = NOW_MS + 10;
    const requests = [
      sampleApproved({ id: 'pending', status: 'pending' }),
      sampleApproved({ id: 'denied', status: 'denied' }),
      sampleApproved({ id: 'consumed', consumedBy: 'action-1' }),
      sampleApproved({ id: 'no end', usableUntilMs: null }),
      sampleApproved({ id: 'of another action' }, 'other'),
      sampleApproved({ id: 'z short', usableUntilMs }),
      sampleApproved({ id: 'a long', createdAtMs: NOW_MS - 1 }),
    ];
    await write(stores, ...requests.map(create));
    const list = async (atMs: number): Promise<readonly string[]> =>
      idsOf(await stores.approvals.listUsable(DIGEST, atMs));
    assert.deepEqual(await list(NOW_MS), ['z short', 'a long']);
    assert.deepEqual(await list(usableUntilMs - 1), ['z short', 'a long']);
    assert.deepEqual(await list(usableUntilMs), ['a long']);
    assert.deepEqual(await list(NOW_MS + 600_000), []);
    assert.deepEqual(await stores.approvals.listUsable('other', NOW_MS), [requests[4]]);
    const consume = { kind: 'approval.consume', actionDigest: DIGEST, actionId: 'x', atMs: NOW_MS } as const;
    await write(stores, { ...consume, id: 'z short' });
    assert.deepEqual(await list(NOW_MS), ['a long']);
    await write(stores, { ...consume, id: 'a long' });
    assert.deepEqual(await list(NOW_MS), []);
  });

  contract('lists timed-out requests of a digest, newest first, a hundred at most', async (stores) => {
    const ids = Array.from({ length: 105 }, (_, place) => `${1_000 - place}`);
    await write(stores, ...ids.map((id) => create(sampleRequest({ id, status: 'timed-out' }))));
    await write(stores, create(sampleRequest({ id: 'pending' })));
    await write(stores, create(sampleRequest({ id: 'other', status: 'timed-out' }, 'other')));
    assert.deepEqual(idsOf(await stores.approvals.listTimedOut(DIGEST)), ids.toReversed().slice(0, 100));
    assert.deepEqual(idsOf(await stores.approvals.listTimedOut('other')), ['other']);
    const late = sampleApproved({ id: '896', late: true });
    await write(stores, { kind: 'approval.update', request: late, from: ['timed-out'], answers: 0 });
    assert.deepEqual(idsOf(await stores.approvals.listTimedOut(DIGEST)), ids.toReversed().slice(1, 101));
    assert.deepEqual(await stores.approvals.listUsable(DIGEST, NOW_MS), [late]);
    assert.deepEqual(await stores.approvals.listTimedOut(DIGEST.toUpperCase()), []);
  });
}
