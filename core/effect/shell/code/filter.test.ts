import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { usesOfFilter } from './filter.ts';

/** Filters, and what they read beside their input. */
const FILTERS: readonly (readonly [string, string])[] = [
  ['.', ''],
  ['.env | .load', ''],
  ['{env: .a, load: 1}', ''],
  ['"env $ENV load(1)"', ''],
  ['.a # env\n| .b', ''],
  ['.a # env', ''],
  ['env', 'secret=?'],
  ['$ENV', 'secret=?'],
  ['$ENV | keys', 'secret=?'],
  ['$ENV.PATH', ''],
  ['$ENV.GITHUB_TOKEN', 'secret=GITHUB_TOKEN'],
  ['env.GITHUB_TOKEN', 'secret=GITHUB_TOKEN'],
  ['$ENV["GITHUB_TOKEN"]', 'secret=GITHUB_TOKEN'],
  ['$ENV["HOME"]', ''],
  ['$ENV[.a]', 'secret=?'],
  ['$ENV["a", "b"]', 'secret=?'],
  ['"a \\(env) b"', 'secret=?'],
  ['"a \\((env.HOME)) env" | "\\" env"', ''],
  ['"a \\("b \\($ENV)") env"', 'secret=?'],
  ['"env', ''],
  ['env(HOME)', ''],
  ['.a = env(API_TOKEN)', 'secret=API_TOKEN'],
  ['.a = strenv(API_TOKEN)', 'secret=API_TOKEN'],
  ['strenv(.a)', 'secret=?'],
  ['load("a.yml")', 'read=a.yml'],
  ['.a = load_str("a" + .b)', 'read=?'],
  ['load(.a)', 'read=?'],
  ['load', ''],
  ['import "a" as a; include "b"; .', 'read=a read=b'],
  ['import', ''],
  ['. $', ''],
];

describe('What a filter reads beside its input', () => {
  for (const [filter, uses] of FILTERS) {
    test(JSON.stringify(filter), () => {
      const found = usesOfFilter(filter).map(({ use, value }) => `${use}=${value ?? '?'}`);
      assert.equal(found.join(' '), uses);
    });
  }
});
