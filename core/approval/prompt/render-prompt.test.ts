import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';
import { decide } from '../../decide.ts';
import type { Decision } from '../../decision.ts';
import { makeEffect } from '../../effect/make-effect.ts';
import { actionOf, effectOf, factsOf, HOME, policyOf, requestOf } from '../../testing/samples.ts';
import { approvalTerms } from '../approval-terms.ts';
import type { PromptDocument } from '../prompt-document.ts';
import { renderPrompt } from './render-prompt.ts';

const hash = (data: string | Uint8Array): Uint8Array => createHash('sha256').update(data).digest();
const options = { hash, home: HOME };

function decided(
  action = actionOf('Edit', { file_path: `${HOME}/site/a.ts`, old_string: 'a', new_string: 'b' }),
  facts = factsOf(),
) {
  return { action, decision: decide(action, facts, policyOf()) };
}

function textOf({ title, sections }: PromptDocument): string {
  const rows = sections.flatMap(({ heading, lines }) => [
    `# ${heading}`,
    ...lines.map((line) => line.replace(/^↳ /u, '~')),
  ]);
  return [title, ...rows].join('\n').replaceAll('\n~', ' ');
}

function shown(more: Partial<Decision> = {}, view = decided()): string {
  return textOf(
    renderPrompt({ request: requestOf(), shown: { ...view, decision: { ...view.decision, ...more } } }, options),
  );
}

