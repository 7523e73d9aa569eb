import assert from 'node:assert/strict';
import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { claudeCodeRoutes } from '../../ingress/hooks/claude-code/claude-code-hook.ts';
import { fakeGateway, TOKENS } from '../../ingress/http/testing/fake-gateway.ts';
import { serveFake } from '../../ingress/http/testing/serve-fake.ts';
import { listenAsAnother } from './testing/listen-as-another.ts';
import {
  answerOf,
  findProgram,
  makeHome,
  removeHome,
  runShim,
  SHELLS,
  type ShimHome,
  type ShimRun,
  serveRaw,
  TOKEN,
  TRANSPORTS,
} from './testing/run-shim.ts';

const EVENT = JSON.stringify({
  session_id: 's-1',
  cwd: '/work/app',
  hook_event_name: 'PreToolUse',
  tool_name: 'Bash',
  tool_input: { command: 'echo "ä\\n" $HOME `id`', description: '%s\\u001b' },
  tool_use_id: 't-1',
});
const ALLOW = '{"hookSpecificOutput":{"permissionDecision":"allow","why":"%s \\\\n ä"}}';
const SHORT_WAIT = { COUNTERSIGN_HOOK_WAIT: '1' };

/** Exit code 2, a reason with what to run, and nothing on standard output that could be taken for an answer. */
function assertBlocked(run: ShimRun, what: string): void {
  assert.equal(run.code, 2, `${what}: exit ${run.code}, ${run.stdout} ${run.stderr}`);
  assert.equal(run.stdout, '', what);
  const reason = /^(?:Killed\n)?(?:Countersign: .* Run: countersign up, then countersign doctor\.\n)+$/;
  assert.match(run.stderr, reason, what);
  assert.equal(run.stderr.includes(TOKEN), false, what);
}

