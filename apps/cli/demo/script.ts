import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What the demo's own approver says where nobody sits at the terminal. */
export type DemoAnswer = 'approve' | 'deny';

/** One step of the story: what the agent wants, what is said about it, and what it does when it may. */
export type DemoStep = {
  /** Told before the step. */
  readonly story: string;
  readonly tool: string;
  readonly input: Readonly<Record<string, string>>;
  /** What the gateway must do; a demo that comes out otherwise ends with 1. */
  readonly expected: 'allowed' | 'asked' | 'denied';
  /** Where a human is asked and nobody sits there. */
  readonly demoAnswer: DemoAnswer;
  /** Does what was allowed, really, and answers what came of it. */
  readonly run: () => string;
};

const FILE = 'console.log(6 * 7);\n';
const COMMAND = 'node src/answer.js';

/** The story: a read, a write, a shell line that is asked about, the same line again, and one that nobody can approve. */
export function demoSteps(project: string): readonly DemoStep[] {
  const readme = join(project, 'README.md');
  const source = join(project, 'src', 'answer.js');
  return [
    {
      story: 'Reading in the workspace is no risk: allowed, and on record.',
      tool: 'Read',
      input: { file_path: readme },
      expected: 'allowed',
      demoAnswer: 'deny',
      run: () => `${readFileSync(readme).length} bytes read`,
    },
    {
      story: 'Writing in the workspace can be undone: allowed, and on record with its outcome.',
      tool: 'Write',
      input: { file_path: source, content: FILE },
      expected: 'allowed',
      demoAnswer: 'deny',
      run: () => {
        mkdirSync(dirname(source), { recursive: true });
        writeFileSync(source, FILE);
        return `${FILE.length} bytes written`;
      },
    },
    {
      story: 'This runs code that nobody has read: a human is asked, and sees everything.',
      tool: 'Bash',
      input: { command: COMMAND },
      expected: 'asked',
      demoAnswer: 'approve',
      run: () => printed(project),
    },
    {
      story: 'An approval is used up once. The same line again is asked about again.',
      tool: 'Bash',
      input: { command: COMMAND },
      expected: 'asked',
      demoAnswer: 'deny',
      run: () => printed(project),
    },
    {
      story: 'Some things nobody can approve through an agent.',
      tool: 'Bash',
      input: { command: 'sudo rm -rf /' },
      expected: 'denied',
      demoAnswer: 'deny',
      run: () => 'this never runs',
    },
  ];
}

/** Runs the line of the story, really. */
function printed(project: string): string {
  const [, file = ''] = COMMAND.split(' ');
  const { stdout, status } = spawnSync(process.execPath, [file], { cwd: project, encoding: 'utf8' });
  return status === 0 ? `it printed ${stdout.trim()}` : `it ended with ${status}`;
}
