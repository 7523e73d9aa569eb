import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { goTo, type OpenDashboard, openDashboard, settled, whatIsMissing } from './open-dashboard.ts';

const MARKUP = '<img src=x onerror="document.title=1"><script>document.title=2</script><b id="injected">bold</b>';

describe('the dashboard under attack', { skip: whatIsMissing() ?? false }, () => {
  let open: OpenDashboard;
  before(async () => {
    open = await openDashboard();
  });
  after(() => open.close());

  test('never takes text of an agent for markup, on any page that shows it', async () => {
    const session = `s-${MARKUP.slice(0, 40)}`;
    const { action_id: id } = await open.propose('Bash', { command: `echo '${MARKUP}' > /etc/${MARKUP}` }, { session });
    await open.propose('Edit', { file_path: `${open.project}/a.html`, old_string: MARKUP, new_string: `${MARKUP}!` });
    const { page, context } = await open.signIn();
    await page.getByText('onerror').first().waitFor();
    for (const [path, heading] of [
      [`actions/${id}`, 'Bash'],
      ['feed', 'Live feed'],
      ['sessions', 'Sessions'],
      ['log', 'Log'],
      ['inbox', 'Inbox'],
    ] as const) {
      await goTo(page, path, heading);
      await settled(page);
      assert.equal(await page.locator('#injected, #main img, #main script, #main iframe').count(), 0, path);
      assert.match(await page.title(), /Countersign$/);
    }
    await context.close();
  });

  test('shows what is invisible, what turns the writing around, and what only looks Latin', async () => {
    await open.propose('Bash', { command: 'rm \u202e txt.b\u0430r \u200b' }, { session: 'hides' });
    const { page, context } = await open.signIn();
    await page.getByRole('button', { name: /txt/ }).first().click();
    const line = page.locator('.shell-line');
    for (const name of ['RIGHT-TO-LEFT OVERRIDE', 'U+0430', 'ZERO WIDTH SPACE'])
      await line.getByText(name).first().waitFor();
    await context.close();
  });

  test('runs, loads and sends nothing but its own, whatever gets into a page', async () => {
    const { page, context } = await open.signIn();
    const foreign: string[] = [];
    page.on('requestfinished', (request) => {
      if (!request.url().startsWith(open.daemon.address)) foreign.push(request.url());
    });
    const blocked = await page.evaluate(async () => {
      const found: string[] = [];
      document.addEventListener('securitypolicyviolation', (event) => found.push(event.violatedDirective));
      const attempt = (work: () => void) => {
        try {
          work();
        } catch (error) {
          found.push(error instanceof Error ? error.name : 'thrown');
        }
      };
      attempt(() => {
        document.body.insertAdjacentHTML('beforeend', '<b id="inserted">x</b>');
      });
      attempt(() => document.body.append(Object.assign(document.createElement('style'), { textContent: 'b {}' })));
      attempt(() =>
        document.body.append(Object.assign(document.createElement('img'), { src: 'https://example.com/a.png' })),
      );
      const sent = await fetch('https://example.com/').then(
        () => 'sent',
        () => 'kept',
      );
      await new Promise((done) => setTimeout(done, 100));
      return [...found, sent, document.querySelector('#inserted') === null ? 'no markup' : 'markup'];
    });
    for (const found of ['TypeError', 'style-src-elem', 'img-src', 'connect-src', 'kept', 'no markup'])
      assert.ok(blocked.includes(found), `${found} in ${blocked.join(', ')}`);
    assert.deepEqual(foreign, []);
    await context.close();
  });

  test('cannot be framed by another page', async () => {
    const server = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end(`<iframe src="${open.daemon.address}/dashboard/"></iframe>`);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const page = await open.browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.waitForTimeout(500);
    const [, frame] = page.frames();
    assert.equal(
      (await frame
        ?.locator('#app')
        .count()
        .catch(() => 0)) ?? 0,
      0,
    );
    await page.close();
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });
});
