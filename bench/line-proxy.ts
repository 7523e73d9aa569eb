import { spawn } from 'node:child_process';
import process from 'node:process';
import { createInterface } from 'node:readline';

/** Hands lines on between its own streams and a server's, and does nothing else: the floor of any proxy in a process. */
const [command = '', ...args] = process.argv.slice(2);
const server = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
createInterface({ input: process.stdin }).on('line', (line) => server.stdin.write(`${line}\n`));
createInterface({ input: server.stdout }).on('line', (line) => process.stdout.write(`${line}\n`));
process.stdin.on('end', () => server.stdin.end());
