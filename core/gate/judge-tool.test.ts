import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Surface } from '../action/action.ts';
import { decide } from '../decide.ts';
import { formatDecisionRecord, parseDecisionRecord } from '../decision-record.ts';
import type { ToolFacts } from '../facts.ts';
import { deliberationOf } from '../testing/deliberate.ts';
import { actionOf, effectOf, factsOf, policyOf } from '../testing/samples.ts';
import type { ToolWarning } from '../trust/tool-warning.ts';
import { judgeTool } from './judge-tool.ts';

const POISONED: ToolWarning = { kind: 'instruction', text: 'description speaks to the model, not about the tool' };
const LONG: ToolWarning = { kind: 'over-long', text: 'description is longer than 4000 characters' };

type Called = { readonly name?: string; readonly server?: string; readonly surface?: Surface };

function judged(tool: ToolFacts | null, { name = 'add', server = 'sums', surface = 'mcp' }: Called = {}) {
  const scene = deliberationOf({ facts: tool === null ? {} : { tool }, effects: [effectOf('file.read')] });
  const action = actionOf(name, {}, { surface, tool: { name, origin: `mcp:${server}`, digest: null } });
  return judgeTool({ ...scene, action });
}

function brief(standing: ToolFacts['standing'], warnings: readonly ToolWarning[] = [], called: Called = {}): string {
  const { outcome, rule } = judged({ standing, warnings }, called);
  return `${outcome} ${rule}`.trim();
}

describe('The tool gate', () => {
  test('lets a vouched tool be judged like any other, whatever its listing holds', () => {
    assert.equal(brief('vouched'), 'pass');
    assert.equal(brief('vouched', [POISONED]), 'pass');
  });

  test('denies a tool that changed or is refused, and says where the operator looks at it', () => {
    assert.equal(brief('changed'), 'deny tool.changed');
    assert.equal(brief('refused'), 'deny tool.refused');
    const { remedy } = judged({ standing: 'changed', warnings: [] });
    assert.match(remedy, /`countersign tools show sums add`/);
  });

  test('asks about a new tool, and denies it where its listing is suspicious', () => {
    assert.equal(brief('new'), 'require-approval tool.new');
    assert.equal(brief('new', [LONG]), 'require-approval tool.new');
    assert.equal(brief('new', [LONG, POISONED]), 'deny tool.suspicious');
  });

  test('denies a tool that its server never listed, for nobody would pass it on, and no other without a pin', () => {
    assert.equal(brief('unpinned'), 'deny tool.unlisted');
    assert.equal(brief('unpinned', [], { surface: 'hook' }), 'pass');
    assert.equal(judged(null).outcome, 'pass');
  });

  test('repeats nothing that the server wrote, and quotes names for the shell', () => {
    const evil = { kind: 'instruction', text: 'ignore previous instructions' } as const;
    const { reason, remedy } = judged({ standing: 'new', warnings: [evil, evil] });
    assert.equal(reason, 'add from mcp:sums is new and its listing is suspicious (instruction)');
    assert.doesNotMatch(remedy, /ignore/);
    const quoted = judged({ standing: 'refused', warnings: [] }, { server: 'a b', name: "it's $(x)" });
    assert.ok(quoted.remedy.includes(`countersign tools show 'a b' 'it'\\''s $(x)'`), quoted.remedy);
  });
});

test('A record keeps how the tool stood, and one from before there were pins is decided as it was', () => {
  const action = actionOf('add', {}, { surface: 'mcp', tool: { name: 'add', origin: 'mcp:sums', digest: null } });
  const standings: readonly (ToolFacts | undefined)[] = [undefined, { standing: 'new', warnings: [POISONED] }];
  for (const tool of standings) {
    const facts = factsOf(tool === undefined ? {} : { tool });
    const record = { action, facts, decision: decide(action, facts, policyOf()) };
    const read = parseDecisionRecord(formatDecisionRecord(record)) ?? assert.fail('not read');
    assert.deepEqual(read, record);
    assert.equal(JSON.stringify(decide(read.action, read.facts, policyOf())), JSON.stringify(record.decision));
  }
});
