import { readFileSync } from 'node:fs';
import { Evaluation } from './evaluation.ts';
import type { FromInside, ToInside } from './messages.ts';
import { webAssembly } from './web-assembly.ts';

/** Beside this program; it is read before anything is asked. */
const WASM = new URL('./node_modules/@jitl/quickjs-wasmfile-release-sync/dist/emscripten-module.wasm', import.meta.url);

/** Evaluates one request, which it reads as lines from its input; ends when that ends, or when it has said how it went. */
async function main(): Promise<void> {
  const compiled = await webAssembly.compile(readFileSync(WASM));
  let evaluation: Evaluation | null = null;
  let pieces: string[] = [];
  process.stdin.setEncoding('utf8');
  process.stdin.on('end', () => process.exit(0));
  process.stdin.on('data', (chunk: string) => {
    const [first = '', ...others] = chunk.split('\n');
    pieces.push(first);
    for (const next of others) {
      const line = pieces.join('');
      pieces = [next];
      const message = JSON.parse(line) as ToInside;
      if (message.kind === 'answer') evaluation?.answer(message);
      else if (evaluation === null) {
        evaluation = new Evaluation(message, say);
        void evaluation.start(compiled);
      }
    }
  });
  say({ kind: 'ready' });
}

function say(message: FromInside): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

await main();
