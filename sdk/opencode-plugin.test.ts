import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isOpenCodePlugin, openCodePlugin } from './opencode-plugin.ts';

test('writes a plugin for OpenCode that names the command, whatever is in it, and is known again', () => {
  const text = openCodePlugin('/opt/$& "quoted"/countersign');
  assert.match(text, /const COMMAND = "\/opt\/\$& \\"quoted\\"\/countersign";/u);
  assert.equal(isOpenCodePlugin(text), true);
  assert.equal(isOpenCodePlugin('export default {}'), false);
  assert.doesNotMatch(text, /from "(?!node:)/u);
});
