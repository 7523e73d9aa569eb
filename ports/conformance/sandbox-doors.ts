import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import type { SandboxDoor } from '../sandbox.ts';
import { contractOf, eventually } from './sandbox-contract.ts';
import { connectLine, openFor, type SandboxUnderTest, shell, specFor } from './sandbox-place.ts';

/** The doors: the only way out, each the door of one sandbox. */
export function testSandboxDoors(under: SandboxUnderTest): void {
  const { driver, settings } = under;
  const contract = contractOf(under, { needs: ['network.proxy-only'] });
  const input = new TextEncoder().encode('knock\n');
  contract('hands over each connection that a program makes to a door, at that door', async (place, t) => {
    const doors = [doorOf(3128, 'first'), doorOf(3129, 'second')];
    const sandbox = await openFor(t, driver, specFor(place, { settings, doors }));
    for (const [port, word] of [
      [3128, 'first'],
      [3129, 'second'],
      [3128, 'first'],
    ] as const) {
      const { stdout, stderr } = await shell(sandbox, connectLine(settings, port), { input });
      assert.equal(stdout.text, `${word}: knock\n`, stderr.text);
    }
    assert.notDeepEqual((await shell(sandbox, connectLine(settings, 3130), { input })).end, {
      kind: 'exited',
      exitCode: 0,
    });
  });
  contract('keeps the doors of two sandboxes apart, though they have the same number', async (place, t) => {
    const one = await openFor(t, driver, specFor(place, { settings, doors: [doorOf(3128, 'one')] }));
    const two = await openFor(t, driver, specFor(place, { settings, doors: [doorOf(3128, 'two')] }));
    const [first, second] = await Promise.all(
      [one, two].map((each) => shell(each, connectLine(settings, 3128), { input })),
    );
    assert.deepEqual([first?.stdout.text, second?.stdout.text], ['one: knock\n', 'two: knock\n']);
  });
  contract('serves many connections at once', async (place, t) => {
    const sandbox = await openFor(t, driver, specFor(place, { settings, doors: [doorOf(3128, 'many')] }));
    const line = `for i in 1 2 3 4 5 6 7 8; do (echo knock | ${connectLine(settings, 3128)}) & done; wait`;
    assert.equal((await shell(sandbox, line)).stdout.text, 'many: knock\n'.repeat(8));
  });
  contract('ends every connection with the sandbox', async (place, t) => {
    const sockets: Socket[] = [];
    const door = { port: 3128, accept: (socket: Socket) => void sockets.push(socket.on('error', () => undefined)) };
    const sandbox = await openFor(t, driver, specFor(place, { settings, doors: [door] }));
    const running = shell(sandbox, `(echo knock; sleep 30) | ${connectLine(settings, 3128)}`);
    assert.ok(await eventually(() => sockets.length > 0));
    const { sockets: left } = await sandbox.close();
    await running;
    assert.deepEqual(left, []);
    assert.deepEqual(
      sockets.map(({ destroyed }) => destroyed),
      [true],
    );
  });
}

function doorOf(port: number, word: string): SandboxDoor<Socket> {
  return {
    port,
    accept: (socket) => {
      socket.on('error', () => undefined);
      socket.once('data', (chunk: Buffer) => socket.end(`${word}: ${chunk.toString('utf8')}`));
    },
  };
}
