import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** System programs that tests use, with the Debian package each comes in. */
const PROGRAMS: { readonly [program: string]: string } = {
  bash: 'bash',
  busybox: 'busybox-static',
  bwrap: 'bubblewrap',
  chromium: 'chromium',
  curl: 'curl',
  git: 'git',
  ip: 'iproute2',
  nsenter: 'util-linux',
  openssl: 'openssl',
  perl: 'perl-base',
  'qemu-system-x86_64': 'qemu-system-x86',
  runsc: 'runsc',
  script: 'bsdutils',
  strace: 'strace',
  tmux: 'tmux',
};

/** Installs the packages of missing programs as root on Debian; elsewhere prints the line that does it, and goes on. */
export function installPackages(): void {
  const missing = Object.keys(PROGRAMS).filter((program) => !isInstalled(program));
  if (missing.length === 0) return;
  const packages = missing.map((program) => PROGRAMS[program] ?? program);
  const line = `apt-get install -y ${packages.join(' ')}`;
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) {
    process.stdout.write(`Tests that need ${missing.join(', ')} are skipped. To run them: ${line}\n`);
    return;
  }
  process.stdout.write(`Installing system packages for the tests: ${packages.join(' ')}\n`);
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore' });
  spawnSync('apt-get', ['install', '-y', '-qq', ...packages], {
    stdio: 'ignore',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}

function isInstalled(program: string): boolean {
  return (process.env['PATH'] ?? '').split(':').some((folder) => existsSync(`${folder}/${program}`));
}
