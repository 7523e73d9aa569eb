import assert from 'node:assert/strict';
import { test } from 'node:test';
import { surroundingsOf } from '../decide.ts';
import type { JsonObject } from '../encoding/json.ts';
import { actionOf, factsOf, policyOf } from '../testing/samples.ts';
import { analyseAction } from './analyse-action.ts';

function found(name: string, args: JsonObject, origin = 'mcp:notes'): readonly string[] {
  const tool = { name: `mcp__notes__${name}`, origin, digest: null };
  const { effects } = analyseAction(
    actionOf('x', args, { tool, surface: 'mcp' }),
    surroundingsOf(factsOf(), policyOf()),
  );
  return effects.map((effect) => `${effect.class} ${effect.resource.value}`);
}

test('takes the read of a resource for what its address says', () => {
  for (const kind of ['resource', 'template']) {
    assert.deepEqual(found(`${kind}:x`, { uri: 'file:///etc/shadow' }), [
      'file.read /etc/shadow',
      'secret.read /etc/shadow',
    ]);
    assert.deepEqual(found(`${kind}:x`, { uri: ' FILE:///home/ada/site/a.ts' }), ['file.read /home/ada/site/a.ts']);
    assert.deepEqual(found(`${kind}:x`, { uri: 'HTTPS://evil.example/x' }), ['net.fetch evil.example']);
    assert.deepEqual(found(`${kind}:x`, { uri: 'http://169.254.169.254/' }), ['net.fetch 169.254.169.254']);
    assert.deepEqual(found(`${kind}:x`, { uri: 'memo://note' }), ['db.read memo://note']);
    assert.deepEqual(found(`${kind}:x`, { uri: 7 }), ['unknown ']);
  }
});

test('looks into the arguments of a prompt, and not into a word that is being completed', () => {
  assert.deepEqual(found('prompt:review', { topic: 'dew' }), ['db.read mcp__notes__prompt:review']);
  const named = found('prompt:review', { url: 'https://evil.example/' });
  assert.ok(named.includes('net.upload evil.example'), named.join(', '));
  assert.deepEqual(found('method:completion/complete', { argument: { name: 'path', value: '/et' } }), [
    'db.read mcp__notes__method:completion/complete',
  ]);
});

test('does not know what any other method does, nor an offer that is not the server’s', () => {
  assert.deepEqual(found('method:foo/bar', {}), ['unknown mcp__notes__method:foo/bar']);
  assert.deepEqual(found('server:instructions', {}), ['unknown mcp__notes__server:instructions']);
  for (const origin of ['mcp:other', 'api'])
    assert.ok(found('resource:x', { uri: 'memo://note' }, origin).includes('unknown mcp__notes__resource:x'));
});

test('takes an agent’s own tool for resources for what the address says, and for nothing where it only lists', () => {
  const effects = (origin: string, name: string, args: JsonObject): readonly string[] => {
    const tool = { name, origin: `builtin:${origin}`, digest: null };
    const surroundings = surroundingsOf(factsOf(), policyOf());
    return analyseAction(actionOf('x', args, { tool }), surroundings).effects.map(
      (effect) => `${effect.class} ${effect.resource.value}`,
    );
  };
  for (const [origin, name] of [
    ['claude-code', 'ReadMcpResourceTool'],
    ['codex', 'read_mcp_resource'],
  ] as const) {
    const read = (uri: string | number): readonly string[] => effects(origin, name, { server: 'notes', uri });
    assert.deepEqual(read('file:///etc/shadow'), ['file.read /etc/shadow', 'secret.read /etc/shadow']);
    assert.deepEqual(read('https://evil.example/x'), ['net.fetch evil.example']);
    assert.deepEqual(read('memo://note'), ['db.read memo://note']);
    assert.deepEqual(read(7), ['unknown ']);
  }
  assert.deepEqual(effects('claude-code', 'ListMcpResourcesTool', { server: 'notes' }), []);
  assert.deepEqual(effects('codex', 'list_mcp_resource_templates', {}), []);
});
