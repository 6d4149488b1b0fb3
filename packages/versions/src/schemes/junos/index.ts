import { defineScheme } from '../../define-scheme.ts';
import { type Count, compareCountLists, compareCounts, toCount } from '../../digits.ts';

/** 21.4R3-S5.4: main 21.4, kind R, number 3, service release 5, spin 4. */
interface JunosVersion {
  main: Count[];
  kind: number;
  number: Count;
  services: Count[];
  spin: Count[];
}

/** The main release alone stands for its beginning; betas and internal builds come before R1, special trains after. */
const KINDS = ['', 'a', 'b', 'i', 'r', 's', 'f', 'x'];
const SHAPE =
  /^(?:junos(?: os)?(?: evolved)? )?v?(\d+(?:\.\d+){1,2})(?:[-: .]?([abirsfx])(\d+))?((?:[-: .]?[sdj]\d+){0,3})((?:\.\d+){0,3})(?:[-: ]?evo)?$/;

function parse(raw: string): JunosVersion | undefined {
  const found = SHAPE.exec(raw.trim().toLowerCase());
  if (found === null) return undefined;
  const [, main = '', kind = '', number = '0', services = '', spin = ''] = found;
  return {
    main: main.split('.').map(toCount),
    kind: KINDS.indexOf(kind),
    number: toCount(number),
    services: (services.match(/\d+/g) ?? []).map(toCount),
    spin: (spin.match(/\d+/g) ?? []).map(toCount),
  };
}

export default defineScheme<JunosVersion>({
  id: 'junos',
  aliases: ['juniper', 'junos-os', 'junos-os-evolved'],
  purlTypes: [],
  ecosystems: [],
  norm: 'https://www.juniper.net/documentation (release numbers): main, R number, service release S, spin',
  parse,
  compare: (a, b) =>
    compareCountLists(a.main, b.main) ||
    a.kind - b.kind ||
    compareCounts(a.number, b.number) ||
    compareCountLists(a.services, b.services) ||
    compareCountLists(a.spin, b.spin),
});
