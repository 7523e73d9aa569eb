/** Places that people live in, as most languages write them: who does not want to live there does not want to die. */
export const PLACES =
  'london londres londra paris parís parigi madrid barcelona berlin berlín berlino münchen hamburg köln frankfurt wien zürich milano milán ' +
  'milão roma rome napoli torino lyon marseille lille lisboa lisbon porto moscow new_york nyc chicago boston texas california florida ' +
  'tokyo mexico méxico cdmx bogotá lima santiago buenos_aires são_paulo rio rio_de_janeiro brasília brasil españa francia france ' +
  'deutschland germany italia italy usa uk europe europa china india москве питере петербурге россии сибири европе америке германии ' +
  '上海 北京 广州 深圳 城里 国外 美国 日本';
