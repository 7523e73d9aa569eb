import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { APPROVAL_STATUSES, type ApprovalRequest } from '../../core/approval/approval.ts';
import type { StateChange } from '../state-change.ts';
import { DISTINCT_IDENTIFIERS } from './distinct-identifiers.ts';
import { type Contract, contractsOn, type OpenFunction, whenReopened } from './open-stores.ts';
import { DIGEST, NOW_MS, sampleAnswer, sampleApproved, sampleRequest } from './sample-records.ts';
import { assertConflict, commitUnits, write } from './write-batch.ts';

/** The contract of requests in `ApprovalStore` but for finding them (see `describeApprovalSearch`), as tests. */
export function describeApprovalStore(name: string, open: OpenFunction): void {
  void describe(`${name}: approval store`, () => {
    const contract = contractsOn(open);
    describeRecords(contract);
    describeUpdates(contract);
    describeConsumption(contract);
  });
}

const { id: ID } = sampleRequest();
const USABLE_UNTIL_MS = sampleApproved().usableUntilMs ?? 0;

const create = (request: ApprovalRequest): StateChange => ({ kind: 'approval.create', request });

type Update = Extract<StateChange, { kind: 'approval.update' }>;
const update = (changes: Partial<Update>): StateChange => ({
  kind: 'approval.update',
  request: sampleApproved(),
  from: ['pending'],
  answers: 0,
  ...changes,
});

type Consume = Extract<StateChange, { kind: 'approval.consume' }>;
const consume = (changes: Partial<Consume> = {}): StateChange => ({
  kind: 'approval.consume',
  id: ID,
  actionDigest: DIGEST,
  actionId: 'action-1',
  atMs: NOW_MS,
  ...changes,
});

/** A request with nothing left at its default. */
const COMPLETE = sampleRequest({
  id: 'complete00000000',
  decisionIndex: Number.MAX_SAFE_INTEGER,
  binding: {
    ...sampleRequest().binding,
    toolDigest: `sha256:${'01'.repeat(32)}`,
    profile: 'full-auto',
    lease: 'lease-1',
    plan: 'plan-1',
  },
  riskLevel: 'critical',
  riskScore: 100,
  terms: {
    timeoutMs: 10_000,
    approvers: 2,
    secondFactor: true,
    batch: false,
    scopes: [],
    onTimeout: 'deny-emergency',
    notBy: ['human:author'],
  },
  deadlineMs: Number.MAX_SAFE_INTEGER,
  status: 'approved',
  answers: [
    sampleAnswer({ note: 'only\n"this" once\0 \u{1f600}', channel: 'telegram', scope: 'session' }),
    sampleAnswer({ answer: 'deny', approver: 'human:other', atMs: Number.MAX_SAFE_INTEGER }),
    sampleAnswer({ secondFactor: { kind: 'totp', enrolment: 't1', counter: 59_666_666, seal: 'c2VhbA==' } }),
    sampleAnswer({
      secondFactor: {
        kind: 'passkey',
        keyId: '0123456789abcdef',
        clientDataJson: 'e30',
        authenticatorData: 'AAAA',
        signature: 'AQID',
      },
    }),
  ],
  late: true,
  usableUntilMs: Number.MAX_SAFE_INTEGER,
  consumedBy: 'action-9',
});

function describeRecords(contract: Contract): void {
  contract('gives back exactly what was written', async (stores) => {
    assert.equal(await stores.approvals.find(ID), null);
    await write(stores, create(sampleRequest()), create(COMPLETE));
    assert.deepEqual(await stores.approvals.find(ID), sampleRequest());
    assert.deepEqual(await stores.approvals.find(COMPLETE.id), COMPLETE);
  });

  contract('creates an id once', async (stores) => {
    await write(stores, create(sampleRequest()));
    await assertConflict(stores, create(sampleRequest({ riskScore: 1 })), 'approval-exists');
    assert.deepEqual(await stores.approvals.find(ID), sampleRequest());
  });

  contract('tells identifiers apart by code unit', async (stores) => {
    for (const id of DISTINCT_IDENTIFIERS) {
      assert.equal(await stores.approvals.find(id), null);
      assert.deepEqual(await stores.approvals.listUsable(id, NOW_MS), []);
      await write(stores, create(sampleApproved({ id }, id)));
    }
    for (const id of DISTINCT_IDENTIFIERS) {
      assert.equal((await stores.approvals.find(id))?.id, id);
      assert.deepEqual(
        (await stores.approvals.listUsable(id, NOW_MS)).map((request) => request.id),
        [id],
      );
      await assertConflict(stores, create(sampleRequest({ id })), 'approval-exists');
    }
    await write(stores, create(sampleApproved({ id: 'z' }, '\ufffd\ufffd')));
    assert.equal(await stores.approvals.find('\ud800'), null);
    assert.deepEqual(await stores.approvals.listUsable('\ud800\udbff', NOW_MS), []);
  });

  contract('keeps approvals when it is opened again', async (stores, t) => {
    await write(stores, create(COMPLETE), create(sampleApproved()), consume());
    await whenReopened({ stores, t }, async (reopened) => {
      assert.deepEqual(await reopened.approvals.find(COMPLETE.id), COMPLETE);
      assert.deepEqual(await reopened.approvals.find(ID), sampleApproved({ consumedBy: 'action-1' }));
      await assertConflict(reopened, consume({ actionId: 'action-2' }), 'approval-not-usable');
    });
  });
}

