import { existsSync, readFileSync } from 'node:fs';
import { CliError } from '../cli-error.ts';
import type { Command, Context } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { connectGateway } from '../gateway/connect.ts';
import { usageError } from '../parse-command-line.ts';
import { statePaths } from '../paths.ts';

/** Ends a halt. */
export const resume: Command = {
  path: ['resume'],
  summary: 'end a halt, with the token of the halt and a reason',
  details: [
    'Where several people may resume, it must be another one than the one who halted. The reason goes into the log; at least twenty characters.',
  ],
  options: [
    { name: 'rationale', short: 'r', value: 'TEXT', summary: 'what was wrong and what was mended' },
    {
      name: 'token',
      value: 'TOKEN',
      summary: 'the token that the halt gave (default: resume.token of the state directory)',
    },
  ],
  examples: [
    {
      line: 'countersign resume --rationale "removed the runaway cron job, checked the log"',
      does: 'let agents go on',
    },
  ],
  run: async (invocation, context) => {
    const { terminal } = context;
    const rationale = invocation.text('rationale');
    if (rationale === null)
      throw usageError({ path: ['resume'] }, ['no --rationale, want what was wrong and what was mended']);
    const { client } = connectGateway(context);
    await client.resume({ resume_token: invocation.text('token') ?? readResumeToken(context), rationale });
    if (invocation.json) terminal.json({ halted: false });
    else terminal.out(`${terminal.style.green('●')} resumed: agents may go on`);
    return EXIT.ok;
  },
};

function readResumeToken({ environment }: Context): string {
  const { resumeToken } = statePaths(environment);
  if (existsSync(resumeToken)) return readFileSync(resumeToken, 'utf8').trim();
  throw new CliError('failed', `resume: no file ${resumeToken}, want the token of the halt`, {
    remedies: ['See whether anything is halted: `countersign status`.', 'Or give the token: `--token TOKEN`.'],
  });
}
