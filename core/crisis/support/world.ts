import { type CountrySupport, line } from './support-line.ts';

/** Countries beyond Europe. */
export const WORLD: readonly CountrySupport[] = [
  {
    country: 'AR',
    emergency: ['911', '107'],
    lines: [
      line('Centro de Asistencia al Suicida', {
        phone: '135, 0800 345 1435',
        web: 'https://www.asistenciaalsuicida.org.ar',
        hours: 'see the page',
      }),
    ],
    sources: ['https://www.asistenciaalsuicida.org.ar'],
  },
  {
    country: 'AU',
    emergency: ['000', '112'],
    lines: [
      line('Lifeline', { phone: '13 11 14', text: '0477 13 11 14', web: 'https://www.lifeline.org.au' }),
      line('Kids Helpline', { phone: '1800 55 1800', web: 'https://kidshelpline.com.au' }, 'young-people'),
      line('1800RESPECT', { phone: '1800 737 732', web: 'https://www.1800respect.org.au' }, 'violence'),
    ],
    sources: ['https://www.lifeline.org.au', 'https://kidshelpline.com.au', 'https://www.1800respect.org.au'],
  },
  {
    country: 'BR',
    emergency: ['192', '190'],
    lines: [
      line('CVV', { phone: '188', web: 'https://cvv.org.br' }),
      line('Central de Atendimento à Mulher', { phone: '180', web: 'https://www.gov.br/mulheres' }, 'violence'),
    ],
    sources: ['https://cvv.org.br', 'https://www.gov.br/mulheres'],
  },
  {
    country: 'CA',
    emergency: ['911'],
    lines: [
      line('9-8-8 Suicide Crisis Helpline', { phone: '988', text: '988', web: 'https://988.ca' }),
      line(
        'Kids Help Phone',
        { phone: '1-800-668-6868', text: 'CONNECT to 686868', web: 'https://kidshelpphone.ca' },
        'young-people',
      ),
    ],
    sources: ['https://988.ca', 'https://kidshelpphone.ca'],
  },
  {
    country: 'CL',
    emergency: ['131'],
    lines: [line('Línea de prevención del suicidio', { phone: '*4141', web: 'https://www.minsal.cl' })],
    sources: ['https://www.minsal.cl'],
  },
  {
    country: 'CN',
    emergency: ['120', '110'],
    lines: [line('全国统一心理援助热线', { phone: '12356', web: 'https://www.nhc.gov.cn', hours: 'see the page' })],
    sources: ['https://www.nhc.gov.cn'],
  },
  {
    country: 'HK',
    emergency: ['999'],
    lines: [
      line('香港撒瑪利亞防止自殺會', { phone: '2389 2222', web: 'https://sbhk.org.hk' }),
      line('情緒通', { phone: '18111', web: 'https://www.shallwetalk.hk' }),
    ],
    sources: ['https://sbhk.org.hk', 'https://www.shallwetalk.hk'],
  },
  {
    country: 'IL',
    emergency: ['101', '100'],
    lines: [line('ERAN', { phone: '1201', web: 'https://www.eran.org.il' })],
    sources: ['https://www.eran.org.il'],
  },
  {
    country: 'IN',
    emergency: ['112'],
    lines: [
      line('Tele-MANAS', { phone: '14416, 1-800-891-4416', web: 'https://telemanas.mohfw.gov.in' }),
      line('Women Helpline', { phone: '181', web: 'https://wcd.gov.in' }, 'violence'),
    ],
    sources: ['https://telemanas.mohfw.gov.in', 'https://wcd.gov.in'],
  },
  {
    country: 'JP',
    emergency: ['119', '110'],
    lines: [
      line('よりそいホットライン', { phone: '0120-279-338', web: 'https://www.since2011.net/yorisoi' }),
      line('#いのちSOS', {
        phone: '0120-061-338',
        web: 'https://www.lifelink.or.jp/inochisos',
        hours: 'see the page',
      }),
    ],
    sources: ['https://www.since2011.net/yorisoi', 'https://www.lifelink.or.jp/inochisos'],
  },
  {
    country: 'KR',
    emergency: ['119', '112'],
    lines: [line('자살예방상담전화', { phone: '109', web: 'https://www.129.go.kr/109' })],
    sources: ['https://www.129.go.kr/109'],
  },
  {
    country: 'MX',
    emergency: ['911'],
    lines: [line('Línea de la Vida', { phone: '800 911 2000', web: 'https://lineadelavida.gob.mx' })],
    sources: ['https://lineadelavida.gob.mx'],
  },
  {
    country: 'MY',
    emergency: ['999', '112'],
    lines: [
      line('Talian HEAL', { phone: '15555', web: 'https://www.moh.gov.my', hours: 'see the page' }),
      line('Befrienders KL', { phone: '03-7627 2929', web: 'https://www.befrienders.org.my' }),
    ],
    sources: ['https://www.moh.gov.my', 'https://www.befrienders.org.my'],
  },
  {
    country: 'NZ',
    emergency: ['111'],
    lines: [
      line('1737 Need to talk?', { phone: '1737', text: '1737', web: 'https://1737.org.nz' }),
      line("Women's Refuge", { phone: '0800 733 843', web: 'https://womensrefuge.org.nz' }, 'violence'),
    ],
    sources: ['https://1737.org.nz', 'https://womensrefuge.org.nz'],
  },
  {
    country: 'PH',
    emergency: ['911'],
    lines: [line('NCMH Crisis Hotline', { phone: '1553, 0917-899-8727', web: 'https://ncmh.gov.ph' })],
    sources: ['https://ncmh.gov.ph'],
  },
  {
    country: 'SG',
    emergency: ['995', '999'],
    lines: [line('Samaritans of Singapore', { phone: '1767', web: 'https://www.sos.org.sg' })],
    sources: ['https://www.sos.org.sg'],
  },
  {
    country: 'TW',
    emergency: ['119', '110'],
    lines: [
      line('安心專線', { phone: '1925', web: 'https://www.mohw.gov.tw' }),
      line('保護專線', { phone: '113', web: 'https://www.mohw.gov.tw' }, 'violence'),
    ],
    sources: ['https://www.mohw.gov.tw'],
  },
  {
    country: 'US',
    emergency: ['911'],
    lines: [
      line('988 Suicide & Crisis Lifeline', { phone: '988', text: '988', web: 'https://988lifeline.org' }),
      line('Crisis Text Line', { text: 'HOME to 741741', web: 'https://www.crisistextline.org' }),
      line(
        'National Domestic Violence Hotline',
        { phone: '1-800-799-7233', text: 'START to 88788', web: 'https://www.thehotline.org' },
        'violence',
      ),
    ],
    sources: ['https://988lifeline.org', 'https://www.crisistextline.org', 'https://www.thehotline.org'],
  },
  {
    country: 'ZA',
    emergency: ['112', '10177'],
    lines: [
      line('SADAG Suicide Crisis Helpline', { phone: '0800 567 567', web: 'https://www.sadag.org' }),
      line('GBV Command Centre', { phone: '0800 428 428', web: 'https://gbv.org.za' }, 'violence'),
    ],
    sources: ['https://www.sadag.org', 'https://gbv.org.za'],
  },
];
