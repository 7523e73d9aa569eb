import assert from 'node:assert/strict';
import { it } from 'node:test';
import * as fc from 'fast-check';
import type { PolicyRule, RuleMatcher } from './policy.ts';
import {
  bash,
  type Call,
  effect,
  fetchOf,
  named,
  on,
  read,
  rule,
  touching,
  tryRules,
  unknownTool,
} from './testing/try-rule.ts';

const globs = fc.constantFrom(
  '*',
  '**',
  'src/**',
  '/srv/**',
  '/srv/x',
  '~/.ssh/*',
  'npm run *',
  'npm *',
  '*.x.com',
  'a',
  '{',
  '/../x',
);
const tools = fc.constantFrom(null, 'Read', 'Bash', 'WebFetch', 'T', '*', '{Read,Bash}', 'B*', '{');
const matchers: fc.Arbitrary<Partial<RuleMatcher>> = fc.oneof(
  fc.record({ tool: tools }),
  fc.tuple(tools, globs).map(([tool, glob]) => on(tool, glob)),
  fc.tuple(tools, globs).map(([tool, glob]) => ({ tool, argument: { kind: 'domain', glob } as const })),
  globs.map((glob) => named('repo', glob)),
  fc
    .tuple(fc.constantFrom('file.read', 'net.fetch', 'shell.opaque'), globs)
    .map(([name, path]) => effect({ classes: [name as 'file.read'], path })),
  globs.map((host) => effect({ host })),
  fc.constant(effect({ mark: 'outside-workspace' })),
);
const rules = fc
  .tuple(
    fc.constantFrom<PolicyRule['decision']>('forbid', 'ask', 'permit'),
    fc.array(matchers, { maxLength: 3 }),
    fc.option(fc.integer({ min: 0, max: 2_000 })),
  )
  .map(([decision, when, expiresAtMs]) => rule(decision, when, { expiresAtMs }));
const calls: fc.Arbitrary<Call> = fc.oneof(
  fc.constantFrom('src/a', '/srv/x', '~/.ssh/id', '../up', 'a\0').map(read),
  fc.constantFrom('npm run x', 'npm run x; rm y', 'a', '').map(bash),
  fc.constantFrom('https://a.x.com/', 'https://evil.org/', 'no url').map(fetchOf),
  fc.constantFrom('a', '/srv/x', null).map((repo) => unknownTool({ repo }, touching('path', '/srv/x'))),
);

it('never loses a forbid or an ask when a forbid is added', () => {
  const additions = fc.record({ added: rules, at: fc.nat(8) });
  fc.assert(
    fc.property(fc.array(rules, { maxLength: 8 }), additions, calls, (list, { added, at }, call) => {
      const before = tryRules(list, call);
      const after = tryRules([...list.slice(0, at), { ...added, decision: 'forbid' }, ...list.slice(at)], call);
      for (const kind of ['forbids', 'asks', 'broken'] as const) {
        for (const kept of before[kind]) assert.ok(after[kind].includes(kept));
      }
      assert.deepEqual(after.permits, before.permits);
    }),
    { numRuns: 3_000 },
  );
});

it('finds the same rules through the index as one by one, in policy order', () => {
  fc.assert(
    fc.property(fc.array(rules, { maxLength: 8 }), calls, (list, call) => {
      const together = tryRules(list, call);
      const alone = list.map((single) => tryRules([single], call));
      for (const kind of ['forbids', 'asks', 'permits', 'broken'] as const) {
        assert.deepEqual(
          together[kind],
          alone.flatMap((outcome) => outcome[kind]),
        );
      }
    }),
    { numRuns: 3_000 },
  );
});

it('lets a restriction match whatever a permission with the same words covers', () => {
  fc.assert(
    fc.property(matchers, calls, (matcher, call) => {
      if (tryRules([rule('permit', [matcher])], call).permits.length === 0) return;
      assert.equal(tryRules([rule('forbid', [matcher])], call).forbids.length, 1);
    }),
    { numRuns: 5_000 },
  );
});
