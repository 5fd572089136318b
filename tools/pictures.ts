import { judgeCheck } from '../bench/judged.ts';
import { pairedAnswers } from '../bench/paired-answers.ts';

const N = 1000;
const TOLERANCE = 0.02;

interface Case {
  readonly file: string;
  readonly title: string;
  readonly worse: number;
  readonly better: number;
}

/** The worked pictures of docs/decisions.md: newly wrong and newly right among 1,000 examples, as the product judges them. */
export const PICTURES: readonly Case[] = [
  { file: 'pass.svg', title: 'Pass: 8 newly wrong, 6 newly right', worse: 8, better: 6 },
  { file: 'warn.svg', title: 'Warn: 60 newly wrong, 38 newly right', worse: 60, better: 38 },
  { file: 'fail.svg', title: 'Fail: 60 newly wrong, 20 newly right', worse: 60, better: 20 },
];

const WIDTH = 720;
const HEIGHT = 168;
/** Percentage points that the axis shows. */
const [FROM, TO] = [-7, 3];
const x = (points: number) => 30 + ((points - FROM) / (TO - FROM)) * (WIDTH - 60);

const STYLE = `
  text { font: 13px system-ui, sans-serif; fill: #1f2328; }
  .title { font-weight: 600; font-size: 15px; }
  .soft { fill: #59636e; }
  .axis, .tick { stroke: #59636e; stroke-width: 1; }
  .tolerated { fill: #1f883d; opacity: .12; }
  .limit { stroke: #59636e; stroke-dasharray: 4 3; }
  .pass { stroke: #1f883d; fill: #1f883d; } .warn { stroke: #9a6700; fill: #9a6700; } .fail { stroke: #d1242f; fill: #d1242f; }
  .interval { stroke-width: 3; }
  @media (prefers-color-scheme: dark) { text { fill: #f0f6fc; } .soft { fill: #9198a1; } .axis, .tick, .limit { stroke: #9198a1; } }`;

/** One picture, as SVG. */
export function draw({ title, worse, better }: Case): string {
  const sides = pairedAnswers(N, worse, better);
  const judged = judgeCheck([{ sides, drops: [{ metric: 'accuracy', amount: TOLERANCE }] }])[0]!;
  const { outcome, delta, bounds } = judged;
  const [low, at, high] = [bounds!.low, delta!, bounds!.high].map((share) => x(100 * share));
  const ticks = Array.from({ length: TO - FROM + 1 }, (_, i) => FROM + i);
  const y = 88;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" aria-label="${title}">`,
    `<title>${title}</title>`,
    `<style>${STYLE}\n</style>`,
    `<text class="title" x="30" y="26">${title}</text>`,
    `<text class="soft" x="30" y="46">${describeShort(outcome, bounds!)}</text>`,
    `<rect class="tolerated" x="${round(x(-100 * TOLERANCE))}" y="58" width="${round(x(TO) - x(-100 * TOLERANCE))}" height="60"/>`,
    `<line class="limit" x1="${round(x(-2))}" x2="${round(x(-2))}" y1="58" y2="118"/>`,
    `<line class="limit" x1="${round(x(0))}" x2="${round(x(0))}" y1="58" y2="118"/>`,
    `<line class="${outcome} interval" x1="${round(low!)}" x2="${round(high!)}" y1="${y}" y2="${y}"/>`,
    ...[low!, high!].map(
      (end) => `<line class="${outcome} interval" x1="${round(end)}" x2="${round(end)}" y1="${y - 8}" y2="${y + 8}"/>`,
    ),
    `<circle class="${outcome}" cx="${round(at!)}" cy="${y}" r="6"/>`,
    `<line class="axis" x1="30" x2="${WIDTH - 30}" y1="118" y2="118"/>`,
    ...ticks.map(
      (points) => `<line class="tick" x1="${round(x(points))}" x2="${round(x(points))}" y1="118" y2="123"/>`,
    ),
    ...ticks.map(
      (points) => `<text class="soft" text-anchor="middle" x="${round(x(points))}" y="139">${signed(points)}</text>`,
    ),
    `<text class="soft" text-anchor="middle" x="${WIDTH / 2}" y="160">change of accuracy in percentage points; green: tolerated (down to −2)</text>`,
    '</svg>',
    '',
  ].join('\n');
}

function describeShort(outcome: string, { low, high }: { readonly low: number; readonly high: number }): string {
  const ends = `It lies above ${signed(tenth(low))} with 95 % confidence, and below ${signed(tenth(high))} with 99 %.`;
  if (outcome === 'pass') return `${ends} All of that is tolerated.`;
  return outcome === 'fail' ? `${ends} All of that is a loss.` : `${ends} It may be a loss, or none.`;
}

const tenth = (share: number): number => Math.round(1000 * share) / 10;
const round = (position: number): number => Math.round(10 * position) / 10;
const signed = (points: number): string => (points > 0 ? `+${points}` : points < 0 ? `−${Math.abs(points)}` : '0');
