// Draws src/platform/web/fonts/vigie-signs.ttf: the signs our two fonts' subsets lack. Run it again after a change here.
// TrueType tables: https://learn.microsoft.com/typography/opentype/spec/
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const EM = 1000;
const MIDDLE = 300;
const HALF = 36;

/** An arrow as one polygon, pointing right, centred on 0. */
const ARROW = [
  [-250, HALF],
  [130, HALF],
  [20, 146],
  [72, 198],
  [270, 0],
  [72, -198],
  [20, -146],
  [130, -HALF],
  [-250, -HALF],
];
const BOTH = [
  [-270, 0],
  [-72, 198],
  [-20, 146],
  [-130, HALF],
  [130, HALF],
  [20, 146],
  [72, 198],
  [270, 0],
  [72, -198],
  [20, -146],
  [130, -HALF],
  [-130, -HALF],
  [-20, -146],
  [-72, -198],
];
const LESS = [
  [220, 270],
  [220, 192],
  [-120, 62],
  [220, -68],
  [220, -146],
  [-220, 30],
  [-220, 94],
];
const BAR = [
  [-220, -190],
  [220, -190],
  [220, -258],
  [-220, -258],
];

const turn = (points, degrees) => {
  const a = (degrees * Math.PI) / 180;
  return points.map(([x, y]) => [x * Math.cos(a) - y * Math.sin(a), x * Math.sin(a) + y * Math.cos(a)]);
};
const mirror = (points) => points.map(([x, y]) => [-x, y]).reverse();
const place = (points) => points.map(([x, y]) => [Math.round(x + 310), Math.round(y + MIDDLE)]);

/** code point → [advance, contours] */
const signs = new Map([
  [0x202f, [110, []]],
  [0x2190, [620, [turn(ARROW, 180)]]],
  [0x2191, [620, [turn(ARROW, 90)]]],
  [0x2192, [620, [ARROW]]],
  [0x2193, [620, [turn(ARROW, -90)]]],
  [0x2194, [620, [BOTH]]],
  [0x2196, [620, [turn(ARROW, 135)]]],
  [0x2197, [620, [turn(ARROW, 45)]]],
  [0x2198, [620, [turn(ARROW, -45)]]],
  [0x2199, [620, [turn(ARROW, -135)]]],
  [0x2264, [620, [LESS, BAR]]],
  [0x2265, [620, [mirror(LESS), BAR]]],
]);
const glyphs = [[500, []], ...signs.values()].map(([advance, contours]) => ({
  advance,
  contours: contours.map(place),
}));

/** @param {(number | [number, 1 | 2 | 4])[]} values big-endian; two bytes unless told */
function bytes(values) {
  const out = [];
  for (const v of values) {
    const [n, size] = Array.isArray(v) ? v : [v, 2];
    for (let i = size - 1; i >= 0; i--) out.push(Math.floor(n / 256 ** i) & 255);
  }
  return Buffer.from(out);
}
const long = (/** @type {number} */ n) => /** @type {[number, 4]} */ ([n >>> 0, 4]);
const byte = (/** @type {number} */ n) => /** @type {[number, 1]} */ ([n & 255, 1]);
const word = (n) => n & 0xffff;

function outline({ contours }) {
  if (contours.length === 0) return Buffer.alloc(0);
  const points = contours.flat();
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  let end = -1;
  const ends = contours.map((c) => {
    end += c.length;
    return end;
  });
  const deltas = (list) => list.map((v, i) => word(v - (i === 0 ? 0 : list[i - 1])));
  const body = bytes([
    contours.length,
    ...[Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)].map(word),
    ...ends,
    0,
    ...points.map(() => byte(1)),
    ...deltas(xs),
    ...deltas(ys),
  ]);
  return Buffer.concat([body, Buffer.alloc((4 - (body.length % 4)) % 4)]);
}

function cmap() {
  const codes = [...signs.keys()];
  const count = codes.length + 1;
  const power = 2 ** Math.floor(Math.log2(count));
  const table = [
    count * 2,
    power * 2,
    Math.log2(power),
    (count - power) * 2,
    ...codes,
    0xffff,
    0,
    ...codes,
    0xffff,
    ...codes.map((c, i) => word(i + 1 - c)),
    1,
    ...Array(count).fill(0),
  ];
  return bytes([0, 1, 3, 1, long(12), 4, 6 + table.length * 2, 0, ...table]);
}

