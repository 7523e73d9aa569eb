import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OwnCall } from '../../../application/act/own-call.ts';
import type { GatewayError } from '../../../application/gateway-error.ts';
import { ACTION_LIMITS } from '../../../core/action/action.ts';
import { OUTPUT_SCHEMAS } from '../../../core/output/output-schemas.ts';
import { HTTP_LIMITS } from '../../../ingress/http/http-options.ts';
import { openWorkspaceGateway } from '../../harness/real-workspace.ts';

const LIMIT = ACTION_LIMITS.argsBytes;

/** The arguments of `write_file` that take exactly so many bytes. */
function argumentsOf(sizeBytes: number, sign = 'x'): { readonly path: string; readonly content: string } {
  const around = JSON.stringify({ content: '', path: 'a.txt' }).length;
  return { path: 'a.txt', content: sign.repeat((sizeBytes - around) / Buffer.byteLength(sign)) };
}

test('takes arguments up to the limit of an action, and says of more what was found and what is wanted', async (t) => {
  const { call, ports } = await openWorkspaceGateway(t);
  let looks = 0;
  const { read } = ports.workspaces.files;
  ports.workspaces.files.read = (root, path) => {
    looks += 1;
    return read(root, path);
  };
  const heard = (tool: OwnCall['tool'], args: OwnCall['args']): Promise<string> =>
    call(tool, args).then(
      ({ verdict }) => verdict,
      ({ code, message }: GatewayError) => `${code} ${message}`,
    );
  const over = `want at most ${LIMIT} bytes`;
  for (const args of [argumentsOf(LIMIT + 1), argumentsOf(LIMIT + 2, 'é')])
    assert.match(await heard('write_file', args), new RegExp(`arguments of [0-9]+ bytes.*${over}`));
  const long = await heard('write_file', { path: 'a.txt', content: 'x'.repeat(2 * LIMIT) });
  assert.match(long, new RegExp(`a text of ${2 * LIMIT} characters, want a text of at most ${LIMIT} characters`));
  assert.match(await heard('apply_diff', { diff: 'x'.repeat(LIMIT) }), new RegExp(over));
  assert.match(await heard('propose_plan', { plan: { intent: 'x'.repeat(LIMIT) } }), new RegExp(over));
  assert.equal(looks, 0);
  assert.equal(await heard('write_file', argumentsOf(LIMIT)), 'allow');
});

test('has one limit for what a call carries, within what HTTP reads', () => {
  assert.equal(OUTPUT_SCHEMAS.diff.properties.diff.maxLength, LIMIT);
  assert.ok(HTTP_LIMITS.bodyBytes >= 2 * LIMIT);
});