for (const shell of SHELLS) {
  for (const transport of TRANSPORTS) {
    const missing = [shell, ...(transport === 'node' ? [] : [transport])].filter((name) => findProgram(name) === null);
    const skip = missing.length === 0 ? false : `this machine has no ${missing.join(' and no ')}`;

    describe(`the command hook with ${shell} over ${transport}`, { skip }, () => {
      let home: ShimHome;
      before(() => {
        home = makeHome();
      });
      after(() => removeHome(home));

      test('hands the whole event on, with the token and the event the settings name', async () => {
        const server = await serveRaw(home, (socket) => socket.end(answerOf(`0 stdout\n${ALLOW}\nend\n`)));
        const run = await runShim(home, EVENT, { shell, transport, args: ['hook', 'claude-code', 'PreToolUse'] });
        assert.deepEqual([run.code, run.stdout, run.stderr], [0, `${ALLOW}\n`, '']);
        const [head = '', body] = server.received().toString('utf8').split('\r\n\r\n');
        assert.match(head, /^POST \/hooks\/claude-code\/command\?event=PreToolUse HTTP\/1\.1\r\n/);
        assert.match(head, new RegExp(`\r\nhost: 127\\.0\\.0\\.1:${server.port}(?:\r\n|$)`, 'i'));
        assert.match(head.toLowerCase(), /\r\ncontent-type: application\/json(?:\r\n|$)/);
        assert.ok(
          head.split('\r\n').some((line) => line.toLowerCase() === `authorization: bearer ${TOKEN}`.toLowerCase()),
        );
        assert.equal(body, EVENT);
        await server.close();
      });

      const cannot = process.getuid?.() === 0 ? false : 'only root can start the program of another user';
      test('shows a program of another user nothing, whatever it would answer', { skip: cannot }, async (t) => {
        const other = await listenAsAnother(t, answerOf(`0 stdout\n${ALLOW}\nend\n`));
        writeFileSync(join(home.state, 'address'), `http://127.0.0.1:${other.port}\n`);
        for (const pid of ['', String(process.pid), '2147483647', '1', 'x', '../self']) {
          writeFileSync(join(home.state, 'pid'), `${pid}\n`);
          const run = await runShim(home, EVENT, { shell, transport });
          assertBlocked(run, `another user, and pid ${pid}`);
          assert.match(run.stderr, /a program of another user listens at port/);
        }
        rmSync(join(home.state, 'pid'));
        assert.equal(await other.end(), '');
      });

      test('shows the lease token of the file that is named, and blocks where that holds none', async () => {
        const file = join(home.state, 'lease.token');
        writeFileSync(file, 'abc-_=\n');
        const server = await serveRaw(home, (socket) => socket.end(answerOf(`0 stdout\n${ALLOW}\nend\n`)));
        const run = await runShim(home, EVENT, { shell, transport, env: { COUNTERSIGN_LEASE_FILE: file } });
        assert.deepEqual([run.code, run.stdout], [0, `${ALLOW}\n`], run.stderr);
        assert.match(server.received().toString('latin1'), /\r\ncountersign-lease: abc-_=\r\n/i);
        await server.close();
        writeFileSync(file, 'two words\n');
        for (const none of [file, join(home.state, 'nowhere')])
          assertBlocked(await runShim(home, EVENT, { shell, transport, env: { COUNTERSIGN_LEASE_FILE: none } }), none);
      });

      test('hands a denial on, with every line of it', async () => {
        const server = await serveRaw(home, (socket) => socket.end(answerOf('2 stderr\nno: %s\nend\nask ä\nend\n')));
        const run = await runShim(home, EVENT, { shell, transport, args: ['hook', 'claude-code'] });
        assert.deepEqual([run.code, run.stdout, run.stderr], [2, '', 'no: %s\nend\nask ä\n']);
        assert.match(server.received().toString('latin1'), /^POST \/hooks\/claude-code\/command HTTP/);
        await server.close();
      });

      test('blocks on every answer that is not a whole verdict with status 200', async () => {
        const whole = `0 stdout\n${ALLOW}\nend\n`;
        const answers: { readonly [name: string]: string } = {
          'nothing at all': '',
          'no HTTP': whole,
          'another status': answerOf(whole, { status: '401 Unauthorized' }),
          'a failure': answerOf(whole, { status: '500 Oops' }),
          'an empty success': 'HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n',
          'a redirect': `HTTP/1.1 302 Found\r\nLocation: /x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
          'an empty body': answerOf(''),
          'a cut body': answerOf(whole, { length: whole.length + 5 }),
          'a cut head': 'HTTP/1.1 200 OK\r\nContent-Le',
          'no end': answerOf(`0 stdout\n${ALLOW}\n`),
          'only an end': answerOf('end\n'),
          'only a verdict': answerOf('0 stdout\n'),
          'another verdict': answerOf(`1 stdout\n${ALLOW}\nend\n`),
          'the bare JSON': answerOf(ALLOW),
          'a page': answerOf('<html>\n<p>0 stdout\nend\n'),
          'two words more': answerOf(`0 stdout and\n${ALLOW}\nend\n`),
        };
        for (const [name, answer] of Object.entries(answers)) {
          const server = await serveRaw(home, (socket) => socket.end(answer));
          assertBlocked(await runShim(home, EVENT, { shell, transport, env: SHORT_WAIT }), name);
          await server.close();
        }
      });

      test('blocks when the gateway hangs, before an answer or in the middle of one', async () => {
        const pieces = ['', 'HTTP/1.1 200 OK\r\n', answerOf('0 stdout\n{}\n', { length: 100 })];
        const blocked = pieces.map(async (piece) => {
          const server = await serveRaw(home, (socket) => void socket.write(piece));
          const env = { ...SHORT_WAIT, COUNTERSIGN_ADDRESS: `http://127.0.0.1:${server.port}` };
          const run = await runShim(home, EVENT, { shell, transport, env });
          await server.close();
          assertBlocked(run, JSON.stringify(piece));
          assert.ok(run.tookMs < 20_000, `${run.tookMs} ms`);
        });
        await Promise.all(blocked);
      });

      test('sends an event of a megabyte whole', async () => {
        const large = JSON.stringify({ content: `ä"\\'\n`.repeat(170_000) });
        const server = await serveRaw(home, (socket) => socket.end(answerOf('0 stdout\n{}\nend\n')));
        const run = await runShim(home, large, { shell, transport });
        assert.deepEqual([run.code, run.stdout], [0, '{}\n'], run.stderr);
        const received = server.received();
        assert.ok(received.subarray(received.indexOf('\r\n\r\n') + 4).equals(Buffer.from(large)));
        await server.close();
      });

      test('blocks when the gateway reads nothing of a large event', async () => {
        const server = await serveRaw(home, () => undefined, { reads: false });
        const run = await runShim(home, 'x'.repeat(2_000_000), { shell, transport, env: SHORT_WAIT });
        assertBlocked(run, 'a gateway that reads nothing');
        assert.ok(run.tookMs < 20_000, `${run.tookMs} ms`);
        await server.close();
      });

      test('hands on an early refusal of a large event', async () => {
        const early = answerOf('2 stderr\ntoo large\nend\n');
        const server = await serveRaw(home, (socket) => void socket.resume().write(early), { reads: false });
        const run = await runShim(home, 'x'.repeat(1_900_000), { shell, transport, env: SHORT_WAIT });
        assert.equal(run.code, 2);
        assert.equal(run.stdout, '');
        await server.close();
      });

      test('blocks without a gateway, a token or a right address', async () => {
        const server = await serveRaw(home, (socket) => socket.end(answerOf(`0 stdout\n${ALLOW}\nend\n`)));
        const options = { shell, transport };
        const tokenFile = join(home.state, 'tokens/agent.token');
        for (const token of ['', '\n', 'two words\n', 'line\r\n', 'a"b\n', 'ä\n']) {
          writeFileSync(tokenFile, token);
          assertBlocked(await runShim(home, EVENT, options), `token ${JSON.stringify(token)}`);
        }
        rmSync(tokenFile);
        assertBlocked(await runShim(home, EVENT, options), 'no token file');
        writeFileSync(tokenFile, TOKEN);
        assert.equal((await runShim(home, EVENT, options)).code, 0, 'a token without a line end');
        for (const address of [
          'http://evil.example:80',
          'https://127.0.0.1:1',
          'http://127.0.0.1:x',
          'http://127.0.0.1',
          'x',
        ]) {
          writeFileSync(join(home.state, 'address'), `${address}\n`);
          assertBlocked(await runShim(home, EVENT, options), `address ${address}`);
        }
        writeFileSync(join(home.state, 'address'), `http://127.0.0.1:${server.port}\n`);
        await server.close();
        assertBlocked(await runShim(home, EVENT, options), 'no gateway');
      });

      test('blocks when it is interrupted, and when its helper is killed', async () => {
        const waits = { COUNTERSIGN_HOOK_WAIT: '5' };
        for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP', 'helper'] as const) {
          let pid = 0;
          const server = await serveRaw(home, () => {
            if (signal !== 'helper') process.kill(pid, signal);
            for (const child of signal === 'helper' ? childrenOf(pid) : []) process.kill(child, 'SIGKILL');
          });
          const started = (id: number) => {
            pid = id;
          };
          const run = await runShim(home, EVENT, { shell, transport, env: waits, started });
          assertBlocked(run, signal);
          assert.ok(run.tookMs < 10_000);
          await server.close();
        }
      });

      test('shows the token in no argument and no variable of a process', async () => {
        let pid = 0;
        let seen = '';
        const server = await serveRaw(home, (socket) => {
          for (const id of [pid, ...childrenOf(pid)]) {
            for (const file of ['cmdline', 'environ']) seen += readFileSync(`/proc/${id}/${file}`, 'latin1');
          }
          socket.end(answerOf('0 stdout\n{}\nend\n'));
        });
        const started = (id: number) => {
          pid = id;
        };
        assert.equal((await runShim(home, EVENT, { shell, transport, started })).code, 0);
        assert.ok(seen.includes('hook-shim.sh'));
        assert.equal(seen.includes(TOKEN), false);
        await server.close();
      });

      test('answers as the gateway itself decides', async () => {
        const gateway = fakeGateway();
        const served = await serveFake(
          { rawRoutes: claudeCodeRoutes(gateway, { operator: 'human:operator' }) },
          { gateway },
        );
        writeFileSync(join(home.state, 'address'), `${served.base}\n`);
        writeFileSync(join(home.state, 'tokens/agent.token'), `${TOKENS.agent}\n`);
        const denied = await runShim(home, EVENT, { shell, transport, args: ['PreToolUse'] });
        assert.deepEqual([denied.code, denied.stdout], [2, '']);
        assert.match(denied.stderr, /^Countersign denied this call of Bash\./);
        gateway.verdict = 'allow';
        const allowed = await runShim(home, EVENT, { shell, transport, args: ['PreToolUse'] });
        assert.equal(allowed.code, 0, allowed.stderr);
        assert.match(
          allowed.stdout,
          /^\{"hookSpecificOutput":\{"hookEventName":"PreToolUse","permissionDecision":"allow"/,
        );
        assert.equal((await runShim(home, '{"hook_event_name":"Nonsense"}', { shell, transport })).code, 2);
        assert.equal((await runShim(home, '', { shell, transport })).code, 2);
        assert.equal((await runShim(home, 'x'.repeat(3_000_000), { shell, transport })).code, 2);
        writeFileSync(join(home.state, 'tokens/agent.token'), 'cs_unknown\n');
        assert.equal((await runShim(home, EVENT, { shell, transport })).code, 2);
        await served.server.close(0);
      });
    });
  }
}

