import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openShellParser } from '../../../adapters/tree-sitter/open-shell-parser.ts';
import { effectsOfLine } from './testing/effects-of-line.ts';

const effectsOf = effectsOfLine(await openShellParser());
const LOADS = 'shell.opaque (a setting that loads code)';
const CODE = 'file.read a.php, process.run php a.php';

/** Lines, and what they do. */
const LINES: readonly (readonly [string, string])[] = [
  ['php a.php', CODE],
  ['php -d memory_limit=1G a.php', CODE],
  ['php -d auto_prepend_file=b a.php', `${LOADS}, ${CODE}`],
  ['php -dextension=b a.php', `${LOADS}, ${CODE}`],
  ['php --define extension=b a.php', `${LOADS}, ${CODE}`],
  ['php -v -d', 'file.read php -v -d'],
  ['php artisan migrate:fresh', 'db.schema migrate:fresh, file.read artisan, process.run php artisan'],
  ['php artisan migrate', 'file.read artisan, process.run php artisan'],
  ['python manage.py --x flush', 'db.schema flush, file.read manage.py, process.run python manage.py'],
  ['ffmpeg -i a b', 'file.read a, file.write b'],
  ['ffmpeg -f mp4 -i a b', 'file.read a, file.write b'],
  ['ffmpeg -f x11grab -i :0 b', 'secret.read ffmpeg -f x11grab, file.read :0, file.write b'],
  ['ffmpeg -i a -f', 'file.read a'],
  ['python -m src.a.b c', 'file.read src/a/b.py, process.run python -m src.a.b src/a/b.py'],
  ['cd /tmp; python3 -m app', 'file.read /tmp/app.py, process.run python -m app app.py'],
  ['python -m x.y', 'unknown x.y'],
  ['python -m "$x"', 'shell.opaque (a program whose name is not known)'],
  ['python -m', 'file.read python -m'],
  ['python -msrc.a b', 'file.read src/a.py, process.run python -m src.a src/a.py'],
  ['python -mjson.tool a.json', 'file.read a.json'],
  ['python3 -mvenv .venv', 'process.run venv .venv, file.write .venv'],
  ['python -mpytest -q', 'process.run pytest -q'],
  ["perl -MList::Util=sum,max -e 'print sum(1)' a", 'file.read a'],
  ['perl -MPOSIX -e 1', 'file.read perl -MPOSIX -e 1'],
  ["perl -M'POSIX;system(1)' -e 1", 'shell.opaque (an option that can run or load anything)'],
  ['perl -MGone -e 1', 'shell.opaque (an option that can run or load anything)'],
  ["perl -MPOSIX -e 'unlink(q(a))'", 'file.delete a'],
  ['perl -M$x -e 1', 'shell.opaque (an option that can run or load anything)'],
  ['perl a.pl', 'file.read a.pl, process.run perl a.pl'],
  ['python manage.py', 'file.read manage.py, process.run python manage.py'],
  ['python3 a/manage.py reset_db', 'db.schema reset_db, file.read a/manage.py, process.run python3 a/manage.py'],
];

describe('What an interpreter is told beside its script', () => {
  for (const [line, effects] of LINES) {
    test(JSON.stringify(line), () => assert.equal(effectsOf(line), effects));
  }
});
