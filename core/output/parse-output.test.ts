import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { isValid } from '../policy/testing/json-schema.ts';
import { CONFIDENCE_BORDERS, judgeIntent } from './judge-intent.ts';
import { OUTPUT_SCHEMAS, type OutputKind } from './output-schemas.ts';
import { NO_CHANGES_REQUIRED, parseOutput } from './parse-output.ts';
import { OUTPUT_LIMITS } from './read-output-text.ts';

const DIFF = '--- a/src/a.ts\n+++ b/src/a.ts\n@@ -1 +1 @@\n-a\n+b\n';

const PLAN = {
  intent: { kind: 'FixBug', summary: 'Accept an empty line', confidence: 0.9 },
  steps: [
    { id: 's1', kind: 'modify', target: 'src/a.ts', description: 'Accept\nan empty line', depends_on: [], diff: DIFF },
    { id: 's2', kind: 'build', target: 'npm test', description: 'Run the tests', depends_on: ['s1'] },
  ],
  target_files: ['src/a.ts'],
  constraints: [
    { strength: 'must-not', scope: 'file', target: 'src/b.ts', statement: 'Leave it alone' },
    { strength: 'prefer', scope: 'global', statement: 'Keep it short' },
  ],
  estimated_tokens: 1_000,
  estimated_seconds: 60,
};

function problems(output: unknown, kind: OutputKind): readonly string[] {
  const text = typeof output === 'string' || output instanceof Uint8Array ? output : JSON.stringify(output);
  const parsed = parseOutput(text, kind);
  return parsed.ok ? [] : parsed.failure.map(({ path, found, wanted }) => `${path}: found ${found}, want ${wanted}`);
}

describe('A plan', () => {
  test('is read whole, with the names of the code', () => {
    const parsed = parseOutput(JSON.stringify(PLAN), 'plan');
    assert.deepEqual(parsed, {
      ok: true,
      value: {
        kind: 'plan',
        plan: {
          intent: PLAN.intent,
          steps: [
            {
              id: 's1',
              kind: 'modify',
              target: 'src/a.ts',
              description: 'Accept\nan empty line',
              dependsOn: [],
              diff: DIFF,
            },
            {
              id: 's2',
              kind: 'build',
              target: 'npm test',
              description: 'Run the tests',
              dependsOn: ['s1'],
              diff: null,
            },
          ],
          targetFiles: ['src/a.ts'],
          constraints: [PLAN.constraints[0], { ...PLAN.constraints[1], target: null }],
          estimatedTokens: 1_000,
          estimatedSeconds: 60,
        },
      },
    });
  });

  test('with one bad part is refused whole, and every problem is listed', () => {
    const bad = {
      ...PLAN,
      intent: { kind: 'Refactor', summary: 'a\nb', confidence: 2 },
      steps: [
        { id: 's 1', kind: 'modify', target: '', description: '  ', depends_on: 'x', diff: '```diff\n', risk: 1 },
      ],
      target_files: ['../etc/passwd', '/etc/passwd', 'src//a.ts', 7],
      constraints: {},
      estimated_tokens: 1.5,
      status: 'approved',
    };
    assert.deepEqual(problems(bad, 'plan'), [
      '$.status: found an unknown member, want one of intent, steps, target_files, constraints, estimated_tokens, estimated_seconds',
      '$.intent.kind: found "Refactor", want one of CreateProject, AddFeature, FixBug, BuildPackage',
      '$.intent.summary: found the character U+000A, want visible characters',
      '$.intent.confidence: found 2, want a number from 0 to 1',
      '$.steps[0].risk: found an unknown member, want one of id, kind, target, description, depends_on, diff',
      '$.steps[0].id: found other characters, want letters, digits, dots, underscores and hyphens',
      '$.steps[0].target: found 0 characters, want 1 to 4096 characters',
      '$.steps[0].description: found a blank text, want words',
      '$.steps[0].depends_on: found "x", want a list',
      '$.steps[0].diff: found a code fence, want a unified diff from its first character on, without fences or commentary',
      '$.target_files[0]: found a path that is refused: traversal, want a relative path inside the workspace',
      '$.target_files[1]: found a path that is refused: outside, want a relative path inside the workspace',
      '$.target_files[2]: found another spelling of src/a.ts, want a relative path inside the workspace',
      '$.target_files[3]: found 7, want a text',
      '$.constraints: found an object, want a list',
      '$.estimated_tokens: found 1.5, want a whole number from 0 to 100000000',
    ]);
  });

  test('names what is missing, and what stands there instead', () => {
    assert.deepEqual(problems({ intent: null, steps: [], target_files: [[]], constraints: ['x'.repeat(60)] }, 'plan'), [
      '$.intent: found null, want an object',
      '$.steps: found a list of 0, want a list of 1 to 100',
      '$.target_files[0]: found a list, want a text',
      `$.constraints[0]: found "${'x'.repeat(47)}…, want an object`,
      '$.estimated_tokens: found nothing, want a whole number from 0 to 100000000',
      '$.estimated_seconds: found nothing, want a whole number from 0 to 86400',
    ]);
    assert.deepEqual(problems({}, 'diff'), ['$.diff: found nothing, want a text']);
    assert.deepEqual(problems({}, 'intent').slice(0, 1), [
      '$.kind: found nothing, want one of CreateProject, AddFeature, FixBug, BuildPackage',
    ]);
    assert.deepEqual(problems({ intent: PLAN.intent }, 'plan').slice(0, 2), [
      '$.steps: found nothing, want a list',
      '$.target_files: found nothing, want a list',
    ]);
    assert.deepEqual(problems({ steps: PLAN.steps }, 'plan')[0], '$.intent: found nothing, want an object');
  });

  test('with a key twice is refused, since readers would disagree', () => {
    assert.deepEqual(problems('{"answer":"a","answer":"b"}', 'answer'), [
      '$.answer: found the same key a second time, want each key once',
    ]);
  });

  test('lists 100 problems at most', () => {
    const many = { ...PLAN, target_files: Array.from({ length: 150 }, () => '/') };
    assert.equal(problems(many, 'plan').length, 100);
  });
});

