import { type CountrySupport, line } from './support-line.ts';

/** Countries of Europe. */
export const EUROPE: readonly CountrySupport[] = [
  {
    country: 'AT',
    emergency: ['112', '144'],
    lines: [
      line('Telefonseelsorge', { phone: '142', web: 'https://www.telefonseelsorge.at' }),
      line('Rat auf Draht', { phone: '147', web: 'https://www.rataufdraht.at' }, 'young-people'),
      line('Frauenhelpline', { phone: '0800 222 555', web: 'https://www.frauenhelpline.at' }, 'violence'),
    ],
    sources: ['https://www.telefonseelsorge.at', 'https://www.rataufdraht.at', 'https://www.frauenhelpline.at'],
  },
  {
    country: 'BE',
    emergency: ['112'],
    lines: [
      line('Zelfmoordlijn', { phone: '1813', web: 'https://www.zelfmoord1813.be' }),
      line('Centre de Prévention du Suicide', { phone: '0800 32 123', web: 'https://www.preventionsuicide.be' }),
      line(
        'Écoute violences conjugales',
        { phone: '0800 30 030', web: 'https://www.ecouteviolencesconjugales.be' },
        'violence',
      ),
    ],
    sources: [
      'https://www.zelfmoord1813.be',
      'https://www.preventionsuicide.be',
      'https://www.ecouteviolencesconjugales.be',
    ],
  },
  {
    country: 'CH',
    emergency: ['144', '112'],
    lines: [
      line('Die Dargebotene Hand, La Main Tendue, Telefono Amico', { phone: '143', web: 'https://www.143.ch' }),
      line('Pro Juventute', { phone: '147', web: 'https://www.147.ch' }, 'young-people'),
    ],
    sources: ['https://www.143.ch', 'https://www.147.ch'],
  },
  {
    country: 'CZ',
    emergency: ['112', '155'],
    lines: [
      line('Linka první psychické pomoci', { phone: '116 123', web: 'https://linkapsychickepomoci.cz' }),
      line('Linka bezpečí', { phone: '116 111', web: 'https://www.linkabezpeci.cz' }, 'young-people'),
    ],
    sources: ['https://linkapsychickepomoci.cz', 'https://www.linkabezpeci.cz'],
  },
  {
    country: 'DE',
    emergency: ['112', '110'],
    lines: [
      line('TelefonSeelsorge', {
        phone: '0800 111 0 111, 0800 111 0 222, 116 123',
        web: 'https://online.telefonseelsorge.de',
      }),
      line(
        'Nummer gegen Kummer',
        { phone: '116 111', web: 'https://www.nummergegenkummer.de', hours: 'see the page' },
        'young-people',
      ),
      line('Hilfetelefon Gewalt gegen Frauen', { phone: '116 016', web: 'https://www.hilfetelefon.de' }, 'violence'),
    ],
    sources: ['https://www.telefonseelsorge.de', 'https://www.nummergegenkummer.de', 'https://www.hilfetelefon.de'],
  },
  {
    country: 'DK',
    emergency: ['112'],
    lines: [
      line('Livslinien', { phone: '70 201 201', web: 'https://www.livslinien.dk', hours: 'see the page' }),
      line('Lev Uden Vold', { phone: '1888', web: 'https://levudenvold.dk' }, 'violence'),
    ],
    sources: ['https://www.livslinien.dk', 'https://levudenvold.dk'],
  },
  {
    country: 'ES',
    emergency: ['112'],
    lines: [
      line('Línea 024', { phone: '024', web: 'https://www.sanidad.gob.es/linea024' }),
      line('Línea 016', { phone: '016', web: 'https://violenciagenero.igualdad.gob.es' }, 'violence'),
    ],
    sources: ['https://www.sanidad.gob.es/linea024', 'https://violenciagenero.igualdad.gob.es'],
  },
  {
    country: 'FI',
    emergency: ['112'],
    lines: [
      line('MIELI kriisipuhelin', { phone: '09 2525 0111', web: 'https://mieli.fi' }),
      line('Nollalinja', { phone: '080 005 005', web: 'https://nollalinja.fi' }, 'violence'),
    ],
    sources: ['https://mieli.fi', 'https://nollalinja.fi'],
  },
  {
    country: 'FR',
    emergency: ['112', '15'],
    lines: [
      line('Numéro national de prévention du suicide', { phone: '3114', web: 'https://3114.fr' }),
      line('Violences Femmes Info', { phone: '3919', web: 'https://arretonslesviolences.gouv.fr' }, 'violence'),
    ],
    sources: ['https://3114.fr', 'https://arretonslesviolences.gouv.fr'],
  },
  {
    country: 'GB',
    emergency: ['999', '112'],
    lines: [
      line('Samaritans', { phone: '116 123', web: 'https://www.samaritans.org' }),
      line('Shout', { text: 'SHOUT to 85258', web: 'https://giveusashout.org' }),
      line(
        'National Domestic Abuse Helpline',
        { phone: '0808 2000 247', web: 'https://www.nationaldahelpline.org.uk' },
        'violence',
      ),
    ],
    sources: ['https://www.samaritans.org', 'https://giveusashout.org', 'https://www.nationaldahelpline.org.uk'],
  },
  {
    country: 'GR',
    emergency: ['112', '166'],
    lines: [line('Klimaka', { phone: '1018', web: 'https://www.klimaka.org.gr' })],
    sources: ['https://www.klimaka.org.gr'],
  },
  {
    country: 'HU',
    emergency: ['112'],
    lines: [line('Lelki Elsősegély Telefonszolgálat', { phone: '116 123', web: 'https://sos116-123.hu' })],
    sources: ['https://sos116-123.hu'],
  },
  {
    country: 'IE',
    emergency: ['112', '999'],
    lines: [
      line('Samaritans', { phone: '116 123', web: 'https://www.samaritans.org/ireland' }),
      line('Text About It', { text: 'HELLO to 50808', web: 'https://www.textaboutit.ie' }),
      line("Women's Aid", { phone: '1800 341 900', web: 'https://www.womensaid.ie' }, 'violence'),
    ],
    sources: ['https://www.samaritans.org/ireland', 'https://www.textaboutit.ie', 'https://www.womensaid.ie'],
  },
  {
    country: 'IS',
    emergency: ['112'],
    lines: [line('Hjálparsími Rauða krossins', { phone: '1717', web: 'https://1717.is' })],
    sources: ['https://1717.is'],
  },
  {
    country: 'IT',
    emergency: ['112'],
    lines: [
      line('Telefono Amico Italia', {
        phone: '02 2327 2327',
        web: 'https://www.telefonoamico.it',
        hours: 'see the page',
      }),
      line('Numero antiviolenza', { phone: '1522', web: 'https://www.1522.eu' }, 'violence'),
    ],
    sources: ['https://www.telefonoamico.it', 'https://www.1522.eu'],
  },
  {
    country: 'LU',
    emergency: ['112'],
    lines: [line('SOS Détresse', { phone: '454545', web: 'https://454545.lu', hours: 'see the page' })],
    sources: ['https://454545.lu'],
  },
  {
    country: 'NL',
    emergency: ['112'],
    lines: [
      line('113 Zelfmoordpreventie', { phone: '113, 0800-0113', web: 'https://www.113.nl' }),
      line('Veilig Thuis', { phone: '0800-2000', web: 'https://veiligthuis.nl' }, 'violence'),
    ],
    sources: ['https://www.113.nl', 'https://veiligthuis.nl'],
  },
  {
    country: 'NO',
    emergency: ['113', '112'],
    lines: [
      line('Kirkens SOS', { phone: '22 40 00 40', web: 'https://www.kirkens-sos.no' }),
      line('Mental Helse', { phone: '116 123', web: 'https://mentalhelse.no' }),
      line('VO-linjen', { phone: '116 006', web: 'https://volinjen.no' }, 'violence'),
    ],
    sources: ['https://www.kirkens-sos.no', 'https://mentalhelse.no', 'https://volinjen.no'],
  },
  {
    country: 'PL',
    emergency: ['112'],
    lines: [
      line('Centrum Wsparcia', { phone: '800 70 2222', web: 'https://centrumwsparcia.pl' }),
      line('Telefon zaufania dla dzieci i młodzieży', { phone: '116 111', web: 'https://116111.pl' }, 'young-people'),
      line('Niebieska Linia', { phone: '800 12 00 02', web: 'https://www.niebieskalinia.pl' }, 'violence'),
    ],
    sources: ['https://centrumwsparcia.pl', 'https://116111.pl', 'https://www.niebieskalinia.pl'],
  },
  {
    country: 'PT',
    emergency: ['112'],
    lines: [
      line('Linha Nacional de Prevenção do Suicídio', { phone: '1411', web: 'https://www.sns24.gov.pt' }),
      line('SNS 24, aconselhamento psicológico', { phone: '808 24 24 24', web: 'https://www.sns24.gov.pt' }),
      line('SOS Voz Amiga', { phone: '213 544 545', web: 'https://www.sosvozamiga.org', hours: 'see the page' }),
      line(
        'Serviço de informação a vítimas de violência doméstica',
        { phone: '800 202 148', web: 'https://www.cig.gov.pt' },
        'violence',
      ),
    ],
    sources: ['https://www.sns24.gov.pt', 'https://www.sosvozamiga.org', 'https://www.cig.gov.pt'],
  },
  {
    country: 'RO',
    emergency: ['112'],
    lines: [
      line('Alianța Română de Prevenție a Suicidului', {
        phone: '0800 801 200',
        web: 'https://www.antisuicid.ro',
        hours: 'see the page',
      }),
    ],
    sources: ['https://www.antisuicid.ro'],
  },
  {
    country: 'RU',
    emergency: ['112'],
    lines: [line('Телефон доверия', { phone: '8-800-2000-122', web: 'https://telefon-doveria.ru' }, 'young-people')],
    sources: ['https://telefon-doveria.ru'],
  },
  {
    country: 'SE',
    emergency: ['112'],
    lines: [
      line('Mind Självmordslinjen', { phone: '90101', web: 'https://mind.se' }),
      line('Kvinnofridslinjen', { phone: '020-50 50 50', web: 'https://kvinnofridslinjen.se' }, 'violence'),
    ],
    sources: ['https://mind.se', 'https://kvinnofridslinjen.se'],
  },
  {
    country: 'SK',
    emergency: ['112'],
    lines: [line('Linka dôvery Nezábudka', { phone: '0800 800 566', web: 'https://www.linkanezabudka.sk' })],
    sources: ['https://www.linkanezabudka.sk'],
  },
  {
    country: 'UA',
    emergency: ['112', '103'],
    lines: [line('Lifeline Ukraine', { phone: '7333', web: 'https://lifelineukraine.com' })],
    sources: ['https://lifelineukraine.com'],
  },
];
