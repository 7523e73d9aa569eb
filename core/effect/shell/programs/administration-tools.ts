import type { ProgramRule, ProgramTable } from '../program-rule.ts';
import { CHANGES_ACCOUNTS, CHANGES_MACHINE, CHANGES_RIGHTS, ONLY_PRINTS } from './machine-acts.ts';

const CHANGES_ACCOUNT: ProgramRule = { does: CHANGES_ACCOUNTS };

/** Runs a command as another user, or that user's shell. */
const BECOMES_USER: ProgramRule = {
  does: CHANGES_ACCOUNTS,
  operands: ['text', 'text'],
  input: 'shell',
  options: {
    '-c --command --session-command': 'shell',
    '-s --shell': 'script',
    '-g --group -G --supp-group -w --whitelist-environment -T --pty -u --user': 'text',
  },
};

/** Changes a namespace, a root or rights, and runs a command there. */
const ENTERS: ProgramRule = { does: CHANGES_MACHINE, operands: ['command'], stopsAtOperand: true, input: 'shell' };

/** Changes the machine, except with options that only tell. */
function changes(tells: string): ProgramRule {
  return { does: CHANGES_MACHINE, options: { [tells]: ONLY_PRINTS } };
}

/** Subcommands that tell, and every other that changes the machine. */
function tellsWith(names: string): ProgramRule {
  return { subcommands: { [names]: { operands: ['text'] }, '*': { does: CHANGES_MACHINE } } };
}

/**
 * Programs for accounts, the kernel, access control, boot and defaults of the system.
 *
 * What only lists is listed as such; everything else changes accounts or the set-up of the machine.
 */
