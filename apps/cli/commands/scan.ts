import type { Command } from '../command.ts';
import { runProgram } from '../run-program.ts';

/** Shows what would be taken for a secret. */
export const scan: Command = {
  path: ['scan'],
  summary: 'show what looks like a secret in files or in a text',
  details: [
    'What is found is shown by kind and place, never in full. Ends with 1 where something was found, with 0 where nothing was. Needs no running gateway, and sends nothing anywhere.',
    'Folders are read whole, without .git, links, binary files and files above 5 MB; what is passed over is counted. With --batch each input line is a text: {"text": "...", "id": "..."}, a JSON string, or the line itself; one line is answered for each, in order.',
  ],
  operands: [
    {
      name: 'path',
      summary: 'a file, a folder, or - for standard input (default)',
      required: false,
      completes: 'file',
    },
  ],
  options: [{ name: 'batch', value: null, summary: 'read texts as JSON lines, answer a line each, in order' }],
  examples: [
    { line: 'countersign scan src', does: 'every file below src' },
    { line: 'git diff | countersign scan -', does: 'a text' },
    { line: 'countersign scan --batch < texts.jsonl', does: 'many texts at once' },
  ],
  run: async (invocation, context) => runProgram('daemon/offline', ['scan', ...invocation.passed], context),
};
