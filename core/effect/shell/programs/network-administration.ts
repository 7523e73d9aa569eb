import type { OptionRule, ProgramRule, ProgramTable } from '../program-rule.ts';
import { CHANGES_FIREWALL, CHANGES_MACHINE, CONNECTS, ONLY_PRINTS, SIGNALS } from './machine-acts.ts';

/** Options of `ip` and `bridge` that stand before what they are about. */
const IP_OPTIONS: { readonly [names: string]: OptionRule } = {
  '-n -netns -f -family -l -loops -rc': 'text',
  '-b -batch': 'opaque',
};

/** A thing of the network with verbs behind it: showing is reading, everything else changes it; no verb shows. */
const NETWORK_THING: ProgramRule = {
  subcommands: {
    'show list ls lst sh s get save help monitor': { operands: ['text'] },
    'add a del d delete set change replace append flush restore attach detach': { does: CHANGES_FIREWALL },
  },
};

/** A packet filter on the command line: it changes unless it is told to list. Only the administrator can use either. */
const FILTER: ProgramRule = {
  does: CHANGES_FIREWALL,
  options: {
    '-L --list -S --list-rules -C --check': ONLY_PRINTS,
    '-M --modprobe': 'shell',
    '-A --append -I --insert -D --delete -R --replace -N --new-chain -P --policy -E --rename-chain -j --jump -g --goto':
      'text',
    '-p --protocol -m --match -s --source -d --destination -i --in-interface -o --out-interface -t --table': 'text',
    '--comment --log-prefix --string --dport --sport --dports --sports --to-destination --to-source --state': 'text',
  },
};

/**
 * Programs that set up interfaces, routes, name servers, packet filters and tunnels, or list their state.
 */
