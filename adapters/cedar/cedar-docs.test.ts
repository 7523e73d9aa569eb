import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { cedarSchema } from './cedar-schema.ts';
import { answer, openSound, requestOf, touching } from './testing/cedar-trial.ts';

function read(path: string): string {
  return readFileSync(new URL(path, import.meta.url), 'utf8');
}

/** The blocks of one language, in the order of the page. */
function blocks(page: string, language: string): readonly string[] {
  return page
    .split('```')
    .filter((_, index) => index % 2 === 1)
    .filter((block) => block.startsWith(`${language}\n`))
    .map((block) => block.slice(language.length + 1));
}

describe('what is published about Cedar', () => {
  const [production = '', allowlist = ''] = blocks(read('../../docs/reference/cedar.md'), 'cedar');

  it('is the schema that policies are validated against', () => {
    assert.equal(read('./countersign.cedarschema'), cedarSchema(), 'write cedarSchema() to countersign.cedarschema');
  });

  it('has a first example that keeps agents out of production', () => {
    assert.deepEqual(answer(production, [touching('path', '/srv/prod/db/data', 'file.write')]), {
      decision: 'forbid',
      policies: ['no-production-data'],
    });
    assert.equal(answer(production, [touching('path', '/srv/prod/db/data', 'file.read')]).decision, 'permit');
    assert.deepEqual(answer(production, [touching('host', 'db.prod.example.com', 'net.connect')]), {
      decision: 'forbid',
      policies: ['no-production-hosts'],
    });
    assert.equal(answer(production, [touching('path', '/work/site/a', 'file.write')]).decision, 'permit');
  });

  it('has a second example that permits reading and a tool of one server alone', () => {
    const rules = openSound(allowlist, 'allowlist');
    const inside = { ...touching('path', '/work/site/a'), marks: [] };
    assert.deepEqual(rules.evaluate(requestOf([inside])), { decision: 'permit', policies: ['read-the-workspace'] });
    assert.equal(rules.evaluate(requestOf([touching('path', '/etc/hosts')])).decision, 'no-permit');
    const request = requestOf([touching('recipient', 'acme/site', 'message.send')], { repo: 'acme/site' });
    const tool = { name: 'create_issue', origin: 'mcp:github', digest: null };
    const issue = { ...request, riskScore: 31, action: { ...request.action, tool } };
    assert.deepEqual(rules.evaluate(issue), { decision: 'permit', policies: ['issues-in-our-repositories'] });
    const elsewhere = { ...issue, action: { ...issue.action, args: { repo: 'other/site' } } };
    assert.equal(rules.evaluate(elsewhere).decision, 'no-permit');
    assert.equal(rules.evaluate({ ...issue, riskScore: 66 }).decision, 'forbid');
    rules.close();
  });
});
