import type { Option, Options } from '../families.ts';
import type { Smoothing } from './bleu-score.ts';
import type { ChrfOptions } from './chrf-score.ts';
import type { TercomOptions } from './tercom.ts';
import type { TOKENIZERS } from './tokenizers.ts';

const NEEDS_DATA =
  'it needs a dictionary or model of its own. Compute the score where the evaluation runs, write it as a column, and gate that in a suite with task: scores (a value for each segment) or task: metrics (one value)';

/** A number above 0 that is written in one way alone. */
const DECIMAL = String.raw`(?!0$)(?:0|[1-9]\d{0,3})(?:\.\d{0,5}[1-9])?`;

/** A smoothing as a signature of sacreBLEU prints it, with two decimals: `floor[0.10]` is `floor:0.1`. */
function readPrinted(written: string): string {
  const [, method, value] = /^(floor|add-k)\[(\d{1,4}\.\d\d)\]$/.exec(written) ?? [];
  return method === undefined ? written : `${method}:${Number(value)}`;
}

const YES_NO: Option = { values: ['yes', 'no'] };
const NO_YES: Option = { values: ['no', 'yes'] };
const MIXED_LC: Option = { values: ['mixed', 'lc'] };

const TOKENIZER: Option & { readonly values: readonly (keyof typeof TOKENIZERS)[] } = {
  values: ['13a', 'intl', 'zh', 'char', 'none'],
  refused: {
    'ja-mecab': NEEDS_DATA,
    'ko-mecab': NEEDS_DATA,
    spm: NEEDS_DATA,
    flores101: NEEDS_DATA,
    flores200: NEEDS_DATA,
    'spBLEU-1K': NEEDS_DATA,
  },
};
const SMOOTHING: Option = {
  read: readPrinted,
  values: ['exp', 'floor:0.1', 'add-k:1', 'none'],
  pattern: {
    test: new RegExp(String.raw`^(?:floor:(?:1|0\.\d{0,5}[1-9])|add-k:${DECIMAL})$`),
    usage: 'floor:V with V above 0 and at most 1, add-k:K with K above 0 (or as sacreBLEU prints them, floor[0.10])',
  },
};

// The keys are those of sacreBLEU's signatures, and `beta`, which its signatures leave to the name of the score.

/** Of BLEU of a corpus. */
export const BLEU_OPTIONS = { case: MIXED_LC, eff: NO_YES, tok: TOKENIZER, smooth: SMOOTHING };
/** Of BLEU of single segments, which leave out the orders that they are too short for. */
export const SENTENCE_BLEU_OPTIONS = { ...BLEU_OPTIONS, eff: YES_NO };
export const CHRF_OPTIONS = {
  case: MIXED_LC,
  eff: YES_NO,
  nc: { values: ['6'], pattern: { test: /^[1-9]$/, usage: '1 to 9' } },
  nw: { values: ['0', '1', '2', '3', '4'] },
  space: NO_YES,
  beta: { values: ['2'], pattern: { test: /^[1-9]$/, usage: '1 to 9' } },
} as const satisfies Record<string, Option>;
export const CHRF_PLUS_PLUS_OPTIONS = { ...CHRF_OPTIONS, nw: { values: ['2', '0', '1', '3', '4'] } } as const;
export const TER_OPTIONS = {
  case: { values: ['lc', 'mixed'] },
  norm: NO_YES,
  punct: YES_NO,
  asian: NO_YES,
} as const satisfies Record<string, Option>;

interface BleuOptions {
  readonly tokenizer: keyof typeof TOKENIZERS;
  readonly lowercase: boolean;
  readonly smoothing: Smoothing;
  readonly effective: boolean;
}

export function readBleuOptions(written: Options<keyof typeof BLEU_OPTIONS>): BleuOptions {
  const [method, value] = written.smooth.split(':');
  return {
    tokenizer: written.tok as keyof typeof TOKENIZERS,
    lowercase: written.case === 'lc',
    smoothing:
      method === 'floor' || method === 'add-k'
        ? { method, value: Number(value) }
        : { method: method as 'exp' | 'none' },
    effective: written.eff === 'yes',
  };
}

export function readChrfOptions(written: Options<keyof typeof CHRF_OPTIONS>): ChrfOptions {
  return {
    characters: Number(written.nc),
    words: Number(written.nw),
    withSpaces: written.space === 'yes',
    lowercase: written.case === 'lc',
    beta: Number(written.beta),
    effective: written.eff === 'yes',
  };
}

export function readTerOptions(written: Options<keyof typeof TER_OPTIONS>): TercomOptions {
  return {
    normalized: written.norm === 'yes',
    withoutPunctuation: written.punct === 'no',
    asian: written.asian === 'yes',
    lowercase: written.case === 'lc',
  };
}
