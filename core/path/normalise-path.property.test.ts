import assert from 'node:assert/strict';
import { posix } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { GATEWAY, HOME } from '../testing/samples.ts';
import { foldPath } from './fold-path.ts';
import { isWithin, normalisePath } from './normalise-path.ts';
import { categorisePath } from './path-category.ts';

const PLACE = { cwd: '/home/ada/site', home: HOME };
const segments = fc.oneof(
  fc.constantFrom('.', '..', '', '...', '.git', '.GIT', '.ssh', '~', 'a', 'src'),
  fc.string({ maxLength: 6 }),
);
const paths = fc.array(segments, { minLength: 1, maxLength: 10 }).map((parts) => parts.join('/'));

test('resolves paths as POSIX does', () => {
  fc.assert(
    fc.property(paths, (path) => {
      const normal = normalisePath(path, PLACE);
      if (normal === null || path.startsWith('~')) return;
      assert.equal(normal, posix.resolve(PLACE.cwd, path));
    }),
    { numRuns: 3_000 },
  );
});

test('changes a normalised path no more, and folding no more what is folded', () => {
  fc.assert(
    fc.property(paths, (path) => {
      const normal = normalisePath(path, PLACE);
      if (normal === null) return;
      assert.equal(normalisePath(normal, PLACE), normal);
      assert.equal(isWithin(normal, '/'), true);
      assert.equal(foldPath(foldPath(normal)), foldPath(normal));
    }),
    { numRuns: 3_000 },
  );
});

test('finds nothing less special about a path in another case or with invisible characters', () => {
  const special = fc.constantFrom(
    '/home/ada/.ssh/id_rsa',
    '/w/.git/config',
    '/w/.env',
    '/w/.mcp.json',
    '/etc/shadow',
    `${GATEWAY}/log`,
  );
  const place = { home: HOME, gatewayPaths: [GATEWAY] };
  fc.assert(
    fc.property(
      special,
      fc.nat({ max: 20 }),
      fc.constantFrom('\u200c', '\ufeff', '\u202e', ''),
      (path, at, invisible) => {
        const index = 1 + (at % (path.length - 1));
        const disguised = path.slice(0, index) + invisible + path.slice(index).toUpperCase();
        for (const category of categorisePath(path, place)) {
          assert.ok(categorisePath(disguised, place).includes(category), disguised);
        }
      },
    ),
    { numRuns: 2_000 },
  );
});
