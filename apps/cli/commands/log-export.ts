import { resolve } from 'node:path';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { exportTiles } from '../log/export-tiles.ts';
import { KEY_OPTIONS, readKeyOptions } from '../log/open-log.ts';
import { openSqliteLog } from '../log/sqlite-log.ts';
import { statePaths } from '../paths.ts';
import { startProgress } from '../terminal/progress.ts';
import { shellWord } from '../workspace/find-workspace.ts';

/** Writes the log as static files. */
export const logExport: Command = {
  path: ['log', 'export'],
  summary: 'write the log as static files (C2SP tlog-tiles) that anyone can verify',
  details: [
    'The directory can be served by any web server and verified with `log verify --dir`. Exporting again continues it; the checkpoint is replaced last and in one step.',
    'Entries hold digests, not payloads: what people and agents wrote stays where it is.',
  ],
  operands: [{ name: 'directory', summary: 'where to write', required: true, completes: 'directory' }],
  options: [
    { name: 'db', value: 'FILE', completes: 'file', summary: "a database (default: the gateway's own)" },
    ...KEY_OPTIONS,
  ],
  examples: [{ line: 'countersign log export ./public-log', does: 'export, or bring an earlier export up to date' }],
  run: async (invocation, context) => {
    const { terminal, environment } = context;
    const directory = resolve(environment.workDir, invocation.operand('directory') ?? '');
    const keys = readKeyOptions(invocation, context);
    const source = openSqliteLog(invocation.text('db') ?? statePaths(environment).database);
    const progress = startProgress(terminal, 'exporting the log');
    try {
      const { size, hadEntries, files } = exportTiles(source, { directory, keys, onProgress: progress.update });
      progress.end();
      if (invocation.json) terminal.json({ directory, size, had_entries: hadEntries, files });
      else {
        const continued = hadEntries === 0 ? '' : `, ${size - hadEntries} of them new`;
        terminal.out(
          `${terminal.style.green('✓')} ${size} entries${continued} in ${files} ${files === 1 ? 'file' : 'files'}: ${directory}`,
        );
        terminal.out(`  verify     countersign log verify --dir ${shellWord(directory)}`);
      }
      return EXIT.ok;
    } finally {
      progress.end();
      source.close();
    }
  },
};