/** Every process below one, from Linux's own lists. */
function childrenOf(pid: number): readonly number[] {
  const children = readdirSync('/proc').filter((name) => {
    try {
      return Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${name}/stat`, 'utf8'))?.[1]) === pid;
    } catch {
      return false;
    }
  });
  return children.flatMap((child) => [Number(child), ...childrenOf(Number(child))]);
}

describe('the command hook', () => {
  let home: ShimHome;
  before(() => {
    home = makeHome();
  });
  after(() => removeHome(home));

  test('fails with 1 for events where 2 would make the agent go on', async () => {
    writeFileSync(join(home.state, 'address'), 'http://127.0.0.1:1\n');
    for (const event of ['Stop', 'SubagentStop', 'TaskCompleted', 'TeammateIdle']) {
      assert.equal((await runShim(home, '{}', { args: ['hook', 'claude-code', event] })).code, 1, event);
    }
    for (const event of ['PostToolUse', 'SessionStart', 'Nonsense', '', 'x;y', '../Stop']) {
      assert.equal((await runShim(home, '{}', { args: ['hook', 'claude-code', event] })).code, 2, event);
    }
  });

  test('blocks when there is nothing to reach the gateway with', async () => {
    const shim = join(home.root, 'hook-shim.sh');
    copyFileSync(join(import.meta.dirname, 'hook-shim.sh'), shim);
    const env = { PATH: join(home.root, 'nowhere'), COUNTERSIGN_NODE: '' };
    assertBlocked(await runShim(home, EVENT, { shim, env }), 'no program');
  });

  test('takes the default places when no variable names others', async () => {
    const server = await serveRaw(home, (socket) => socket.end(answerOf('0 stdout\n{}\nend\n')));
    const state = join(home.root, 'empty');
    const env = {
      COUNTERSIGN_STATE: state,
      COUNTERSIGN_ADDRESS: `http://localhost:${server.port}/`,
      COUNTERSIGN_HOOK_TOKEN_FILE: join(home.state, 'tokens/agent.token'),
    };
    assert.equal((await runShim(home, EVENT, { env })).code, 0);
    const blocked = await runShim(home, EVENT, {
      env: { COUNTERSIGN_STATE: '', XDG_STATE_HOME: join(home.root, 'xdg') },
    });
    assert.match(blocked.stderr, /xdg\/countersign\/tokens\/agent\.token/);
    const byHome = await runShim(home, EVENT, { env: { COUNTERSIGN_STATE: '' } });
    assert.match(byHome.stderr, /\.local\/state\/countersign\/tokens\/agent\.token/);
    await server.close();
  });

  test('is not changed by what the environment holds for shells', async () => {
    const server = await serveRaw(home, (socket) => socket.end(answerOf('2 stderr\nno\nend\n')));
    const rc = join(home.root, 'rc');
    writeFileSync(rc, 'echo "{}"; exit 0\n');
    const env = { BASH_ENV: rc, ENV: rc, 'BASH_FUNC_read%%': '() { exit 0; }', 'BASH_FUNC_printf%%': '() { exit 0; }' };
    const run = await runShim(home, EVENT, { env });
    assert.deepEqual([run.code, run.stdout, run.stderr], [2, '', 'no\n']);
    await server.close();
  });
});