describe('A prompt', () => {
  test('has a title that no name of a tool turns into a sentence, an address or a line without its risk', () => {
    const titled = (name: string): string => {
      const view = decided(actionOf(name, { file_path: `${HOME}/site/a.ts` }));
      return renderPrompt({ request: requestOf(), shown: view }, options).title;
    };
    assert.match(titled('mcp__site-2__read.page'), /run “mcp__site-2__read\.page”: medium risk, 40 of 100$/u);
    for (const name of ['Bash”. Open https://evil.example', 'x'.repeat(65), 'Re\u0430d', 'a b'])
      assert.equal(titled(name), '“agent:coder” wants to run a tool with an unusual name: medium risk, 40 of 100');
  });

  test('says what would run, what it does, why it is asked, and what an answer reaches', () => {
    const text = shown();
    for (const wanted of [
      '“agent:coder” wants to run “Edit”: medium risk, 40 of 100',
      'Tool “Edit” from “builtin:claude-code”, not pinned by a digest.',
      'In “/home/ada/site”, the workspace.',
      '# What it would change\n- a\n+ b',
      'file_path = /home/ada/site/a.ts',
      'file.write “/home/ada/site/a.ts” (“write a file”): can be undone;',
      'chosen by “unknown” (untrusted)',
      '“countersign undo” brings it back',
      'no gate objects',
      'Score 11 of 100, low: at least 11: the least for such an effect [effect:file.write].',
      '“agent:coder” on behalf of “human:ada”, in session “s1”, by hook.',
      'Once: exactly this action',
      'Session: also every later “Edit” of this session with no other effects than file.write on “/home/ada/site/”',
      'rule “permit Edit(a.ts)” for 90 days',
      'One approver.',
      'Within 60 s; no answer in time is a no, and people are told.',
      'Request 0123456789abcdef, asked 1970-01-01T00:00:01Z, open until 1970-01-01T00:01:01Z.',
      'profile dev',
    ]) {
      assert.ok(text.includes(wanted), `${wanted}\n\n${text}`);
    }
    assert.ok(!text.includes('Look twice'));
  });

  test('marks as quoted what the agent wrote, and nothing else', () => {
    const { sections } = renderPrompt({ request: requestOf(), shown: decided() }, options);
    const quoted = sections.filter((section) => section.quoted).map(({ heading }) => heading);
    assert.deepEqual(quoted, ['What it would change', 'Arguments']);
  });

  test('is the same for the same request, and another for any other', () => {
    const view = { request: requestOf(), shown: decided() };
    const first = renderPrompt(view, options);
    assert.match(first.fingerprint, /^[0-9a-f]{16}$/u);
    assert.deepEqual(renderPrompt({ ...view, request: requestOf({ status: 'approved' }) }, options), first);
    const other = {
      ...view,
      shown: decided(actionOf('Edit', { file_path: `${HOME}/site/a.ts`, old_string: 'a', new_string: 'c' })),
    };
    assert.notEqual(renderPrompt(other, options).fingerprint, first.fingerprint);
  });

  test('says first that something in it is not what it seems', () => {
    for (const command of ['ls \u202e', 'p\u0430ypal', '\u0394t', 'ls \u{e0041}']) {
      const { sections } = renderPrompt(
        { request: requestOf(), shown: decided(actionOf('Bash', { command })) },
        options,
      );
      assert.equal(sections[0]?.heading, 'Look twice', command);
    }
  });

  test('says what cannot be undone, and what can only be made good', () => {
    const effects = [effectOf('net.fetch'), effectOf('git.push', ['bulk'])];
    const text = shown({ effects, obligations: [] });
    assert.match(text, /1 of 2 effects can only be made good/u);
    assert.match(text, /1 of 2 effects CANNOT be undone/u);
    assert.match(text, /git\.push “git\.push” \(“a sample”\): .*; many files or rows at once\./u);
    assert.match(
      shown({ effects: [], obligations: [] }),
      /Nothing that the gateway knows of\.[^]*no effect that would have/u,
    );
    const free = {
      ...effectOf('file.read'),
      detail: '',
      resource: { kind: 'path', value: '/x', provenance: 'user' },
    } as const;
    assert.match(
      shown({ effects: [free], obligations: [] }),
      /file\.read “\/x”: can be undone; path chosen by “user”\.\n[^]*Everything it does can be undone/u,
    );
  });

  test('promises nothing about code that nobody has read', () => {
    const text = shown({ effects: [effectOf('process.run', ['unseen-code'])], obligations: [] });
    assert.match(text, /process\.run .*: NOT known whether it can be undone;/u);
    assert.match(text, /code that nobody has read: whether all of it can be/u);
    assert.doesNotMatch(text, /Everything it does can be undone/u);
    const push = effectOf('git.push', ['unseen-code']);
    assert.match(shown({ effects: [push], obligations: [] }), /git\.push .*: can be made good, not undone;/u);
  });

  test('names the gates that ask, their rules, and what the reviewer model said', () => {
    const gates = [
      { gate: 'policy', outcome: 'require-approval', rule: 'r1', reason: 'it asks', remedy: '' },
      { gate: 'window', outcome: 'defer', rule: '', reason: 'closed', remedy: '' },
      { gate: 'reviewer', outcome: 'pass', rule: '', reason: 'advisory: objection', remedy: '' },
    ] as const;
    const text = shown({ gates, reason: 'it asks', risk: { score: 0, level: 'none', parts: [] } });
    assert.match(
      text,
      /Gate policy, rule “r1”: “it asks”\nGate window: “closed”\nReviewer model, advisory: objection\./u,
    );
    assert.match(text, /Score 0 of 100, none: nothing adds to it\./u);
  });

  test('offers no more than its terms do', () => {
    const terms = approvalTerms('critical', { criticalApprovers: 2 });
    const text = textOf(renderPrompt({ request: requestOf({ terms }), shown: decided() }, options));
    assert.doesNotMatch(text, /Session:|Always:|Not by/u);
    const authored = requestOf({ terms: { ...terms, notBy: ['human:ada', 'agent:coder'] } });
    const excluding = textOf(renderPrompt({ request: authored, shown: decided() }, options));
    assert.match(excluding, /Not by who wrote it: “human:ada”, “agent:coder”\./u);
    assert.match(
      text,
      /2 different approvers, with a second factor \(passkey or one-time code\); approved one by one, never in a batch\./u,
    );
  });

  test('says why no rule would be proposed', () => {
    const text = shown({}, decided(actionOf('Bash', { command: 'rm a.ts' })));
    assert.match(text, /Always: once; no rule would be proposed: “shell\.opaque is destructive/u);
    assert.doesNotMatch(text, /Session:/u);
  });

  test('shows the digest a tool is pinned by, the plan, and another folder than the workspace', () => {
    const tool = { name: 'Edit', origin: 'mcp:x', digest: 'sha256:ab' };
    const text = shown({}, decided(actionOf('Edit', {}, { tool, plan: 'p1', cwd: `${HOME}/site/sub` })));
    assert.match(text, /pinned as “sha256:ab”/u);
    assert.match(text, /In “\/home\/ada\/site\/sub”; the workspace is “\/home\/ada\/site”\.\nPart of the plan “p1”/u);
  });

  test('of something erased says that it cannot be approved', () => {
    const text = textOf(renderPrompt({ request: requestOf(), shown: null }, options));
    assert.match(text, /wants to run something that was erased[^]*cannot be approved[^]*Request 0123456789abcdef/u);
  });
});

test('says of a session what would be granted: a call whose meaning is not in its effects is bound to its words and folder', () => {
  const push = makeEffect('git.push', { kind: 'command', value: 'git push' }, { detail: '' });
  const view = decided(actionOf('Bash', { command: 'git push' }));
  const terms = { ...requestOf().terms, scopes: ['action', 'session'] as const };
  const document = renderPrompt(
    { request: { ...requestOf(), terms }, shown: { ...view, decision: { ...view.decision, effects: [push] } } },
    options,
  );
  const text = textOf(document);
  assert.ok(text.includes('Session: exactly this call again, same words and folder'), text);
  assert.ok(text.includes('with no other effects than git.push on “git push”'), text);
  assert.ok(!text.includes('call on “'), text);
});
