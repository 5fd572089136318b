import { quote } from '../model/quote.ts';

/** What a metric that this program cannot compute is, and what it would take. */
interface Elsewhere {
  /** How its names begin, in lower case and without anything but letters and digits. */
  readonly stems: readonly string[];
  readonly title: string;
  readonly takes: string;
  /** Why it cannot be had; absent: for want of models and dictionaries. */
  readonly but?: string;
}

const NEURAL = 'a neural model';
const JUDGE = 'a language model as its judge';

/** Known metrics that need a model of their own, or data of its size. The first whose stem a name begins with is meant. */
export const ELSEWHERE: readonly Elsewhere[] = [
  { stems: ['comet', 'xcomet', 'wmt22comet'], title: 'COMET', takes: NEURAL },
  { stems: ['bertscore'], title: 'BERTScore', takes: NEURAL },
  { stems: ['bleurt'], title: 'BLEURT', takes: NEURAL },
  { stems: ['metricx'], title: 'MetricX', takes: NEURAL },
  { stems: ['moverscore'], title: 'MoverScore', takes: NEURAL },
  { stems: ['bartscore'], title: 'BARTScore', takes: NEURAL },
  { stems: ['unieval'], title: 'UniEval', takes: NEURAL },
  { stems: ['prism'], title: 'Prism', takes: NEURAL },
  { stems: ['yisi'], title: 'YiSi', takes: NEURAL },
  { stems: ['mauve'], title: 'MAUVE', takes: NEURAL },
  { stems: ['questeval', 'qafacteval', 'summaqa'], title: 'question-based evaluation', takes: NEURAL },
  { stems: ['summac', 'alignscore', 'factcc'], title: 'factual consistency', takes: NEURAL },
  {
    stems: ['semanticsimilarity', 'sentencesimilarity', 'semscore'],
    title: 'semantic similarity',
    takes: NEURAL,
  },
  { stems: ['detoxify', 'perspective'], title: 'a toxicity score', takes: NEURAL },
  { stems: ['meteor'], title: 'METEOR', takes: 'WordNet' },
  { stems: ['geval', 'gpteval', 'gptscore', 'gemba'], title: 'a grade by a language model', takes: JUDGE },
  { stems: ['llmasajudge', 'llmasjudge', 'llmjudge', 'modelgraded', 'mtbench'], title: 'a judgement', takes: JUDGE },
  { stems: ['faithfulness', 'groundedness', 'hallucination', 'factscore'], title: 'faithfulness', takes: JUDGE },
  { stems: ['answerrelevancy', 'answerrelevance', 'answercorrectness'], title: 'answer relevancy', takes: JUDGE },
  {
    stems: ['intralistdiversity', 'intralistsimilarity', 'intralistdistance', 'ild'],
    title: 'the mean distance between the items of a list',
    takes: 'the vectors of the items',
    but: 'evidence holds none',
  },
  { stems: ['contextprecision', 'contextrecall', 'contextrelevancy'], title: 'context precision', takes: JUDGE },
];

/**
 * Why a metric of this name is none of ours, and where to have it instead; null when the name says nothing. Case, and everything that is no
 * letter or digit, do not matter. Example: `bert_score_f1` is BERTScore.
 */
export function explainElsewhere(name: string): string | null {
  const plain = name.toLowerCase().replace(/[^a-z0-9]/g, '');
  const found = ELSEWHERE.find(({ stems }) => stems.some((stem) => plain.startsWith(stem)));
  if (found === undefined) return null;
  const { title, takes, but = 'this program runs no model and brings no dictionary' } = found;
  return `${quote(name)} (${title}) takes ${takes}, and ${but}. Compute it beforehand, and gate its column of scores with task: scores, or its value with task: metrics.`;
}