describe('Text', () => {
  test('around the output is refused, with what it is', () => {
    assert.deepEqual(problems('```json\n{}\n```', 'plan'), [
      '$: found a code fence, want the output itself, without fences or commentary',
    ]);
    assert.deepEqual(problems(' \n', 'plan'), ['$: found nothing, want an output']);
    assert.match(problems(`Here it is: ${JSON.stringify(PLAN)}`, 'plan')[0] ?? '', /found "H" at line 1, column 1/);
    assert.match(problems(`${JSON.stringify(PLAN)}\nDone.`, 'plan')[0] ?? '', /found "D" at line 2, column 1/);
  });

  test('that is not UTF-8, too large, or holds characters that nobody sees is refused', () => {
    assert.deepEqual(problems(Uint8Array.of(0x22, 0xff, 0x22), 'answer'), [
      '$: found bytes that are not UTF-8, want UTF-8',
    ]);
    assert.deepEqual(problems('"\ud800"', 'answer'), ['$: found bytes that are not UTF-8, want UTF-8']);
    assert.deepEqual(problems(' '.repeat(OUTPUT_LIMITS.sizeBytes.intent + 1), 'intent'), [
      '$: found a larger output, want at most 16384 bytes',
    ]);
    assert.deepEqual(problems('é'.repeat(OUTPUT_LIMITS.sizeBytes.intent / 2 + 1), 'intent'), [
      '$: found a larger output, want at most 16384 bytes',
    ]);
    assert.deepEqual(problems('{"a":"\0"}\n\u202e', 'answer'), [
      '$: found the character U+0000 at line 1, column 7, want no control characters but tabs and line breaks, and none that reorder text',
      '$: found the character U+202E at line 2, column 1, want no control characters but tabs and line breaks, and none that reorder text',
    ]);
    assert.equal(problems('\u001b'.repeat(100), 'answer').length, 10);
    assert.match(problems('\ufeff{"answer":"a"}', 'answer')[0] ?? '', /U\+FEFF at line 1, column 1/);
    assert.deepEqual(problems('{"answer":"a\ufeff b"}', 'answer'), []);
    assert.deepEqual(problems(new TextEncoder().encode('{"answer":"é"}'), 'answer'), []);
  });

  test('that hides such characters behind escapes is refused too', () => {
    for (const escape of ['\\u0000', '\\u001b', '\\u009b', '\\u202e', '\\u2066', '\\u007f'])
      assert.equal(problems(`{"answer":"a${escape}"}`, 'answer').length, 1, escape);
    assert.deepEqual(problems('{"answer":"a\\ud800"}', 'answer'), [
      '$.answer: found half of a surrogate pair, want visible characters',
    ]);
    assert.deepEqual(problems('{"answer":"a\\n\\tb\\r\\n"}', 'answer'), []);
  });

  test('that nests too deeply is refused', () => {
    assert.match(problems('['.repeat(13), 'plan')[0] ?? '', /want nesting of at most 12 levels/);
  });

  test('that is too long is refused by its length in characters, not in units', () => {
    const intent = (summary: string): object => ({ kind: 'FixBug', summary, confidence: 1 });
    assert.deepEqual(problems(intent('😀'.repeat(500)), 'intent'), []);
    for (const summary of ['😀'.repeat(501), 'a'.repeat(501), 'a'.repeat(5_000)])
      assert.deepEqual(problems(intent(summary), 'intent'), [
        '$.summary: found more than 500 characters, want 1 to 500 characters',
      ]);
  });
});

describe('A diff', () => {
  test('stands by itself or in an object', () => {
    const wanted = { ok: true, value: { kind: 'diff', diff: DIFF } };
    assert.deepEqual(parseOutput(DIFF, 'diff'), wanted);
    assert.deepEqual(parseOutput(`diff --git a/a b/a\n${DIFF}`, 'diff').ok, true);
    assert.deepEqual(parseOutput(JSON.stringify({ diff: DIFF }), 'diff'), wanted);
  });

  test('has nothing before it', () => {
    for (const text of [`Here:\n${DIFF}`, `\n${DIFF}`, 'no diff'])
      assert.deepEqual(problems(text, 'diff'), [
        '$: found another first line, want a unified diff from its first character on, without fences or commentary',
      ]);
  });
});

