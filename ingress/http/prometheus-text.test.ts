import assert from 'node:assert/strict';
import { test } from 'node:test';
import { prometheusText } from './prometheus-text.ts';

test('writes help, type and samples, a line each', () => {
  const text = prometheusText([
    {
      name: 'countersign_wait_seconds',
      help: 'How long people took.',
      type: 'histogram',
      samples: [
        { suffix: '_bucket', labels: { le: '+Inf' }, value: 2 },
        { suffix: '_sum', labels: {}, value: Number.POSITIVE_INFINITY },
        { suffix: '_count', labels: {}, value: Number.NaN },
      ],
    },
  ]);
  const name = 'countersign_wait_seconds';
  assert.equal(
    text,
    `# HELP ${name} How long people took.\n# TYPE ${name} histogram\n${name}_bucket{le="+Inf"} 2\n${name}_sum +Inf\n${name}_count NaN\n`,
  );
});

test('escapes what would end a label or a line', () => {
  const sample = { suffix: '', labels: { tool: 'a"b\\c\nd' }, value: 1 };
  const text = prometheusText([{ name: 'n', help: 'one\ntwo\\', type: 'gauge', samples: [sample] }]);
  assert.equal(text, '# HELP n one\\ntwo\\\\\n# TYPE n gauge\nn{tool="a\\"b\\\\c\\nd"} 1\n');
});
