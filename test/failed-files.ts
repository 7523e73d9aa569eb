/**
 * A reporter of `node --test` that writes the file of every failed test, a line each: `--test-reporter=./test/failed-files.ts`.
 */
import { relative } from 'node:path';
import type { TestEvent } from 'node:test/reporters';

export default async function* failedFiles(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const written = new Set<string>();
  for await (const event of events) {
    if (event.type !== 'test:fail' || event.data.nesting > 0) continue;
    const file = relative(process.cwd(), event.data.file ?? event.data.name);
    if (!written.has(file)) yield `${file}\n`;
    written.add(file);
  }
}