describe('The sentinel', () => {
  test('is the whole output, to the letter, and answers a plan or a diff', () => {
    for (const kind of ['plan', 'diff'] as const)
      assert.deepEqual(parseOutput(NO_CHANGES_REQUIRED, kind), { ok: true, value: { kind: 'no-changes' } });
    const wrong = [
      `${NO_CHANGES_REQUIRED}\n`,
      ` ${NO_CHANGES_REQUIRED}`,
      'no_changes_required',
      `${NO_CHANGES_REQUIRED}.`,
    ];
    for (const text of wrong)
      assert.deepEqual(problems(text, 'plan'), [
        `$: found ${NO_CHANGES_REQUIRED} written otherwise, or with something around it, want exactly ${NO_CHANGES_REQUIRED}`,
      ]);
    assert.deepEqual(problems(NO_CHANGES_REQUIRED, 'answer'), [
      `$: found ${NO_CHANGES_REQUIRED}, want an output: it answers a plan or a diff only`,
    ]);
    assert.equal(problems(`"${NO_CHANGES_REQUIRED}"`, 'plan').length, 1);
    assert.equal(problems({ diff: NO_CHANGES_REQUIRED }, 'diff').length, 1);
  });
});

describe('An intent', () => {
  test('is one of four kinds', () => {
    for (const kind of ['CreateProject', 'AddFeature', 'FixBug', 'BuildPackage']) {
      const intent = { kind, summary: 'A site', confidence: 0.5 };
      assert.deepEqual(parseOutput(JSON.stringify(intent), 'intent'), { ok: true, value: { kind: 'intent', intent } });
    }
    assert.equal(problems({ kind: 'fixbug', summary: 'A site', confidence: 1 }, 'intent').length, 1);
  });

  test('goes on from 0.85, is asked about from 0.60, and rejected below', () => {
    const confidences = [0, 0.59, 0.5999, 0.6, 0.84, 0.8499, 0.85, 1, Number.NaN];
    assert.deepEqual(
      confidences.map((confidence) => judgeIntent({ confidence })),
      ['reject', 'reject', 'reject', 'ask', 'ask', 'ask', 'go-on', 'go-on', 'reject'],
    );
    assert.deepEqual(CONFIDENCE_BORDERS, { sure: 0.85, unsure: 0.6 });
  });
});

test('an answer is words', () => {
  assert.deepEqual(parseOutput('{"answer":"It is fine."}', 'answer'), {
    ok: true,
    value: { kind: 'answer', answer: 'It is fine.' },
  });
  assert.deepEqual(problems('null', 'answer'), ['$: found null, want an object']);
});

describe('The published schemas', () => {
  const plain = (kind: OutputKind) =>
    JSON.parse(JSON.stringify(OUTPUT_SCHEMAS[kind]), (key, value) => (key === 'format' ? undefined : value));

  const FORMS = [
    'visible characters',
    'words',
    'letters, digits, dots, underscores and hyphens',
    'a relative path inside the workspace',
    'a unified diff from its first character on, without fences or commentary',
  ];

  test('are JSON Schemas that agree with what is accepted, but for the formats, which other validators do not know', () => {
    const plan = plain('plan');
    const values = fc.oneof(fc.jsonValue(), fc.constantFrom(...Object.values(PLAN), 'build', 0.5, 'src/a.ts'));
    const changes = fc.dictionary(fc.constantFrom(...Object.keys(PLAN), 'status', 'id'), values, { maxKeys: 3 });
    fc.assert(
      fc.property(changes, changes, (ofPlan, ofStep) => {
        const value = { ...PLAN, steps: [{ ...PLAN.steps[0], ...ofStep }], ...ofPlan };
        const text = JSON.stringify(value);
        const parsed = parseOutput(text, 'plan');
        const isOfForm = parsed.ok || parsed.failure.every(({ wanted }) => FORMS.includes(wanted));
        assert.equal(isValid(plan, JSON.parse(text)), isOfForm, text);
      }),
      { numRuns: 2_000 },
    );
  });

  test('name their version and themselves', () => {
    for (const kind of Object.keys(OUTPUT_SCHEMAS) as OutputKind[]) {
      assert.equal(OUTPUT_SCHEMAS[kind].$schema, 'https://json-schema.org/draft/2020-12/schema');
      assert.equal(OUTPUT_SCHEMAS[kind].title, kind);
    }
  });
});

test('never throws, whatever is written', () => {
  const kinds = fc.constantFrom<OutputKind[]>('intent', 'plan', 'diff', 'answer');
  const outputs = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.uint8Array({ maxLength: 200 }), fc.json());
  fc.assert(
    fc.property(outputs, kinds, (output, kind) => {
      const parsed = parseOutput(output, kind);
      assert.ok(parsed.ok || parsed.failure.length > 0);
    }),
    { numRuns: 2_000 },
  );
});
