import assert from 'node:assert/strict';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { after, before, describe, type TestContext, test } from 'node:test';
import { makePlaces, removePlaces, type ServedDaemon, serveDaemon } from '../../harness/served-daemon.ts';
import { RawLines } from './raw-lines.ts';
import { CLIENT_KINDS, connectWrapped, type FormAnswer, referenceServer } from './wrapped-client.ts';

const SCRIPTED = resolve('test/integration/mcp/scripted-server.ts');
const BYTES = resolve('test/integration/mcp/bytes-server.ts');
const POISONED = resolve('test/integration/mcp/poisoned-server.ts');
const YES: FormAnswer = { action: 'accept', content: { approve: true } };

describe('a guarded server', () => {
  let served: ServedDaemon;
  let folder = '';
  before(async () => {
    const places = makePlaces();
    folder = join(places.home, 'project');
    mkdirSync(folder);
    writeFileSync(join(folder, 'note.txt'), 'a note\n');
    served = await serveDaemon(places);
  });
  after(async () => {
    await served.close();
    removePlaces(served.places);
  });

  const files = (kind: (typeof CLIENT_KINDS)[number], answer?: (message: string) => FormAnswer) => {
    const setup = { kind, cwd: folder, variables: served.variables, ...(answer === undefined ? {} : { answer }) };
    return connectWrapped(setup, ['--name', 'files', '--wait', '0'], [referenceServer('filesystem'), folder]);
  };
  /** A gateway that records and lets through. */
  const shadow = async (t: TestContext) => {
    const places = makePlaces('version: 1\nwindow: always\nmode: shadow\n');
    const lenient = await serveDaemon(places);
    t.after(async () => {
      await lenient.close();
      removePlaces(places);
    });
    return lenient;
  };
  /** What the log says of a type of entry, newest last. */
  const entries = async (type: string) => {
    const all = await served.daemon.gateway.logEntries({ fromIndex: 0, limit: 1_000 });
    return all
      .map(({ text }) => JSON.parse(text) as { type: string; data: { [field: string]: unknown } })
      .filter((entry) => entry.type === type);
  };

  for (const kind of CLIENT_KINDS) {
    test(`asks the person at a client (${kind}), runs the call on yes, and records the answer`, async (t) => {
      const asked: string[] = [];
      const client = await files(kind, (message) => {
        asked.push(message);
        return YES;
      });
      t.after(() => client.close());
      const opened = (await entries('question.opened')).length;
      const read = await client.call('read_text_file', { path: join(folder, 'note.txt') });
      assert.deepEqual([read.isError, read.text], [false, 'a note\n']);
      assert.equal(asked.length, 1);
      assert.match(asked[0] ?? '', /read_text_file/);
      assert.equal((await entries('question.opened')).length, opened + 1);
    });

    test(`does not call the tool when the person at a client (${kind}) says no, or ticks no box`, async (t) => {
      for (const answer of [{ action: 'decline' }, { action: 'cancel' }, { action: 'accept', content: {} }] as const) {
        const client = await files(kind, () => answer);
        t.after(() => client.close());
        const path = join(folder, `made-${kind}-${answer.action}.txt`);
        const wrote = await client.call('write_file', { path, content: 'x' });
        assert.equal(wrote.isError, true);
        assert.match(wrote.text, /did not approve it/);
        assert.equal(existsSync(path), false);
      }
    });
  }

  test('says what is waited for, and how it can still be approved, to a client that cannot be asked', async (t) => {
    const client = await files('legacy');
    t.after(() => client.close());
    const read = await client.call('read_text_file', { path: join(folder, 'note.txt') });
    assert.equal(read.isError, true);
    assert.match(read.text, /still waiting for a person/);
    assert.match(read.text, /countersign approvals approve [0-9a-z]{8}/);
  });

  test('refuses a tool that the server does not list, on record', async (t) => {
    const client = await files('modern', () => YES);
    t.after(() => client.close());
    const before = (await entries('decision')).length;
    const called = await client.call('erase_everything', { path: folder });
    assert.match(called.text, /lists no tool erase_everything/);
    assert.equal((await entries('decision')).length, before + 1);
  });

  test('takes a tool that changed from the list and refuses its calls, whatever was approved before', async (t) => {
    const setup = { kind: 'modern', variables: served.variables, cwd: folder, answer: () => YES } as const;
    const client = await connectWrapped(setup, ['--name', 'pulled', '--wait', '0'], [SCRIPTED, 'modern']);
    t.after(() => client.close());
    const listed = served.daemon.gateway.listTools({ server: 'pulled' });
    assert.deepEqual(
      listed.map(({ name }) => name),
      ['server:instructions'],
    );
    const names = (await client.tools()).map(({ name }) => name);
    assert.ok(names.includes('greet'));
    const seen = served.daemon.gateway.listTools({ server: 'pulled' });
    const person = { principal: 'human:operator', scopes: ['admin'] } as const;
    const tools = seen.map(({ name, seenDigest }) => ({ name, digest: seenDigest }));
    await served.daemon.gateway.vouchTool(person, { server: 'pulled', tools });
    const raw = new RawLines(
      served.variables,
      ['--name', 'pulled', '--wait', '0'],
      [resolve('test/integration/mcp/pulled-server.ts')],
    );
    t.after(() => raw.close());
    const after = (await raw.modern('tools/list')).message.result?.['tools'] as { name: string }[];
    assert.equal(
      after.some(({ name }) => name === 'greet'),
      false,
    );
    const called = (await raw.modern('tools/call', { name: 'greet', arguments: { name: 'you' } })).message.result;
    assert.equal(called?.['isError'], true);
    assert.match(JSON.stringify(called), /no longer the one that the operator accepted/);
  });

  test('refuses a state that is forged, used twice, or sent with other arguments, on record', async (t) => {
    const raw = new RawLines(
      served.variables,
      ['--name', 'files', '--wait', '0'],
      [referenceServer('filesystem'), folder],
    );
    t.after(() => raw.close());
    const call = (path: string) => ({ name: 'read_text_file', arguments: { path: join(folder, path) } });
    const answers = { countersign_approval: YES };
    const ask = async (path: string) => {
      const asked = (await raw.modern('tools/call', call(path))).message.result ?? {};
      assert.equal(asked['resultType'], 'input_required');
      return { requestState: String(asked['requestState']), inputResponses: answers };
    };
    const refused = (await entries('question.refused')).length;

    const forged = await raw.modern('tools/call', {
      ...call('note.txt'),
      requestState: 'forged',
      inputResponses: answers,
    });
    assert.equal(forged.message.error?.code, -32_602);
    assert.equal((await entries('question.refused')).length, refused + 1);

    const good = await ask('note.txt');
    const ran = await raw.modern('tools/call', { ...call('note.txt'), ...good });
    assert.match(ran.line, /a note/);
    const replayed = await raw.modern('tools/call', { ...call('note.txt'), ...good });
    assert.equal(replayed.message.error?.code, -32_602);
    assert.equal((await entries('question.refused')).length, refused + 2);

    const given = await ask('note.txt');
    const other = await raw.modern('tools/call', { ...call('other.txt'), ...given });
    assert.equal(other.message.error?.code, -32_602);
    assert.match(other.message.error?.message ?? '', /another call/);
    assert.equal((await entries('question.refused')).at(-1)?.data['why'], 'misused');
    assert.equal((await entries('question.refused')).length, refused + 3);
    // Whoever tried it has spent it, for the call that it was made for too.
    const late = await raw.modern('tools/call', { ...call('note.txt'), ...given });
    assert.equal(late.message.error?.code, -32_602);
    assert.equal((await entries('question.refused')).length, refused + 4);
  });

  test('reads no resource and gets no prompt that nobody allowed, and asks about those at the client', async (t) => {
    const rule = { id: 'no-shadow', forbid: 'mcp__notes__resource:*', reason: 'resources are not for agents' };
    const places = makePlaces(JSON.stringify({ version: 1, window: 'always', rules: [rule] }));
    const strict = await serveDaemon(places);
    t.after(async () => {
      await strict.close();
      removePlaces(places);
    });
    for (const kind of CLIENT_KINDS) {
      const asked: string[] = [];
      const answer = (message: string): FormAnswer => {
        asked.push(message);
        return YES;
      };
      const setup = { kind, variables: strict.variables, cwd: folder, answer } as const;
      const client = await connectWrapped(setup, ['--name', 'notes', '--wait', '0'], [SCRIPTED, 'both']);
      t.after(() => client.close());
      await assert.rejects(client.raw.readResource({ uri: 'memo://note' }), /resources are not for agents/);
      await assert.rejects(client.raw.readResource({ uri: 'file:///etc/shadow' }), /resources are not for agents/);
      const haiku = await client.raw.getPrompt({ name: 'haiku', arguments: { topic: 'dew' } });
      assert.match(JSON.stringify(haiku), /A haiku about dew/);
      assert.equal(asked.length, 1, kind);
      assert.match(asked[0] ?? '', /prompt:haiku.*dew/s);
    }
  });

  test('shows the model nothing that speaks to it until somebody has looked, wherever a server says it', async (t) => {
    const held: string[] = [];
    const stop = served.daemon.gateway.subscribe((event) => {
      if (event.kind === 'tool' && event.server === 'poisoned') held.push(event.tool);
    });
    t.after(stop);
    const raw = new RawLines(served.variables, ['--name', 'poisoned', '--wait', '0'], [POISONED]);
    t.after(() => raw.close());
    const hello = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'raw', version: '1' } };
    const greeted = await raw.request('initialize', hello);
    assert.equal(greeted.message.result?.['instructions'], undefined);
    for (const method of ['tools/list', 'prompts/list', 'resources/list', 'resources/templates/list']) {
      const { line } = await raw.request(method, {});
      assert.doesNotMatch(line, /Ignore previous/, method);
      if (method !== 'resources/templates/list') assert.match(line, /plain/, method);
    }
    for (const [method, params] of [
      ['prompts/get', { name: 'said' }],
      ['resources/read', { uri: 'memo://said' }],
      ['resources/read', { uri: 'memo://by/7' }],
    ] as const)
      assert.notEqual((await raw.request(method, params)).message.error, undefined, method);
    const known = served.daemon.gateway.listTools({ server: 'poisoned' });
    const flagged = known.filter(({ warnings }) => warnings.length > 0).map(({ name }) => name);
    const names = [
      'server:instructions',
      'said',
      'odd',
      'prompt:said',
      'resource:memo://said',
      'template:memo://by/{id}',
    ];
    assert.deepEqual(flagged.toSorted(), names.toSorted());
    assert.deepEqual(held.toSorted(), names.toSorted());
    const person = { principal: 'human:operator', scopes: ['admin'] } as const;
    const tools = known.map(({ name, seenDigest }) => ({ name, digest: seenDigest }));
    await served.daemon.gateway.vouchTool(person, { server: 'poisoned', tools });
    assert.match((await raw.request('tools/list', {})).line, /"said"/);
  });

  test('keeps every byte of a result that needs no change, and takes a secret out of one that does', async (t) => {
    const raw = new RawLines((await shadow(t)).variables, ['--name', 'bytes'], [BYTES]);
    t.after(() => raw.close());
    const capabilities = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'raw', version: '1' } };
    await raw.request('initialize', capabilities);
    const { line } = await raw.request('prompts/get', { name: 'exact' });
    assert.match(
      line,
      /"result":\{"messages":\[\], "big":12345678901234567890,"unknown":\{"a":1\.0,"\\u0062":2\}\}\}$/,
    );
    const secret = await raw.request('prompts/get', { name: 'secret' });
    assert.match(secret.line, /\[redacted [a-z -]+\]/);
    assert.equal(secret.line.includes('ghp_'), false);
    const twice = await raw.request('prompts/get', { name: 'twice' });
    assert.match(twice.line, /"text":"clean"/);
    assert.equal(twice.line.includes('ghp_'), false);
  });

  test('holds a wrapped tool to a rule about its name as agents write it', async (t) => {
    const rule = { id: 'no-writes', forbid: 'mcp__files__write_file', reason: 'files are read here' };
    const places = makePlaces(JSON.stringify({ version: 1, window: 'always', rules: [rule] }));
    const strict = await serveDaemon(places);
    t.after(async () => {
      await strict.close();
      removePlaces(places);
    });
    const setup = { kind: 'modern', variables: strict.variables, cwd: folder, answer: () => YES } as const;
    const server = [referenceServer('filesystem'), folder];
    const client = await connectWrapped(setup, ['--name', 'files', '--wait', '0'], server);
    t.after(() => client.close());
    const path = join(folder, 'ruled.txt');
    const wrote = await client.call('write_file', { path, content: 'x' });
    assert.match(wrote.text, /denied this call of write_file.*files are read here/s);
    assert.equal(existsSync(path), false);
    assert.equal((await client.call('read_text_file', { path: join(folder, 'note.txt') })).text, 'a note\n');
  });

  test('calls nothing while the gateway is down, and says what to do', async (t) => {
    const places = makePlaces();
    const gone = await serveDaemon(places);
    const setup = { kind: 'legacy', variables: gone.variables, cwd: folder } as const;
    const client = await connectWrapped(
      setup,
      ['--name', 'files', '--wait', '0'],
      [referenceServer('filesystem'), folder],
    );
    t.after(() => client.close());
    assert.ok((await client.tools()).length > 0);
    await gone.close();
    removePlaces(places);
    const path = join(folder, 'while-down.txt');
    const wrote = await client.call('write_file', { path, content: 'x' });
    assert.equal(wrote.isError, true);
    assert.match(wrote.text, /could not decide.*counts as denied.*countersign up/s);
    assert.equal(existsSync(path), false);
  });

  test('ends with the status of its server, and answers what the server left open', async (t) => {
    const raw = new RawLines((await shadow(t)).variables, ['--name', 'bytes'], [BYTES]);
    const capabilities = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'raw', version: '1' } };
    await raw.request('initialize', capabilities);
    const { message } = await raw.request('prompts/get', { name: 'die' });
    assert.equal(message.error?.code, -32_603);
    assert.equal(await raw.close(), 7);
  });
});
