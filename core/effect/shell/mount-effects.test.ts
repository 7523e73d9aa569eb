import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openShellParser } from '../../../adapters/tree-sitter/open-shell-parser.ts';
import { effectsOfLine } from './testing/effects-of-line.ts';

const effectsOf = effectsOfLine(await openShellParser());

/** Options of `docker run`, and what they add to running the container. */
const OPTIONS: readonly (readonly [string, string | null])[] = [
  ['-v "$PWD/a":/src', 'file.write a'],
  ['-v "$PWD:/src"', 'file.write .'],
  ['-v ./a:/src:ro,z', 'file.read a'],
  ['-v ./.git:/src', 'file.write .git, config.modify .git'],
  ['-v data:/src', null],
  ['-v /src', null],
  ['--mount type=bind,source=./a,target=/src', 'file.write a'],
  ['--mount type=bind,src=./a,target=/src,readonly', 'file.read a'],
  ['--mount source=data,target=/src', null],
  ['--mount type=tmpfs,target=/src', null],
  // Rights on the host.
  ['-v /:/src', 'OPENS'],
  ['-v ~/.ssh:/src', 'OPENS'],
  ['-v ..:/src', 'OPENS'],
  ['-v /var/run/docker.sock:/var/run/docker.sock', 'OPENS'],
  ['-v "$x":/src', 'OPENS'],
  ["-v 'C:\\a:/src'", 'OPENS'],
  ['-v .:/src -v /etc:/b', 'file.write ., OPENS'],
  ['--mount type=bind,target=/src', 'OPENS'],
  ['--mount type=npipe,source=./a,target=/src', 'OPENS'],
  ['--mount type=volume,target=/src,volume-opt=device=/', 'OPENS'],
  ['--privileged', 'OPENS'],
  ['--device /dev/sda', 'OPENS'],
];

describe('What a container is given of its host', () => {
  for (const [options, added] of OPTIONS) {
    test(options, () => {
      const found = effectsOf(`docker run ${options} image`).replace('config.modify docker run', 'OPENS');
      assert.equal(found.slice(0, found.lastIndexOf('process.run')), added === null ? '' : `${added}, `);
    });
  }
});