export const ADMINISTRATION_TOOLS: ProgramTable = {
  'useradd adduser usermod userdel deluser groupadd addgroup groupmod groupdel delgroup gpasswd chpasswd chgpasswd':
    CHANGES_ACCOUNT,
  'newusers chsh chfn vipw vigr pwconv pwunconv grpconv grpunconv pwck grpck pw newgidmap newuidmap': CHANGES_ACCOUNT,
  passwd: { does: CHANGES_ACCOUNTS, options: { '-S --status': ONLY_PRINTS } },
  chage: { does: CHANGES_ACCOUNTS, options: { '-l --list': ONLY_PRINTS } },
  visudo: { does: CHANGES_ACCOUNTS, options: { '-c --check': ONLY_PRINTS, '-f --file': 'write' } },
  sudoedit: { does: CHANGES_ACCOUNTS, operands: ['write'] },
  'su runuser': BECOMES_USER,
  'sg newgrp': { does: CHANGES_ACCOUNTS, operands: ['text', 'shell'], input: 'shell', options: { '-c': 'shell' } },
  'login sulogin': { does: CHANGES_ACCOUNTS },
  sudo: {
    does: CHANGES_ACCOUNTS,
    operands: ['command'],
    stopsAtOperand: true,
    input: 'shell',
    options: {
      '-u --user -g --group -h --host -p --prompt -C': 'text',
      '--close-from -r --role -t --type -T --command-timeout -U --other-user': 'text',
      '-D --chdir': 'enter',
      '-R --chroot': 'text',
      '-e --edit': { operands: ['write'] },
      '-l --list -v --validate -V --version': ONLY_PRINTS,
    },
  },
  'doas pkexec ksu gosu su-exec calife super dzdo': {
    does: CHANGES_ACCOUNTS,
    operands: ['command'],
    stopsAtOperand: true,
    input: 'shell',
    options: { '-u --user -C': 'text', '-e': 'shell' },
  },
  'dscl dseditgroup sysadminctl dsenableroot dsconfigad kadmin kadmin.local ktutil kpasswd smbpasswd pdbedit':
    CHANGES_ACCOUNT,
  'kinit kdestroy': CHANGES_ACCOUNT,
  klist: {},

  chroot: { ...ENTERS, operands: ['text', 'command'], options: { '--userspec --groups': 'text' } },
  unshare: {
    ...ENTERS,
    options: { '-S --setuid -G --setgid -R --root -w --wd --map-user --map-group --map-users --map-groups': 'text' },
  },
  nsenter: { ...ENTERS, options: { '-t --target -S --setuid -G --setgid': 'text' } },
  capsh: { ...ENTERS, options: { '--modes --suggest': ONLY_PRINTS } },
  setpriv: {
    ...ENTERS,
    options: {
      '-d --dump --list-caps': ONLY_PRINTS,
      '--reuid --regid --groups --inh-caps --ambient-caps --bounding-set --securebits': 'text',
    },
  },
  'systemd-nspawn lxc-execute schroot arch-chroot pivot_root switch_root jexec': {
    ...ENTERS,
    options: { '-D --directory -M --machine -u --user -n --name -i --image -b -c --chroot -d': 'text' },
  },
  'genie distrobox toolbox': {
    does: CHANGES_MACHINE,
    operands: ['opaque'],
    options: { '-c --command': 'shell', '-s --shell': { does: CHANGES_MACHINE } },
  },

  modprobe: { does: CHANGES_MACHINE, options: { '-c --showconfig --show-depends -D -R --resolve-alias': ONLY_PRINTS } },
  'insmod rmmod depmod kexec dkms kextload kextunload kmutil kextutil': { does: CHANGES_MACHINE },
  sysctl: {
    operands: ['opaque'],
    options: {
      '-a --all -A -X -n --values -N --names -e --ignore -h': { operands: ['read'] },
      '-w --write -p --load --system -f': { does: CHANGES_MACHINE },
      '-r --pattern': 'text',
    },
  },
  'grub-install grub2-install grub-mkconfig grub2-mkconfig update-grub grub-set-default grub-reboot lilo extlinux': {
    does: CHANGES_MACHINE,
  },
  'mkinitcpio update-initramfs dracut mkinitramfs kernel-install installkernel grubby': { does: CHANGES_MACHINE },
  efibootmgr: { options: { '-c -C -B -A -a -o -n -N -t -T -O -D': { does: CHANGES_MACHINE } } },
  'bootctl bless nvram csrutil fdesetup firmwarepasswd': tellsWith('status list is-installed --status -p isactive'),
  spctl: {
    options: {
      '--master-disable --global-disable --master-enable --global-enable --add --remove --enable --disable --reset-default':
        {
          does: CHANGES_MACHINE,
        },
      '-t --type --label': 'text',
    },
    operands: ['read'],
  },
  'udevadm plymouth': tellsWith('info monitor test test-builtin settle verify'),

  'getenforce getsebool sestatus aa-status apparmor_status aa-enabled matchpathcon sesearch seinfo': {
    operands: ['text'],
  },
  'setenforce setsebool restorecon chcon fixfiles semodule load_policy audit2allow': { does: CHANGES_RIGHTS },
  'semanage aa-enforce aa-complain aa-disable aa-genprof aa-logprof apparmor_parser': { does: CHANGES_RIGHTS },
  auditctl: {
    options: {
      '-a -A -d -D -w -W -R -e -f -b -r': {
        does: CHANGES_MACHINE,
      },
      '-i -c -k -C -F -S -p -t -q --backlog_wait_time --reset-lost --loginuid-immutable': {
        does: CHANGES_MACHINE,
      },
    },
  },

  'update-alternatives alternatives': changes('--display --query --list --get-selections --test'),
  'dpkg-reconfigure dpkg-divert dpkg-statoverride locale-gen localedef update-locale tzselect tzconfig': {
    does: CHANGES_MACHINE,
  },
  'update-ca-certificates update-ca-trust trust update-mime-database update-desktop-database': {
    does: CHANGES_MACHINE,
  },
  ldconfig: changes('-p --print-cache -V'),
  hwclock: { does: CHANGES_MACHINE, options: { '-r --show': ONLY_PRINTS } },
  'loadkeys setfont chvt kbdrate cpupower cpufreq-set tlp x86_energy_perf_policy tuned-adm hdajackretask': {
    does: CHANGES_MACHINE,
  },
  openvt: ENTERS,
  ulimit: {},
  'edquota setquota quotaon quotaoff quotacheck': { does: CHANGES_MACHINE },
  zic: { does: CHANGES_MACHINE, operands: ['read'], options: { '-d': 'write', '-y': 'shell', '-l -L -p -t': 'text' } },
  debconf: { does: CHANGES_MACHINE },

  defaults: tellsWith('read read-type find domains help'),
  plutil: {
    operands: ['read'],
    style: 'words',
    options: {
      '-convert -replace -insert -remove -create': { takes: 'text', operands: ['write'] },
      '-o': 'write',
      '-e': 'text',
    },
  },
  PlistBuddy: { operands: ['write'], options: { '-c': 'opaque' } },
  'scutil systemsetup networksetup pmset': {
    does: CHANGES_MACHINE,
    style: 'words',
    options: {
      '-g --get --dns --proxy -listallnetworkservices -listallhardwareports -getinfo -gettimezone': ONLY_PRINTS,
    },
  },
  'profiles softwareupdate tmutil mdutil AssetCacheManagerUtil': {
    does: CHANGES_MACHINE,
    options: { '-l --list -s -P': ONLY_PRINTS },
    subcommands: {
      'list status show version listbackups latestbackup destinationinfo isexcluded': {},
      '*': { does: CHANGES_MACHINE },
    },
  },
  osascript: {
    operands: ['script', 'text'],
    input: 'code',
    options: { '-e': { takes: 'opaque', operands: ['text'] }, '-l -s': 'text' },
  },
  codesign: {
    does: CHANGES_RIGHTS,
    operands: ['write'],
    options: {
      '-s --sign --entitlements -o --options -i --identifier -r': 'text',
      '-d --display --verify -dv': ONLY_PRINTS,
    },
  },
  'dscacheutil lsregister xcode-select DevToolsSecurity': {
    does: CHANGES_MACHINE,
    options: { '-p --print-path -q -cachedump -statistics -dump': ONLY_PRINTS },
  },
  'gsettings dconf kreadconfig5 xfconf-query': tellsWith(
    'get list-schemas list-keys list-recursively range describe writable read list dump',
  ),
  xrandr: {
    options: {
      '--output --fb --newmode --addmode --delmode --rmmode --setprovideroutputsource --setmonitor --delmonitor -s -o':
        {
          takes: 'text',
          does: CHANGES_MACHINE,
        },
    },
  },
  'xset xmodmap setxkbmap xhost xinput kwriteconfig5': { does: CHANGES_MACHINE },
};