function names() {
  const texts = {
    1: 'Vigie Signs',
    2: 'Regular',
    3: 'Vigie Signs 1',
    4: 'Vigie Signs',
    5: 'Version 1.0',
    6: 'VigieSigns',
  };
  const encoded = Object.entries(texts).map(([id, text]) => [
    Number(id),
    Buffer.from(text, 'utf16le').swap16(),
  ]);
  let at = 0;
  const records = encoded.flatMap(([id, text]) => {
    const from = at;
    at += text.length;
    return [3, 1, 0x409, id, text.length, from];
  });
  return Buffer.concat([
    bytes([0, encoded.length, 6 + encoded.length * 12, ...records]),
    ...encoded.map(([, t]) => t),
  ]);
}

const outlines = glyphs.map(outline);
const offsets = [0];
for (const o of outlines) offsets.push(offsets[offsets.length - 1] + o.length);
const stamp = [0, 0, 0xb5f0, 0];
const widest = 620;
const tables = {
  'OS/2': bytes([
    4,
    500,
    400,
    5,
    0,
    650,
    600,
    0,
    75,
    650,
    600,
    0,
    350,
    50,
    300,
    0,
    ...Array(10).fill(0).map(byte),
    long(0),
    long(0),
    long(0),
    long(0),
    long(0x56494749),
    0x40,
    0x202f,
    0x2265,
    750,
    word(-250),
    0,
    1024,
    400,
    long(1),
    long(0),
    486,
    660,
    0,
    32,
    1,
  ]),
  cmap: cmap(),
  glyf: Buffer.concat(outlines),
  head: bytes([
    1,
    0,
    1,
    0,
    long(0),
    long(0x5f0f3cf5),
    3,
    EM,
    ...stamp,
    ...stamp,
    0,
    word(-60),
    widest,
    620,
    0,
    8,
    2,
    1,
    0,
  ]),
  hhea: bytes([1, 0, 1024, word(-400), 0, widest, 0, 0, widest, 1, 0, 0, 0, 0, 0, 0, 0, glyphs.length]),
  hmtx: bytes(
    glyphs.flatMap(({ advance, contours }) => [
      advance,
      word(Math.min(...contours.flat().map(([x]) => x), advance) || 0),
    ]),
  ),
  loca: bytes(offsets.map(long)),
  maxp: bytes([1, 0, glyphs.length, 32, 4, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]),
  name: names(),
  post: bytes([3, 0, long(0), word(-75), 50, long(0), long(0), long(0), long(0), long(0)]),
};

const sum = (/** @type {Buffer} */ b) => {
  let total = 0;
  for (let i = 0; i < b.length; i += 4)
    total =
      (total +
        (b.length - i >= 4
          ? b.readUInt32BE(i)
          : Buffer.concat([b.subarray(i), Buffer.alloc(4)]).readUInt32BE(0))) >>>
      0;
  return total;
};
const padded = (/** @type {Buffer} */ b) => Buffer.concat([b, Buffer.alloc((4 - (b.length % 4)) % 4)]);
const entries = Object.entries(tables);
let at = 12 + entries.length * 16;
const directory = entries.map(([tag, data]) => {
  const row = Buffer.concat([Buffer.from(tag), bytes([long(sum(data)), long(at), long(data.length)])]);
  at += padded(data).length;
  return row;
});
const power = 2 ** Math.floor(Math.log2(entries.length));
const header = bytes([1, 0, entries.length, power * 16, Math.log2(power), (entries.length - power) * 16]);
const font = Buffer.concat([header, ...directory, ...entries.map(([, data]) => padded(data))]);
const headAt =
  12 +
  entries.length * 16 +
  entries
    .slice(
      0,
      entries.findIndex(([t]) => t === 'head'),
    )
    .reduce((n, [, d]) => n + padded(d).length, 0);
font.writeUInt32BE((0xb1b0afba - sum(font)) >>> 0, headAt + 8);
writeFileSync(fileURLToPath(new URL('../src/platform/web/fonts/vigie-signs.ttf', import.meta.url)), font);
