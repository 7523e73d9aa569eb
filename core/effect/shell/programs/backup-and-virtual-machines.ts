import { CHANGES_REMOTE, DESTROYS_REMOTE, READS_REMOTE } from '../acts.ts';
import type { OptionRule, ProgramTable } from '../program-rule.ts';
import { CHANGES_MACHINE, CHANGES_SERVICES, CONNECTS, ERASES, ONLY_PRINTS, UNPACKS } from './machine-acts.ts';
import { withOptions } from './with-options.ts';

/** What restic takes everywhere. Its password and its transport may come from a command. */
const RESTIC_OPTIONS: { readonly [names: string]: OptionRule } = {
  '--password-command': 'shell',
  '-o --option': 'opaque',
  '-p --password-file --cacert --tls-client-cert --repository-file': 'read',
  '-r --repo --host -H --tag --path --mode --name --limit-upload --limit-download --cache-dir --compression': 'text',
  '--exclude -e --include -i --iexclude --iinclude --keep-last --keep-daily --keep-weekly --keep-monthly --keep-yearly':
    'text',
  '--keep-within --keep-tag --group-by': 'text',
};

const BORG_OPTIONS: { readonly [names: string]: OptionRule } = {
  '--rsh --remote-path': 'shell',
  '--exclude-from --patterns-from': 'read',
  '-e --exclude --pattern -C --compression --comment --timestamp --chunker-params --format -P --prefix --keep-last':
    'text',
  '--keep-daily --keep-weekly --keep-monthly --keep-yearly --keep-within': 'text',
  '--encryption -a --glob-archives --last --first': 'text',
};

/**
 * Programs that keep backups and that run virtual machines.
 *
 * Listing reads a repository; making a backup sends files there; pruning destroys what nothing else may hold.
 */
export const BACKUP_AND_VIRTUAL_MACHINES: ProgramTable = {
  restic: {
    options: RESTIC_OPTIONS,
    subcommands: withOptions(RESTIC_OPTIONS, {
      'version help options features': {},
      'snapshots stats diff find ls list check cat': { does: READS_REMOTE },
      restore: { does: [READS_REMOTE, UNPACKS], options: { '-t --target': 'write' } },
      dump: { does: READS_REMOTE, options: { '-t --target': 'write' } },
      mount: { does: CHANGES_MACHINE, operands: ['write'] },
      backup: {
        does: CHANGES_REMOTE,
        operands: ['tree'],
        options: {
          '--files-from --files-from-verbatim --files-from-raw --exclude-file --iexclude-file': 'read',
          '--stdin-from-command': { operands: ['command'] },
        },
      },
      'init tag copy migrate rebuild-index repair recover rewrite unlock cache': { does: CHANGES_REMOTE },
      'forget prune key': { does: DESTROYS_REMOTE },
      'self-update': { does: 'package.install' },
      generate: { options: { '--bash-completion --zsh-completion --fish-completion --man': 'write' } },
    }),
  },
  borg: {
    options: BORG_OPTIONS,
    subcommands: withOptions(BORG_OPTIONS, {
      'info list diff check version help rinfo rlist': { does: READS_REMOTE },
      extract: { does: [READS_REMOTE, UNPACKS], operands: ['text'] },
      'export-tar': { does: READS_REMOTE, operands: ['text', 'write'], options: { '--tar-filter': 'shell' } },
      'create import-tar': {
        does: CHANGES_REMOTE,
        operands: ['text', 'tree'],
        options: { '--content-from-command': { operands: ['text', 'command'] } },
      },
      'init config upgrade rename recreate key change-passphrase break-lock with-lock serve': { does: CHANGES_REMOTE },
      'delete prune compact rdelete': { does: DESTROYS_REMOTE },
      'mount umount': { does: CHANGES_MACHINE },
    }),
  },
  'duplicity rdiff-backup rsnapshot tarsnap bup kopia duplicacy urbackup': {
    options: { '--rsh --remote-schema --ssh-options --rsync-options': 'opaque' },
    subcommands: {
      'collection-status list-current-files verify list info show status snapshots ls diff': { does: READS_REMOTE },
      'remove-older-than remove-all-but-n-full cleanup delete prune gc forget expire rm': { does: DESTROYS_REMOTE },
      '*': { does: CHANGES_REMOTE },
    },
  },
  'unison syncthing osync lsyncd rdup': {
    does: CONNECTS,
    options: { '-sshcmd -rshcmd -servercmd -sshargs': 'shell' },
    style: 'words',
  },
  'virsh virt-admin': {
    options: { '-c --connect': 'connect', '-d --debug -k -K -l --log': 'text' },
    subcommands: {
      'list dominfo domstate domblklist domiflist dumpxml': { operands: ['text'] },
      'nodeinfo net-list net-info net-dumpxml pool-list pool-info vol-list': { operands: ['text'] },
      'vol-info snapshot-list snapshot-info version uri hostname': { operands: ['text'] },
      'capabilities sysinfo domstats vcpuinfo domjobinfo help': { operands: ['text'] },
      'undefine vol-delete pool-delete snapshot-delete vol-wipe net-undefine pool-undefine': {
        does: [CHANGES_SERVICES, ERASES],
      },
      '*': { does: CHANGES_SERVICES },
    },
  },
  'qm pct vboxmanage VBoxManage prlctl vmrun virt-install virt-clone tart utmctl': {
    subcommands: {
      'list status config showcmd snapshot-list listsnapshot version info ps': { operands: ['text'] },
      'destroy des delete unregistervm deleteVM purge rm prune': { does: [CHANGES_SERVICES, ERASES] },
      '*': { does: CHANGES_SERVICES },
    },
  },
  'qemu-img': {
    subcommands: {
      'info check map measure compare': { operands: ['read'], options: { '-f --format -F --output --object': 'text' } },
      'create resize amend commit rebase bitmap': { operands: ['write', 'text'], options: { '-f -F -b -o': 'text' } },
      'convert dd': { operands: ['read'], last: 'write', options: { '-f -O -o -S -l -m': 'text' } },
      snapshot: { operands: ['write'], options: { '-c -a -d': 'text', '-l': { operands: ['read'] } } },
    },
  },
  'qemu-system-x86_64 qemu-system-aarch64 qemu-system-arm qemu-system-i386': {
    does: 'shell.opaque',
    options: { '-version --version -help --help -h': ONLY_PRINTS },
  },
  'qemu-system-riscv64 bochs cloud-hypervisor crosvm': {
    does: 'shell.opaque',
    options: { '-version --version -help --help -h': ONLY_PRINTS },
  },
};
