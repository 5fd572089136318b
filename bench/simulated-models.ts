import { type Dataset, NO_COLUMNS } from '../src/model/dataset.ts';
import { randomStream } from './random.ts';

/** A test set and two models that answer it, as a simulation draws them. */
export interface World {
  readonly n: number;
  readonly classes?: number;
  /** Share of positives, with two classes. */
  readonly rate?: number;
  /** Share of the noise that the two models do not share. */
  readonly redraw?: number;
  /** Share of answers that are of a class that no row has. */
  readonly stray?: number;
  /** Sizes of clusters, which share a part of each model's noise. */
  readonly clusters?: readonly number[];
  readonly weight?: (row: number) => number;
  /** How far the candidate's signal lies below the baseline's. */
  readonly loss?: number;
  /** The sides answer different examples. */
  readonly unpaired?: boolean;
}

/** Draws worlds: candidate and baseline. With a loss of 0 both models are drawn from one distribution. */
export function simulateModels(seed: number): (world: World) => readonly [Dataset, Dataset] {
  const random = randomStream(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

  function drawExamples({ n, classes = 2, rate = 0.5 }: World) {
    const label = Int32Array.from({ length: n }, () =>
      classes === 2 ? Number(random() < rate) : Math.floor(random() * classes),
    );
    return { label, shared: Float64Array.from({ length: n }, normal) };
  }

  function answer({ label, shared }: ReturnType<typeof drawExamples>, signal: number, world: World): Dataset {
    const { n, classes = 2, redraw = 0.3, stray = 0, clusters, weight } = world;
    const cluster = clusters ? Int32Array.from(clusters.flatMap((size, code) => Array<number>(size).fill(code))) : null;
    const shift = Float64Array.from(clusters ?? [], () => 0.5 * normal());
    const logit = Float64Array.from(shared, (s, i) => {
      const noise = Math.sqrt(1 - redraw) * s + Math.sqrt(redraw) * normal() + (cluster ? shift[cluster[i]!]! : 0);
      return (classes === 2 && label[i] === 0 ? -1 : 1) * signal + noise;
    });
    return {
      ...NO_COLUMNS,
      rows: n,
      classes: Array.from({ length: classes + (stray > 0 ? 1 : 0) }, (_, k) => `c${k}`),
      label,
      prediction: Int32Array.from(label, (y, i) => {
        if (random() < stray) return classes;
        if (classes === 2) return Number(logit[i]! > 0);
        return logit[i]! > 0 ? y : (y + 1) % classes;
      }),
      scores: [{ className: null, values: logit.map((x) => 1 / (1 + Math.exp(-2 * x))) }],
      weight: weight ? Float64Array.from(label, (_, i) => weight(i)) : null,
      cluster,
    };
  }

  return (world) => {
    const examples = drawExamples(world);
    const candidate = answer(examples, 1.2 - (world.loss ?? 0), world);
    return [candidate, answer(world.unpaired ? drawExamples(world) : examples, 1.2, world)];
  };
}
