import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AiToolApproval, guardAiTools } from './ai-sdk.ts';
import { authorize, type Permission } from './authorize.ts';
import type { CountersignClient } from './client.ts';
import { type Guarded, guard } from './guard.ts';
import { guardToolCalls } from './langchain.ts';
import { type BatchResult, runBatch } from './run-batch.ts';
import type { waitForApproval } from './wait-for-approval.ts';
import type { WireApproval, WireBatchAnswer, WireBatchResponse, WireJsonObject } from './wire.ts';

/**
 * What users' code is checked against. Nothing of `program` is run: `tsc` is the test, and each `@ts-expect-error` fails
 * when the mistake behind it is accepted.
 */
type Same<One, Other> = [One] extends [Other] ? ([Other] extends [One] ? true : false) : false;

function same<One, Other>(_is: Same<One, Other>): void {}

async function program(client: CountersignClient, permission: Permission, answer: WireBatchAnswer): Promise<void> {
  const call = { client, tool: { name: 'pay' }, session: 's', cwd: '/w' };

  const pay = guard((args: { readonly to: string }) => args.to.length, call);
  same<typeof pay, Guarded<{ readonly to: string }, number>>(true);
  // @ts-expect-error -- the arguments are those of the function
  await pay({ amount: 5 });
  // @ts-expect-error -- arguments are one object
  guard((text: string) => text, call);
  // @ts-expect-error -- a session is needed
  guard(() => 1, { client, tool: { name: 'pay' }, cwd: '/w' });

  const given = await authorize({}, call);
  same<typeof given, Permission>(true);
  // @ts-expect-error -- a permission has arguments only when it is allowed
  void permission.args;
  if (permission.kind === 'allowed') same<typeof permission.args, WireJsonObject>(true);
  if (permission.kind === 'pending') same<typeof permission.approval, string>(true);
  same<Awaited<ReturnType<typeof waitForApproval>>, WireApproval>(true);

  const batch = await client.batch({ calls: [] });
  same<typeof batch, WireBatchResponse>(true);
  if (answer.state === 'skipped') same<typeof answer.because, readonly string[]>(true);
  // @ts-expect-error -- only a decided call has a decision
  void answer.decision;

  const results = await runBatch([], { a: (args) => Object.keys(args).length }, { client });
  same<typeof results, readonly BatchResult<number>[]>(true);
  // @ts-expect-error -- a refused call has no value
  void results[0]?.value;

  const tools = { read: { description: 'reads', execute: (_input: { path: string }) => 'text' } };
  const guarded = guardAiTools(tools, { client, session: 's', cwd: '/w' });
  same<typeof guarded.tools, typeof tools>(true);
  same<typeof guarded.toolApproval, AiToolApproval>(true);

  // @ts-expect-error -- a refusal must become a message
  guardToolCalls({ client, session: 's', cwd: '/w' });
}

test('the types are checked by the compiler', () => {
  assert.equal(program.length, 3);
  same<1, 1>(true);
});