function describeUpdates(contract: Contract): void {
  contract('replaces the whole request', async (stores) => {
    await write(stores, create(sampleRequest()), create(sampleRequest({ id: COMPLETE.id })));
    const changed = { ...COMPLETE, consumedBy: null };
    await write(stores, update({ request: changed }));
    assert.deepEqual(await stores.approvals.find(COMPLETE.id), changed);
    assert.deepEqual(await stores.approvals.find(ID), sampleRequest());
  });

  contract('updates only from the statuses named', async (stores) => {
    await assertConflict(stores, update({}), 'approval-not-open');
    for (const status of APPROVAL_STATUSES) {
      const id = `${status}-----------`;
      await write(stores, create(sampleRequest({ id, status })));
      const others = APPROVAL_STATUSES.filter((other) => other !== status);
      const request = sampleRequest({ id, status: 'superseded' });
      await assertConflict(stores, update({ request, from: others }), 'approval-not-open');
      await assertConflict(stores, update({ request, from: [] }), 'approval-not-open');
      await write(stores, update({ request, from: [status] }));
      assert.equal((await stores.approvals.find(id))?.status, 'superseded');
    }
  });

  contract('lets one of two racing answers win', async (stores) => {
    await write(stores, create(sampleRequest({ terms: { ...sampleRequest().terms, approvers: 2 } })));
    const first = sampleRequest({ answers: [sampleAnswer()] });
    const second = sampleRequest({ answers: [sampleAnswer({ approver: 'human:other' })] });
    await write(stores, update({ request: first }));
    await assertConflict(stores, update({ request: second }), 'approval-not-open');
    assert.deepEqual(await stores.approvals.find(ID), first);
    const both = sampleApproved({ answers: [...first.answers, ...second.answers] });
    await assertConflict(stores, update({ request: both, answers: 2 }), 'approval-not-open');
    const race = await commitUnits(
      stores,
      [update({ request: both, answers: 1 })],
      [update({ request: both, answers: 1 })],
    );
    assert.deepEqual(race, { ok: false, conflicts: [{ unit: 1, code: 'approval-not-open' }] });
    await write(stores, update({ request: both, answers: 1 }));
    assert.deepEqual(await stores.approvals.find(ID), both);
  });

  contract('never makes a consumed approval usable again', async (stores) => {
    await write(stores, create(sampleApproved()), consume());
    const stale = update({ request: sampleApproved(), from: [...APPROVAL_STATUSES], answers: 1 });
    await assertConflict(stores, stale, 'approval-not-open');
    await assertConflict(stores, create(sampleApproved()), 'approval-exists');
    assert.equal((await stores.approvals.find(ID))?.consumedBy, 'action-1');
  });
}

function describeConsumption(contract: Contract): void {
  contract('uses an approval up once, and changes nothing else of it', async (stores) => {
    await write(stores, create(sampleApproved()));
    await write(stores, consume());
    assert.deepEqual(await stores.approvals.find(ID), sampleApproved({ consumedBy: 'action-1' }));
    await assertConflict(stores, consume(), 'approval-not-usable');
    await assertConflict(stores, consume({ actionId: 'action-2' }), 'approval-not-usable');
    assert.equal((await stores.approvals.find(ID))?.consumedBy, 'action-1');
  });

  contract('lets only an approved request be consumed', async (stores) => {
    await assertConflict(stores, consume(), 'approval-not-usable');
    for (const status of APPROVAL_STATUSES) {
      const id = `${status}-----------`;
      await write(stores, create(sampleApproved({ id, status })));
      if (status === 'approved') await write(stores, consume({ id }));
      else await assertConflict(stores, consume({ id }), 'approval-not-usable');
      assert.equal((await stores.approvals.find(id))?.consumedBy, status === 'approved' ? 'action-1' : null);
    }
  });

  contract('binds consumption to the very digest', async (stores) => {
    await write(stores, create(sampleApproved()));
    const lookAlikes = [DIGEST.toUpperCase(), `${DIGEST} `, `${DIGEST}\0`, DIGEST.slice(0, -1), '', ` ${DIGEST}`];
    for (const actionDigest of lookAlikes) {
      await assertConflict(stores, consume({ actionDigest }), 'approval-not-usable');
      assert.deepEqual(await stores.approvals.listUsable(actionDigest, NOW_MS), []);
    }
    await assertConflict(stores, consume({ id: ID.toUpperCase() }), 'approval-not-usable');
    await write(stores, consume());
  });

  contract('ends an approval at the very millisecond', async (stores) => {
    await write(
      stores,
      create(sampleApproved()),
      create(sampleApproved({ id: 'never00000000000', usableUntilMs: null })),
    );
    await assertConflict(stores, consume({ atMs: USABLE_UNTIL_MS }), 'approval-not-usable');
    await assertConflict(stores, consume({ atMs: Number.MAX_SAFE_INTEGER }), 'approval-not-usable');
    await assertConflict(stores, consume({ id: 'never00000000000', atMs: 0 }), 'approval-not-usable');
    await write(stores, consume({ atMs: USABLE_UNTIL_MS - 1 }));
  });
}
