import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { SessionGrant } from '../../core/approval/approval.ts';
import type { ApprovalStore } from '../approval-store.ts';
import type { StateChange } from '../state-change.ts';
import { DISTINCT_IDENTIFIERS } from './distinct-identifiers.ts';
import { type Contract, contractsOn, type OpenFunction, whenReopened } from './open-stores.ts';
import { NOW_MS, sampleGrant } from './sample-records.ts';
import { write } from './write-batch.ts';

/** The contract of session grants in `ApprovalStore`, as tests that every implementation must pass. */
export function describeGrants(name: string, open: OpenFunction): void {
  void describe(`${name}: session grants`, () => {
    const contract = contractsOn(open);
    describeGiving(contract);
    describeRevoking(contract);
  });
}

const give = (changes: Partial<SessionGrant>): StateChange => ({ kind: 'grant.create', grant: sampleGrant(changes) });
const REVOKE: StateChange = { kind: 'grant.revoke-session', session: 'session-1' };

async function inForce(
  stores: { readonly approvals: ApprovalStore },
  session = 'session-1',
): Promise<readonly string[]> {
  return (await stores.approvals.listGrants(session, NOW_MS)).map(({ id }) => id);
}

function describeGiving(contract: Contract): void {
  contract('gives back exactly what was written', async (stores) => {
    const covers = [
      { class: 'file.write', resource: '/tmp/"quoted"\\\0\u{1f600}' },
      { class: 'net.fetch', resource: '' },
    ];
    const grants = [sampleGrant({ covers }), sampleGrant({ id: 'grant-2', covers: [] })];
    assert.deepEqual(await stores.approvals.listGrants('session-1', NOW_MS), []);
    await write(stores, ...grants.map((grant): StateChange => ({ kind: 'grant.create', grant })));
    assert.deepEqual(await stores.approvals.listGrants('session-1', NOW_MS), grants);
  });

  contract('ends a grant at the very millisecond', async (stores) => {
    await write(stores, give({ expiresAtMs: NOW_MS + 10 }), give({ id: 'long', expiresAtMs: Number.MAX_SAFE_INTEGER }));
    const at = async (atMs: number): Promise<number> => (await stores.approvals.listGrants('session-1', atMs)).length;
    assert.equal(await at(NOW_MS + 9), 2);
    assert.equal(await at(NOW_MS + 10), 1);
    assert.equal(await at(Number.MAX_SAFE_INTEGER), 0);
  });

  contract('lists a session oldest first, a hundred at most', async (stores) => {
    const ids = Array.from({ length: 103 }, (_, place) => `${1_000 - place}`);
    await write(stores, ...ids.map((id) => give({ id })), give({ id: 'other', session: 'session-2' }));
    assert.deepEqual(await inForce(stores), ids.slice(0, 100));
    assert.deepEqual(await inForce(stores, 'session-2'), ['other']);
  });

  contract('tells sessions apart by code unit', async (stores) => {
    await write(stores, ...DISTINCT_IDENTIFIERS.map((id) => give({ id, session: id })));
    for (const id of DISTINCT_IDENTIFIERS) assert.deepEqual(await inForce(stores, id), [id]);
    assert.deepEqual(await inForce(stores, '\ud800'), []);
  });

  contract('widens no grant that is known', async (stores) => {
    await write(stores, give({}));
    await write(stores, give({ expiresAtMs: Number.MAX_SAFE_INTEGER, tool: '*', session: 'session-2' }));
    assert.deepEqual(await stores.approvals.listGrants('session-1', NOW_MS), [sampleGrant()]);
    assert.deepEqual(await inForce(stores, 'session-2'), []);
  });
}

function describeRevoking(contract: Contract): void {
  contract('revokes every grant that the session has, and no other', async (stores) => {
    await write(stores, REVOKE);
    await write(stores, give({ id: 'a' }), give({ id: 'b' }), give({ id: 'c', session: 'SESSION-1' }));
    await write(stores, REVOKE);
    assert.deepEqual(await inForce(stores), []);
    assert.deepEqual(await inForce(stores, 'SESSION-1'), ['c']);
    await write(stores, REVOKE, give({ id: 'd' }));
    assert.deepEqual(await inForce(stores), ['d']);
  });

  contract('brings no revoked grant back', async (stores) => {
    await write(stores, give({ id: 'a' }), REVOKE, give({ id: 'a' }));
    assert.deepEqual(await inForce(stores), []);
  });

  contract('keeps grants, and that they were revoked, when it is opened again', async (stores, t) => {
    await write(stores, give({ id: 'a' }), REVOKE, give({ id: 'b' }));
    await whenReopened({ stores, t }, async (reopened) => {
      assert.deepEqual(await reopened.approvals.listGrants('session-1', NOW_MS), [sampleGrant({ id: 'b' })]);
      await write(reopened, give({ id: 'a' }));
      assert.deepEqual(await inForce(reopened), ['b']);
    });
  });
}