export const NETWORK_ADMINISTRATION: ProgramTable = {
  ip: {
    style: 'words',
    options: IP_OPTIONS,
    subcommands: {
      'address addr addre ad a link l route r ro neighbour neighbor neigh n rule ru tunnel tuntap maddress mroute':
        NETWORK_THING,
      'addrlabel token macsec l2tp fou mptcp ntable nexthop vrf xfrm tcpmetrics tcp_metrics sr ioam stats':
        NETWORK_THING,
      netns: {
        subcommands: {
          'list show identify pids list-id monitor': { operands: ['text'] },
          'add delete del set attach': { does: CHANGES_FIREWALL },
          exec: { does: CHANGES_MACHINE, operands: ['text', 'command'], stopsAtOperand: true },
        },
      },
      'monitor help': {},
    },
  },
  'bridge tc rdma devlink dcb': { style: 'words', options: IP_OPTIONS, subcommands: { '*': NETWORK_THING } },
  ifconfig: { operands: ['text', 'opaque'], options: { '-a -s -v -l -m -L -C': 'flag' } },
  'iwconfig iwpriv': { operands: ['text', 'opaque'] },
  'iwlist iwgetid': { operands: ['text'] },
  'ifup ifdown ifquery dhclient dhcpcd udhcpc pump wpa_supplicant wpa_cli hostapd wg-quick openvpn pppd': {
    does: CHANGES_MACHINE,
    options: {
      '-sf -s --script --up --down --route-up --ipchange --tls-verify --auth-user-pass-verify': 'shell',
      '--config -cf -c': 'script',
    },
    style: 'words',
  },
  route: {
    options: { '-n -e -v -F -C -4 -6 --numeric --extend': 'flag', '-A': 'text' },
    subcommands: {
      'add del delete change flush': { does: CHANGES_FIREWALL },
      'get show monitor print': { operands: ['text'] },
    },
  },
  arp: {
    operands: ['text'],
    options: {
      '-s --set -d --delete -f --file': { does: CHANGES_FIREWALL },
      '-i --device -H --hw-type -t -A': 'text',
    },
  },
  'netstat ss': {
    operands: ['text'],
    options: {
      '-K --kill': { does: SIGNALS },
      '-F --filter': 'read',
      '-D --diag': 'write',
      '-f --family -A --query --socket -I -w -N --net': { takes: 'text', isOptional: true },
    },
  },
  'ethtool mii-tool': {
    operands: ['text'],
    options: {
      '-s --change -K --features --offload -A --pause': {
        does: CHANGES_MACHINE,
      },
      '-C --coalesce -G --set-ring -L --set-channels -X --set-rxfh-indir': {
        does: CHANGES_MACHINE,
      },
      '-E --change-eeprom -f --flash -r --negotiate -p --identify -U --config-nfc -N -t --test --reset -F -R': {
        does: CHANGES_MACHINE,
      },
    },
  },
  iw: { subcommands: { 'list help event': {}, 'dev phy reg': { operands: ['text', 'opaque'] } } },
  nmcli: {
    options: {
      '-f --fields -g --get-values -m --mode -t --terse -e --escape -c --colors -w --wait': {
        takes: 'text',
        isOptional: true,
      },
    },
    subcommands: {
      'general g gen networking n net radio r device d dev connection c con monitor m': {
        subcommands: {
          'status show hostname permissions list wifi connectivity lldp monitor': { operands: ['text', 'opaque'] },
          'up down add modify edit delete reload load import export clone connect disconnect set reapply on off': {
            does: CHANGES_MACHINE,
          },
          'all wwan logging': { does: CHANGES_MACHINE },
        },
      },
    },
  },
  networkctl: {
    subcommands: {
      'list status lldp label cat': { operands: ['text'] },
      'up down renew forcerenew reconfigure reload delete edit mask unmask': { does: CHANGES_MACHINE },
    },
  },
  'brctl vconfig ifenslave ip6addrctl slattach teamd nmtui nmstatectl netplan': { does: CHANGES_MACHINE },
  'bluetoothctl rfkill hciconfig airmon-ng airodump-ng aireplay-ng macchanger tunctl': {
    does: CHANGES_MACHINE,
    subcommands: { 'list show devices info': {}, '*': { does: CHANGES_MACHINE } },
  },
  'iptables ip6tables ebtables arptables iptables-legacy iptables-nft ip6tables-legacy ip6tables-nft': FILTER,
  'iptables-save ip6tables-save': { options: { '-f --file': 'write', '-t --table -M': 'text' } },
  'iptables-restore ip6tables-restore iptables-apply': { does: CHANGES_FIREWALL, operands: ['read'] },
  nft: {
    options: { '-f --file -i --interactive -D --define -I --includepath': 'opaque' },
    subcommands: {
      'list describe monitor get': { operands: ['text'] },
      'add create insert replace delete destroy rename flush reset export import': { does: CHANGES_FIREWALL },
    },
  },
  ufw: {
    options: { '--dry-run': ONLY_PRINTS },
    subcommands: {
      'status version app show': { operands: ['text'] },
      'enable disable reset reload default logging allow deny reject limit delete insert prepend route rule': {
        does: CHANGES_FIREWALL,
      },
    },
  },
  'firewall-cmd firewall-offline-cmd': {
    does: CHANGES_FIREWALL,
    options: {
      '--state --list-all --list-all-zones --list-services --list-ports --list-rich-rules --list-interfaces':
        ONLY_PRINTS,
      '--get-zones --get-default-zone --get-active-zones --get-services --query-service --query-port --info-zone':
        ONLY_PRINTS,
    },
  },
  pfctl: {
    options: {
      '-f': { takes: 'read', does: CHANGES_FIREWALL },
      '-F -T -k -K -b -L': { takes: 'text', does: CHANGES_FIREWALL },
      '-e -d -E -X -O -R -N -A -z': { does: CHANGES_FIREWALL },
      '-a -t -p -x -s -S -i -D -o': 'text',
    },
  },
  ipvsadm: { does: CHANGES_FIREWALL, options: { '-L -l --list -S --save': ONLY_PRINTS } },
  'ipset conntrack': {
    does: CHANGES_FIREWALL,
    options: { '-L --list -S --stats -C --count': ONLY_PRINTS },
    subcommands: { 'list test version': {}, '*': { does: CHANGES_FIREWALL } },
  },
  'ipfw fail2ban-client shorewall firehol': {
    does: CHANGES_FIREWALL,
    subcommands: { 'list show status version ping': {}, '*': { does: CHANGES_FIREWALL } },
  },
  wg: {
    subcommands: {
      show: {},
      'showconf genkey genpsk': { does: 'secret.read' },
      pubkey: {},
      'set setconf addconf syncconf': { does: CHANGES_MACHINE },
    },
  },
  'ntpdate sntp chronyc': {
    does: CHANGES_MACHINE,
    operands: ['connect'],
    options: { '-k -K': 'read', '-a -e -o -p -t': 'text' },
  },
  'nsupdate rndc': { does: { class: 'net.upload', detail: 'change a name server' }, operands: ['script'] },
  'airport networkQuality wdutil': { does: CONNECTS },
};
