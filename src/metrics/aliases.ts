/** Names that other tools give to metrics of ours, in lower case and without anything but letters, digits, @ and +. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  accuracy: ['acc', 'accuracyscore', 'categoricalaccuracy'],
  balanced_accuracy: ['bacc', 'balancedacc', 'balancedaccuracyscore'],
  recall: ['sensitivity', 'tpr', 'truepositiverate', 'recallscore'],
  specificity: ['tnr', 'truenegativerate', 'selectivity'],
  precision: ['ppv', 'positivepredictivevalue', 'precisionscore'],
  npv: ['negativepredictivevalue'],
  f1: ['f1score', 'fscore', 'fmeasure', 'dice'],
  jaccard: ['iou', 'jaccardscore', 'jaccardindex'],
  false_positive_rate: ['fpr', 'fallout'],
  false_negative_rate: ['fnr', 'missrate'],
  false_discovery_rate: ['fdr'],
  false_omission_rate: ['for'],
  matthews_corrcoef: ['mcc', 'matthews', 'phicoefficient'],
  cohen_kappa: ['kappa', 'cohenskappa', 'cohenkappascore'],
  cohen_kappa_quadratic: ['qwk', 'quadraticweightedkappa'],
  roc_auc: ['auc', 'auroc', 'rocaucscore', 'aucroc'],
  average_precision: ['ap', 'auprc', 'prauc', 'aucpr', 'averageprecisionscore'],
  ks_statistic: ['ks'],
  log_loss: ['logloss', 'crossentropy', 'binarycrossentropy'],
  brier_score: ['brier', 'brierscoreloss', 'brierloss'],
  expected_calibration_error: ['ece'],
  max_calibration_error: ['mce', 'maximumcalibrationerror'],
  mean_absolute_error: ['mae'],
  mean_squared_error: ['mse'],
  root_mean_squared_error: ['rmse'],
  median_absolute_error: ['medae'],
  mean_absolute_percentage_error: ['mape'],
  mean_squared_log_error: ['msle'],
  root_mean_squared_log_error: ['rmsle'],
  mean_bias_error: ['mbe', 'bias'],
  r2_score: ['r2', 'rsquared'],
  pearsonr: ['pearson', 'pearsoncorrelation'],
  spearmanr: ['spearman', 'spearmancorrelation'],
  kendalltau: ['kendall'],
  map: ['meanaverageprecision'],
  recip_rank: ['mrr', 'meanreciprocalrank', 'reciprocalrank'],
  bleu: ['sacrebleu', 'bleu4'],
  chrf: ['chrf2'],
  'chrf++': ['chrf2++', 'chrfpp'],
  ter: ['translationeditrate'],
  wer: ['worderrorrate'],
  cer: ['charactererrorrate'],
  exact_match: ['em', 'exactmatchscore'],
  token_f1: ['squadf1', 'f1token'],
  rougeL: ['rouge'],
  judge_score: ['llmjudgescore'],
  perplexity: ['ppl'],
  bits_per_byte: ['bpb'],
  flip_rate: ['churn'],
  demographic_parity_difference: ['statisticalparitydifference'],
  demographic_parity_ratio: ['disparateimpact', 'disparateimpactratio'],
};

/** Names with a number in them, and how ours carry it. */
const NUMBERED: readonly (readonly [RegExp, string])[] = [
  [/^(?:precision|p)@(\d+)$/, 'P_$1'],
  [/^(?:recall|r)@(\d+)$/, 'recall_$1'],
  [/^map@(\d+)$/, 'map_cut_$1'],
  [/^(?:mrr|rr)@\d+$/, 'recip_rank'],
  [/^success@(\d+)$/, 'success_$1'],
  [/^(?:hit|hits|hr|hitratio)@(\d+)$/, 'hit_rate@$1'],
  [/^(?:acc|accuracy|top)@(\d+)$/, 'top_k_accuracy@$1'],
  [/^top(\d+)(?:acc|accuracy)?$/, 'top_k_accuracy@$1'],
  [/^(?:latency)?p(50|90|95|99)(?:latency)?$/, 'latency_p$1'],
  [/^(macro|micro|weighted)(f1|precision|recall)(?:score)?$/, '$2_$1'],
];

const OURS = new Map(Object.entries(NAMES).flatMap(([own, others]) => others.map((other) => [other, own] as const)));

/** What another tool's metric is called here; null when the name says nothing. Example: `Precision@5` is `P_5`. */
export function ownNameOf(name: string): string | null {
  const plain = name.toLowerCase().replace(/[^a-z0-9@+]/g, '');
  const own = OURS.get(plain);
  if (own !== undefined) return own;
  const found = NUMBERED.find(([pattern]) => pattern.test(plain));
  return found === undefined ? null : plain.replace(found[0], found[1]);
}
